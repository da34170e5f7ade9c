"""Writes golden.json: what the libraries that people read corpora with make of the files here.

    python generate.py          (conllu 6.0.0, pyconll 3.3.1, lxml 6.1.3, nltk 3.10.4; csv and json of Python)

Of each file the passages, each with its text, its metadata and, where the corpus has them, its words with lemma and part of speech.
"""

import csv
import json
from pathlib import Path

HERE = Path(__file__).parent


def passage(text, metadata=None, **more):
    return {"text": text, "metadata": metadata or {}, **more}


def table(name, **style):
    """Rows with a text, as csv reads them; a blank text is no passage."""
    with open(HERE / name, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, strict=True, **style))
    return [passage(row.pop("text"), row) for row in rows if row["text"].strip()]


def uses(name):
    """Rows of a table of DURel's, each with the text of its use and of the sentence around it."""
    with open(HERE / name, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = []
    for row in rows:
        text = row.pop("context")

        def parts(column, text=text, row=row):
            return [text[slice(*map(int, part.split(":")))] for part in row[column].split(",") if part]

        found.append(passage(text, row, use=parts("indexes_target_token"), sentence=parts("indexes_target_sentence")))
    return found


def objects(name):
    found = []
    for line in (HERE / name).read_bytes().split(b"\n"):
        if not line.strip():
            continue
        members = json.loads(line)
        text = members.pop("text")
        if text is None or not text.strip():
            continue
        as_written = {key: value for key, value in members.items() if value is not None and not isinstance(value, (dict, list, float))}
        metadata = {key: value if isinstance(value, str) else json.dumps(value) for key, value in as_written.items()}
        found.append(passage(text, metadata))
    return found


golden = {
    "commas.csv": table("commas.csv"),
    "semicolons.csv": table("semicolons.csv", delimiter=";"),
    "quoted.tsv": table("quoted.tsv", delimiter="\t"),
    "unquoted.tsv": table("unquoted.tsv", delimiter="\t", quoting=csv.QUOTE_NONE),
    "uses.csv": uses("uses.csv"),
    "lines.jsonl": objects("lines.jsonl"),
}
(HERE / "golden.json").write_text(json.dumps(golden, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
