"""Rows for words outside the list: fits them, and shows how good they are."""

import random

import torch
from safetensors.torch import save_file

from . import affixes, ngrams
from .data import TextBatches
from .encoder import WordEncoder
from .reading import teacher_vectors
from .teacher import PieceEncoder
from .tensors import read_tensors
from .words import SPECIALS, Vocabulary, key, misspelled

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
    encoder.use(Vocabulary([None if word in without else word for word in whole.words]), encoder.affixes)
    guessed = agreement(ours(), theirs)
    encoder.use(whole, encoder.affixes)
    return len(chosen), real, guessed


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


def fit_guesses(arguments):
    """What the step asks for; see `steps/12_unknown_words.py`."""
    encoder = WordEncoder(arguments.folder)
    words = encoder.vocabulary.words
    table = encoder.model.embeddings.word_embeddings.weight.detach()
    places = ngrams.held_out_places(words)
    if arguments.epochs > 0:
        encoder.composer = ngrams.fit(
            words,
            table,
            arguments.buckets or encoder.composer.bucket_count,
            encoder.composer.projection.in_features,
            epochs=arguments.epochs,
            held_out=places,
        )
        changes = affixes.fit(words, table, encoder.composer, places, arguments.least)
        path = arguments.folder / "weights/model.safetensors"
        kept = {name: tensor for name, tensor in read_tensors(path).items() if name not in ngrams.NAMES.values()}
        fitted = {name: tensor.half() for name, tensor in encoder.composer.tensors().items()}
        save_file(kept | fitted, path, metadata={"format": "pt"})
        changes.write(arguments.folder / "vocab/affixes.tsv")
        # As it is read again.
        encoder = WordEncoder(arguments.folder)
    if arguments.teacher is not None:
        text = TextBatches(arguments.text, encoder.vocabulary, arguments.sentences, (6, 32), most_frequent=0)
        held_out = [words[place] for place in places]
        count, real, guessed = in_context(encoder, PieceEncoder(arguments.teacher), held_out, text)
        print(
            f"{count} of {len(held_out)} held-out words in sentences: agreement with the teacher {real:.3f}, "
            f"guessed {guessed:.3f}: {100 * guessed / real:.1f} % of it"
        )
    first, ten = found_misspellings(encoder)
    print(f"misspelled words: {100 * first:.1f} % nearest to the word meant, {100 * ten:.1f} % have it among ten")
