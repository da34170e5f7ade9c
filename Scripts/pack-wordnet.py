#!/usr/bin/env python3
"""Pack WordNet 3.0 into one file that Polyseme reads, and its licence beside it.

usage: pack-wordnet.py DICT OUT            write OUT.senses and OUT.LICENSE
       pack-wordnet.py --check DICT OUT    read OUT.senses back and hold it against DICT

DICT is WordNet's folder with data.*, index.*, *.exc and cntlist.rev; --check wants index.sense too, which packing does
not read: sense keys are made from the synsets, and must be the same. The same DICT gives the same bytes.

The file, of numbers that are UTF-8 nowhere and small everywhere:

  file     "PSENSES1", the length of the head (4 bytes, the lowest first), the head, and the blocks one after another
  head     a Zstandard frame (as each block is, with a checksum) of JSON: name, source (SHA-256 of the files), counts,
           relations, and for each section the packed lengths of its blocks
  number   seven bits a byte, the lowest first, the highest bit set where more follow; signed ones are zigzag
  lemmas   sorted by key (small letters), 4,096 a block: how many bytes each shares with the one before, then the rest of
           each and a line end
  codes    the words that glosses have most, one a line: the first 48 are the bytes 80 to AF in a text, the others
           B0 to FF and a second byte; between two such words stands one space that is not written
  words    for each synset how many words it has; then three columns: the low, middle and high bytes of their lemmas
  synsets  1,024 a block, in the order of the tree of hypernyms, in columns: kind (n v a s r by number), lexicographer file,
           of each satellite the signed way back to its head; of each word lexical id, sense number, count; how many
           examples; then the gloss of each and its examples, each text with a line end
  links    how many each synset has; then columns: relation, signed way to the target, word here, word there (0: all)
  forms    a line for each irregular form: part of speech, form, lemmas, parted by tabs

Needs the Python package zstandard==0.25.0.
"""

import argparse
import collections
import hashlib
import json
import pathlib
import re
import sys

import zstandard

MAGIC = b"PSENSES1"
FILES = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
KINDS = "nvasr"
KEY_KINDS = {"n": 1, "v": 2, "a": 3, "r": 4, "s": 5}
LEMMAS, SYNSETS = 4096, 1024  # of a block
SHORT = 48
LONG = (256 - 0x80 - SHORT) * 256
# What a pointer says of its target, and what the pointer back says. A pair is written once.
RELATIONS = {
    "@": ("hypernym", "~"),
    "@i": ("instance hypernym", "~i"),
    "~": ("hyponym", None),
    "~i": ("instance hyponym", None),
    "#m": ("member holonym", "%m"),
    "#s": ("substance holonym", "%s"),
    "#p": ("part holonym", "%p"),
    "%m": ("member meronym", None),
    "%s": ("substance meronym", None),
    "%p": ("part meronym", None),
    ";c": ("topic", "-c"),
    ";r": ("region", "-r"),
    ";u": ("usage", "-u"),
    "-c": ("of this topic", None),
    "-r": ("of this region", None),
    "-u": ("of this usage", None),
    "!": ("antonym", "!"),
    "&": ("similar", "&"),
    "+": ("derivation", "+"),
    "$": ("verb group", "$"),
    "=": ("attribute", "="),
    "^": ("also", None),
    "*": ("entailment", None),
    ">": ("cause", None),
    "<": ("participle of", None),
    "\\": ("pertains to", None),
}


class Synset:
    def __init__(self, line):
        head, gloss = line.rstrip().split(" | ", 1)
        fields = head.split(" ")
        self.offset, self.file, self.kind = fields[0], int(fields[1]), fields[2]
        # How many words there are and their ids are hexadecimal; how many pointers, decimal.
        count = int(fields[3], 16)
        self.words = [re.sub(r"\((a|p|ip)\)$", "", word).replace("_", " ") for word in fields[4 : 4 + 2 * count : 2]]
        self.ids = [int(id, 16) for id in fields[5 : 5 + 2 * count : 2]]
        at = 4 + 2 * count
        self.pointers = []
        for place in range(at + 1, at + 1 + 4 * int(fields[at]), 4):
            relation, offset, part, ends = fields[place : place + 4]
            self.pointers.append((relation, (part, offset), int(ends[:2], 16), int(ends[2:], 16)))
        self.gloss, self.examples = split_gloss(gloss)

    @property
    def part(self):
        return "a" if self.kind == "s" else self.kind


# An example stands behind "; " or right behind another, and may name its author.
EXAMPLE = re.compile(r'(?:;\s*|(?<=")[,:.]?\s*)"([^"]+)"(?:\s*--?\s*([^;"]+))?')


def split_gloss(text):
    """The definition, and the examples without their quotation marks."""
    examples, definition, at = [], [], 0
    text = text.strip()
    while found := EXAMPLE.search(text, at):
        # Behind what is no example there is none without a semicolon.
        if not found[0].startswith(";") and found.start() != at:
            definition.append(text[at : found.start()])
            at = found.start()
            found = re.compile(r';\s*"').search(text, at)
            if not found:
                break
            definition[-1] += text[at : found.start()]
            at = found.start()
            continue
        definition.append(text[at : found.start()])
        examples.append(found[1].strip() + (f" - {found[2].strip()}" if found[2] else ""))
        at = found.end()
    definition.append(text[at:])
    parts = (part.strip(" ;") for part in definition)
    return "; ".join(part for part in parts if part), examples


def key(word):
    return word.lower()


def sense_key(synsets, synset, word):
    head = ":"
    if synset.kind == "s":
        first = synsets[synset.head]
        head = f"{key(first.words[0]).replace(' ', '_')}:{first.ids[0]:02d}"
    name = key(synset.words[word]).replace(" ", "_")
    return f"{name}%{KEY_KINDS[synset.kind]}:{synset.file:02d}:{synset.ids[word]:02d}:{head}"


def read_lines(path):
    """The lines of one of WordNet's files, without its licence."""
    return [line for line in path.read_text("ascii").splitlines() if not line.startswith("  ")]


def in_tree(synsets):
    """The synsets so that each stands behind its first hypernym, a satellite behind its head."""
    number = {(synset.part, synset.offset): place for place, synset in enumerate(synsets)}
    children, roots = collections.defaultdict(list), []
    for place, synset in enumerate(synsets):
        up = [target for relation, target, _, _ in synset.pointers if relation in ("@", "@i")]
        if synset.kind == "s":
            up = [target for relation, target, _, _ in synset.pointers if relation == "&"]
        (children[number[up[0]]] if up else roots).append(place)
    ordered = []
    pending = roots[::-1]
    seen = set()
    while pending:
        place = pending.pop()
        ordered.append(synsets[place])
        seen.add(place)
        pending.extend(children[place][::-1])
    # Two verbs are each other's hypernym, and so under no root.
    ordered.extend(synset for place, synset in enumerate(synsets) if place not in seen)
    return ordered


def read_wordnet(folder):
    synsets = in_tree([Synset(line) for name in FILES.values() for line in read_lines(folder / f"data.{name}")])
    number = {(synset.part, synset.offset): place for place, synset in enumerate(synsets)}
    for synset in synsets:
        synset.pointers = [(relation, number[target], *ends) for relation, target, *ends in synset.pointers]
        if synset.kind == "s":
            synset.head = next(target for relation, target, *_ in synset.pointers if relation == "&")
    counts = {}
    for line in read_lines(folder / "cntlist.rev"):
        name, _, count = line.split()
        # The head of a satellite keeps its marker here, and nowhere else.
        counts[re.sub(r"\((a|p|ip)\)", "", name)] = int(count)
    rank = {}
    for part, name in FILES.items():
        for line in read_lines(folder / f"index.{name}"):
            fields = line.split()
            for place, offset in enumerate(fields[-int(fields[2]) :], 1):
                rank[fields[0].replace("_", " "), number[part, offset]] = place
    used = set()
    for place, synset in enumerate(synsets):
        names = [sense_key(synsets, synset, word) for word in range(len(synset.words))]
        synset.counts = [counts.get(name, 0) for name in names]
        synset.ranks = [rank[key(word), place] for word in synset.words]
        used.update(names)
    strange = len(counts.keys() - used)
    forms = []
    lemmas = {(synset.part, key(word)) for synset in synsets for word in synset.words}
    for part, name in FILES.items():
        for line in read_lines(folder / f"{name}.exc"):
            form, *bases = (field.replace("_", " ") for field in line.split(" "))
            bases = [base for base in bases if (part, base) in lemmas]
            if bases:
                forms.append((part, form, *dict.fromkeys(bases)))
    return synsets, sorted(set(forms)), strange


def number(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def signed(value):
    return number(-2 * (value + 1) + 1 if value < 0 else 2 * value)


def common_words(texts):
    """Words worth a code, and these by their place."""
    found = collections.Counter(word for text in texts for word in re.findall("[A-Za-z]+", text))
    worth = sorted(((count * len(word), word) for word, count in found.items() if len(word) > 1 and count > 2), reverse=True)
    words = [word for _, word in worth[: SHORT + LONG]]
    # Neighbours of one first byte are sorted, which packs better.
    words[SHORT:] = [w for at in range(SHORT, len(words), 256) for w in sorted(words[at : at + 256])]
    return words


def coder(words):
    codes = {}
    for place, word in enumerate(words):
        rest = place - SHORT
        codes[word] = bytes([0x80 + place]) if rest < 0 else bytes([0x80 + SHORT + rest // 256, rest % 256])

    def code(text):
        out, was_code = b"", False
        for item in re.findall("[A-Za-z]+|[^A-Za-z]", text):
            if item in codes:
                if was_code and out.endswith(b" "):
                    out = out[:-1]
                out, was_code = out + codes[item], True
            else:
                out += item.encode("ascii")
                was_code = was_code and item == " " and not out.endswith(b"  ")
        return out

    return code


def pairs(synsets):
    """The links as they are written: relation and the one back, from, way, and the words at both ends."""
    every = {(relation, place, *rest) for place, s in enumerate(synsets) for relation, *rest in s.pointers}
    links = [[] for _ in synsets]
    for relation, place, target, here, there in sorted(every):
        back = RELATIONS[relation][1]
        forth = [symbol for symbol, (_, other) in RELATIONS.items() if other == relation and symbol != relation]
        if forth and (forth[0], target, place, there, here) in every:
            continue
        if back and (back, target, place, there, here) in every:
            if back == relation and (place, here) < (target, there):
                continue
            links[place].append((relation, back, target - place, here, there))
        else:
            links[place].append((relation, None, target - place, here, there))
    return links


def packed(synsets, forms, name, source):
    # A checksum, so that damage is found before it is believed.
    compressor = zstandard.ZstdCompressor(level=22, write_checksum=True, write_content_size=True)
    lemmas = sorted({word for synset in synsets for word in synset.words}, key=lambda word: (key(word), word))
    place_of = {word: place for place, word in enumerate(lemmas)}
    blocks = {}

    def add(section, data):
        blocks.setdefault(section, []).append(compressor.compress(data))

    firsts = []
    for at in range(0, len(lemmas), LEMMAS):
        firsts.append(key(lemmas[at]))
        shares, rests, before = b"", b"", b""
        for word in lemmas[at : at + LEMMAS]:
            word = word.encode("ascii")
            shared = next((i for i, (a, b) in enumerate(zip(before, word)) if a != b), min(len(before), len(word)))
            shares += number(shared)
            rests += word[shared:] + b"\n"
            before = word
        add("lemmas", shares + rests)

    texts = [text for synset in synsets for text in [synset.gloss, *synset.examples]]
    words = common_words(texts)
    code = coder(words)
    add("codes", "\n".join(words).encode("ascii"))

    owned = [place_of[word] for synset in synsets for word in synset.words]
    data = b"".join(number(len(synset.words)) for synset in synsets)
    add("words", data + b"".join(bytes(place >> shift & 0xFF for place in owned) for shift in (0, 8, 16)))

    for at in range(0, len(synsets), SYNSETS):
        block = synsets[at : at + SYNSETS]
        data = b"".join(number(KINDS.index(synset.kind)) for synset in block)
        data += b"".join(number(synset.file) for synset in block)
        data += b"".join(signed(place - synset.head) for place, synset in enumerate(block, at) if synset.kind == "s")
        for column in ("ids", "ranks", "counts"):
            data += b"".join(number(field) for synset in block for field in getattr(synset, column))
        data += b"".join(number(len(synset.examples)) for synset in block)
        data += b"".join(code(text) + b"\n" for synset in block for text in [synset.gloss, *synset.examples])
        add("synsets", data)

    links = pairs(synsets)
    kinds = sorted({link[:2] for row in links for link in row}, key=lambda kind: (list(RELATIONS).index(kind[0]), kind[1] or ""))
    flat = [link for row in links for link in row]
    data = b"".join(number(len(row)) for row in links)
    data += b"".join(number(kinds.index(link[:2])) for link in flat)
    data += b"".join(signed(link[2]) for link in flat)
    data += b"".join(number(link[end]) for end in (3, 4) for link in flat)
    add("links", data)
    add("forms", "".join("\t".join(form) + "\n" for form in forms).encode("ascii"))

    head = {
        "name": name,
        "source": source,
        "lemmas": len(lemmas),
        "synsets": len(synsets),
        "words": len(owned),
        "links": len(flat),
        "relations": [[RELATIONS[symbol][0] if symbol else None for symbol in kind] for kind in kinds],
        "firsts": firsts,
        "blocks": {section: [len(block) for block in row] for section, row in blocks.items()},
    }
    head = compressor.compress(json.dumps(head, separators=(",", ":")).encode("ascii"))
    rest = b"".join(block for row in blocks.values() for block in row)
    return MAGIC + len(head).to_bytes(4, "little") + head + rest


class Packed:
    """Reads the file back, all of it, and knows of WordNet's files nothing."""

    def __init__(self, data):
        assert data[:8] == MAGIC
        end = 12 + int.from_bytes(data[8:12], "little")
        unpack = zstandard.ZstdDecompressor().decompress
        head = self.head = json.loads(unpack(data[12:end]))
        blocks = {}
        for section, lengths in head["blocks"].items():
            for length in lengths:
                blocks.setdefault(section, []).append(unpack(data[end : end + length]))
                end += length
        assert end == len(data)
        lemmas = []
        for block in blocks["lemmas"]:
            numbers, word = Numbers(block), b""
            shares = [numbers.next() for _ in range(min(LEMMAS, head["lemmas"] - len(lemmas)))]
            for shared, rest in zip(shares, numbers.rest().split(b"\n")):
                word = word[:shared] + rest
                lemmas.append(word.decode("ascii"))
        assert len(lemmas) == head["lemmas"]
        codes = blocks["codes"][0].decode("ascii").split("\n")
        numbers = Numbers(blocks["words"][0])
        counts = [numbers.next() for _ in range(head["synsets"])]
        columns = [numbers.bytes(head["words"]) for _ in range(3)]
        owned = iter([lemmas[low + (middle << 8) + (high << 16)] for low, middle, high in zip(*columns)])
        self.synsets = []
        for at, block in enumerate(blocks["synsets"]):
            self.read_synsets(Numbers(block), counts[at * SYNSETS : (at + 1) * SYNSETS], owned, codes)
        numbers = Numbers(blocks["links"][0])
        counts = [numbers.next() for _ in range(head["synsets"])]
        kinds = [head["relations"][numbers.next()] for _ in range(head["links"])]
        ways = [numbers.next() for _ in kinds]
        ends = [[numbers.next() for _ in kinds] for _ in range(2)]
        links = iter(zip(kinds, ways, *ends))
        self.links = set()
        for place, count in enumerate(counts):
            for _ in range(count):
                (name, back), way, here, there = next(links)
                target = place + (-(way // 2) - 1 if way & 1 else way // 2)
                self.links.add((name, place, here, target, there))
                if back:
                    self.links.add((back, target, there, place, here))
        self.forms = [tuple(line.split("\t")) for line in blocks["forms"][0].decode("ascii").splitlines()]

    def read_synsets(self, numbers, counts, owned, codes):
        kinds = [KINDS[numbers.next()] for _ in counts]
        files = [numbers.next() for _ in counts]
        ways = iter([numbers.next() for kind in kinds if kind == "s"])
        figures = zip(*[[numbers.next() for _ in range(sum(counts))] for _ in range(3)])
        examples = [numbers.next() for _ in counts]
        texts = iter(decoded(numbers.rest(), codes).split("\n"))
        for kind, file, count, more in zip(kinds, files, counts, examples):
            head = None
            if kind == "s":
                way = next(ways)
                head = len(self.synsets) - (-(way // 2) - 1 if way & 1 else way // 2)
            words = [(next(owned), *next(figures)) for _ in range(count)]
            own = [next(texts) for _ in range(more + 1)]
            self.synsets.append({"kind": kind, "file": file, "head": head, "words": words, "texts": own})
        assert list(texts) == [""]

    def senses(self):
        """Of each key: the number of the synset, the sense number, the count."""
        for place, synset in enumerate(self.synsets):
            end = ":"
            if synset["head"] is not None:
                word, id, *_ = self.synsets[synset["head"]]["words"][0]
                end = f"{key(word).replace(' ', '_')}:{id:02d}"
            # One spelled in two ways ("sun", "Sun") is one sense, that of the first.
            words = {}
            for word, *figures in synset["words"]:
                words.setdefault(key(word).replace(" ", "_"), figures)
            for name, (id, rank, count) in words.items():
                yield f"{name}%{KEY_KINDS[synset['kind']]}:{synset['file']:02d}:{id:02d}:{end}", place, rank, count


class Numbers:
    def __init__(self, data):
        self.data, self.at = data, 0

    def next(self):
        value = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    def bytes(self, count):
        self.at += count
        assert self.at <= len(self.data)
        return self.data[self.at - count : self.at]

    def rest(self):
        return self.bytes(len(self.data) - self.at)


def decoded(data, codes):
    out, at, was_code = [], 0, False
    while at < len(data):
        byte = data[at]
        at += 1
        if byte < 0x80:
            out.append(chr(byte))
            was_code = False
            continue
        place = byte - 0x80
        if place >= SHORT:
            place = SHORT + (place - SHORT) * 256 + data[at]
            at += 1
        out.append((" " if was_code else "") + codes[place])
        was_code = True
    return "".join(out)


def check(folder, file):
    """Everything of WordNet's files is in the packed one, and nothing else. Returns what was compared."""
    lines = {}
    for part, name in FILES.items():
        raw = (folder / f"data.{name}").read_bytes()
        at = 0
        for line in raw.splitlines(keepends=True):
            if not line.startswith(b"  "):
                lines[part, f"{at:08d}"] = line.decode("ascii")
            at += len(line)
    senses = {name: figures for name, *figures in file.senses()}
    parts = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
    listed = read_lines(folder / "index.sense")
    place_of = {}
    for line in listed:
        name, offset, rank, count = line.split()
        place, *figures = senses[name]
        assert figures == [int(rank), int(count)], line
        where = parts[name.split("%")[1][0]], offset
        assert place_of.setdefault(where, place) == place, line
        raw = lines[where].rstrip().split(" | ", 1)[1]
        texts = file.synsets[place]["texts"]
        # Splitting a gloss loses no word and adds none; one with every quotation mark in its place loses the marks only.
        assert sorted(re.findall(r"\w+", raw)) == sorted(re.findall(r"\w+", " ".join(texts))), raw
    assert len(listed) == len(senses), (len(listed), len(senses))
    links = set()
    for where, line in lines.items():
        fields = line.split(" | ")[0].split()
        at = 4 + 2 * int(fields[3], 16)
        for place in range(at + 1, at + 1 + 4 * int(fields[at]), 4):
            symbol, offset, part, ends = fields[place : place + 4]
            ends = int(ends[:2], 16), int(ends[2:], 16)
            links.add((RELATIONS[symbol][0], place_of[where], ends[0], place_of[part, offset], ends[1]))
    assert links == file.links, (len(links), len(file.links))
    return len(listed), len(lines), len(links), len(file.forms)


def digest(folder):
    names = [f"{kind}.{name}" for kind in ("data", "index") for name in FILES.values()]
    names += [f"{name}.exc" for name in FILES.values()] + ["cntlist.rev"]
    sha = hashlib.sha256()
    for name in names:
        sha.update((folder / name).read_bytes())
    return sha.hexdigest()


def licence(folder):
    lines = (folder / "data.noun").read_text("ascii").splitlines()
    lines = [re.sub(r"^ +\d+ ", "", line).rstrip() for line in lines if line.startswith("  ")]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(usage="\n".join(__doc__.splitlines()[2:4])[7:])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("dict", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    options = parser.parse_args()
    path = options.out.with_name(options.out.name + ".senses")
    if options.check:
        file = Packed(path.read_bytes())
        assert file.head["source"] == digest(options.dict), "made from other files"
        senses, synsets, links, forms = check(options.dict, file)
        print(f"{senses} senses of {synsets} synsets, {links} links, {forms} irregular forms: all as they should be")
        return
    synsets, forms, strange = read_wordnet(options.dict)
    data = packed(synsets, forms, "WordNet 3.0", digest(options.dict))
    path.write_bytes(data)
    options.out.with_name(options.out.name + ".LICENSE").write_text(licence(options.dict))
    print(f"{path}: {len(data)} bytes, {len(synsets)} synsets; {strange} keys with counts name no sense and are left out")


if __name__ == "__main__":
    sys.exit(main())
