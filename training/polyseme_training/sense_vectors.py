"""Means of the vectors of tagged uses, sense by sense, as the program reads them."""

import collections
import hashlib
import io
import json
import pathlib
import re
import struct
import subprocess
import tempfile

import numpy as np

from .files import BadFile, json_lines

SENTENCES_AT_ONCE = 2000
SAMPLED_BYTES = 256


def mark_of(path):
    """What the program tells weights from any others by (`Model.weightsMark`)."""
    with open(path, "rb") as file:
        head = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        start = file.tell()
        digests = []
        for name, tensor in head.items():
            if name == "__metadata__":
                continue
            first, last = tensor["data_offsets"]
            width = min(SAMPLED_BYTES, last - first)
            sample = f"{tensor['dtype']} [{', '.join(map(str, tensor['shape']))}]\n".encode()
            for place in (0, (last - first - width) // 2, last - first - width):
                file.seek(start + first + place)
                sample += file.read(width)
            digests.append(hashlib.sha256(sample).hexdigest())
    return hashlib.sha256("".join(sorted(digests)).encode()).hexdigest()


def counts_of_senses(dictionary):
    """How many senses each lemma has in all, in WordNet's files."""
    counts = collections.Counter()
    for name in ("noun", "verb", "adj", "adv"):
        with open(dictionary / f"index.{name}", encoding="latin1") as lines:
            for line in lines:
                if not line.startswith(" "):
                    lemma, _, count = line.split()[:3]
                    counts[lemma] += int(count)
    return counts


def glosses(dictionary, every):
    """Some lemmas, each with its definition."""
    number = 0
    for name in ("noun", "verb", "adj", "adv"):
        with open(dictionary / f"data.{name}", encoding="latin1") as lines:
            for line in lines:
                if line.startswith(" "):
                    continue
                number += 1
                if number % every == 0:
                    fields, gloss = line.split(" | ", 1)
                    lemma = re.sub(r"\((a|p|ip)\)$", "", fields.split()[4]).replace("_", " ")
                    yield lemma, re.split(r';\s+"', gloss, maxsplit=1)[0].strip()


def read(program, folder, texts):
    """The vectors of all words of some texts, and for each text the place of each word and its row. Vectors have length 1."""
    with tempfile.TemporaryDirectory() as place:
        index = pathlib.Path(place) / "index.tsv"
        command = [program, "embed", "--model", folder, "--format", "npy", "--index", index]
        written = subprocess.run(command, input=("\n".join(texts) + "\n").encode(), stdout=subprocess.PIPE, check=True).stdout
        rows = [[] for _ in texts]
        with open(index, encoding="utf-8", newline="\n") as lines:
            next(lines)
            for row, line in enumerate(lines):
                fields = line.rstrip("\n").split("\t")
                rows[int(fields[0]) - 1].append((int(fields[2]), int(fields[3]), row))
    vectors = np.load(io.BytesIO(written))
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True), rows


def at(rows, first, last):
    """The rows of the words that lie between two characters."""
    return [row for start, end, row in rows if start < last and end > first]


def unit(vector):
    return vector / np.linalg.norm(vector)


def sense_vectors(arguments):
    senses = counts_of_senses(arguments.dictionary)
    sums, counts = {}, collections.Counter()
    everything, uses = 0, 0
    part = []

    def add(part):
        nonlocal everything, uses
        vectors, rows = read(arguments.program, arguments.folder, [" ".join(words) for words, _ in part])
        for (words, tags), own in zip(part, rows):
            starts = np.cumsum([0] + [len(word) + 1 for word in words])
            for tag in tags:
                found = at(own, starts[tag["i"]], starts[tag["i"]] + len(words[tag["i"]]))
                if not found:
                    continue
                vector = unit(vectors[found].mean(0).astype(np.float64))
                everything = everything + vector
                uses += 1
                # Some tags of SemCor keep the mark of an adjective's place.
                key = re.sub(r"\((a|p|ip)\)", "", tag["key"])
                if senses[key.split("%")[0]] > 1:
                    sums[key] = sums.get(key, 0) + vector
                    counts[key] += 1

    for path in arguments.tagged:
        for number, sentence in json_lines(path):
            if not isinstance(sentence, dict) or "words" not in sentence or "senses" not in sentence:
                raise BadFile(f"{path}, line {number}: words, and senses with i, lemma and key, belong on each line")
            if sentence["senses"]:
                part.append((sentence["words"], sentence["senses"]))
            if len(part) == SENTENCES_AT_ONCE:
                add(part)
                part = []
    if part:
        add(part)
    if not sums:
        raise BadFile(f"{arguments.dictionary} has no sense of {', '.join(map(str, arguments.tagged))}")
    mean = everything / uses

    heads, definitions = [], []
    entries = list(glosses(arguments.dictionary, arguments.every))
    vectors, rows = read(arguments.program, arguments.folder, [f"{lemma} : {gloss}" for lemma, gloss in entries])
    for (lemma, gloss), own in zip(entries, rows):
        head, rest = at(own, 0, len(lemma)), at(own, len(lemma) + 3, len(lemma) + 3 + len(gloss))
        if head and rest:
            heads.append(unit(vectors[head].mean(0)))
            definitions.append(unit(vectors[rest].mean(0)))

    keys = sorted(sums, key=str.encode)
    centred = np.stack([sums[key] / counts[key] - mean for key in keys])
    scales = np.abs(centred).max(1) / 127
    write(
        arguments.folder / "weights/senses.safetensors",
        {
            "vectors": np.rint(centred / scales[:, None]).astype(np.int8),
            "scales": scales.astype(np.float32),
            "counts": np.array([counts[key] for key in keys], dtype=np.int32),
            "mean": mean.astype(np.float32),
            "mean_of_heads": np.mean(heads, 0).astype(np.float32),
            "mean_of_definitions": np.mean(definitions, 0).astype(np.float32),
            "keys": np.frombuffer("\n".join(keys).encode(), dtype=np.uint8),
        },
        {
            "format": "1",
            "weights": mark_of(arguments.folder / "weights/model.safetensors"),
            "layer": str(arguments.layer),
            "uses": str(uses),
        },
    )
    print(f"{len(keys)} senses of {uses} uses")


DTYPES = {"int8": "I8", "uint8": "U8", "int32": "I32", "float32": "F32"}


def write(path, tensors, metadata):
    """A safetensors file, the widest numbers first, so that each lies where its width wants it."""
    head, offset = {"__metadata__": metadata}, 0
    order = sorted(tensors, key=lambda name: (-tensors[name].itemsize, name))
    for name in order:
        tensor = tensors[name]
        head[name] = {"dtype": DTYPES[tensor.dtype.name], "shape": list(tensor.shape), "data_offsets": [offset, offset + tensor.nbytes]}
        offset += tensor.nbytes
    text = json.dumps(head, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for name in order:
            file.write(np.ascontiguousarray(tensors[name]).tobytes())
