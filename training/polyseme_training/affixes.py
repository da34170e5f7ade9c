"""Learns what a change of affix does to the row of a word (as Soricut and Och 2015, https://aclanthology.org/N15-1186, found
that it does much the same to all words).

Each word of the list, left out, is put together from the words spelled like it. Which changes are between it and them, how
much a word that is one of them away counts, and by which vector the two differ, is learnt from all words at once; so is what
to make of misspelled ones.
"""

import math
import multiprocessing
import random
from collections import Counter

import torch

from .words import SPECIALS, AffixChanges, SpellingIndex, misspelled, power

# Misspelled words for each word that is spelled right.
MISSPELLED = 0.2


def begin(words):
    global spelling
    spelling = SpellingIndex(words)


def candidates(word, but):
    return spelling.candidates(word, but)


def questions_of(words, places, seed):
    """Words to put together, the number that none of their candidates may have, and the place of the row that they should
    get: the words at these places, and misspelled ones."""
    asked = [(words[place], [place], place) for place in places]
    generator, listed = random.Random(seed), set(words)
    long = [place for place in places if len(words[place]) >= 5 and words[place].isalpha()]
    for place in generator.choices(long, k=round(MISSPELLED * len(places))) if long else ():
        if (wrong := misspelled(words[place], generator)) not in listed:
            asked.append((wrong, [], place))
    return asked


def as_tensors(found, numbers):
    """Candidates as tensors of shape `[n, candidates]`: their places, how much each counts (-inf for none; logarithm), and
    their changes by number, -1 for none."""
    shape = len(found), max([SpellingIndex.MOST, *map(len, found)])
    places, logarithms = torch.zeros(shape, dtype=torch.long), torch.full(shape, -math.inf)
    changes = torch.full(shape, -1)
    for row, own in enumerate(found):
        for column, (place, similarity, change) in enumerate(own):
            places[row, column], logarithms[row, column] = place, math.log(power(similarity))
            changes[row, column] = numbers.get(change, -1)
    return places, logarithms, changes


def fit(words, table, composer, held_out=(), least=30, epochs=4, batch=512, rate=5e-2, seed=1):
    """Learns the changes that are between `least` words and one that is spelled like them. `composer` gets their vectors, by
    its projection, which stays as it is. Words at the places held out teach nothing. Returns the changes and their factors.
    """
    kept = set(range(len(SPECIALS), len(words))) - set(held_out)
    learnt = sorted(kept)
    asked = questions_of(words, learnt, seed)
    with multiprocessing.Pool(initializer=begin, initargs=[[word if place in kept else None for place, word in enumerate(words)]]) as pool:
        found = pool.starmap(candidates, [(word, but) for word, but, _ in asked], chunksize=200)
    found = [
        [(place, similarity, AffixChanges.between(word, words[place])) for place, similarity in own]
        for (word, *_), own in zip(asked, found)
    ]
    # A misspelled word says nothing about affixes.
    met = Counter(change for own in found[: len(learnt)] for *_, change in own if change)
    listed = [change for change, count in sorted(met.items(), key=lambda item: (-item[1], item[0])) if count >= least]

    places, logarithms, changes = as_tensors(found, {change: number for number, change in enumerate(listed)})
    targets = torch.tensor([place for *_, place in asked])
    centred = table - table[learnt].mean(0)
    composer.requires_grad_(False)
    composer.changes = torch.nn.Parameter(torch.zeros(len(listed), composer.projection.in_features))
    scores = torch.zeros(len(listed), requires_grad=True)
    # By the length of the projection's vectors, so that the rate means the same for any.
    length = composer.projection.weight.norm(dim=0).mean().item()
    optimizer = torch.optim.Adam([{"params": [scores], "lr": rate}, {"params": [composer.changes], "lr": rate / 5 / length}])
    torch.manual_seed(seed)
    steps = epochs * math.ceil(len(asked) / batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / (steps + 1))
    for _ in range(epochs):
        for chosen in torch.randperm(len(asked)).split(batch):
            own = changes[chosen]
            counted = logarithms[chosen] + torch.cat([scores, scores.new_zeros(1)])[own]
            counted, nearest = counted.topk(SpellingIndex.MOST, 1)
            # Centred rows have no mean for n-grams to add.
            answer = composer.mixed(0, centred[places[chosen].gather(1, nearest)], counted.exp(), own.gather(1, nearest))
            target = centred[targets[chosen]]
            loss = ((answer - target).square().sum(1) / target.square().sum(1)).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    composer.requires_grad_(True)
    return AffixChanges(list(zip(listed, scores.detach().exp().tolist())))
