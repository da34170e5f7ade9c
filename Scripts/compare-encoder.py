#!/usr/bin/env python3
"""Compare the vectors of Polyseme with those of Hugging Face transformers.

usage: compare-encoder.py [options] FOLDER
       compare-encoder.py [options] --export

FOLDER is a BERT-family model folder. With --export it is the shipped model, written by `polyseme export`
as such a folder and opened by transformers and tokenizers. 200 sentences are made up, the same for the
same seed; the vector of each word after every layer asked for must not differ by more than --limit in any
number. The exit status is 0 when none does.

Needs the Python packages torch, transformers and tokenizers, and a built polyseme.
"""

import argparse
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import torch
from tokenizers import Tokenizer
from transformers import AutoModel

ROOT = pathlib.Path(__file__).resolve().parent.parent

SUBJECTS = """the captain|my neighbour|an old friend|the bank|a young seal|the committee|our teacher|she|they|nobody
the crane by the harbour|the bass player|a match|the current government|every spring""".replace("\n", "|").split("|")
VERBS = """saw|lent|struck|opened|crossed|refused|lifted|painted|forgot|described|bought|signed for|walked past|couldn't find
was afraid of""".replace("\n", "|").split("|")
OBJECTS = """the river bank|a box of matches|the light|some money|the bark of the tree|two letters|the deck of cards|a rusty nail
the organ in the church|the scale of the map|it|him|a café in Zürich|the palm of her hand|42 apples""".replace("\n", "|").split("|")
ENDS = """.|!|?| yesterday.| before the rain came, and then went home.| because nobody had told them about it; it was late.
| in spite of everything that had been said.|""".replace("\n", "|").split("|")


def made_up(count, seed):
    draw = random.Random(seed)
    sentences = []
    for _ in range(count):
        parts = [draw.choice(SUBJECTS), draw.choice(VERBS), draw.choice(OBJECTS)]
        for _ in range(draw.randrange(3)):
            parts += [draw.choice(["and", "but", "while", "so"]), draw.choice(SUBJECTS), draw.choice(VERBS), draw.choice(OBJECTS)]
        sentences.append((" ".join(parts) + draw.choice(ENDS)).capitalize())
    return sentences


def program():
    for kind in ("release", "debug"):
        path = ROOT / ".build" / kind / "polyseme"
        if path.exists():
            return path
    sys.exit("no built polyseme: run swift build -c release")


def ours(polyseme, folder, layer, sentences, precision):
    run = subprocess.run(
        [polyseme, "--model", folder, "embed", "--layer", str(layer), "--precision", precision, "--batch", "32"],
        input="".join(sentence + "\n" for sentence in sentences),
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in run.stdout.splitlines()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=pathlib.Path)
    parser.add_argument("--export", action="store_true", help="of the shipped model")
    parser.add_argument("--sentences", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, help="1e-4, or 2e-3 with --export")
    parser.add_argument("--precision", default="float32", help="of the program's arithmetic")
    arguments = parser.parse_args()
    if (arguments.folder is None) != arguments.export:
        parser.error("name a folder, or --export")
    polyseme = program()
    limit = arguments.limit or (2e-3 if arguments.export else 1e-4)
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder
        if arguments.export:
            folder = pathlib.Path(temporary) / "export"
            subprocess.run([polyseme, "export", folder], check=True, capture_output=True)
        failed = compare(polyseme, folder, arguments, limit)
    sys.exit(failed)


def compare(polyseme, folder, arguments, limit):
    model = AutoModel.from_pretrained(folder, dtype=torch.float32).eval()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    sentences = made_up(arguments.sentences, arguments.seed)
    largest, words, other_ids = 0.0, 0, 0
    for layer in range(model.config.num_hidden_layers + 1):
        answers = ours(polyseme, folder, layer, sentences, arguments.precision)
        worst = 0.0
        for sentence, answer in zip(sentences, answers, strict=True):
            content = [id for token in answer["tokens"] for id in token["ids"]]
            encoding = tokenizer.encode(sentence, add_special_tokens=True).ids
            if encoding[1:-1] != content:
                other_ids += 1
                print(f"other ids: {sentence!r}\n  ours    {content}\n  theirs  {encoding[1:-1]}")
                continue
            with torch.no_grad():
                hidden = model(torch.tensor([encoding]), output_hidden_states=True).hidden_states[layer][0]
            place = 1
            for token in answer["tokens"]:
                expected = hidden[place : place + len(token["ids"])].mean(0)
                place += len(token["ids"])
                difference = (expected - torch.tensor(token["vector"])).abs().max().item()
                worst = max(worst, difference)
                words += 1
        print(f"layer {layer}  largest difference {worst:.2e}", flush=True)
        largest = max(largest, worst)
    print(
        f"{len(sentences)} sentences, {words} vectors: largest difference {largest:.2e}, limit {limit:.0e}; "
        f"{other_ids} sentences with other ids"
    )
    return int(largest > limit or other_ids > 0)


if __name__ == "__main__":
    main()
