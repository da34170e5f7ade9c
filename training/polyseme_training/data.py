"""Plain text to learn from: windows of sentences by the words in them, uses of words, and what a teacher finds there."""

import hashlib
import math
import random
from collections import defaultdict

import torch

from .files import text_lines
from .senses import Use, window
from .words import cut, key


class TextBatches:
    """Windows of plain text by the words in them, several of a word at a time."""

    def __init__(self, paths, vocabulary, count, lengths, most_frequent=100, lemmas=None, seed=1):
        """Of about `count` windows of sentences, spread over all texts, each of as many words as `lengths` allows.

        The `most_frequent` words of the vocabulary have few senses to tell, so none is drawn. Forms that `lemmas`
        gives one lemma count as one word. What is drawn depends on `seed`, what there is to draw does not.
        """
        self.lemmas = lemmas or {}
        self.sentences, self.by_word = [], defaultdict(list)
        for path in paths:
            for words in self.windows(path, count // len(paths), lengths):
                number = len(self.sentences)
                self.sentences.append(" ".join(words))
                for word in {self.name(word) for word in words if word.isalpha() and len(word) > 2}:
                    own = self.by_word[word]
                    if vocabulary.ids.get(word, -1) >= most_frequent and len(own) < 400:
                        own.append(number)
        self.words = sorted(word for word, own in self.by_word.items() if len(own) >= 6)
        # Frequent words have more senses to tell, but not in proportion; a word that nobody tagged is often a name.
        tagged = set(self.lemmas.values())
        self.weights = [len(self.by_word[word]) ** 0.5 * (1 if word in tagged else 0.3) for word in self.words]
        self.generator = random.Random(seed)

    def name(self, word):
        """What forms of one word share."""
        word_key = key(word)
        return self.lemmas.get(word_key, word_key)

    def has_senses(self, name):
        """Whether uses of a word are worth comparing: one that is drawn, or might have been."""
        return bool(self.by_word.get(name))

    @staticmethod
    def windows(path, count, lengths):
        """A window of a sentence from each of `count` paragraphs, if it has words enough."""
        generator = random.Random(1)
        paragraphs = [line for line in text_lines(path) if not line.isspace()]
        for paragraph in generator.sample(paragraphs, min(count, len(paragraphs))):
            words = cut(generator.choice(paragraph.strip().split(". ")))
            if len(words) >= lengths[0]:
                length = min(generator.randint(*lengths), len(words))
                start = generator.randint(0, len(words) - length)
                yield words[start : start + length]

    def draw(self, words, uses):
        """Numbers of sentences, the shortest first."""
        numbers = {
            number
            for word in self.generator.choices(self.words, self.weights, k=words)
            for number in self.generator.sample(self.by_word[word], min(uses, len(self.by_word[word])))
        }
        return sorted(numbers, key=lambda number: (self.sentences[number].count(" "), number))

    def words_of(self, numbers):
        """Sentences as lists of words."""
        return [self.sentences[number].split(" ") for number in numbers]


class KnownVectors:
    """What an encoder that does not learn finds in a text. What was read once is kept, in half precision: in memory, or in a file of
    `folder` that trainings side by side share."""

    def __init__(self, read, encoder, text, folder=None):
        """`read` gives the vectors of an encoder and sentences, as `teacher_vectors` does."""
        self.read, self.encoder, self.text = read, encoder, text
        lengths = torch.tensor([sentence.count(" ") + 1 for sentence in text.sentences])
        self.borders = [0, *lengths.cumsum(0).tolist()]
        shape = self.borders[-1], encoder.config["hidden_size"]
        if folder is None:
            self.vectors = torch.empty(shape, dtype=torch.float16)
            self.is_known = torch.zeros(len(lengths), dtype=torch.bool)
        else:
            # Another text or encoder has a file of another name.
            digest = hashlib.sha256()
            for path in encoder.files:
                digest.update(path.read_bytes())
            digest.update("\n".join(text.sentences).encode())
            folder.mkdir(parents=True, exist_ok=True)
            path = str(folder / digest.hexdigest())
            self.vectors = torch.from_file(f"{path}.vectors", True, math.prod(shape), dtype=torch.float16).view(shape)
            self.is_known = torch.from_file(f"{path}.known", True, len(lengths), dtype=torch.bool)

    @torch.no_grad()
    def __call__(self, numbers):
        """Those of some sentences. A list of shapes `[W, C]`."""
        places = [slice(self.borders[number], self.borders[number + 1]) for number in numbers]
        missing = [n for n, number in enumerate(numbers) if not self.is_known[number]]
        for n, vectors in zip(missing, self.read(self.encoder, self.text.words_of([numbers[n] for n in missing]))):
            self.vectors[places[n]] = vectors.half()
            self.is_known[numbers[n]] = True
        return [self.vectors[place].float() for place in places]


class UntaggedUses:
    """Draws uses of words of plain text, several of each word."""

    def __init__(self, text, uses):
        """So many of each word. A word with fewer is not drawn."""
        self.text, self.uses = text, uses
        self.weights = {word: weight for word, weight in zip(text.words, text.weights) if len(text.by_word[word]) >= uses}

    def use(self, name, number):
        """Where a sentence has a word first."""
        words = tuple(self.text.sentences[number].split(" "))
        place = next(place for place, word in enumerate(words) if self.text.name(word) == name)
        return Use(words, place, name, None)

    def uses_of(self, name):
        """Uses of a word, none of them twice."""
        return [self.use(name, number) for number in self.text.generator.sample(self.text.by_word[name], self.uses)]

    def draw(self, words):
        """Uses of at most so many words, none of them twice."""
        names = dict.fromkeys(self.text.generator.choices([*self.weights], [*self.weights.values()], k=words))
        return [use for name in names for use in self.uses_of(name)]

    def windows(self, uses, shortest):
        """Each use in so many words of its sentence as falls out."""
        generator = self.text.generator
        return [window(use, generator.randint(shortest, len(use.words)), generator) for use in uses]
