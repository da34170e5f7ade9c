#!/usr/bin/env python3
"""Gives a model another list of words.

usage: exchange_words.py FOLDER WORDS

FOLDER holds weights/ and vocab/. Words that were in its list keep their rows; a word that is new gets the mean of
the rows of its word pieces in all-MiniLM-L6-v2, as in first_weights.py. The guesses for unknown words are for
unknown_words.py to fit anew.
"""

import argparse
from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import BertWordPieceTokenizer

from files import read_tensors
from first_weights import encoder_tensors, find_checkpoint, word_rows
from words import Vocabulary


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("words", type=Path)
    parser.add_argument("--minilm", type=Path, help="folder of all-MiniLM-L6-v2")
    arguments = parser.parse_args()
    source = arguments.minilm or find_checkpoint()
    old = Vocabulary.read(arguments.folder / "vocab/words.txt")
    new = Vocabulary.read(arguments.words)
    if len(new) != len(old):
        parser.error(f"{arguments.words} has {len(new)} words, the model {len(old)}")
    path = arguments.folder / "weights/model.safetensors"
    tensors = read_tensors(path)
    name = "embeddings.word_embeddings.weight"
    pieces = BertWordPieceTokenizer(str(source / "vocab.txt"), lowercase=True)
    rows = word_rows(new.words, pieces, encoder_tensors(source / "model.safetensors")[name]).half()
    places = {word: place for place, word in enumerate(old.words)}
    kept = [(place, places[word]) for place, word in enumerate(new.words) if word in places]
    to, come = torch.tensor(kept).T
    rows[to] = tensors[name][come]
    save_file(tensors | {name: rows}, path, metadata={"format": "pt"})
    (arguments.folder / "vocab/words.txt").write_bytes(arguments.words.read_bytes())
    print(f"{len(kept)} rows kept, {len(new) - len(kept)} new")


if __name__ == "__main__":
    main()
