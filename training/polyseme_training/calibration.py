"""How a similarity becomes the chance that two uses share a sense."""

import json
import random
from collections import defaultdict

import torch

from .encoder import WordEncoder
from .files import read_object
from .judged import read_pairs
from .measures import area_under_curve, pair_vectors
from .senses import Use, read_uses, sense_pairs, split_lemmas

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
            table.append(
                {"from": low, "to": high, "count": int(inside.sum()), "predicted": round(predicted, 4), "observed": round(observed, 4)}
            )
            error += inside.sum().item() * abs(predicted - observed)
    base = labels.mean()
    return {
        "brier": round((chance - labels).square().mean().item(), 4),
        "brier_base": round((base * (1 - base)).item(), 4),
        "ece": round(error / len(labels), 4),
        "reliability": table,
    }


def labels_of(pairs):
    return torch.tensor([float(is_same) for *_, is_same in pairs], dtype=torch.float64)


def read_judged(path):
    """Pairs of uses and whether people call them one sense."""
    return [(*(Use(*use, "", "") for use in uses), bool(gold)) for *uses, gold in read_pairs(path)]


def calibrate(arguments):
    """What the step asks for; see `steps/14_calibration.py`."""
    encoder = WordEncoder(arguments.folder)
    yardstick = read_object(arguments.folder / "weights/yardstick.json")
    mean = torch.tensor(yardstick["layers"][encoder.layer]["mean"])
    uses = read_uses(arguments.tagged)
    parts = split_lemmas(uses, arguments.every_lemma)

    def inputs_of(pairs):
        first, second = pair_vectors(encoder, pairs, [encoder.layer])
        centred = torch.cosine_similarity(first[:, 0] - mean, second[:, 0] - mean).double()
        return torch.stack([torch.ones_like(centred), centred], 1)

    def measured(inputs, labels):
        proof = evidence(torch.sigmoid(inputs @ beta), labels)
        return {"pairs": len(labels), "auc": round(area_under_curve(inputs[:, 1], labels), 4), **proof}

    fitted, held_out = (sense_pairs(parts[name], arguments.pairs, seed=2) for name in ("calibrate", "prove"))
    inputs, labels = inputs_of(fitted), labels_of(fitted)
    beta = logistic_regression(inputs, labels)
    by_lemma = defaultdict(list)
    for place, (use, *_) in enumerate(fitted):
        by_lemma[use.lemma].append(place)
    lemmas = sorted(by_lemma)
    generator = random.Random(4)
    draws = []
    for _ in range(arguments.draws):
        drawn = [n for _ in lemmas for n in by_lemma[generator.choice(lemmas)]]
        draws.append(logistic_regression(inputs[drawn], labels[drawn]))
    covariance = torch.cov(torch.stack(draws).T)
    proof = {"heldout": "lemmas", "lemmas": len({use.lemma for use, *_ in held_out}), **measured(inputs_of(held_out), labels_of(held_out))}
    judged = {path.stem: measured(inputs_of(pairs), labels_of(pairs)) for path in arguments.judged for pairs in [read_judged(path)]}
    result = {
        "format": 1,
        "layer": encoder.layer,
        "features": FEATURES,
        "intercept": beta[0].item(),
        "coefficients": beta[1:].tolist(),
        "covariance": covariance.tolist(),
        "evidence": proof,
        "judged": judged,
    }
    (arguments.folder / "weights/same-sense.json").write_text(json.dumps(result, indent=1) + "\n")
    for name, values in {"held-out lemmas": proof, **judged}.items():
        print(name, {key: value for key, value in values.items() if key != "reliability"})
