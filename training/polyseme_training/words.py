"""Words as the program cuts and finds them.

A short twin of Sources/Tokenization (WordTokenizer, WordLadder, WordComposer) for text in alphabets
and Han, which is what we train on. Tests/Fixtures/words has cases that both have to answer alike.
"""

import unicodedata
from os.path import commonprefix
from pathlib import Path

import numpy
import regex

from .files import BadFile, text_lines

SPECIALS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
PAD, UNK, CLS, SEP, MASK = range(5)

# Signs that are typed for the apostrophe. ' ’ ʼ are one wherever they stand; the others inside a word and before a clitic.
# Of the letters among them (ʹ ʻ ʼ ʽ) none begins or ends a word.
_APOSTROPHES = "'`´ʹʻʼʽ‘’‛′‵＇｀"
CLITIC = regex.compile(rf"[{_APOSTROPHES}](?:s|m|d|re|ve|ll)$", regex.IGNORECASE | regex.ASCII)

# UAX #29 for these scripts: letters may be joined by one of ' ’ . : · ‧ (WB6, WB7), digits by one of
# ' ’ . , ; ⁄ (WB11, WB12), and underscores join both (WB13a, WB13b). Han and Hiragana stand alone. A narrow space
# groups the digits of a number.
_MARK = r"(?:(?!\u200b)[\p{M}\p{Cf}])"
_ALONE = rf"[\p{{Han}}\p{{Hiragana}}]{_MARK}*"
_LETTER = rf"(?:(?![\p{{Han}}\p{{Hiragana}}])\p{{L}}{_MARK}*+)"
_DIGIT = rf"(?:\p{{Nd}}{_MARK}*+)"
# Pictures that joiners make one (WB3c), and flags of two letters (WB15, WB16).
_PICTURE = rf"(?:\p{{Extended_Pictographic}}(?:{_MARK}|\p{{Emoji_Modifier}})*)"
_SIGN = rf"{_PICTURE}(?:(?<=\u200d){_PICTURE})*|\p{{RI}}{_MARK}*(?:\p{{RI}}{_MARK}*)?"
_SEGMENT = regex.compile(
    rf"(?P<clitic>(?:['’]|(?<=[\p{{L}}\p{{N}}\p{{Mn}}])[{_APOSTROPHES}])(?:s|m|d|re|ve|ll)"
    rf"(?![\p{{L}}\p{{Nd}}\p{{M}}_]|[{_APOSTROPHES}](?!(?:s|m|d|re|ve|ll)(?![\p{{L}}\p{{Nd}}\p{{M}}_{_APOSTROPHES}]))))"
    rf"|{_ALONE}"
    rf"|(?:{_LETTER}|{_DIGIT}|_)(?:{_LETTER}|{_DIGIT}|_"
    rf"|(?<=\p{{L}}{_MARK}*)['‘’＇.:·‧](?={_LETTER})"
    rf"|(?<=\p{{Nd}}{_MARK}*)['‘’＇.,;⁄](?={_DIGIT})"
    rf"|(?<=(?<![\p{{L}}\p{{Nd}}_])[0-9]{{1,3}}|\u202f[0-9]{{3}})\u202f(?=[0-9]{{3}}(?![0-9])))*"
    rf"|{_SIGN}"
    rf"|[^\s\p{{Cc}}\p{{Cf}}\p{{Z}}]{_MARK}*",
    regex.IGNORECASE,
)
_JOINER = regex.compile(r"[`´‛′‵｀\u200b](?=[\p{L}\p{N}])")
_EDGES = regex.compile(r"(_*)([ʹʻʼʽ]*)(.*?)([ʹʻʼʽ]*)(_*)", regex.DOTALL)
# A capital begins a sentence: one with a small letter after it, or I and A by themselves.
_STOP = regex.compile(rf"[.:](?=\p{{Lu}}\p{{Ll}}|[IA](?:[{_APOSTROPHES}.:]|$))")
_INITIALS = regex.compile(r"\p{L}(?:\.\p{L})+")


def key(word):
    """What the vocabulary lists a word under: composed, case folded, with straight apostrophes."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", word).casefold())
    return folded.replace("’", "'").replace("ʼ", "'")


def compatible(word):
    """The key of a word whose spelling is looked through: in compatibility form, without what is not to be seen."""
    if regex.search(rf"[\p{{L}}\p{{N}}--{_APOSTROPHES}]", word, regex.V1):
        word = regex.sub(rf"[{_APOSTROPHES}]", "'", word)
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", key(word)).casefold())
    return key(regex.sub(r"\p{Default_Ignorable_Code_Point}", "", folded)) or key(word)


def cut(text, is_listed=None):
    """The words of a text, in order.

    Where `is_listed` tells of a word whether the list has it, in any spelling, `bank.The` is three words, and `don´t` one.
    """
    words, start = [], 0
    while match := _SEGMENT.search(text, start):
        segment, start = match.group(), match.end()
        if match.group("clitic"):
            words.append(segment)
            continue
        if is_listed and regex.match(r"[\p{L}\p{N}]", segment):
            joined = [match.end()]
            while len(joined) < 4 and (more := _JOINER.match(text, joined[-1])):
                joined.append(_SEGMENT.match(text, more.end()).end())
            if found := [end for end in joined[1:] if is_listed(text[match.start() : end])]:
                start = found[-1]
                words.append(text[match.start() : start])
                continue
        words += _inside(segment, is_listed)
    return words


def _inside(segment, is_listed):
    """The words of a segment of UAX #29."""
    if set(segment) == {"_"}:
        return [segment]
    front, opening, core, closing, back = _EDGES.fullmatch(segment).groups()
    words = []
    stops = _sentence_ends(core, is_listed) if is_listed else []
    for begin, end in zip([0, *(stop + 1 for stop in stops)], [*stops, len(core)]):
        words += _without_clitics(core[begin:end]) + [core[end : end + 1]]
    return [*front, *opening, *(word for word in words if word), *closing, *back]


def _without_clitics(segment):
    clitics = []
    while found := CLITIC.search(segment):
        stem = segment[: found.start()]
        if not regex.search(r"[\p{L}\p{N}]", stem):
            break
        clitics.insert(0, segment[found.start() :])
        segment = stem
    return [segment, *clitics]


def _sentence_ends(core, is_listed):
    """Where the stops are that end a sentence although no space follows: all that may, or none."""
    stops = [match.start() for match in _STOP.finditer(core)]
    for begin, end in zip([0, *(stop + 1 for stop in stops)], [*stops, len(core)]):
        stem = _without_clitics(core[begin:end])[0]
        letters = regex.findall(r"[\p{L}\p{N}]", stem)
        if regex.match(rf"[.:][IA](?:[{_APOSTROPHES}.:]|$)", core[end:]):
            if len(letters) < 2 or not all(letter.islower() for letter in letters) or regex.search("[.:]", stem):
                return []
        elif _INITIALS.fullmatch(stem) or begin > 0 and stem in ("I", "A"):
            continue
        if len(letters) < 2 or not is_listed(stem):
            return []
    return stops


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


class AffixChanges:
    """How words end (or begin) that are otherwise spelled alike, as `vocab/affixes.tsv` lists it, and how much more a word of
    the list counts than its spelling says where it differs so from one that the list lacks."""

    LONGEST, COMMON = 6, 3

    def __init__(self, factors=()):
        """From pairs of a change, as `between` has it, and its factor."""
        self.changes = [change for change, _ in factors]
        self.factors = numpy.array([factor for _, factor in factors], numpy.float32)
        self.numbers = {change: number for number, change in enumerate(self.changes)}

    def __len__(self):
        return len(self.changes)

    @classmethod
    def between(cls, word_key, other):
        """What must change to make `other` of a word: `(own, other's)`, `-s` where it is at the end and `un-` where it is at
        the front, `-` for nothing. None where they have too little in common."""
        if word_key == other:
            return None
        beginning = len(commonprefix([word_key, other]))
        ending = len(commonprefix([word_key[::-1], other[::-1]]))
        if max(beginning, ending) < cls.COMMON:
            return None
        if beginning >= ending:
            own, others = word_key[beginning:], other[beginning:]
        else:
            own, others = word_key[: len(word_key) - ending], other[: len(other) - ending]
        if max(len(own), len(others)) > cls.LONGEST:
            return None
        return tuple(f"-{affix}" if beginning >= ending else f"{affix}-" for affix in (own, others))

    @classmethod
    def read(cls, path):
        """Of a file that may be missing, as it is where a model has none."""
        if not Path(path).exists():
            return cls()
        factors = []
        for number, line in enumerate(text_lines(path), 1):
            try:
                own, others, factor = line.rstrip("\n").split("\t")
                factors.append(((own, others), float(factor)))
            except ValueError:
                raise BadFile(f"{path}, line {number}: two affixes and a number belong on each line, tabs between them")
        return cls(factors)

    def write(self, path):
        lines = [f"{own}\t{others}\t{factor:.4g}\n" for (own, others), factor in zip(self.changes, self.factors)]
        Path(path).write_text("".join(lines), encoding="utf-8")


def misspelled(word, generator):
    """With two letters exchanged, or one left out or doubled. Of three letters or more."""
    place = generator.randrange(1, len(word) - 1)
    return generator.choice(
        [
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            word[:place] + word[place + 1 :],
            word[:place] + word[place] + word[place:],
        ]
    )


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


def slips(word_key):
    """What a word of four letters or more becomes with two neighbours exchanged, or a letter doubled, or one of two left out."""
    if len(word_key) < 4:
        return set()
    found = {word_key[:place] + letter + word_key[place:] for place, letter in enumerate(word_key)}
    for place, (first, second) in enumerate(zip(word_key, word_key[1:])):
        found.add(word_key[:place] + ("" if first == second else second) + first + word_key[place + 2 :])
    return found


class SpellingIndex:
    """Finds the words of a list that are spelled like one that it lacks, as the program does."""

    BUCKETS, CANDIDATES, MOST, LONGEST = 1 << 16, 24, 8, 400

    def __init__(self, words, affixes=AffixChanges()):
        self.words, self.affixes = words, affixes
        self.numbers = {}
        self.sizes = numpy.zeros(len(words), numpy.int64)
        lists = [[] for _ in range(self.BUCKETS)]
        for number, word in enumerate(words):
            if word is not None and len(word.encode()) <= self.LONGEST and word not in SPECIALS:
                own = spelling_grams(word)
                self.numbers[word] = number
                self.sizes[number] = len(own)
                for bucket in own:
                    lists[bucket].append(number)
        self.lists = [numpy.array(own, numpy.int64) for own in lists]

    def candidates(self, word_key, but=()):
        """Numbers of the words that have most n-grams in common or are a slip away, but for those in `but`, and how like each is."""
        own = spelling_grams(word_key)
        shared = numpy.zeros(len(self.words), numpy.int64)
        for bucket in own:
            shared[self.lists[bucket]] += 1
        shared[list(but)] = 0

        def dice(numbers):
            return (2 * shared[numbers]).astype(numpy.float32) / (len(own) + self.sizes[numbers]).astype(numpy.float32)

        numbers = numpy.flatnonzero(shared)
        first = numbers[numpy.argsort(-dice(numbers), kind="stable")[: self.CANDIDATES]].tolist()
        slipped = {self.numbers[word] for word in slips(word_key) if word in self.numbers}.difference(but)
        chosen = first + sorted(slipped.difference(first))
        found = []
        for number, in_common in zip(chosen, dice(numpy.array(chosen, numpy.int64))):
            other = self.words[number]
            steps = numpy.float32(edit_distance(word_key, other))
            alike = numpy.float32(1) - steps / numpy.float32(max(len(word_key), len(other)))
            beginning = numpy.float32(len(commonprefix([word_key, other]))) / numpy.float32(len(other))
            answers = numpy.float32(3) * in_common + numpy.float32(5) * alike + beginning
            similarity = answers / numpy.float32(9)
            found.append((number, (1 + similarity) / numpy.float32(2) if number in slipped else similarity))
        return found

    def neighbours(self, word_key, but=()):
        """Numbers of words, but for those in `but`, the one that counts most first; the weight of each, and the number of
        the change between it and the word, -1 for none that is listed."""
        found = []
        for number, similarity in self.candidates(word_key, but):
            change = self.affixes.numbers.get(AffixChanges.between(word_key, self.words[number]), -1)
            factor = self.affixes.factors[change] if change >= 0 else numpy.float32(1)
            found.append((-power(similarity) * factor, number, change))
        found = sorted(found)[: self.MOST]
        return [number for _, number, _ in found], [-weight for weight, _, _ in found], [change for *_, change in found]


def power(similarity):
    """How much a word counts that is so like another: the eighth power."""
    square = similarity * similarity
    return square * square * (square * square)


def segments(text):
    """The words of UAX #29, before clitics are cut off them."""
    return (match.group() for match in _SEGMENT.finditer(text))


def without_accents(text):
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
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
        if (found := self.listed(word)) is not None:
            return found
        word_key = compatible(word)
        has_letter = regex.search(r"[\p{L}\p{N}]", word_key) is not None
        return word_key if has_letter and len(word.encode()) <= 400 else UNK

    def listed(self, word):
        """The id of a word that the list has in any spelling; None of any other."""
        if len(word.encode()) > 400:
            return None
        form = compatible(word)
        for spelling in (key(word), form, without_accents(form)):
            if (found := self.ids.get(spelling)) is not None:
                return found
        return None

    def cut(self, text):
        """The words of a text, in order."""
        return cut(text, lambda word: self.listed(word) is not None)
