"""Ambiguous words of our own making (Gale, Church and Yarowsky 1992; Schütze 1992).

A pseudoword stands for two words of plain text as if they were its senses: where a sentence has `banana` or `door`, it has
`banana_door`, whose row in the table is that of one of the two or lies between them. Which of them is meant, only the
surroundings tell.
"""

from collections import Counter, defaultdict
from typing import NamedTuple

import torch

from .encoder import WordEncoder
from .lesson import Lesson
from .teacher import PieceEncoder
from .words import key


class PseudowordEncoder(WordEncoder):
    """An encoder that has rows for pseudowords too."""

    def __init__(self, encoder):
        """Reads as another does, by the same model."""
        vars(self).update(vars(encoder))
        self.pseudowords = {}

    def composed_row(self, word_key):
        return self.pseudowords[word_key] if word_key in self.pseudowords else super().composed_row(word_key)

    @torch.no_grad()
    def row(self, word):
        """A word's own row. Shape `[C]`."""
        return self.batch([[word]])[0][0, 1]


class PseudowordTeacher(PieceEncoder):
    """An encoder of word pieces that has a row, as if of one more piece, for each pseudoword."""

    def __init__(self, encoder):
        """Reads as another does, by the same model."""
        vars(self).update(vars(encoder))
        self.pseudowords = {}

    def pieces(self, word):
        return [word] if word in self.pseudowords else super().pieces(word)

    def batch(self, sentences):
        known = [[self.config["pad_token_id"] if isinstance(piece, str) else piece for piece in pieces] for pieces in sentences]
        rows, mask = super().batch(known)
        for row, pieces in enumerate(sentences):
            for place, piece in enumerate(pieces):
                if isinstance(piece, str):
                    rows[row, place + 1] = self.pseudowords[piece]
        return rows, mask

    @torch.no_grad()
    def row(self, word):
        """The mean of the rows of a word's pieces. Shape `[C]`."""
        return self.model.embeddings.word_embeddings.weight[self.pieces(word)].mean(0)


def between(first, second, place):
    """The row at a place between two, from 0 to 1, and between them in length. Shapes `[C]`."""
    mixed = torch.lerp(first, second, place)
    return mixed * torch.lerp(first.norm(), second.norm(), place) / mixed.norm()


# What the first digit of a sense key says (WordNet's manual, senseidx(5WN)).
PARTS_OF_KEYS = {"1": "NOUN", "2": "VERB", "3": "ADJ", "4": "ADV", "5": "ADJ"}


def parts_of_speech(lemmas):
    """The part of speech that each lemma is tagged with most, of tagged uses by lemma and part of speech."""
    counts = defaultdict(Counter)
    for name, uses in lemmas.items():
        lemma, _, named = name.partition("/")
        for use in uses:
            if part := named or PARTS_OF_KEYS.get(use.sense.partition("%")[2][:1]):
                counts[lemma][part] += 1
    return {lemma: own.most_common(1)[0][0] for lemma, own in counts.items()}


class Pseudoword(NamedTuple):
    """Uses of two words, and what stands in their place."""

    uses: list
    word: str
    row: torch.Tensor


class PseudowordDraws:
    """Draws pairs of words of one part of speech, and uses of each."""

    def __init__(self, untagged, encoder, vocabulary, parts, pairs):
        """So many pairs in a step, of words of the vocabulary that have a part of speech."""
        self.untagged, self.encoder, self.pairs = untagged, encoder, pairs
        by_part = defaultdict(dict)
        for word, weight in untagged.weights.items():
            if word in parts and isinstance(vocabulary.find(word), int):
                by_part[parts[word]][word] = weight
        self.by_part = {part: weights for part, weights in by_part.items() if len(weights) > 1}
        self.parts = {part: sum(weights.values()) for part, weights in self.by_part.items()}

    def __call__(self):
        generator = self.untagged.text.generator

        def choose(weights):
            return generator.choices([*weights], [*weights.values()])[0]

        for _ in range(self.pairs):
            words = self.by_part[choose(self.parts)]
            first = choose(words)
            second = choose({word: weight for word, weight in words.items() if word != first})
            # Half the time one of the two lends its row, for that must not tell them apart either.
            place = generator.choice([0.0, 1.0, *(generator.uniform(0.2, 0.8) for _ in range(2))])
            yield Pseudoword(
                self.untagged.uses_of(first) + self.untagged.uses_of(second),
                key(f"{first}_{second}"),
                between(self.encoder.row(first), self.encoder.row(second), place),
            )


def replaced(use, word):
    """A use with another word in its place."""
    return use._replace(words=(*use.words[: use.place], word, *use.words[use.place + 1 :]))


class PseudowordLesson(Lesson):
    """A lesson on drawn pairs of words, for which its encoder has pseudowords."""

    def __init__(self, parser, arguments, teacher=None):
        super().__init__(arguments, teacher)
        self.encoder = (PseudowordTeacher if teacher else PseudowordEncoder)(self.encoder)
        self.draws = PseudowordDraws(self.untagged, self.encoder, self.vocabulary, parts_of_speech(self.tagged), arguments.pairs)
        if not self.draws.by_part:
            parser.error(f"no two words of one part of speech have {arguments.uses} uses each: give more text, or smaller --uses")

    def draw(self):
        """Uses of a step, each with the pseudoword for its pair of words and the number of that pair. The encoder gets the rows."""
        pseudowords = [*self.draws()]
        self.encoder.pseudowords = {pseudoword.word: pseudoword.row for pseudoword in pseudowords}
        return [(use, pseudoword.word, pair) for pair, pseudoword in enumerate(pseudowords) for use in pseudoword.uses]
