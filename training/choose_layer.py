#!/usr/bin/env python3
"""Prints how well each layer's cosine tells senses apart, on sense-tagged text.

usage: choose_layer.py FOLDER TAGGED... [--pairs N]

FOLDER holds weights/ and vocab/. The figure is the area under the curve: how often a pair of one sense
is more alike than a pair of two. The layer with the largest goes into config.json with --write.
Evaluation sets have no part in it.
"""

import argparse
import json
import pathlib
from collections import defaultdict

import torch

from encoder import WordEncoder
from files import read_object
from senses import read_uses, sense_pairs


def area_under_curve(scores, labels):
    """By ranks; equal scores share theirs."""
    scores = torch.as_tensor(scores, dtype=torch.float64)
    labels = torch.as_tensor(labels, dtype=torch.bool)
    same, other = scores[labels].sort().values, scores[~labels].sort().values
    below = torch.searchsorted(other, same, right=False).double()
    upto = torch.searchsorted(other, same, right=True).double()
    return ((below + upto) / 2).sum().item() / (len(same) * len(other))


def area_within(scores, labels, groups):
    """The area of each group's own pairs, the mean over the groups that have both kinds: where a whole group lies has no part
    in it. Not a number where no group has both."""
    numbers = defaultdict(list)
    for number, group in enumerate(groups):
        numbers[group].append(number)
    scores, labels = torch.as_tensor(scores), torch.as_tensor(labels, dtype=torch.bool)
    areas = [area_under_curve(scores[own], labels[own]) for own in numbers.values() if len(labels[own].unique()) == 2]
    return sum(areas) / len(areas) if areas else float("nan")


def pair_vectors(encoder, pairs, layers=None):
    """Both sides of each pair. Two of shape `[pairs, L, C]`."""
    vectors = encoder.use_vectors(
        [(use.words, use.place) for pair in pairs for use in pair[:2]], layers)
    return vectors[0::2], vectors[1::2]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("tagged", nargs="+")
    parser.add_argument("--pairs", type=int, default=3000)
    parser.add_argument("--write", action="store_true", help="put the best layer into config.json")
    arguments = parser.parse_args()
    encoder = WordEncoder(arguments.folder)
    pairs = sense_pairs(read_uses(arguments.tagged), arguments.pairs, seed=1)
    first, second = pair_vectors(encoder, pairs)
    cosines = torch.cosine_similarity(first, second, dim=-1)
    labels = [is_same for *_, is_same in pairs]
    areas = [area_under_curve(cosines[:, layer], labels) for layer in range(cosines.shape[1])]
    for layer, area in enumerate(areas):
        print(f"layer {layer}  area under the curve {area:.4f}")
    best = max(range(len(areas)), key=areas.__getitem__)
    print(f"best: layer {best}, on {len(pairs)} pairs of {len({p[0].lemma for p in pairs})} lemmas")
    if arguments.write:
        path = arguments.folder / "weights/config.json"
        config = read_object(path)
        config.setdefault("polyseme", {})["layer"] = best
        path.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
