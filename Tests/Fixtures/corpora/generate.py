"""Writes golden.json: what the libraries that people read corpora with make of the files here.

    python generate.py          (conllu 6.0.0, pyconll 3.3.1, lxml 6.1.3, nltk 3.10.4; csv and json of Python)

Of each file the passages, each with its text, its metadata and, where the corpus has them, its words with lemma and part of speech.
"""

import csv
import json
import re
from pathlib import Path

import conllu
import nltk
import pyconll
from lxml import etree
from nltk.corpus.reader.bnc import BNCCorpusReader

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


def plain(element, skip=()):
    """The text of an element of TEI: a space for each stretch of white space, none where a line break says so."""
    pieces = []
    for event, node in etree.iterwalk(element, events=("start", "end", "comment")):
        inside = any(isinstance(n.tag, str) and etree.QName(n).localname in skip for n in [node, *node.iterancestors()] if n is not element)
        name = etree.QName(node).localname if isinstance(node.tag, str) else ""
        if event == "start":
            if name in ("lb", "l"):
                pieces.append("\0" if node.get("break") == "no" else " ")
            if not inside:
                pieces.append(node.text or "")
        elif node is not element and not any(
            etree.QName(n).localname in skip for n in node.iterancestors() if n is not element and isinstance(n.tag, str)
        ):
            pieces.append(node.tail or "")
    return " ".join(re.sub("\\s*\0\\s*", "", "".join(pieces)).split())


def tei(name):
    """Sentences, or else paragraphs, headings, verses and notes."""
    root = etree.parse(HERE / name).getroot()
    space = {"t": "http://www.tei-c.org/ns/1.0"}
    about = {
        "title": plain(root.find(".//t:titleStmt/t:title", space)),
        "author": plain(root.find(".//t:author", space)),
        "date": root.find(".//t:creation/t:date", space).get("when"),
    }
    found = []
    for node in root.find(".//t:body", space).iter("{*}head", "{*}p", "{*}lg", "{*}s"):
        if node.find("t:s", space) is not None:
            continue
        around = {
            f"{etree.QName(n).localname}.{etree.QName(key).localname}": value
            for n in [*reversed(list(node.iterancestors("{*}div"))), node]
            for key, value in n.items()
            if key in ("type", "n")
        }
        for note in node.findall("t:note", space):
            found.append(passage(plain(note), about | around))
        words = node.findall(".//t:w", space) and [[plain(w), w.get("lemma"), w.get("pos")] for w in node.iter("{*}w", "{*}pc")]
        found.append(passage(plain(node, skip=("note", "corr")), about | around, **({"words": words} if words else {})))
    return found


def bnc(name):
    """Sentences as NLTK has them; the text and the metadata are lxml's."""
    nltk.data.path.append(str(HERE))
    reader = BNCCorpusReader(str(HERE), name)
    root = etree.parse(HERE / name).getroot()
    kept = {"title": plain(root.find(".//title")), "date": root.find(".//creation").get("date"), "class": root.findtext(".//classCode")}
    found = []
    for node, tagged, lemmas in zip(root.iter("s"), reader.tagged_sents(c5=True), reader.sents(stem=True), strict=True):
        words = [[form, lemma] for (form, _), lemma in zip(tagged, lemmas, strict=True)]
        c5 = [tag for _, tag in tagged]
        found.append(passage("".join(node.itertext()).strip(), kept | {"s.n": node.get("n"), "wtext.type": "FICTION"}, words=words, c5=c5))
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
    "tei.xml": tei("tei.xml"),
    "bnc.xml": bnc("bnc.xml"),
}
(HERE / "golden.json").write_text(json.dumps(golden, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
