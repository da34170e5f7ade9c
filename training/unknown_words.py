#!/usr/bin/env python3
"""Fits the n-grams of unknown words to a model's table, and shows how good their guesses are.

usage: unknown_words.py FOLDER [--epochs 0] [--teacher TEACHER --text TEXT...]

FOLDER holds weights/ and vocab/. Its n-gram tensors are replaced by a fit to the rows of all words but those that
are held out (ngrams.held_out_places); with no epochs they stay as they are. Then it is shown

- in sentences of TEXT, how well the uses of words held out agree with the TEACHER (see teacher.py): the correlation
  of their cosines to other uses, ours against the teacher's, with the guessed row and with the real one;
- misspelled (two letters exchanged, one left out, one doubled), how often the guess is nearest to the row
  of the word that was meant, among all rows.
"""

import argparse
import pathlib
import random

import torch
from safetensors.torch import save_file

import ngrams
from distil import TextBatches, teacher_vectors
from encoder import WordEncoder
from files import read_tensors
from teacher import PieceEncoder
from words import SPECIALS, Vocabulary, key

# So many other uses is a use compared with.
REFERENCES = 400


def place_of(word_key, words):
    """Where a word first stands in a sentence that has it."""
    return next(place for place, word in enumerate(words) if key(word) == word_key)


def agreement(ours, theirs):
    """Mean over uses of the correlation of their cosines to the references. Two of shape `[n + REFERENCES, C]`."""
    def similarities(vectors):
        directions = torch.nn.functional.normalize(vectors - vectors.mean(0), dim=1)
        return directions[:-REFERENCES] @ directions[-REFERENCES:].T

    rows = [similarities(vectors) for vectors in (ours, theirs)]
    rows = [torch.nn.functional.normalize(row - row.mean(1, keepdim=True), dim=1) for row in rows]
    return (rows[0] * rows[1]).sum(1).mean().item()


def in_context(encoder, teacher, held_out, text):
    """Agreement with the teacher of held-out words' real rows, and of their guesses."""
    generator = random.Random(2)
    chosen = []
    for word in held_out:
        if own := text.by_word.get(word):
            chosen.append((text.sentences[generator.choice(own)].split(" "), word))
    others = generator.choices(text.sentences, k=REFERENCES)
    sentences = [words for words, _ in chosen] + [sentence.split(" ") for sentence in others]
    places = [place_of(word, words) for words, word in chosen]
    places += [generator.randrange(len(sentence.split(" "))) for sentence in others]
    theirs = torch.stack([vectors[n] for vectors, n in zip(teacher_vectors(teacher, sentences), places)])

    def ours():
        states = encoder.states(sentences)
        return torch.stack([own[encoder.layer, n] for own, n in zip(states, places)])

    real = agreement(ours(), theirs)
    whole, without = encoder.vocabulary, set(held_out)
    encoder.use(Vocabulary([None if word in without else word for word in whole.words]))
    guessed = agreement(ours(), theirs)
    encoder.use(whole)
    return len(chosen), real, guessed


def misspelled(word, generator):
    place = generator.randrange(1, len(word) - 1)
    return generator.choice([
        word[:place] + word[place + 1] + word[place] + word[place + 2:],
        word[:place] + word[place + 1:], word[:place] + word[place] + word[place:]])


def found_misspellings(encoder, count=2000):
    """How often the guess for a misspelled word is nearest to its row, and among the ten nearest."""
    generator = random.Random(3)
    words = encoder.vocabulary.words
    table = encoder.model.embeddings.word_embeddings.weight.detach()
    listed = set(words)
    pairs = []
    while len(pairs) < count:
        place = generator.randrange(len(SPECIALS), 20_000 if len(words) > 20_000 else len(words))
        if len(words[place]) >= 5 and words[place].isalpha():
            wrong = misspelled(words[place], generator)
            if wrong not in listed:
                pairs.append((place, wrong))
    mean = table.mean(0)
    rows = torch.nn.functional.normalize(table - mean, dim=1)
    guesses = torch.stack([encoder.composed_row(wrong) for _, wrong in pairs])
    guesses = torch.nn.functional.normalize(guesses - mean, dim=1)
    nearest = (guesses @ rows.T).topk(10).indices
    hits = nearest == torch.tensor([place for place, _ in pairs])[:, None]
    return hits[:, 0].float().mean().item(), hits.any(1).float().mean().item()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--epochs", type=int, default=10, help="of the fit; 0 keeps the n-grams")
    parser.add_argument("--teacher", type=pathlib.Path)
    parser.add_argument("--text", nargs="+", default=[])
    parser.add_argument("--sentences", type=int, default=400_000)
    arguments = parser.parse_args()
    encoder = WordEncoder(arguments.folder)
    words = encoder.vocabulary.words
    table = encoder.model.embeddings.word_embeddings.weight.detach()
    places = ngrams.held_out_places(words)
    if arguments.epochs > 0:
        composer = ngrams.fit(words, table, *encoder.buckets.shape, epochs=arguments.epochs, held_out=places)
        composer.lend(encoder)
        path = arguments.folder / "weights/model.safetensors"
        fitted = {name: tensor.half() for name, tensor in ngrams.tensors(composer).items()}
        save_file(read_tensors(path) | fitted, path, metadata={"format": "pt"})
    if arguments.teacher is not None:
        text = TextBatches(arguments.text, encoder.vocabulary, arguments.sentences, (6, 32), most_frequent=0)
        held_out = [words[place] for place in places]
        count, real, guessed = in_context(encoder, PieceEncoder(arguments.teacher), held_out, text)
        print(f"{count} of {len(held_out)} held-out words in sentences: agreement with the teacher {real:.3f}, "
              f"guessed {guessed:.3f}: {100 * guessed / real:.1f} % of it")
    first, ten = found_misspellings(encoder)
    print(f"misspelled words: {100 * first:.1f} % nearest to the word meant, {100 * ten:.1f} % have it among ten")


if __name__ == "__main__":
    main()
