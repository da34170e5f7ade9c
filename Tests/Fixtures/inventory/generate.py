#!/usr/bin/env python3
"""Write a made-up WordNet of few words, as its files have it, and pack it.

usage: generate.py      write dict/ and tiny.senses beside this file

Needs what Scripts/pack-wordnet.py needs.
"""

import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
FILES = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
# Name, kind, lexicographer file, words with lexical ids, links (symbol, name, words at both ends), gloss.
SYNSETS = [
    ("thing", "n", 3, "thing 0 entity 0", "", "whatever there is"),
    ("slope", "n", 17, "slope 0 incline a", "@ thing 0000", 'ground that goes up; "down the slope"'),
    ("shore", "n", 17, "bank 1", "@ slope 0000", 'the land beside water; "on the bank"; "a (steep) bank" - A. Made'),
    ("house", "n", 14, "bank 0 banking_house 0", "@ thing 0000 + lend 0101", 'where money is kept; "it (the bank) lends"'),
    ("boss", "n", 18, "boss 0 foreman 0", "@ thing 0000", "who says what is done; (usually `the boss')"),
    ("lawyer", "n", 18, "attorney_general 0", "@ boss 0000", "the first lawyer of a state"),
    ("city", "n", 15, "New_York 0 york 0", "@i thing 0000", 'a city; "New York never sleeps"'),
    ("ax", "n", 6, "ax 0 axe 0", "@ thing 0000", "a tool to cut wood"),
    ("axis", "n", 6, "axis 0", "@ thing 0000", "a line around which something turns"),
    ("sun", "n", 17, "sun 0 Sun 1", "@ thing 0000", "the star that we see by day"),
    ("lend", "v", 40, "bank 0", "+ house 0101 @ do 0000", 'keep money; "he banks here"'),
    ("do", "v", 36, "do 0 act 0", "", "be at work"),
    ("find", "v", 31, "look_up 0", "@ do 0000", "seek in a book"),
    ("good", "a", 0, "good(a) 0", "! bad 0101 & fine 0000", 'as it should be; "a good book"'),
    ("bad", "a", 0, "bad 0", "! good 0101", "not as it should be"),
    ("fine", "s", 0, "fine(p) 0 well 0", "& good 0000", "good enough"),
    ("well", "r", 2, "well 0", "", 'as it should be; "it went well"'),
]
COUNTS = {
    "bank%1:17:01::": 25,
    "bank%1:14:00::": 20,
    "fine%5:00:00:good(a):00": 3,
    "strange%1:03:00::": 7,
}
# In the order of how frequent they are.
RANKS = {("bank", "n"): ["shore", "house"]}
FORMS = {
    "noun": ["axes ax axis", "knights_errant knight_errant"],
    "verb": ["did do"],
    "adj": ["better good well", "best good"],
    "adv": ["better well"],
}


def write(folder):
    folder.mkdir(exist_ok=True)
    licence = "  1 This is made up, and anyone may use it.  \n"

    def words(synset):
        fields = synset[3].split()
        return list(zip(fields[::2], fields[1::2]))

    def part(synset):
        return "a" if synset[1] == "s" else synset[1]

    def line(synset, offsets):
        name, kind, file, _, links, gloss = synset
        links = links.split()
        links = [(links[at], links[at + 1], links[at + 2]) for at in range(0, len(links), 3)]
        # Pointers that only go up are pointed back here.
        up = {"@": "~", "@i": "~i"}
        for other in SYNSETS:
            fields = other[4].split()
            links += [(up[fields[at]], other[0], "0000") for at in range(0, len(fields), 3) if fields[at] in up and fields[at + 1] == name]
        parts = {synset[0]: part(synset) for synset in SYNSETS}
        pointers = "".join(f" {symbol} {offsets[to]:08d} {parts[to]} {ends}" for symbol, to, ends in links)
        own = " ".join(f"{word} {id}" for word, id in words(synset))
        frames = " 01 + 02 00" if kind == "v" else ""
        count = len(words(synset))
        return f"{offsets[name]:08d} {file:02d} {kind} {count:02x} {own} {len(links):03d}{pointers}{frames} | {gloss}  \n"

    # Lines are as long whatever the offsets are.
    offsets = {synset[0]: 0 for synset in SYNSETS}
    for code in FILES:
        at = len(licence)
        for synset in SYNSETS:
            if part(synset) == code:
                offsets[synset[0]] = at
                at += len(line(synset, dict.fromkeys(offsets, 0)))
    listed = []
    for code, name in FILES.items():
        own = [synset for synset in SYNSETS if part(synset) == code]
        (folder / f"data.{name}").write_text(licence + "".join(line(synset, offsets) for synset in own))
        lemmas = {}
        for synset in own:
            for word, id in words(synset):
                lemma = word.split("(")[0].lower()
                if synset not in lemmas.setdefault(lemma, []):
                    lemmas[lemma].append(synset)
                    head = "good:00" if synset[1] == "s" else ":"
                    kind = " nvars".index(synset[1])
                    key = f"{lemma}%{kind}:{synset[2]:02d}:{int(id, 16):02d}:{head}"
                    listed.append((key, lemma, code, synset[0]))
        index = ""
        for lemma, found in sorted(lemmas.items()):
            order = RANKS.get((lemma, code), [synset[0] for synset in found])
            index += f"{lemma} {code} {len(order)} 0 {len(order)} 0 {' '.join(f'{offsets[name]:08d}' for name in order)}  \n"
            lemmas[lemma] = order
        (folder / f"index.{name}").write_text(licence + index)
        for place, item in enumerate(listed):
            if len(item) == 4 and item[2] == code:
                key, lemma, _, synset = item
                count = COUNTS.get(key, COUNTS.get(key.replace("good:", "good(a):"), 0))
                listed[place] = f"{key} {offsets[synset]:08d} {lemmas[lemma].index(synset) + 1} {count}\n"
        (folder / f"{name}.exc").write_text("".join(form + "\n" for form in FORMS[name]))
    (folder / "index.sense").write_text("".join(sorted(listed)))
    (folder / "cntlist.rev").write_text("".join(f"{key} 1 {count}\n" for key, count in sorted(COUNTS.items())))


if __name__ == "__main__":
    write(HERE / "dict")
    pack = HERE.parents[2] / "Scripts" / "pack-wordnet.py"
    sys.exit(subprocess.call([sys.executable, pack, HERE / "dict", HERE / "tiny"]))
