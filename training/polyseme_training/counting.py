"""How often each word occurs in plain text."""

import multiprocessing
from collections import Counter
from itertools import chain, islice

from .files import json_lines, text_lines
from .words import key, segments


def words_counted(text):
    """The keys of a text's words, as UAX #29 cuts them: a clitic counts with its word (`world's`), as choosing words expects."""
    return map(key, segments(text))


def counts_of(lines):
    return Counter(chain.from_iterable(map(words_counted, lines)))


def plain_lines(path):
    """The lines of a text, or of tagged lines their words with blanks between."""
    if str(path).removesuffix(".xz").endswith(".jsonl"):
        return (" ".join(tagged["words"]) for _, tagged in json_lines(path))
    return text_lines(path)


def parts_of(paths, size=20_000):
    """The lines of all texts, some at a time."""
    for path in paths:
        lines = plain_lines(path)
        while part := list(islice(lines, size)):
            yield part


def count_words(paths, processes=None):
    """Counts of the words of all texts, each text with the weight of its size."""
    total = Counter()
    with multiprocessing.Pool(processes) as pool:
        for part in pool.imap_unordered(counts_of, parts_of(paths)):
            total.update(part)
    return total


def most_frequent(counts, most):
    """So many words with their counts, the most frequent first, words of one count by their scalars."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]
