#!/usr/bin/env python3
"""Checks what `polyseme why` claims, over many pairs of uses.

    Scripts/check-why.py [FILE.jsonl]

Each answer of `/why` orders the context words by their share of the similarity. If the shares are right,
deleting the words with the largest share first makes the similarity fall faster than deleting them in
random order, and deleting those with the smallest first makes it rise above. Printed are how far below and
above random order the curve lies, averaged over the deletions and then over pairs, with standard errors;
and whether base and shares add up to the similarity.

A file has one pair a line: {"a": {"words": […], "i": n}, "b": {…}}, where i is the place of the word in
question. Without one, the pairs are made up.
"""

import argparse
import json
import pathlib
import random
import subprocess

BEGINNINGS = """the old captain saw|my neighbour often spoke of|nobody in the village had heard about|after lunch we looked at
two tired workers repaired|last winter the committee closed|she wrote a long letter about|they were paid for""".replace("\n", "|").split(
    "|"
)
WORDS = "bank bass crane spring bow mole seal match plant pitcher club deck trunk yard organ palm".split()
ENDS = """beside the slow river|of the central government|with a loud guitar|at the building site|in the warm garden
before the final game|under the wooden bridge|for a large sum of money|near the northern coast|from the dark cellar""".replace(
    "\n", "|"
).split("|")


def made_up(count, chance):
    for _ in range(count):
        word = chance.choice(WORDS)
        yield [(f"{chance.choice(BEGINNINGS)} the".split(), word, chance.choice(ENDS).split() + ["."]) for _ in range(2)]


def of_file(path, count, chance):
    pairs = [json.loads(line) for line in path.open(encoding="utf-8")]
    for pair in chance.sample(pairs, min(count, len(pairs))):
        yield [(use["words"][: use["i"]], use["words"][use["i"]], use["words"][use["i"] + 1 :]) for use in (pair["a"], pair["b"])]


def quoted(use):
    def plain(text):
        return text.replace("\\", " ").replace("[", "(").replace("]", ")").replace('"', "'")

    before, word, after = use
    return '"' + " ".join([*map(plain, before), f"[{plain(word)}]", *map(plain, after)]) + '"'


def mean(values):
    average = sum(values) / len(values)
    spread = sum((x - average) ** 2 for x in values) / max(1, len(values) - 1)
    return f"{average:+.4f} ± {(spread / len(values)) ** 0.5:.4f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", nargs="?", type=pathlib.Path)
    parser.add_argument("--pairs", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--program", default=".build/release/polyseme")
    parser.add_argument("--model", help="its folder")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    pairs = list(of_file(options.file, options.pairs, chance) if options.file else made_up(options.pairs, chance))
    lines = [f"/why {quoted(a)} {quoted(b)}" for a, b in pairs]
    program = [options.program, "--output", "jsonl"] + (["--model", options.model] if options.model else [])
    run = subprocess.run(program, input="\n".join(lines) + "\n", stdout=subprocess.PIPE, text=True)
    answers = [answer for answer in map(json.loads, run.stdout.splitlines()) if "check" in answer]
    # Of a single context word there is only one order.
    told = [answer for answer in answers if len(answer["check"]["random"]) > 2]
    falls, rises = ([answer["check"][way] for answer in told] for way in ("fall", "rise"))
    words = [len(answer["check"]["random"]) - 1 for answer in told]
    gaps = [
        abs(answer["base"] + sum(word["share"] for word in answer["first"] + answer["second"]) - answer["similarity"]) for answer in answers
    ]
    print(f"{len(told)} pairs with {sum(words) / len(told):.1f} context words on average")
    print(f"largest share first:   {mean([-x for x in falls])} from random order, below it in {sum(x > 0 for x in falls)} pairs")
    print(f"smallest share first:  {mean(rises)} from random order, above it in {sum(x > 0 for x in rises)} pairs")
    print(f"base and shares miss the similarity by {max(gaps):.1e} at most")


if __name__ == "__main__":
    main()
