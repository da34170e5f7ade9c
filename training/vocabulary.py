"""Chooses the words: the most frequent keys of a table of counts.

    python vocabulary.py word_counts.tsv.xz ../vocab/words.txt --size 60000
"""

import argparse
import lzma
from collections import Counter
from pathlib import Path

from words import SPECIALS, CLITIC, cut, key

# Kept whatever their counts: what a sentence may hold anywhere, and what contractions are cut into.
ALWAYS = (
    list("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~–—‘’“”…•·°£€©®™§")
    + list("0123456789abcdefghijklmnopqrstuvwxyz")
    + ["'s", "'m", "'d", "'re", "'ve", "'ll"]
    + "can't won't don't didn't doesn't isn't aren't wasn't weren't haven't hasn't hadn't couldn't "
    "wouldn't shouldn't mustn't needn't ain't o'clock ma'am y'all".split()
)


def read_counts(path):
    opened = lzma.open if str(path).endswith(".xz") else open
    with opened(path, "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            word, count = line.rstrip("\n").split("\t")
            yield word, int(count)


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


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("counts", type=Path, help="lines of word, tab, count; may be .xz")
    parser.add_argument("output", type=Path)
    parser.add_argument("--size", type=int, default=60_000)
    arguments = parser.parse_args()
    words = choose(read_counts(arguments.counts), arguments.size)
    if len(words) != arguments.size:
        parser.error(f"only {len(words)} words in {arguments.counts}")
    arguments.output.write_text("".join(word + "\n" for word in words), encoding="utf-8")


if __name__ == "__main__":
    main()
