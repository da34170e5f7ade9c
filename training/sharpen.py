#!/usr/bin/env python3
"""Teaches an encoder to tell senses apart, by contrast of tagged uses.

usage: sharpen.py FOLDER OUTPUT TAGGED... [--steps N]

FOLDER holds weights/ and vocab/; OUTPUT gets the same with sharpened blocks. FOLDER may be a teacher too (see
teacher.py), of which OUTPUT gets the first layers. Each step takes some lemmas, up to three senses of each and up
to three uses of each sense, each in a window of its sentence. Two uses of one lemma are pulled together where they
share a sense and pushed apart where they do not (logistic loss, with scale and threshold learned), and every use has
to find its own sense among all uses of the step. The table of words stays as it is. What is written is the mean of
the weights over the last steps (exponential, by --decay).

Lemmas that calibration and its proof need are left out: see senses.split_lemmas.
"""

import argparse
import copy
import json
import math
import pathlib
import shutil
import time
from collections import defaultdict
from typing import NamedTuple

import torch
from safetensors.torch import save_file

from choose_layer import area_under_curve, area_within
from encoder import WordEncoder
from files import read_object, read_tensors
from senses import SenseDraws, read_uses, sense_pairs, split_lemmas, window
from teacher import PieceEncoder


class SenseBatches:
    """Draws the uses of a step."""

    def __init__(self, lemmas, seed, lemmas_per_step, lengths):
        """`lengths` are the least and the most words of the window of its sentence that a use is read in."""
        by_sense = defaultdict(lambda: defaultdict(list))
        for lemma in sorted(lemmas):
            for use in lemmas[lemma]:
                by_sense[lemma][use.sense].append(use)
        self.draws = SenseDraws([[own[sense] for sense in sorted(own)] for own in by_sense.values()], seed)
        self.lemmas_per_step, self.lengths = lemmas_per_step, lengths

    def draw(self):
        """Uses, and for each the number of its lemma and of its sense in this step."""
        generator = self.draws.generator
        uses, lemma_of, sense_of = zip(*(
            (window(use, generator.randint(*self.lengths), generator), lemma, sense)
            for use, lemma, sense in self.draws(self.lemmas_per_step)))
        return uses, torch.tensor(lemma_of), torch.tensor(sense_of)


def cosine_matrix(vectors):
    """Shape `[n, n]`, of vectors of shape `[n, C]`."""
    directions = torch.nn.functional.normalize(vectors, dim=1)
    return directions @ directions.T


class Head(torch.nn.Module):
    """Scale and threshold of the pairwise loss."""

    def __init__(self):
        super().__init__()
        self.scale = torch.nn.Parameter(torch.tensor(math.log(10.0)))
        self.threshold = torch.nn.Parameter(torch.tensor(0.7))

    def forward(self, cosines, lemma_of, sense_of, temperature=0.1, share=0.3):
        same_lemma = lemma_of[:, None] == lemma_of[None]
        same_sense = sense_of[:, None] == sense_of[None]
        pairs = torch.triu(same_lemma, 1)
        logits = (cosines - self.threshold) * self.scale.exp()
        targets = same_sense[pairs].float()
        # Both kinds of pair weigh the same, however many there are.
        weight = torch.where(targets > 0, 0.5 / targets.sum().clamp(min=1), 0.5 / (1 - targets).sum().clamp(min=1))
        pairwise = (torch.nn.functional.binary_cross_entropy_with_logits(
            logits[pairs], targets, reduction="none") * weight).sum()
        others = ~torch.eye(len(cosines), dtype=torch.bool, device=cosines.device)
        scores = (cosines / temperature).masked_fill(~others, -1e4)
        positives = same_sense & others
        found = scores - scores.logsumexp(1, keepdim=True)
        rows = positives.any(1)
        contrast = -(found * positives).sum(1)[rows] / positives.sum(1)[rows]
        return pairwise + share * contrast.mean()


class RunningMean:
    """A model with the mean of another's weights over its last steps (exponential)."""

    def __init__(self, model, shared=None):
        """The parameter `shared` is one and the same in both."""
        memo = {} if shared is None else {id(shared): shared}
        self.model = copy.deepcopy(model, memo).eval()
        pairs = [(averaged, p) for averaged, p in zip(self.model.parameters(), model.parameters())
                 if p.requires_grad and p is not shared]
        self.averaged, self.learned = map(list, zip(*pairs))

    @torch.no_grad()
    def update(self, decay):
        for averaged, parameter in zip(self.averaged, self.learned):
            averaged.lerp_(parameter, 1 - decay)


def with_model(encoder, model):
    """An encoder that reads as another does, by a model of its own."""
    other = copy.copy(encoder)
    other.model = model
    return other


def muon(matrices, rate):
    """What orthogonalises the step of a matrix (Jordan et al. 2024, https://kellerjordan.github.io/posts/muon/)."""
    return torch.optim.Muon(matrices, lr=rate, weight_decay=0.01, ns_steps=4, adjust_lr_fn="match_rms_adamw")


def move_blocks(model, arguments, loss_of_step, report, beside=(), rate_beside=1e-2, by_muon=False):
    """Moves a model, but for its embeddings and first blocks, to where a loss is smaller.

    `loss_of_step()` gives the loss of a step, with gradients, for the model and the parameters `beside` it;
    `report(step, loss, mean)` gets the model of mean weights now and then. Matrices may move by Muon.
    """
    for part in [model.embeddings, *model.encoder.layer[: arguments.frozen]]:
        part.requires_grad_(False)
    learned = [p for p in model.parameters() if p.requires_grad]
    matrices = [p for p in learned if by_muon and p.ndim == 2]
    others = [p for p in learned if not by_muon or p.ndim != 2]
    groups = [{"params": others, "lr": arguments.rate}, *([{"params": beside, "lr": rate_beside}] if beside else [])]
    optimizers = [torch.optim.AdamW(groups, weight_decay=0.01, fused=True)]
    if matrices:
        optimizers.append(muon(matrices, arguments.rate))
    warm_up = max(1, arguments.steps // 20)
    schedules = [torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm_up, (arguments.steps - step) / max(1, arguments.steps - warm_up)))
        for optimizer in optimizers]
    mean = RunningMean(model)
    for step in range(arguments.steps):
        loss = loss_of_step()
        for optimizer in optimizers:
            optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learned, 1.0)
        for optimizer, schedule in zip(optimizers, schedules):
            optimizer.step()
            schedule.step()
        mean.update(min(arguments.decay, (step + 1) / (step + 10)))
        if (step + 1) % arguments.report == 0 or step + 1 == arguments.steps:
            report(step + 1, loss.item(), mean.model)


def target_vectors(encoder, uses, layer, part=24):
    """The vectors of uses after a layer, with gradients. Shape `[n, C]`. Read in parts of like length."""
    read = [encoder.read(use.words) for use in uses]
    order = sorted(range(len(uses)), key=lambda n: len(read[n][0]))
    vectors = [None] * len(uses)
    for start in range(0, len(order), part):
        numbers = order[start : start + part]
        with torch.no_grad():
            rows, mask = encoder.batch([read[n][0] for n in numbers])
        hidden = encoder.model(inputs_embeds=rows, attention_mask=mask, output_hidden_states=True).hidden_states[layer]
        for row, n in enumerate(numbers):
            first, last = read[n][1][uses[n].place]
            vectors[n] = hidden[row, first + 1 : last + 1].float().mean(0)
    return torch.stack(vectors)


class HeldOutAreas(NamedTuple):
    """How well pairs of uses are told apart: all of them at once, and those of each lemma by themselves.

    The first rises too where whole lemmas move against each other, which tells no senses apart.
    """

    all: float
    within: float

    def __str__(self):
        return f"{self.all:.4f}, within lemmas {self.within:.4f}"


@torch.no_grad()
def held_out_areas(encoder, pairs, layer):
    encoder.model.eval()
    vectors = target_vectors(encoder, [use for pair in pairs for use in pair[:2]], layer, part=64)
    scores = torch.cosine_similarity(vectors[0::2], vectors[1::2])
    labels = [same for *_, same in pairs]
    return HeldOutAreas(area_under_curve(scores, labels), area_within(scores, labels, [use.lemma for use, *_ in pairs]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("tagged", nargs="+")
    parser.add_argument("--layer", type=int, help="whose vectors are sharpened; the last without it")
    parser.add_argument("--frozen", type=int, default=0, help="blocks that stay as they are, from the first")
    parser.add_argument("--steps", type=int, default=900)
    parser.add_argument("--lemmas", type=int, default=12, help="in each step")
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--decay", type=float, default=0.99, help="of the mean of the weights")
    parser.add_argument("--shortest", type=int, default=6, help="words of the window that a use is read in")
    parser.add_argument("--longest", type=int, default=40, help="words of such a window, and of a sentence to be read")
    parser.add_argument("--every-lemma", action="store_true", help="hold none out: for a text too small to divide")
    parser.add_argument("--bfloat16", action="store_true", help="faster where the processor has it, slower elsewhere")
    parser.add_argument("--report", type=int, default=150, help="steps between measurements")
    arguments = parser.parse_args()
    torch.manual_seed(1)

    is_ours = (arguments.folder / "vocab/words.txt").exists()
    encoder = WordEncoder(arguments.folder) if is_ours else PieceEncoder(arguments.folder, arguments.layer)
    layer = encoder.config["num_hidden_layers"] if arguments.layer is None else arguments.layer
    uses = read_uses(arguments.tagged, arguments.longest)
    parts = split_lemmas(uses, arguments.every_lemma)
    batches = SenseBatches(parts["sharpen"], 1, arguments.lemmas, (arguments.shortest, arguments.longest))
    held_out = sense_pairs(parts["calibrate"], 1000, seed=5)
    bfloat16 = torch.autocast("cpu", torch.bfloat16, enabled=arguments.bfloat16)
    with bfloat16:
        areas = held_out_areas(encoder, held_out, layer)
    print(f"{len(batches.draws.lemmas)} lemmas; held out: {len(held_out)} pairs, area {areas} at layer {layer}", flush=True)

    start, head = time.time(), Head()

    # Dropped channels would blur the very cosines that are to be learned, so the model stays as it was opened.
    def loss_of_step():
        uses, lemma_of, sense_of = batches.draw()
        with bfloat16:
            vectors = target_vectors(encoder, uses, layer)
        return head(cosine_matrix(vectors), lemma_of, sense_of)

    def report(step, loss, mean):
        averaged = with_model(encoder, mean)
        with bfloat16:
            areas = held_out_areas(averaged, held_out, layer)
        write(arguments, averaged, layer)
        print(f"step {step}  loss {loss:.3f}  held-out area {areas}  {time.time() - start:.0f} s", flush=True)

    move_blocks(encoder.model, arguments, loss_of_step, report, list(head.parameters()))


def write(arguments, encoder, layer, others={}):
    """The folder again, with the embeddings and blocks as they are now, and other tensors; or a teacher."""
    if isinstance(encoder, PieceEncoder):
        encoder.save(arguments.output, layer)
        return
    tensors = read_tensors(arguments.folder / "weights/model.safetensors")
    state = encoder.model.state_dict()
    tensors |= {name: tensor.half().contiguous() for name, tensor in (state | others).items() if name in tensors}
    weights = arguments.output / "weights"
    weights.mkdir(parents=True, exist_ok=True)
    save_file(tensors, weights / "model.safetensors", metadata={"format": "pt"})
    config = read_object(arguments.folder / "weights/config.json")
    config["polyseme"]["layer"] = layer
    (weights / "config.json").write_text(json.dumps(config, indent=2, sort_keys=True) + "\n")
    if arguments.output != arguments.folder:
        shutil.copytree(arguments.folder / "vocab", arguments.output / "vocab", dirs_exist_ok=True)


if __name__ == "__main__":
    main()
