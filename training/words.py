"""Words as the program cuts and finds them.

A short twin of Sources/Tokenization (WordTokenizer, WordLadder, WordComposer) for text in alphabets
and Han, which is what we train on. Scripts/compare-encoder.py holds it against the program.
"""

import unicodedata
from os.path import commonprefix
from pathlib import Path

import numpy
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
    hashes = [*_ngram_hashes(word_key, 3, 6), _fnv1a(f"<{word_key}>".encode())]
    return [value % bucket_count for value in hashes]


def _ngram_hashes(word_key, shortest, longest):
    """Hashes of the n-grams of `<key>`, from left to right and shorter first."""
    padded = [character.encode() for character in f"<{word_key}>"]
    for start in range(len(padded)):
        value = _fnv1a(b"")
        for length, character in enumerate(padded[start : start + longest], 1):
            value = _fnv1a(character, value)
            if length >= shortest:
                yield value


def _fnv1a(data, value=0x811C9DC5):
    for byte in data:
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def spelling_grams(word_key):
    """Buckets of the n-grams that spellings are compared by: those of 2 and 3 characters of `<key>`."""
    return list(dict.fromkeys(value % SpellingIndex.BUCKETS for value in _ngram_hashes(word_key, 2, 3)))


def edit_distance(a, b):
    """Steps that leave out, add or change a character or exchange two neighbours, no character in two of them."""
    before_last, last = [], list(range(len(b) + 1))
    for row, character in enumerate(a):
        current = [row + 1]
        for column, other in enumerate(b):
            steps = min(last[column + 1] + 1, current[column] + 1, last[column] + (character != other))
            if row and column and character == b[column - 1] and other == a[row - 1]:
                steps = min(steps, before_last[column - 1] + 1)
            current.append(steps)
        before_last, last = last, current
    return last[-1]


class SpellingIndex:
    """Finds the words of a list that are spelled like one that it lacks, as the program does."""

    BUCKETS, CANDIDATES, MOST, LONGEST = 1 << 16, 24, 8, 400

    def __init__(self, words):
        self.words = words
        self.sizes = numpy.zeros(len(words), numpy.int64)
        lists = [[] for _ in range(self.BUCKETS)]
        for number, word in enumerate(words):
            if word is not None and len(word.encode()) <= self.LONGEST and word not in SPECIALS:
                own = spelling_grams(word)
                self.sizes[number] = len(own)
                for bucket in own:
                    lists[bucket].append(number)
        self.lists = [numpy.array(own, numpy.int64) for own in lists]

    def neighbours(self, word_key, but=()):
        """Numbers of words, but for those in `but`; the nearest first, and the weight of each."""
        own = spelling_grams(word_key)
        shared = numpy.zeros(len(self.words), numpy.int64)
        for bucket in own:
            shared[self.lists[bucket]] += 1
        shared[list(but)] = 0
        numbers = numpy.flatnonzero(shared)
        dice = (2 * shared[numbers]).astype(numpy.float32) / (len(own) + self.sizes[numbers]).astype(numpy.float32)
        first = numpy.argsort(-dice, kind="stable")[: self.CANDIDATES]
        found = []
        for number, similarity in zip(numbers[first].tolist(), dice[first]):
            other = self.words[number]
            steps = numpy.float32(edit_distance(word_key, other))
            alike = numpy.float32(1) - steps / numpy.float32(max(len(word_key), len(other)))
            beginning = numpy.float32(len(commonprefix([word_key, other]))) / numpy.float32(len(other))
            answers = numpy.float32(3) * similarity + numpy.float32(5) * alike + beginning
            found.append((-answers / numpy.float32(9), number))
        found = sorted(found)[: self.MOST]
        return [number for _, number in found], [similarity ** 12 for similarity, _ in found]


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
