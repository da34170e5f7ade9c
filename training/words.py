"""Words as the program cuts and finds them.

A short twin of Sources/Tokenization (WordTokenizer, WordLadder, WordComposer) for text in alphabets
and Han, which is what we train on. Scripts/compare-encoder.py holds it against the program.
"""

import unicodedata
from pathlib import Path

import regex

SPECIALS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
PAD, UNK, CLS, SEP, MASK = range(5)

CLITIC = regex.compile(r"['’](?:s|m|d|re|ve|ll)$", regex.IGNORECASE | regex.ASCII)

# UAX #29 for these scripts: letters may be joined by one of ' ’ . : · ‧ (WB6, WB7), digits by one of
# ' ’ . , ; (WB11, WB12), and underscores join both (WB13a, WB13b). Han and Hiragana stand alone.
_ALONE = r"[\p{Han}\p{Hiragana}][\p{M}\p{Cf}]*"
_LETTER = r"(?:(?![\p{Han}\p{Hiragana}])\p{L}[\p{M}\p{Cf}]*+)"
_DIGIT = r"(?:\p{Nd}[\p{M}\p{Cf}]*+)"
_SEGMENT = regex.compile(
    rf"(?P<clitic>['’](?:s|m|d|re|ve|ll)(?![\p{{L}}\p{{Nd}}\p{{M}}_'’]))"
    rf"|{_ALONE}"
    rf"|(?:{_LETTER}|{_DIGIT}|_)(?:{_LETTER}|{_DIGIT}|_"
    rf"|(?<=\p{{L}}[\p{{M}}\p{{Cf}}]*)['’.:·‧](?={_LETTER})"
    rf"|(?<=\p{{Nd}}[\p{{M}}\p{{Cf}}]*)['’.,;](?={_DIGIT}))*"
    rf"|[^\s\p{{Cc}}\p{{Cf}}\p{{Z}}][\p{{M}}\p{{Cf}}]*",
    regex.IGNORECASE,
)


def key(word):
    """What the vocabulary lists a word under: composed, case folded, with straight apostrophes."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", word).casefold())
    return folded.replace("’", "'")


def cut(text):
    """The words of a text, in order."""
    words = []
    for match in _SEGMENT.finditer(text):
        segment, clitics = match.group(), []
        while match.group("clitic") is None and (found := CLITIC.search(segment)):
            stem = segment[: found.start()]
            if not regex.search(r"[\p{L}\p{N}]", stem):
                break
            clitics.insert(0, segment[found.start() :])
            segment = stem
        words += [segment, *clitics]
    return words


def ngram_buckets(word_key, bucket_count):
    """Buckets of the 3- to 6-grams of `<key>`, then of `<key>` whole; repeats are kept."""
    padded = [character.encode() for character in f"<{word_key}>"]
    buckets = []
    for start in range(len(padded)):
        value = 0x811C9DC5
        for length, character in enumerate(padded[start : start + 6], 1):
            value = _fnv1a(character, value)
            if length >= 3:
                buckets.append(value % bucket_count)
    buckets.append(_fnv1a(b"".join(padded), 0x811C9DC5) % bucket_count)
    return buckets


def _fnv1a(data, value):
    for byte in data:
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def without_accents(text):
    plain = "".join(
        c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn"
    )
    return unicodedata.normalize("NFC", plain)


class Vocabulary:
    """Words by id. Looks a word up by its key, then its compatible form, then without accents."""

    def __init__(self, words):
        self.words = words
        self.ids = {word: number for number, word in enumerate(words)}
        for special in SPECIALS:
            self.ids.pop(special, None)

    @classmethod
    def read(cls, path):
        return cls(Path(path).read_text(encoding="utf-8").splitlines())

    def __len__(self):
        return len(self.words)

    def find(self, word):
        """The id of a word, or the key that it is composed from, or UNK for what has no letter."""
        word_key = key(word)
        if (found := self.ids.get(word_key)) is not None:
            return found
        compatible = key(unicodedata.normalize("NFKC", word_key).replace("\u00ad", ""))
        for form in (compatible, without_accents(compatible)):
            if (found := self.ids.get(form)) is not None:
                return found
        has_letter = regex.search(r"[\p{L}\p{N}]", word_key) is not None
        return word_key if has_letter and len(word.encode()) <= 400 else UNK
