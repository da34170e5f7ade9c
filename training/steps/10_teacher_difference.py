#!/usr/bin/env python3
"""Keeps what a taught teacher has learned in a small file, and makes the teacher again from it.

CHECKPOINT is the folder that teaching began with, SOURCE the taught teacher (keep) or the file (add), OUTPUT the file (keep) or the
teacher (add). polyseme_training/difference.py says what is in such a file.
"""

import argparse
import pathlib

import torch
from safetensors import safe_open
from safetensors.torch import save_file

from polyseme_training.difference import changes
from polyseme_training.teacher import PieceEncoder
from polyseme_training.tensors import read_tensors


def parser_of_step():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["keep", "add"])
    parser.add_argument("checkpoint", type=pathlib.Path)
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--rank", type=int, default=16)
    return parser


def main():
    parser = parser_of_step()
    arguments = parser.parse_args()
    if arguments.what == "keep":
        after = PieceEncoder(arguments.source)
        before = PieceEncoder(arguments.checkpoint, after.layer)
        kept = changes(before.model.state_dict(), after.model.state_dict(), arguments.rank)
        save_file(kept, arguments.output, metadata={"layers": str(after.layer)})
        return
    kept = {name: tensor.float() for name, tensor in read_tensors(arguments.source).items()}
    with safe_open(arguments.source, "pt") as file:
        about = file.metadata() or {}
    if "layers" not in about:
        parser.error(f"{arguments.source} does not say how many layers it is for: is it a file that `keep` wrote?")
    layers = int(about["layers"])
    teacher = PieceEncoder(arguments.checkpoint, layers)
    with torch.no_grad():
        for name, parameter in teacher.model.named_parameters():
            if name in kept:
                parameter += kept[name]
            elif f"{name}.left" in kept:
                parameter += kept[f"{name}.left"] @ kept[f"{name}.right"]
    teacher.save(arguments.output, layers)


if __name__ == "__main__":
    main()
