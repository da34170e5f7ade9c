"""A word in its contexts: an index of Polyseme beside NLTK and SQLite's FTS5, on the same text.

    python kwic.py TEXT --polyseme PROGRAM [--word WORD]

Each reads a line of TEXT as a text. A question is a process of its own, from its start to the last line: Polyseme opens its index, NLTK
reads the text again, for it keeps none, and FTS5 finds the lines, in which the word is found by a regular expression.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

NLTK = """
import re, sys
from nltk.text import ConcordanceIndex
tokens = re.findall(r"\\w+(?:['’-]\\w+)*|[^\\w\\s]", open(sys.argv[1], encoding="utf-8").read())
for line in ConcordanceIndex(tokens, key=str.lower).find_concordance(sys.argv[2], width=80):
    print(line.line)
"""
MAKE = """
import sqlite3, sys
index = sqlite3.connect(sys.argv[2])
index.execute("CREATE VIRTUAL TABLE texts USING fts5(text)")
index.executemany("INSERT INTO texts VALUES (?)", ((line.rstrip("\\n"),) for line in open(sys.argv[1], encoding="utf-8")))
index.commit()
"""
ASK = """
import re, sqlite3, sys
word = re.compile(r"\\b" + re.escape(sys.argv[2]) + r"\\b", re.I)
for line, text in sqlite3.connect(sys.argv[1]).execute("SELECT rowid, text FROM texts WHERE texts MATCH ? ORDER BY rowid", [sys.argv[2]]):
    for match in word.finditer(text):
        print(line, text[max(0, match.start() - 35) : match.start()].rjust(35), match.group(), text[match.end() : match.end() + 35])
"""


def run(*command):
    """Seconds of the wall, of the processor, and lines written."""
    before, start = os.times(), time.perf_counter()
    said = subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout
    wall, after = time.perf_counter() - start, os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return wall, used, said


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("text", type=Path)
    parser.add_argument("--polyseme", required=True)
    parser.add_argument("--word", default="war")
    arguments = parser.parse_args()
    text, word = arguments.text, arguments.word
    with tempfile.TemporaryDirectory() as folder:
        place, table = Path(folder) / "index", Path(folder) / "texts"
        ours = run(arguments.polyseme, "index", place, text, "--lines", "--output", "jsonl")
        made = {
            "Polyseme": (ours, json.loads(ours[2])["size"]),
            "SQLite FTS5": (run(sys.executable, "-c", MAKE, text, table), table.stat().st_size),
        }
        print("| index | wall, s | processor, s | MB |\n|---|---|---|---|")
        for name, ((wall, used, _), size) in made.items():
            print(f"| {name} | {wall:.1f} | {used:.1f} | {size / 1e6:.1f} |")
        questions = {
            "Polyseme": [arguments.polyseme, "kwic", word, "--index", place, "--output", "tsv"],
            "NLTK": [sys.executable, "-c", NLTK, text, word],
            "SQLite FTS5": [sys.executable, "-c", ASK, table, word],
        }
        # In turn, so that what else the machine does affects all.
        rounds = [{name: run(*command) for name, command in questions.items()} for _ in range(7)]
        print("\n| question | wall, ms | processor, ms | lines |\n|---|---|---|---|")
        for name in questions:
            wall, used = (1e3 * median(one[name][part] for one in rounds) for part in (0, 1))
            print(f"| {name} | {wall:.0f} | {used:.0f} | {len(rounds[0][name][2].splitlines())} |")


if __name__ == "__main__":
    main()
