#!/usr/bin/env python3
"""Takes the mean of the vectors of tagged uses, sense by sense, for naming senses.

FOLDER holds weights/ and vocab/; weights/senses.safetensors is written. DICTIONARY has the files of WordNet 3.0 (data.noun,
index.noun, …). TAGGED are lines tagged with WordNet's keys. Words are read by the program, as it will read them, so the means
are those of what it compares. Only lemmas of several senses are kept: nothing has to be chosen for the others. Means of
"lemma : definition" go along, of the lemma there and of the definition's words, so that these can be centred too.
"""

import argparse
import pathlib

from polyseme_training.sense_vectors import sense_vectors


def parser_of_step():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("dictionary", type=pathlib.Path)
    parser.add_argument("tagged", nargs="+")
    parser.add_argument("--program", default="polyseme", help="the program that reads the words")
    parser.add_argument("--layer", type=int, default=6, help="the layer that its vectors are of")
    parser.add_argument("--every", type=int, default=20, help="one of so many definitions is read")
    return parser


def main():
    sense_vectors(parser_of_step().parse_args())


if __name__ == "__main__":
    main()
