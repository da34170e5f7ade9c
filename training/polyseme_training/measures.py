"""How well cosines tell senses apart, on pairs of uses."""

from collections import defaultdict
from typing import NamedTuple

import torch

from .reading import target_vectors


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
    vectors = encoder.use_vectors([(use.words, use.place) for pair in pairs for use in pair[:2]], layers)
    return vectors[0::2], vectors[1::2]


class HeldOutAreas(NamedTuple):
    """How well pairs of uses are told apart: all of them at once, and those of each lemma by themselves.

    The first rises too where whole lemmas move against each other, which tells no senses apart.
    """

    all: float
    within: float

    def __str__(self):
        return f"{self.all:.4f}, within lemmas {self.within:.4f}"


@torch.no_grad()
def held_out_areas(encoder, pairs, layer):
    encoder.model.eval()
    vectors = target_vectors(encoder, [use for pair in pairs for use in pair[:2]], layer, part=64)
    scores = torch.cosine_similarity(vectors[0::2], vectors[1::2])
    labels = [same for *_, same in pairs]
    return HeldOutAreas(area_under_curve(scores, labels), area_within(scores, labels, [use.lemma for use, *_ in pairs]))
