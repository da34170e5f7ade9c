#!/usr/bin/env python3
"""Chooses the words: the most frequent keys of a table of counts.

With text to see it by, uses as a name (a capital letter inside a sentence) and words with digits weigh a quarter.
"""

import argparse
from pathlib import Path

from polyseme_training.vocabulary import choose, read_counts, shares_of_names, weighted


def parser_of_step():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("counts", type=Path, help="lines of word, tab, count; may be .xz")
    parser.add_argument("output", type=Path)
    parser.add_argument("--size", type=int, default=60_000)
    parser.add_argument("--text", nargs="*", default=[], help="to tell names by")
    return parser


def main():
    parser = parser_of_step()
    arguments = parser.parse_args()
    counts = read_counts(arguments.counts)
    if arguments.text:
        counts = weighted(counts, shares_of_names(arguments.text))
    words = choose(counts, arguments.size)
    if len(words) != arguments.size:
        parser.error(f"only {len(words)} words in {arguments.counts}")
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text("".join(word + "\n" for word in words), encoding="utf-8")


if __name__ == "__main__":
    main()
