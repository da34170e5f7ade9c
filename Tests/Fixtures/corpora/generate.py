"""Writes golden.json: what the libraries that people read corpora with make of the files here.

    python generate.py          (conllu 6.0.0, pyconll 3.3.1, lxml 6.1.3, nltk 3.10.4; csv and json of Python)

Of each file the passages, each with its text, its metadata and, where the corpus has them, its words with lemma and part of speech.
"""

import csv
import json
from pathlib import Path

import conllu
import pyconll
from lxml import etree

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


def joined(values):
    values = [value or "_" for value in values]
    return None if set(values) == {"_"} else "+".join(values)


def sentences(name):
    """Sentences of CoNLL-U by their words on the surface; two libraries have to agree on these."""
    found, document, lasting = [], {}, {}
    for sentence in conllu.parse((HERE / name).read_text(encoding="utf-8")):
        if "newdoc id" in sentence.metadata:
            document, lasting = {"newdoc.id": sentence.metadata["newdoc id"]}, {}
        own = {key: value for key, value in sentence.metadata.items() if value is not None and key != "text"}
        lasting |= {key: own.pop(key) for key in list(own) if key.startswith("meta::")}
        own.pop("newdoc id", None)
        if "newpar id" in own:
            own["newpar.id"] = own.pop("newpar id")
        words, last = [], 0
        for token in sentence:
            number = token["id"]
            if isinstance(number, int) and number > last:
                words.append((token, [token]))
            elif isinstance(number, int):
                words[-1][1].append(token)
            elif number[1] == "-":
                words.append((token, []))
                last = number[2]
        text = "".join(word["form"] + ("" if (word["misc"] or {}).get("SpaceAfter") == "No" else " ") for word, _ in words)
        parts = [[word["form"], joined([p["lemma"] for p in of]), joined([p["upos"] for p in of])] for word, of in words]
        found.append(passage(text.strip(), document | lasting | own, words=parts))
    for ours, theirs in zip(found, pyconll.load_from_file(HERE / name), strict=True):
        covered = {part for token in theirs if token.is_multiword() for part in spanned(token.id)}
        assert [word[0] for word in ours["words"]] == [
            token.form or "_" for token in theirs if not token.is_empty_node() and token.id not in covered
        ]
    return found


def spanned(number):
    first, last = map(int, number.split("-"))
    return map(str, range(first, last + 1))


def vertical(name):
    """Sentences, and words outside any, of vertical text that is well-formed XML but for its root."""
    root = etree.fromstring("<root>" + (HERE / name).read_text(encoding="utf-8") + "</root>")
    found = []
    for holder in root.iter("s", "head"):
        metadata = {}
        for element in [*reversed(list(holder.iterancestors())), holder]:
            metadata |= {f"{element.tag}.{key}": value for key, value in element.items()}
        text, words, glued = "", [], True
        for event, element in etree.iterwalk(holder, events=("start", "end")):
            glued = glued or element.tag == "g"
            lines = element.text if event == "start" else element.tail if element is not holder else None
            for line in (lines or "").split("\n"):
                if line:
                    word, tag, lemma = line.split("\t")
                    text += ("" if glued else " ") + word
                    words.append([word, lemma, tag])
                    glued = False
        found.append(passage(text, metadata, words=words))
    return found


golden = {
    "commas.csv": table("commas.csv"),
    "semicolons.csv": table("semicolons.csv", delimiter=";"),
    "quoted.tsv": table("quoted.tsv", delimiter="\t"),
    "unquoted.tsv": table("unquoted.tsv", delimiter="\t", quoting=csv.QUOTE_NONE),
    "uses.csv": uses("uses.csv"),
    "lines.jsonl": objects("lines.jsonl"),
    "sentences.conllu": sentences("sentences.conllu"),
    "words.vert": vertical("words.vert"),
}
(HERE / "golden.json").write_text(json.dumps(golden, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
