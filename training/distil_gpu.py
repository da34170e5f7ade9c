#!/usr/bin/env python3
"""Teaches a word-level encoder what a larger one knows, as distil.py does, where the teacher reads along in no time.

usage: distil_gpu.py FOLDER TEACHER PACKED OUTPUT [--minutes N]

FOLDER holds weights/ and vocab/, PACKED is what pack.py made of FOLDER and of the encoder that TEACHER was sharpened from.
A step draws some words of the text and a few windows of each, some tens of thousands of words in all, and tagged uses in
windows of the same length. What it asks of the vectors is what distil.py asks, and that two tagged uses of one lemma are as
alike as they are for the teacher. Rows of words outside the list are guessed from the table as it is; n-grams learn nothing.

Watch the areas of the held-out pairs: after one or two rounds through the tagged uses they fall, though the teacher's
relations are still being learnt. The mean of several ends and of the beginning (average.py) is better than either.
"""

import argparse
import pathlib
import time
from collections import deque

import torch

from distil import Likeness, optimizers_of, relations
from encoder import WordEncoder
from files import read_tensors
from packed import (BORDER, HeldOutPairs, PackedText, PieceReader, TaggedDraws, WordDraws, WordReader, device_named,
                    mean_inside, read_types)
from sharpen import Head, RunningMean, cosine_matrix, write
from teacher import PieceEncoder


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("teacher", type=pathlib.Path)
    parser.add_argument("packed", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--minutes", type=float, default=14)
    parser.add_argument("--most-steps", type=int, default=1_000_000)
    parser.add_argument("--words", type=int, default=24_000, help="of plain text in a step")
    parser.add_argument("--group", type=int, default=6_000, help="of them, whose relations are looked at together")
    parser.add_argument("--uses", type=int, default=8, help="of each drawn word")
    parser.add_argument("--lemmas", type=int, default=24, help="tagged, in a step")
    parser.add_argument("--shortest", type=int, default=5, help="words of the windows of a step")
    parser.add_argument("--longest", type=int, default=32)
    parser.add_argument("--composed", type=float, default=0.1, help="share of words with a guessed row")
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--table-rate", type=float, default=4e-4)
    parser.add_argument("--weight-of-words", type=float, default=1.0)
    parser.add_argument("--weight-of-relations", type=float, default=20.0)
    parser.add_argument("--weight-of-tagged-relations", type=float, default=5.0)
    parser.add_argument("--weight-of-senses", type=float, default=0.7)
    parser.add_argument("--decay", type=float, default=0.998, help="of the mean of the weights")
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--report", type=float, default=1.5, help="minutes between measurements")
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    torch.set_float32_matmul_precision("high")
    device = device_named(arguments.device)
    is_gpu = device.type == "cuda"

    types = read_types(arguments.packed, arguments.folder, arguments.teacher)
    names, weights = types["type.name"].to(device).long(), types["name.weight"].to(device)
    text = PackedText(read_tensors(arguments.packed / "text.safetensors")["words"].to(device))
    draw = WordDraws(text, names, weights)
    tagged = read_tensors(arguments.packed / "tagged.safetensors")
    draw_tagged, held_out = TaggedDraws(tagged, device, arguments.seed), HeldOutPairs(tagged, device)
    teacher = PieceReader(PieceEncoder(arguments.teacher), types, device)
    encoder = WordEncoder(arguments.folder)
    layer = encoder.config["num_hidden_layers"]
    if is_gpu:
        teacher.model.to(torch.bfloat16)
        encoder.model.set_attn_implementation("sdpa")
    student = WordReader(encoder, types, device)
    half = torch.autocast(device.type, torch.bfloat16, enabled=is_gpu)

    def windows_of_text():
        """Windows of one length, and how many groups they are."""
        length = int(torch.randint(arguments.shortest, arguments.longest + 1, ()))
        groups = max(1, arguments.words // arguments.group)
        words = max(2, arguments.group // (length * arguments.uses))
        places = draw(words * groups, arguments.uses)
        every = lambda number: torch.full_like(places, number)
        return text.windows(places, every(length), every(1))[0], length, groups

    likeness, head = Likeness(encoder.config["hidden_size"], teacher.config["hidden_size"]).to(device), Head().to(device)
    with torch.no_grad():
        windows, *_ = windows_of_text()
        inside = windows != BORDER
        with half:
            vectors = student(windows)[inside]
        likeness.begin(vectors, teacher(windows)[inside])
    model, table = student.model, student.table
    optimizers, others = optimizers_of(model, arguments.rate, arguments.table_rate, [
        {"params": likeness.parameters(), "lr": 1e-3}, {"params": head.parameters(), "lr": 1e-2}])
    groups_of_rates = [group for optimizer in optimizers for group in optimizer.param_groups]
    rates = [group["lr"] for group in groups_of_rates]
    mean = RunningMean(model, table)
    weights_of_losses = torch.tensor([
        arguments.weight_of_words, arguments.weight_of_relations, arguments.weight_of_senses,
        arguments.weight_of_tagged_relations], device=device)
    start, reported, recent, step = time.time(), 0.0, deque(maxlen=100), 0
    # Dropped channels would blur the very cosines that are to be learned.
    model.eval()
    while True:
        done = max((time.time() - start) / 60 / arguments.minutes, step / arguments.most_steps)
        if done >= 1 or time.time() - reported > 60 * arguments.report:
            encoder.model = student.model = mean.model
            with half:
                areas = held_out.areas(student)
            write(arguments, encoder, layer)
            encoder.model = student.model = model
            losses = torch.stack([*recent]).mean(0).tolist() if recent else []
            print(f"step {step}  words, relations, senses, relations of tagged: "
                  f"{' '.join(f'{loss:.4f}' for loss in losses)}  held-out areas, whole sentences and windows: "
                  f"{' '.join(f'{area:.4f}' for area in areas)}  {time.time() - start:.0f} s", flush=True)
            reported = time.time()
        if done >= 1:
            break
        for group, rate in zip(groups_of_rates, rates):
            group["lr"] = rate * min((step + 1) / 300, 1 - done)
        plain, length, groups = windows_of_text()
        uses, lemma_of, sense_of = draw_tagged(arguments.lemmas)
        windows, of_use = draw_tagged.uses.windows(uses, torch.full_like(uses, length))
        # Both kinds are read at once: a device is kept busy by large steps only.
        count, longest = len(plain), max(plain.shape[1], windows.shape[1])
        both = torch.cat([torch.nn.functional.pad(own, (0, longest - own.shape[1])) for own in (plain, windows)])
        with torch.no_grad():
            wanted = teacher(both)
        with half:
            vectors = student(both, arguments.composed)
        losses = []
        for own, of_student, of_teacher in zip(*(part[:count].chunk(groups) for part in (both, vectors, wanted))):
            inside = own != BORDER
            own = names[own[inside]]
            losses.append(torch.stack(likeness(of_student[inside], of_teacher[inside], own, weights[own] > 0)))
        of_use = torch.nn.functional.pad(of_use, (0, longest - of_use.shape[1]))
        of_student, of_teacher = mean_inside(vectors[count:], of_use), mean_inside(wanted[count:], of_use)
        losses = torch.stack([
            *torch.stack(losses).mean(0), head(cosine_matrix(of_student), lemma_of, sense_of),
            relations(of_student, of_teacher, lemma_of, torch.ones_like(lemma_of, dtype=torch.bool))])
        for optimizer in optimizers:
            optimizer.zero_grad()
        (losses * weights_of_losses).sum().backward()
        torch.nn.utils.clip_grad_norm_([*others, *likeness.parameters()], 1.0)
        for optimizer in optimizers:
            optimizer.step()
        step += 1
        recent.append(losses.detach())
        mean.update(min(arguments.decay, step / (step + 10)))


if __name__ == "__main__":
    main()
