#!/usr/bin/env python3
"""Teaches a larger encoder to tell senses apart, as sharpen.py does, where a step of hundreds of uses takes no time.

usage: sharpen_gpu.py TEACHER PACKED OUTPUT [--steps N]

TEACHER is an encoder of word pieces, PACKED what pack.py made with it. OUTPUT gets its first layers, sharpened: the mean
of the weights over the last steps. Watch the areas of the held-out pairs: they fall again when there are too many steps.
"""

import argparse
import pathlib
import time

import torch

from files import read_tensors
from packed import HeldOutPairs, PieceReader, TaggedDraws, device_named, read_types
from sharpen import Head, cosine_matrix, move_blocks
from teacher import PieceEncoder


def main():
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
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    torch.set_float32_matmul_precision("high")
    device = device_named(arguments.device)

    encoder = PieceEncoder(arguments.teacher, arguments.layer)
    read = PieceReader(encoder, read_types(arguments.packed, arguments.teacher), device)
    tagged = read_tensors(arguments.packed / "tagged.safetensors")
    draw, held_out = TaggedDraws(tagged, device, arguments.seed), HeldOutPairs(tagged, device)
    half = torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda")
    start, head = time.time(), Head().to(device)

    def loss_of_step():
        uses, lemma_of, sense_of = draw(arguments.lemmas)
        lengths = torch.randint(arguments.shortest, arguments.longest + 1, uses.shape, device=device)
        with half:
            vectors = draw.uses.vectors(read, uses, lengths)
        return head(cosine_matrix(vectors), lemma_of, sense_of)

    def report(step, loss, mean):
        model = read.model
        encoder.model = read.model = mean
        with half:
            areas = held_out.areas(read)
        encoder.save(arguments.output, encoder.layer)
        encoder.model = read.model = model
        print(f"step {step}  loss {loss:.3f}  held-out areas, whole sentences and windows: "
              f"{' '.join(f'{area:.4f}' for area in areas)}  {time.time() - start:.0f} s", flush=True)

    move_blocks(encoder.model, arguments, loss_of_step, report, list(head.parameters()))


if __name__ == "__main__":
    main()
