"""Text as arrays of numbers, to draw windows from without a look at a word.

Words of one key are one type, and a text is the numbers of its types, with BORDER before each sentence.
"""

import multiprocessing
import random
from array import array

import numpy
import regex
from safetensors.numpy import save_file

from . import ngrams
from .encoder import WordEncoder, pieces_of
from .files import digest, text_lines
from .packed import BORDER, lists_of
from .senses import lemmas_of_forms, read_uses, sense_pairs, split_lemmas, window
from .teacher import PieceEncoder
from .words import SPECIALS, UNK, SpellingIndex, cut, key, ngram_buckets

SENTENCE_END = regex.compile(r"(?<=[.!?][\"”’')]?) +(?=[\"“‘'(]?\p{Lu})")
FEWEST_WORDS, MOST_PIECES, MOST_NGRAMS = 5, 8, 40


class Types:
    """Numbers of words by their keys, from 1."""

    def __init__(self):
        self.numbers = {}

    def __call__(self, word):
        return self.of_key(key(word))

    def of_key(self, word_key):
        return self.numbers.setdefault(word_key, len(self.numbers) + 1)


def numbered(paragraphs):
    """The sentences of some paragraphs as numbers of types, and the keys that these stand for."""
    types, numbers = Types(), array("I")
    for paragraph in paragraphs:
        for sentence in SENTENCE_END.split(paragraph.strip()):
            words = cut(sentence)
            if len(words) >= FEWEST_WORDS:
                numbers.append(BORDER)
                numbers.extend(map(types, words))
    return list(types.numbers), numpy.frombuffer(numbers, numpy.uint32)


def sampled(path, count, part=4000):
    """Paragraphs of a text of about so many words in all, drawn by chance, some at a time."""
    paragraphs = [line for line in text_lines(path) if not line.isspace()]
    random.Random(1).shuffle(paragraphs)
    words, chosen = 0, 0
    while chosen < len(paragraphs) and words < count:
        words += len(paragraphs[chosen].split())
        chosen += 1
    return [paragraphs[start : min(start + part, chosen)] for start in range(0, chosen, part)]


def placed(uses, types):
    """The sentences of uses as numbers of types, and for each use where its sentence begins, how long that is, where
    the word begins and of how many of our words it is. Shapes `[n]` and `[uses, 4]`."""
    numbers, known, places = array("I"), {}, []
    for use in uses:
        if use.words not in known:
            pieces, borders = pieces_of(use.words)
            numbers.append(BORDER)
            known[use.words] = len(numbers), len(pieces), borders
            numbers.extend(map(types, pieces))
        start, length, borders = known[use.words]
        first, last = borders[use.place]
        places.append((start, length, start + first, last - first))
    return numpy.frombuffer(numbers, numpy.uint32), numpy.array(places, numpy.int32).reshape(-1, 4)


def held_out_pairs(lemmas, count):
    """Two lists of pairs of uses: in whole sentences, and the same in windows of 6 to 14 words."""
    pairs = sense_pairs(lemmas, count, seed=11, per_lemma=40)
    generator = random.Random(3)
    own = lambda use: window(use, generator.randint(6, 14), generator)
    return [pairs, [(own(a), own(b), is_same) for a, b, is_same in pairs]]


def numbers_of(names):
    """Each name's number, in the order in which they are met."""
    known = {}
    return numpy.array([known.setdefault(name, len(known)) for name in names], numpy.int32)


def rows_of(lists, width, dtype):
    """Lists as rows of a table, and how long each is."""
    table, counts = numpy.zeros((len(lists), width), dtype), numpy.zeros(len(lists), numpy.uint8)
    for number, own in enumerate(lists):
        own = own[:width]
        table[number, : len(own)], counts[number] = own, len(own)
    return table, counts


def spelled_alike(word, but):
    return spelling.neighbours(word, but=but)


def begin(words, affixes):
    global spelling
    spelling = SpellingIndex(words, affixes)


def about_types(keys, counts, encoder, teacher, lemma_of_form, most_frequent):
    """The tensors of types.safetensors. `keys` and `counts` begin with those of BORDER."""
    vocabulary = encoder.vocabulary
    found = [vocabulary.find(word) if word else UNK for word in keys]
    rows = numpy.array([-1 if isinstance(row, str) else row for row in found], numpy.int32)
    never = set(ngrams.held_out_places(vocabulary.words))
    may_be_guessed = [row < 0 or row >= len(SPECIALS) + most_frequent and row not in never for row in rows.tolist()]
    questions = [
        (word, []) if row < 0 else (vocabulary.words[row], [row])
        for word, row, may_be in zip(keys, rows.tolist(), may_be_guessed)
        if may_be
    ]
    with multiprocessing.Pool(initializer=begin, initargs=[vocabulary.words, encoder.affixes]) as pool:
        answers = iter(pool.starmap(spelled_alike, questions, chunksize=500))
    answers = [next(answers) if may_be else ([], [], []) for may_be in may_be_guessed]
    # Where there are fewer neighbours, the others weigh nothing.
    neighbours, weights, changes = (
        rows_of(own, SpellingIndex.MOST, dtype)[0] for own, dtype in zip(zip(*answers), (numpy.uint16, numpy.float32, numpy.int16))
    )
    grams, gram_counts = rows_of(
        [ngram_buckets(word, encoder.composer.bucket_count)[-MOST_NGRAMS:] if may_be else [] for word, may_be in zip(keys, may_be_guessed)],
        MOST_NGRAMS,
        numpy.uint16,
    )
    pieces, piece_counts = rows_of([teacher.pieces(word) if word else [] for word in keys], MOST_PIECES, numpy.uint16)

    names = [lemma_of_form.get(word, word) for word in keys]
    name_of = numbers_of(names)
    met = numpy.bincount(name_of, counts)
    tagged = set(lemma_of_form.values())
    # Frequent words have more senses to tell, but not in proportion; a word that nobody tagged is often a name.
    name_weights = numpy.array(
        [
            (1 if name in tagged else 0.3) * min(count, 30_000) ** 0.5
            if count >= 6 and name.isalpha() and len(name) > 2 and vocabulary.ids.get(name, -1) >= most_frequent
            else 0
            for name, count in zip(dict.fromkeys(names), met)
        ],
        numpy.float32,
    )
    return {
        "type.row": rows,
        "type.may_be_guessed": numpy.array(may_be_guessed),
        "type.neighbours": neighbours,
        "type.neighbour_weights": weights,
        "type.neighbour_changes": changes,
        "type.ngrams": grams,
        "type.ngram_count": gram_counts,
        "type.pieces": pieces,
        "type.piece_count": piece_counts,
        "type.name": name_of,
        "name.weight": name_weights,
    }


def pack(arguments):
    """What the step asks for; see `steps/04_pack.py`."""
    encoder, teacher, types = WordEncoder(arguments.folder), PieceEncoder(arguments.teacher), Types()

    lemmas = read_uses(arguments.tagged)
    parts = split_lemmas(lemmas, arguments.every_lemma)
    uses = [use for own in parts["sharpen"].values() for use in own]
    tagged, places = placed(uses, types)
    lists = held_out_pairs(parts["calibrate"], arguments.pairs)
    held_out, held_out_places = placed([use for pairs in lists for pair in pairs for use in pair[:2]], types)
    needed = len(types.numbers)

    text = []
    with multiprocessing.Pool() as pool:
        for path, count in zip(arguments.text, arguments.words):
            for keys, numbers in pool.imap(numbered, sampled(path, count)):
                text.append(numpy.array([BORDER, *map(types.of_key, keys)], numpy.uint32)[numbers])
            print(f"{path}: {sum(map(len, text))} words so far, {len(types.numbers)} types", flush=True)
    text = numpy.concatenate([numpy.zeros(0, numpy.uint32), *text])
    if not len(text) or not len(held_out_places) or not len(places):
        raise SystemExit(
            f"there is nothing to learn from or to measure with: the text has {len(text)} words in sentences "
            f"of {FEWEST_WORDS} or more, the tagged text {len(places)} uses and {len(lists[0])} held-out pairs"
        )

    # The most frequent types first, and without the rare ones.
    counts = numpy.bincount(text, minlength=len(types.numbers) + 1)
    keys = ["", *types.numbers]
    kept = [
        number
        for number in range(1, len(keys))
        if number <= needed or counts[number] >= arguments.rare or keys[number] in encoder.vocabulary.ids
    ]
    order = [BORDER, *sorted(kept, key=lambda number: (-counts[number], number))]
    renumbered = numpy.full(len(keys), BORDER, numpy.int32)
    renumbered[order] = numpy.arange(len(order))
    counts[BORDER] = 0

    arguments.output.mkdir(parents=True, exist_ok=True)
    save_file(
        about_types(
            [keys[number] for number in order], counts[order], encoder, teacher, lemmas_of_forms(lemmas, key), arguments.most_frequent
        ),
        arguments.output / "types.safetensors",
        metadata={path.name: digest(path) for path in lists_of(arguments.folder, arguments.teacher)},
    )
    save_file({"words": renumbered[text]}, arguments.output / "text.safetensors")
    save_file(
        {
            "words": renumbered[tagged],
            "places": places,
            "lemma": numbers_of(use.lemma for use in uses),
            "sense": numbers_of((use.lemma, use.sense) for use in uses),
            "held_out.words": renumbered[held_out],
            "held_out.places": held_out_places,
            "held_out.list": numpy.repeat(numpy.arange(len(lists), dtype=numpy.int32), [len(pairs) for pairs in lists]),
            "held_out.is_same": numpy.array([is_same for pairs in lists for *_, is_same in pairs]),
        },
        arguments.output / "tagged.safetensors",
    )
    print(f"{len(text)} words of {len(order)} types, {len(uses)} tagged uses, {len(lists[0])} held-out pairs")
