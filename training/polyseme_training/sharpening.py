"""Teaches a larger encoder to tell senses apart, by contrast of tagged uses."""

import time

import torch

from .loop import device_named, move_blocks
from .losses import Head, cosine_matrix
from .packed import HeldOutPairs, PieceReader, TaggedDraws, read_types
from .teacher import PieceEncoder
from .tensors import read_tensors


def sharpen(arguments):
    """What the step asks for; see `steps/05_sharpen.py`."""
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
        print(
            f"step {step}  loss {loss:.3f}  held-out areas, whole sentences and windows: "
            f"{' '.join(f'{area:.4f}' for area in areas)}  {time.time() - start:.0f} s",
            flush=True,
        )

    move_blocks(encoder.model, arguments, loss_of_step, report, list(head.parameters()))
