#!/usr/bin/env python3
"""Makes the vocabulary of whole words from counts.

usage: vocabulary.py COUNTS WORDS [--size 60000]

COUNTS holds a word and its count on each line, tab between them, the most frequent first; it may be
compressed with xz. WORDS gets one word a line: five special words, then the others, most frequent
first. A word is listed as the tokenizer looks it up (canonically composed, case folded, straight
apostrophes), and only if the tokenizer cuts it out of a text as one word.
"""

import argparse
import lzma
import re
import unicodedata

SPECIALS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
CLITICS = ("'s", "'m", "'re", "'ve", "'ll", "'d")
# What every text may hold, whatever the counts say.
ALWAYS = [chr(code) for code in range(0x21, 0x7F) if not chr(code).isupper()] + list(CLITICS) + list("“”‘–—…£€°§©•·×")


def key(word):
    """The spelling under which a word is looked up."""
    def composed(text):
        return unicodedata.normalize("NFC", text)
    return composed(composed(word).casefold()).replace("’", "'")


def is_unspaced(char):
    """Whether each character of a script is a word of its own: Han and Hiragana."""
    return "CJK" in unicodedata.name(char, "") or "HIRAGANA" in unicodedata.name(char, "")


LETTERS = r"[^\W\d_](?:[^\W_]|[\u0300-\u036f])*"
DIGITS = r"\d+"
WORD = re.compile(rf"(?:{LETTERS}|{DIGITS}(?:[^\W_])*)")
JOINED = re.compile(r"[^\W\d_]+(?:['.][^\W\d_]+)+")
NUMBER = re.compile(r"\d+(?:[.,]\d+)+")


def is_one_word(word):
    """Whether the tokenizer cuts this out of a text as one word (UAX #29, and clitics apart)."""
    if len(word) == 1:
        category = unicodedata.category(word)
        return category[0] in "LNPS"
    if any(is_unspaced(char) for char in word):
        return False
    if any(word.endswith(clitic) for clitic in CLITICS):
        return False
    return bool(WORD.fullmatch(word) or JOINED.fullmatch(word) or NUMBER.fullmatch(word))


def parts(word):
    """A word, or what it is apart from its clitics, and those."""
    for clitic in CLITICS:
        if word.endswith(clitic) and len(word) > len(clitic):
            return parts(word[: -len(clitic)]) + [clitic]
    return [word]


def words(lines, size):
    counts = {}
    for line in lines:
        word, count = line.rstrip("\n").split("\t")
        for part in parts(key(word)):
            if part in CLITICS or is_one_word(part):
                counts[part] = counts.get(part, 0) + int(count)
    for word in ALWAYS:
        counts.setdefault(word, 1)
    order = sorted(counts, key=lambda word: (-counts[word], word))
    room = size - len(SPECIALS)
    always = set(ALWAYS)
    rare = sum(word not in always for word in order) - (room - len(always))
    # The last of the others make room for what has to be there.
    others = [word for word in order if word not in always]
    dropped = set(others[len(others) - max(0, rare):])
    return SPECIALS + [word for word in order if word not in dropped]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts")
    parser.add_argument("words")
    parser.add_argument("--size", type=int, default=60_000)
    arguments = parser.parse_args()
    open_text = lzma.open if arguments.counts.endswith(".xz") else open
    with open_text(arguments.counts, "rt", encoding="utf-8") as lines:
        result = words(lines, arguments.size)
    with open(arguments.words, "w", encoding="utf-8", newline="\n") as file:
        file.write("".join(word + "\n" for word in result))
    print(f"{len(result)} words in {arguments.words}")


if __name__ == "__main__":
    main()
