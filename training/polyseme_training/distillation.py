"""Teaches a word-level encoder what a larger one knows."""

import time
from collections import deque

import torch

from .encoder import WordEncoder
from .loop import RunningMean, device_named, optimizers_of, write
from .losses import Head, Likeness, cosine_matrix, relations
from .packed import BORDER, HeldOutPairs, PackedText, PieceReader, TaggedDraws, WordDraws, WordReader, mean_inside, read_types
from .teacher import PieceEncoder
from .tensors import read_tensors


def distil(arguments):
    """What the step asks for; see `steps/07_distil.py`."""
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
    optimizers, others = optimizers_of(
        model,
        arguments.rate,
        arguments.table_rate,
        [{"params": likeness.parameters(), "lr": 1e-3}, {"params": head.parameters(), "lr": 1e-2}],
    )
    groups_of_rates = [group for optimizer in optimizers for group in optimizer.param_groups]
    rates = [group["lr"] for group in groups_of_rates]
    mean = RunningMean(model, table)
    weights_of_losses = torch.tensor(
        [arguments.weight_of_words, arguments.weight_of_relations, arguments.weight_of_senses, arguments.weight_of_tagged_relations],
        device=device,
    )
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
            print(
                f"step {step}  words, relations, senses, relations of tagged: "
                f"{' '.join(f'{loss:.4f}' for loss in losses)}  held-out areas, whole sentences and windows: "
                f"{' '.join(f'{area:.4f}' for area in areas)}  {time.time() - start:.0f} s",
                flush=True,
            )
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
        losses = torch.stack(
            [
                *torch.stack(losses).mean(0),
                head(cosine_matrix(of_student), lemma_of, sense_of),
                relations(of_student, of_teacher, lemma_of, torch.ones_like(lemma_of, dtype=torch.bool)),
            ]
        )
        for optimizer in optimizers:
            optimizer.zero_grad()
        (losses * weights_of_losses).sum().backward()
        torch.nn.utils.clip_grad_norm_([*others, *likeness.parameters()], 1.0)
        for optimizer in optimizers:
            optimizer.step()
        step += 1
        recent.append(losses.detach())
        mean.update(min(arguments.decay, step / (step + 10)))
