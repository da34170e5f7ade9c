#!/usr/bin/env python3
"""Packs text into arrays of numbers, for 05_sharpen.py and 07_distil.py to draw from without a look at a word.

FOLDER holds weights/ and vocab/; TEACHER is the larger encoder of word pieces. Words of one key are one type, and a text
is the numbers of its types, with BORDER before each sentence. OUTPUT gets

- types.safetensors: for each type the row of FOLDER's table, the words spelled like it and the n-grams that a row is
  guessed from, TEACHER's pieces, and the name that it shares with other forms of its lemma;
- text.safetensors: the words of paragraphs drawn by chance;
- tagged.safetensors: the tagged uses to learn from, and pairs of held-out lemmas to measure with (senses.split_lemmas).
"""

import argparse
import pathlib

from polyseme_training.packing import pack


def parser_of_step():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("teacher", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--text", nargs="+", required=True)
    parser.add_argument("--words", nargs="+", type=int, required=True, help="of each text, between blanks")
    parser.add_argument("--tagged", nargs="+", required=True)
    parser.add_argument("--rare", type=int, default=4, help="a type that is met less often ends its sentence")
    parser.add_argument("--pairs", type=int, default=3000, help="of held-out lemmas")
    parser.add_argument("--most-frequent", type=int, default=100, help="words that are neither drawn nor guessed")
    parser.add_argument("--every-lemma", action="store_true", help="hold none out: for a text too small to divide")
    return parser


def main():
    parser = parser_of_step()
    arguments = parser.parse_args()
    if len(arguments.words) != len(arguments.text):
        parser.error("--words wants a number for each text")
    pack(arguments)


if __name__ == "__main__":
    main()
