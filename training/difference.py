#!/usr/bin/env python3
"""Keeps what a sharpened teacher has learnt in a small file, and makes the teacher again from it.

usage: difference.py keep CHECKPOINT TEACHER FILE [--rank 16]
       difference.py add CHECKPOINT FILE TEACHER

CHECKPOINT is the folder that sharpen.py began with, TEACHER the one that it wrote. FILE holds, for each matrix that
changed, two thin factors whose product is nearest to its change (Eckart and Young 1936,
https://doi.org/10.1007/BF02288367), and the changes of all vectors.
"""

import argparse
import pathlib

import torch
from safetensors import safe_open
from safetensors.torch import save_file

from files import read_tensors
from teacher import PieceEncoder


def changes(before, after, rank):
    """Tensors by name: `NAME` for the change of a vector, `NAME.left` and `NAME.right` for that of a matrix."""
    kept = {}
    for name, tensor in after.items():
        change = tensor - before[name]
        # The teacher is kept in half precision, so what stands still differs by its rounding.
        if change.norm() < 2.0 ** -11 * tensor.norm():
            continue
        if change.dim() == 2:
            left, sizes, right = torch.linalg.svd(change, full_matrices=False)
            kept[f"{name}.left"] = left[:, :rank] * sizes[:rank]
            kept[f"{name}.right"] = right[:rank]
        else:
            kept[name] = change
    return {name: tensor.half().contiguous() for name, tensor in kept.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["keep", "add"])
    parser.add_argument("checkpoint", type=pathlib.Path)
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--rank", type=int, default=16)
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
