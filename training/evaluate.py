#!/usr/bin/env python3
"""Scores a model on development sets of human judgement. These sets measure; they never train.

usage: evaluate.py FOLDER EVAL [--layer N]

FOLDER holds weights/ and vocab/, EVAL the sets as its README describes them: WiC and MCL-WiC (accuracy of
cosine against a threshold found on their training parts), SCWS (Spearman), CoarseWSD-20 (mean recall over
senses in five-fold cross-validation, nearest centroid and nearest neighbour).
"""

import argparse
import pathlib

import torch

from encoder import WordEncoder
from judged import read_pairs, read_uses_with_gold


def pair_cosines(encoder, pairs, layer):
    vectors = encoder.use_vectors([use for pair in pairs for use in pair[:2]], [layer])[:, 0]
    return torch.cosine_similarity(vectors[0::2], vectors[1::2])


def best_threshold(cosines, gold):
    """The threshold with the most right answers; cosines at or above it say same."""
    order = cosines.argsort()
    right = gold.sum() + torch.cat([torch.zeros(1), (1 - 2 * gold[order]).cumsum(0)])
    place = int(right.argmax())
    ranked = cosines[order]
    return (ranked[place] if place < len(ranked) else ranked[-1] + 1).item()


def gold_of(pairs):
    return torch.tensor([gold for *_, gold in pairs])


def accuracy(encoder, folder, train, dev, layer):
    sets = [read_pairs(folder / name) for name in (train, dev)]
    cosines = [pair_cosines(encoder, pairs, layer) for pairs in sets]
    gold = [gold_of(pairs) for pairs in sets]
    threshold = best_threshold(cosines[0], gold[0])
    return ((cosines[1] >= threshold).float() == gold[1]).float().mean().item()


def ranks(values):
    _, inverse, counts = values.double().unique(return_inverse=True, return_counts=True)
    return (counts.cumsum(0) - (counts - 1) / 2)[inverse]


def spearman(x, y):
    return torch.corrcoef(torch.stack([ranks(x), ranks(y)]))[0, 1].item()


def recalls(encoder, path, layer, folds=5):
    """Mean recall over senses: nearest centroid, nearest neighbour."""
    uses, gold = zip(*read_uses_with_gold(path))
    vectors = encoder.use_vectors(uses, [layer])[:, 0]
    vectors = torch.nn.functional.normalize(vectors, dim=1)
    gold = torch.tensor(gold)
    fold = torch.arange(len(uses)) % folds
    answers = torch.empty(2, len(uses), dtype=torch.long)
    for number in range(folds):
        known, asked = fold != number, fold == number
        senses = gold[known].unique()
        centroids = torch.stack([vectors[known][gold[known] == sense].mean(0) for sense in senses])
        centroids = torch.nn.functional.normalize(centroids, dim=1)
        answers[0, asked] = senses[(vectors[asked] @ centroids.T).argmax(1)]
        answers[1, asked] = gold[known][(vectors[asked] @ vectors[known].T).argmax(1)]
    return torch.stack([
        torch.stack([(answer[gold == sense] == sense).float().mean() for sense in gold.unique()]).mean()
        for answer in answers])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("eval", type=pathlib.Path)
    parser.add_argument("--layer", type=int)
    parser.add_argument("--sets", default="wic,mcl,scws,coarsewsd")
    arguments = parser.parse_args()
    encoder = WordEncoder(arguments.folder)
    layer = encoder.layer if arguments.layer is None else arguments.layer
    for name, train in (("wic", "wic-train.jsonl"), ("mcl", "mcl-training.jsonl")):
        if name in arguments.sets:
            score = accuracy(encoder, arguments.eval, train, f"{name}-dev.jsonl", layer)
            print(f"{name} dev, accuracy {100 * score:.1f} %", flush=True)
    if "scws" in arguments.sets:
        pairs = read_pairs(arguments.eval / "scws.jsonl")
        print(f"scws, Spearman {spearman(pair_cosines(encoder, pairs, layer), gold_of(pairs)):.3f}", flush=True)
    if "coarsewsd" in arguments.sets:
        words = sorted((arguments.eval / "coarsewsd").glob("*.jsonl"))
        scores = torch.stack([recalls(encoder, path, layer) for path in words])
        centroid, neighbour = (100 * scores.mean(0)).tolist()
        print(f"coarsewsd, mean recall over senses: nearest centroid {centroid:.1f} %, nearest neighbour {neighbour:.1f} %")


if __name__ == "__main__":
    main()
