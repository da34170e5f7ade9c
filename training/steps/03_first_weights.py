#!/usr/bin/env python3
"""Makes the first weights: the blocks of all-MiniLM-L6-v2 under a table of whole words.

A word's row is the mean of the rows of the word pieces that MiniLM's tokenizer cuts it into. Rows for words outside the table are
composed from n-grams, which are fitted here too.
"""

import argparse
from pathlib import Path

from polyseme_training.first_weights import make_first_weights


def parser_of_step():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="with vocab/words.txt; weights/ is written into it")
    parser.add_argument("--minilm", type=Path, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--layer", type=int, required=True, help="whose states are compared by default")
    parser.add_argument("--buckets", type=int, default=16_384)
    parser.add_argument("--width", type=int, default=64, help="channels of a bucket")
    parser.add_argument("--epochs", type=int, default=30)
    return parser


def main():
    make_first_weights(parser_of_step().parse_args())


if __name__ == "__main__":
    main()
