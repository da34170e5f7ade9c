#!/usr/bin/env python3
"""Fits how a similarity becomes the chance that two uses share a sense.

usage: calibration.py FOLDER TAGGED... [--pairs N]

FOLDER holds weights/ and vocab/; weights/same-sense.json is written. TAGGED are sense-tagged lines. The
chance is a logistic regression on the centred cosine. Lemmas are divided in two: the evidence (Brier
score, reliability, expected calibration error) comes from lemmas that the fit never saw. The covariance
comes from drawing the lemmas anew, since uses of one lemma resemble each other.
"""

import argparse
import json
import pathlib
import random
from collections import defaultdict

import torch

from choose_layer import area_under_curve, pair_vectors
from encoder import WordEncoder
from senses import read_uses, sense_pairs

FEATURES = ["centred_cosine"]


def logistic_regression(inputs, labels, rounds=50):
    """Coefficients by Newton's method; the first input is 1. Shapes `[n, k]`, `[n]`."""
    beta = torch.zeros(inputs.shape[1], dtype=torch.float64)
    for _ in range(rounds):
        chance = torch.sigmoid(inputs @ beta)
        # A slight pull to zero keeps the step defined where a draw is separable.
        hessian = inputs.T @ (inputs * (chance * (1 - chance))[:, None]) + 1e-6 * torch.eye(len(beta))
        step = torch.linalg.solve(hessian, inputs.T @ (labels - chance) - 1e-6 * beta)
        beta += step
        if step.abs().max() < 1e-10:
            break
    return beta


def evidence(chance, labels, bins=10):
    """Brier score, reliability table and expected calibration error."""
    table, error = [], 0.0
    for step in range(bins):
        low, high = step / bins, (step + 1) / bins
        inside = (chance >= low) & ((chance < high) | (high == 1))
        if inside.any():
            predicted, observed = chance[inside].mean().item(), labels[inside].mean().item()
            table.append({"from": low, "to": high, "count": int(inside.sum()),
                          "predicted": round(predicted, 4), "observed": round(observed, 4)})
            error += inside.sum().item() * abs(predicted - observed)
    base = labels.mean()
    return {
        "brier": round((chance - labels).square().mean().item(), 4),
        "brier_base": round((base * (1 - base)).item(), 4),
        "ece": round(error / len(labels), 4), "reliability": table,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("tagged", nargs="+")
    parser.add_argument("--pairs", type=int, default=6000)
    parser.add_argument("--draws", type=int, default=200)
    arguments = parser.parse_args()
    encoder = WordEncoder(arguments.folder)
    yardstick = json.loads((arguments.folder / "weights/yardstick.json").read_text())
    mean = torch.tensor(yardstick["layers"][encoder.layer]["mean"])
    pairs = sense_pairs(read_uses(arguments.tagged), arguments.pairs, seed=2)
    first, second = pair_vectors(encoder, pairs, [encoder.layer])
    centred = torch.cosine_similarity(first[:, 0] - mean, second[:, 0] - mean).double()
    inputs = torch.stack([torch.ones_like(centred), centred], 1)
    labels = torch.tensor([float(is_same) for *_, is_same in pairs], dtype=torch.float64)

    by_lemma = defaultdict(list)
    for place, (use, *_) in enumerate(pairs):
        by_lemma[use.lemma].append(place)
    lemmas = sorted(by_lemma)
    random.Random(3).shuffle(lemmas)
    held_out = [n for lemma in lemmas[: len(lemmas) // 3] for n in by_lemma[lemma]]
    learnt = lemmas[len(lemmas) // 3:]
    fitted = [n for lemma in learnt for n in by_lemma[lemma]]
    beta = logistic_regression(inputs[fitted], labels[fitted])
    generator = random.Random(4)
    draws = []
    for _ in range(arguments.draws):
        drawn = [n for _ in learnt for n in by_lemma[generator.choice(learnt)]]
        draws.append(logistic_regression(inputs[drawn], labels[drawn]))
    covariance = torch.cov(torch.stack(draws).T)
    proof = evidence(torch.sigmoid(inputs[held_out] @ beta), labels[held_out])
    result = {
        "format": 1, "layer": encoder.layer, "features": FEATURES,
        "intercept": beta[0].item(), "coefficients": beta[1:].tolist(),
        "covariance": covariance.tolist(),
        "evidence": {
            "heldout": "lemmas", "pairs": len(held_out), "lemmas": len(lemmas) - len(learnt),
            "auc": round(area_under_curve(centred[held_out], labels[held_out]), 4), **proof,
        },
    }
    (arguments.folder / "weights/same-sense.json").write_text(json.dumps(result, indent=1) + "\n")
    print({k: v for k, v in result["evidence"].items() if k != "reliability"}, beta.tolist())


if __name__ == "__main__":
    main()
