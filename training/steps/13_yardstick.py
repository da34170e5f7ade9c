#!/usr/bin/env python3
"""Measures what cosines mean in a model, on plain text.

FOLDER holds weights/ and vocab/; weights/yardstick.json is written. TEXT holds a paragraph on each line
and may be compressed with xz. For every layer: the mean vector of all uses, and mean and spread of the
cosines of random pairs of uses and of two uses of one word. For the layer that the program compares, the
quantiles of both, and both again by how frequent the word is.
"""

import argparse
import pathlib

from polyseme_training.yardstick import measure


def parser_of_step():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("text")
    parser.add_argument("--sentences", type=int, default=6000)
    parser.add_argument("--pairs", type=int, default=40_000)
    return parser


def main():
    measure(parser_of_step().parse_args())


if __name__ == "__main__":
    main()
