"""Uses of words with their senses, from sense-tagged lines (SemCor, MASC), and pairs of them.

A line is `{"words": [...], "senses": [{"i": place, "lemma": ..., "pos": ..., "key": ...}]}`.
"""

import random
import zlib
from collections import Counter, defaultdict
from typing import NamedTuple

from .files import BadFile, json_lines


class Use(NamedTuple):
    words: tuple
    place: int
    lemma: str
    sense: str


def read_uses(paths, longest=60):
    """All tagged uses by lemma and part of speech; sentences of more than `longest` words are left."""
    lemmas = defaultdict(list)
    for path in paths:
        for number, sentence in json_lines(path):
            try:
                words = tuple(sentence["words"])
                tags = [(tag["i"], f"{tag['lemma']}/{tag.get('pos', '')}", tag["key"]) for tag in sentence["senses"]]
            except (AttributeError, KeyError, TypeError):
                raise BadFile(f"{path}, line {number}: words, and senses with i, lemma and key, belong on each line")
            for place, lemma, _ in tags:
                if place not in range(len(words)):
                    raise BadFile(f"{path}, line {number}: {lemma.split('/')[0]} is at place {place} of {len(words)} words, from 0")
            if 4 <= len(words) <= longest:
                for place, lemma, sense in tags:
                    lemmas[lemma].append(Use(words, place, lemma, sense))
    return lemmas


def lemmas_of_forms(lemmas, key):
    """The lemma that each form of a word, by its `key`, is tagged with most."""
    counts = defaultdict(Counter)
    for uses in lemmas.values():
        for use in uses:
            lemma = use.lemma.split("/")[0]
            if lemma.isalpha():
                counts[key(use.words[use.place])][lemma] += 1
    return {form: own.most_common(1)[0][0] for form, own in counts.items()}


def window(use, length, generator):
    """The use in `length` words of its sentence that stand together, itself anywhere among them."""
    last_start = len(use.words) - length
    if last_start <= 0:
        return use
    start = generator.randint(max(0, use.place - length + 1), min(use.place, last_start))
    return use._replace(words=use.words[start : start + length], place=use.place - start)


def sense_pairs(lemmas, count, seed, per_lemma=12):
    """Pairs of uses of one lemma from two sentences, half of one sense and half of two.

    Only lemmas with two senses or more take part, and none gives more than `per_lemma` pairs, so that a few
    frequent words do not decide. Returns `[(use, use, is_same)]`.
    """
    generator = random.Random(seed)
    names = sorted(lemma for lemma, uses in lemmas.items() if len({use.sense for use in uses}) > 1)
    generator.shuffle(names)
    pairs = []
    for lemma in names:
        by_sense = defaultdict(list)
        for use in lemmas[lemma]:
            by_sense[use.sense].append(use)
        senses = sorted(by_sense)
        repeated = [sense for sense in senses if len({use.words for use in by_sense[sense]}) > 1]
        if not repeated:
            continue
        for _ in range(min(per_lemma // 2, len(lemmas[lemma]) // 2)):
            a, b = generator.sample(by_sense[generator.choice(repeated)], 2)
            c, d = (generator.choice(by_sense[sense]) for sense in generator.sample(senses, 2))
            if a.words != b.words and c.words != d.words:
                pairs += [(a, b, True), (c, d, False)]
        if len(pairs) >= count:
            break
    return pairs[:count]


def split_lemmas(lemmas, every_lemma=False):
    """Lemmas to sharpen on (80 of 100), to calibrate on, and to prove it on (10 each), by a fixed hash; or every lemma for each,
    where a text is too small to divide."""
    if every_lemma:
        return {"sharpen": lemmas, "calibrate": lemmas, "prove": lemmas}
    parts = {"sharpen": {}, "calibrate": {}, "prove": {}}
    for lemma, uses in lemmas.items():
        place = zlib.crc32(lemma.split("/")[0].encode()) % 100
        parts["prove" if place < 10 else "calibrate" if place < 20 else "sharpen"][lemma] = uses
    return parts


class SenseDraws:
    """Draws uses by lemma and sense, for a contrast of senses."""

    SENSES, USES = 3, 3

    def __init__(self, lemmas, seed):
        """`lemmas` are lists of senses, and these of uses. One with a single sense, or without two uses of one, is left out."""
        self.generator = random.Random(seed)
        self.lemmas = [senses for senses in lemmas if len(senses) > 1 and max(map(len, senses)) > 1]
        # A lemma with many uses has more to teach, but not in proportion.
        self.weights = [min(40, sum(map(len, senses))) ** 0.5 for senses in self.lemmas]

    def __call__(self, count):
        """Of so many lemmas up to `SENSES` senses, and of each up to `USES` uses, with the numbers of lemma and sense."""
        number = 0
        for lemma in sorted(set(self.generator.choices(range(len(self.lemmas)), self.weights, k=count))):
            senses = self.lemmas[lemma]
            for sense in self.generator.sample(senses, min(self.SENSES, len(senses))):
                for use in self.generator.sample(sense, min(self.USES, len(sense))):
                    yield use, lemma, number
                number += 1
