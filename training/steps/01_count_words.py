#!/usr/bin/env python3
"""Counts the words of plain text: lines of word, tab, count, the most frequent first.

TEXT holds a paragraph on each line; tagged lines (a name that ends in .jsonl or .jsonl.xz) count with their words. Each text
has the weight of its size. A name of OUTPUT that ends in .xz is packed.
"""

import argparse
import lzma
from pathlib import Path

from polyseme_training.counting import count_words, most_frequent


def parser_of_step():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=Path)
    parser.add_argument("text", nargs="+")
    parser.add_argument("--most", type=int, default=200_000, help="words that are listed")
    parser.add_argument("--processes", type=int, help="at once; as many as there are processors without it")
    return parser


def main():
    arguments = parser_of_step().parse_args()
    counts = count_words(arguments.text, arguments.processes)
    lines = "".join(f"{word}\t{count}\n" for word, count in most_frequent(counts, arguments.most))
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    opened = lzma.open if arguments.output.suffix == ".xz" else open
    with opened(arguments.output, "wt", encoding="utf-8") as file:
        file.write(lines)
    print(f"{sum(counts.values())} words, {len(counts)} of them different")


if __name__ == "__main__":
    main()
