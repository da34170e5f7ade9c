#!/usr/bin/env python3
"""Fits how a similarity becomes the chance that two uses share a sense.

FOLDER holds weights/ and vocab/; weights/same-sense.json is written. TAGGED are sense-tagged lines. The
chance is a logistic regression on the centred cosine, fitted on lemmas that sharpening has not seen; the
evidence (Brier score, reliability, expected calibration error) comes from lemmas that neither has seen: see
senses.split_lemmas. The covariance comes from drawing the lemmas anew, since uses of one lemma resemble
each other. PAIRS are people's judgements, to add evidence of another kind; nothing is fitted to them.
"""

import argparse
import pathlib

from polyseme_training.calibration import calibrate


def parser_of_step():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("tagged", nargs="+")
    parser.add_argument("--pairs", type=int, default=6000)
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--judged", type=pathlib.Path, nargs="*", default=[], help="pairs judged 1 or 0, one object a line")
    parser.add_argument("--every-lemma", action="store_true", help="fit and prove on all: for a text too small to divide")
    return parser


def main():
    calibrate(parser_of_step().parse_args())


if __name__ == "__main__":
    main()
