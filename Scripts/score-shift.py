#!/usr/bin/env python3
"""Scores `polyseme shift` and the model's similarities against people's judgements of change.

    Scripts/score-shift.py DWUG

DWUG is a folder of diachronic word usage graphs as they are published (https://www.ims.uni-stuttgart.de/data/wugs):
stats_groupings.csv with `change_graded`, and for each lemma a folder with uses.csv and judgments.csv. Change: the rank
correlation (Spearman) of each distance between the first and the last period with the graded change that people's
clusters show, and where it lies when the lemmas are drawn again. Judgements: that of the similarity of two uses with the
median of what two people or more say, over the pairs of all lemmas, and the mean within each.
"""

import argparse
import csv
import json
import pathlib
import random
import subprocess
import tempfile


def rows(path):
    """A table between tabs; a quote is one of the text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def ranks(values):
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks, first = [0.0] * len(values), 0
    while first < len(order):
        last = first
        while last + 1 < len(order) and values[order[last + 1]] == values[order[first]]:
            last += 1
        for place in order[first : last + 1]:
            ranks[place] = (first + last) / 2
        first = last + 1
    return ranks


def spearman(x, y):
    a, b = ranks(x), ranks(y)
    middle = (len(a) - 1) / 2
    ab = sum((i - middle) * (j - middle) for i, j in zip(a, b))
    aa, bb = (sum((i - middle) ** 2 for i in ranked) for ranked in (a, b))
    return ab / (aa * bb) ** 0.5 if aa and bb else float("nan")


def interval(x, y, draws=10_000, seed=1):
    """Where the correlation lies in 95 of 100 cases when the items are drawn again."""
    generator = random.Random(seed)
    found = []
    for _ in range(draws):
        places = [generator.randrange(len(x)) for _ in x]
        found.append(spearman([x[i] for i in places], [y[i] for i in places]))
    found = sorted(value for value in found if value == value)
    return found[int(0.025 * len(found))], found[int(0.975 * len(found))]


def answer(program, *arguments):
    run = subprocess.run([*program, "--output", "jsonl", *arguments], stdout=subprocess.PIPE, check=True)
    return json.loads(run.stdout)


def change(program, folder, lemmas, gold, temporary, options):
    terms = temporary / "lemmas.txt"
    terms.write_text("".join(f"{lemma}\n" for lemma in lemmas), encoding="utf-8")
    uses = [str(folder / name / "uses.csv") for name in lemmas.values()]
    found = answer(
        program, "shift", "--words", str(terms), *uses, "--format", "durel", "--by", "grouping",
        "--resamples", "0", "--references", str(options.references), "--most", str(options.most),
    )  # fmt: skip
    figures = {word["word"]: {figure["measure"]: figure["value"] for figure in word["steps"][-1]["figures"]} for word in found["words"]}
    print("| distance | Spearman with graded change | in 95 of 100 draws of the lemmas |\n|---|---|---|")
    for measure in next(iter(figures.values())):
        x = [figures[lemma][measure] for lemma in lemmas]
        low, high = interval(x, gold)
        print(f"| {measure} | {spearman(x, gold):.3f} | {low:.2f} to {high:.2f} |")


def judgements(program, folder, names, temporary):
    """All lemmas as one set, and each."""
    for name, columns in (
        ("uses.csv", ["lemma", "identifier", "context", "indexes_target_token"]),
        ("judgments.csv", ["identifier1", "identifier2", "annotator", "judgment"]),
    ):
        with (temporary / name).open("w", encoding="utf-8") as file:
            file.write("\t".join(columns) + "\n")
            for lemma in names:
                for row in rows(folder / lemma / name):
                    file.write("\t".join(row[column] for column in columns) + "\n")
    whole = answer(program, "score", str(temporary / "uses.csv"), "--format", "durel")
    single = answer(program, "score", *(str(folder / name / "uses.csv") for name in names), "--format", "durel")
    print("\n| similarity | pairs | Spearman over all pairs | mean within a lemma |\n|---|---|---|---|")
    for measure in ("spearman", "spearman_centred"):
        if measure in whole["sets"][0]:
            first = whole["sets"][0]
            print(f"| {measure} | {first['items']} | {first[measure]:.3f} | {single['mean'][measure]:.3f} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--program", default=".build/release/polyseme")
    parser.add_argument("--model", help="its folder")
    parser.add_argument("--references", type=int, default=0, help="reference words, which share in the centre")
    parser.add_argument("--most", type=int, default=1000, help="uses of a lemma and period; of more, a sample")
    options = parser.parse_args()
    program = [options.program] + (["--model", options.model] if options.model else [])
    graded = {row["lemma"]: float(row["change_graded"]) for row in rows(options.folder / "stats_groupings.csv")}
    names = sorted(name for name in graded if (options.folder / name / "uses.csv").exists())
    lemmas = {name.rsplit("_", 1)[0]: name for name in names}
    print(f"{len(lemmas)} lemmas\n")
    with tempfile.TemporaryDirectory() as temporary:
        temporary = pathlib.Path(temporary)
        gold = [graded[name] for name in lemmas.values()]
        change(program, options.folder, lemmas, gold, temporary, options)
        judgements(program, options.folder, names, temporary)


if __name__ == "__main__":
    main()
