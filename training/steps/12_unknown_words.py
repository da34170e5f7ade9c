#!/usr/bin/env python3
"""Fits the n-grams and the changes of affix of unknown words to a model's table, and shows how good their guesses are.

FOLDER holds weights/ and vocab/. Its tensors for unknown words and vocab/affixes.tsv are replaced by a fit to the rows of
all words but those that are held out (ngrams.held_out_places); with no epochs they stay as they are. Then it is shown

- in sentences of TEXT, how well the uses of words held out agree with the TEACHER (see teacher.py): the correlation
  of their cosines to other uses, ours against the teacher's, with the guessed row and with the real one;
- misspelled (two letters exchanged, one left out, one doubled), how often the guess is nearest to the row
  of the word that was meant, among all rows.
"""

import argparse
import pathlib

from polyseme_training.guesses import fit_guesses


def parser_of_step():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--epochs", type=int, default=10, help="of the fit of n-grams; 0 keeps all as it is")
    parser.add_argument("--buckets", type=int, help="of n-grams; as many as there are without it")
    parser.add_argument("--least", type=int, default=30, help="words that a change of affix is found with to be listed")
    parser.add_argument("--teacher", type=pathlib.Path)
    parser.add_argument("--text", nargs="+", default=[])
    parser.add_argument("--sentences", type=int, default=400_000)
    return parser


def main():
    fit_guesses(parser_of_step().parse_args())


if __name__ == "__main__":
    main()
