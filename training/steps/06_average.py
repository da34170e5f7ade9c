#!/usr/bin/env python3
"""Writes the mean of the weights of models that were taught from the same beginning.

Each FOLDER holds weights/ and vocab/, or each is a teacher (see polyseme_training/teacher.py); OUTPUT gets the first one's
with the mean of all their tensors. Ends of trainings that saw different text differ by noise, which the mean takes out
(Wortsman et al. 2022, https://arxiv.org/abs/2203.05482).
"""

import argparse
import pathlib
import shutil

import torch
from safetensors.torch import save_file

from polyseme_training.packed import lists_of
from polyseme_training.tensors import read_tensors


def parser_of_step():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("folders", type=pathlib.Path, nargs="+")
    return parser


def main():
    parser = parser_of_step()
    arguments = parser.parse_args()
    first = arguments.folders[0]
    lists = [[path.read_bytes() for path in lists_of(folder)] for folder in arguments.folders]
    if any(other != lists[0] for other in lists):
        parser.error("the models have different words or changes of affix")
    place = "weights/model.safetensors" if (first / "weights").exists() else "model.safetensors"
    ends = [read_tensors(folder / place) for folder in arguments.folders]
    mean = {name: torch.stack([end[name].float() for end in ends]).mean(0).half() for name in ends[0]}
    shutil.copytree(first, arguments.output, dirs_exist_ok=True)
    save_file(mean, arguments.output / place, metadata={"format": "pt"})


if __name__ == "__main__":
    main()
