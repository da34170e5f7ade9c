#!/usr/bin/env python3
"""Teaches a word-level encoder what a larger one knows about words in context.

FOLDER holds weights/ and vocab/, PACKED is what 04_pack.py made of FOLDER and of the encoder that TEACHER was sharpened
from. OUTPUT gets FOLDER's model with all of it taught, the table of words too. A step draws some words of the text and a
few windows of each, some tens of thousands of words in all, and tagged uses in windows of the same length, and adds up

- words: each word's vector, mapped linearly to the teacher's width, points where the teacher's does (standardised by channel);
- relations: the cosine of any two words is the teacher's, for two uses of one word (in whichever form) and, with less weight, for
  two words; likewise for tagged uses of one lemma;
- senses: tagged uses of one sense are near, of two senses far (as in 05_sharpen.py).

Some words (--composed) are read as if they were not in the list, by a row that is guessed from words spelled like them: so
the blocks learn what to make of such a row. Guesses are made from the table as it is; n-grams learn nothing.

Watch the areas of the held-out pairs: after one or two rounds through the tagged uses they fall, though the teacher's
relations are still being learned. The mean of several ends and of the beginning (06_average.py) is better than either.
"""

import argparse
import pathlib

from polyseme_training.distillation import distil


def parser_of_step():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("teacher", type=pathlib.Path)
    parser.add_argument("packed", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--minutes", type=float, default=14)
    parser.add_argument("--most-steps", type=int, default=1_000_000)
    parser.add_argument("--words", type=int, default=24_000, help="of plain text in a step")
    parser.add_argument("--group", type=int, default=6_000, help="of them, whose relations are looked at together")
    parser.add_argument("--uses", type=int, default=8, help="of each drawn word")
    parser.add_argument("--lemmas", type=int, default=24, help="tagged, in a step")
    parser.add_argument("--shortest", type=int, default=5, help="words of the windows of a step")
    parser.add_argument("--longest", type=int, default=32)
    parser.add_argument("--composed", type=float, default=0.1, help="share of words with a guessed row")
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--table-rate", type=float, default=4e-4)
    parser.add_argument("--weight-of-words", type=float, default=1.0)
    parser.add_argument("--weight-of-relations", type=float, default=20.0)
    parser.add_argument("--weight-of-tagged-relations", type=float, default=5.0)
    parser.add_argument("--weight-of-senses", type=float, default=0.7)
    parser.add_argument("--decay", type=float, default=0.998, help="of the mean of the weights")
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--report", type=float, default=1.5, help="minutes between measurements")
    return parser


def main():
    distil(parser_of_step().parse_args())


if __name__ == "__main__":
    main()
