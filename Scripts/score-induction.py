#!/usr/bin/env python3
"""Scores `polyseme induce` against known senses.

    Scripts/score-induction.py FILE.jsonl…

A file holds the uses of the word that it is named after, one JSON object a line: `words`, the place `i`
of the word among them, and its sense `gold` (as CoarseWSD-20 is easily brought to). The words are joined
by spaces, the program finds and groups the uses, and its groups are compared with the known senses by the
adjusted Rand index (Hubert and Arabie 1985): 1 is the same grouping, 0 what chance gives. Beside it stand
k-means with the true number of senses, and the most frequent sense for all, whose index is always 0; the
share of uses that each way gives the right sense, when every group is named after its most frequent one,
tells more about that.
"""

import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile


def pairs(counts):
    return sum(n * (n - 1) / 2 for n in counts)


def adjusted_rand_index(a, b):
    cells = pairs(collections.Counter(zip(a, b)).values())
    rows, columns = (pairs(collections.Counter(x).values()) for x in (a, b))
    every = len(a) * (len(a) - 1) / 2
    expected = rows * columns / every if every else 0
    largest = (rows + columns) / 2
    return 1.0 if largest == expected else (cells - expected) / (largest - expected)


def purity(labels, gold):
    groups = collections.defaultdict(collections.Counter)
    for label, sense in zip(labels, gold):
        groups[label][sense] += 1
    return sum(max(group.values()) for group in groups.values()) / len(gold)


def induce(program, word, text, most, senses):
    command = [*program, "--output", "jsonl", "induce", word, text, "--most", str(most)]
    if senses:
        command += ["--senses", str(senses)]
    run = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    answer = json.loads(run.stdout)
    places = [(place["line"], place["bytes"][0]) for place in answer["places"]]
    return len(answer["senses"]), dict(zip(places, answer["labels"]))


def score(program, path, most, folder):
    word = path.stem
    gold, lines = {}, []
    for number, line in enumerate(path.open(encoding="utf-8"), start=1):
        use = json.loads(line)
        before = " ".join(use["words"][: use["i"]])
        gold[number, len(before.encode()) + bool(before)] = use["gold"]
        lines.append(" ".join(use["words"]))
    text = folder / f"{word}.txt"
    text.write_text("\n".join(lines) + "\n", encoding="utf-8")
    count = len(set(gold.values()))
    row = [word, 0, count]
    for senses in (None, count):
        found, labels = induce(program, word, text, most, senses)
        known = [place for place in labels if place in gold]
        a, b = [labels[place] for place in known], [gold[place] for place in known]
        if senses is None:
            row[1] = len(known)
            row.append(found)
        row += [adjusted_rand_index(a, b), purity(a, b)]
    return row + [max(collections.Counter(b).values()) / len(b)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    parser.add_argument("--program", default=".build/release/polyseme")
    parser.add_argument("--model", help="its folder")
    parser.add_argument("--most", type=int, default=1000, help="uses of a word to group; of more, a sample")
    options = parser.parse_args()
    program = [options.program] + (["--model", options.model] if options.model else [])
    print("| word | uses | senses | found | index | right | index, k known | right, k known | right, most frequent |")
    print("|---|---|---|---|---|---|---|---|---|")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for path in options.files:
            row = score(program, path, options.most, pathlib.Path(folder))
            rows.append(row)
            print("| " + " | ".join(f"{x:.3f}" if isinstance(x, float) else str(x) for x in row) + " |")
            sys.stdout.flush()
    means = [sum(row[i] for row in rows) / len(rows) for i in range(4, 9)]
    right = sum(row[2] == row[3] for row in rows)
    print(f"| mean | | | {right} of {len(rows)} right | " + " | ".join(f"{x:.3f}" for x in means) + " |")


if __name__ == "__main__":
    main()
