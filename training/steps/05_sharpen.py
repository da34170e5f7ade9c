#!/usr/bin/env python3
"""Teaches a larger encoder to tell senses apart, by contrast of tagged uses.

TEACHER is an encoder of word pieces, PACKED what 04_pack.py made with it. OUTPUT gets its first layers, sharpened: the mean
of the weights over the last steps. Each step takes some lemmas, up to three senses of each and up to three uses of each
sense, each in a window of its sentence. Two uses of one lemma are pulled together where they share a sense and pushed apart
where they do not (logistic loss, with scale and threshold learned), and every use has to find its own sense among all uses
of the step. The table of words stays as it is. Lemmas that calibration and its proof need are left out: see
senses.split_lemmas.

Watch the areas of the held-out pairs: they fall again when there are too many steps.
"""

import argparse
import pathlib

from polyseme_training.sharpening import sharpen


def parser_of_step():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("teacher", type=pathlib.Path)
    parser.add_argument("packed", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--layer", type=int, help="whose vectors are sharpened; the last without it")
    parser.add_argument("--frozen", type=int, default=2, help="blocks that stay as they are, from the first")
    parser.add_argument("--steps", type=int, default=600)
    parser.add_argument("--lemmas", type=int, default=64, help="in each step")
    parser.add_argument("--rate", type=float, default=4e-5)
    parser.add_argument("--decay", type=float, default=0.99, help="of the mean of the weights")
    parser.add_argument("--shortest", type=int, default=5, help="words of the window that a use is read in")
    parser.add_argument("--longest", type=int, default=36)
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--report", type=int, default=150, help="steps between measurements")
    return parser


def main():
    sharpen(parser_of_step().parse_args())


if __name__ == "__main__":
    main()
