"""Which words are in the list: the most frequent keys of a table of counts.

Uses as a name (a capital letter inside a sentence) and words with digits weigh a quarter: they have few senses to tell, and
where one is missing its guess does little harm.
"""

import itertools
import re
from collections import Counter

from .files import BadFile, text_lines
from .words import SPECIALS, cut, key

# Kept whatever their counts: what a sentence may hold anywhere, and what contractions are cut into.
ALWAYS = (
    list("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~–—‘’“”…•·°£€©®™§")
    + list("0123456789abcdefghijklmnopqrstuvwxyz")
    + ["'s", "'m", "'d", "'re", "'ve", "'ll"]
    + "can't won't don't didn't doesn't isn't aren't wasn't weren't haven't hasn't hadn't couldn't "
    "wouldn't shouldn't mustn't needn't ain't o'clock ma'am y'all".split()
)


def read_counts(path):
    for number, line in enumerate(text_lines(path), 1):
        word, _, count = line.partition("\t")
        count = count.strip()
        if not count.isdecimal():
            raise BadFile(f"{path}, line {number}: a word, a tab and how often it occurs belong on each line")
        yield word, int(count)


# A word that follows a small letter or a comma is not the first of its sentence.
INSIDE = re.compile(r"(?<=[a-z,;] )[A-Za-z]+(?:'[a-z]+)?")


NAME_WEIGHT = 0.25


def shares_of_names(paths, every=3):
    """How often each word, in small letters, has a capital inside a sentence; of every third paragraph."""
    uses, names = Counter(), Counter()
    for path in paths:
        for line in itertools.islice(text_lines(path), 0, None, every):
            for word in INSIDE.findall(line):
                uses[word.lower()] += 1
                names[word.lower()] += word[0].isupper()
    # One more use that is none, so that a single name does not damn a word.
    return {word: names[word] / (count + 1) for word, count in uses.items()}


def weighted(counts, shares):
    """Counts with names and numbers at their weight, in thousandths."""
    for word, count in counts:
        share = 1 if any(character.isdigit() for character in word) else shares.get(word, 0)
        yield word, round(1000 * count * (1 - share * (1 - NAME_WEIGHT)))


def choose(counts, size):
    """The `size` keys with the largest counts, specials first.

    A word that we cut (world's) counts for its parts; what is not one word of ours counts for nothing else.
    """
    totals = Counter()
    for word, count in counts:
        for part in cut(word):
            totals[key(part)] += count
    kept = {key(word) for word in ALWAYS}
    # A key must be a word that can be typed: cut from its own spelling it comes back whole.
    ranked = [
        word
        for word, _ in sorted(totals.items(), key=lambda item: (-item[1], item[0]))
        if cut(word) == [word] and key(word) == word and len(word.encode()) <= 400
    ]
    room = size - len(SPECIALS)
    missing = sorted(kept - set(ranked[:room]))
    words = ranked[:room]
    while len(words) + len(missing) > room:
        rarest = max(place for place, word in enumerate(words) if word not in kept)
        del words[rarest]
    return SPECIALS + words + missing
