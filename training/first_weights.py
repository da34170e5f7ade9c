#!/usr/bin/env python3
"""Builds a word-level model from a word-piece one.

usage: first_weights.py TEACHER WORDS WEIGHTS [--layer N]

TEACHER is the folder of all-MiniLM-L6-v2 (or another BERT encoder) as Hugging Face has it. Its blocks
stay as they are. The table of word pieces becomes a table of the words of WORDS: a word's row is the
mean of the rows of its pieces. Words that will not be in the table are provided for by n-grams, fitted
so that what they compose imitates the table. WEIGHTS gets config.json and model.safetensors in half
precision.
"""

import argparse
import json
import pathlib

import torch
from safetensors.torch import save_file
from transformers import AutoModel, AutoTokenizer

import ngrams

BUCKETS, RANK = 16_384, 64


def mean_rows(tokenizer, table, words):
    """A row for each word: the mean of its pieces' rows; of a special word, its own."""
    rows = torch.empty(len(words), table.shape[1])
    for index, word in enumerate(words):
        ids = tokenizer.convert_tokens_to_ids([word]) if word in tokenizer.all_special_tokens else tokenizer(
            word, add_special_tokens=False)["input_ids"]
        rows[index] = table[ids or [tokenizer.unk_token_id]].mean(0)
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("teacher", type=pathlib.Path)
    parser.add_argument("words", type=pathlib.Path)
    parser.add_argument("weights", type=pathlib.Path)
    parser.add_argument("--layer", type=int, help="whose states are compared; the last without it")
    parser.add_argument("--epochs", type=int, default=40, help="of fitting the n-grams")
    arguments = parser.parse_args()
    torch.manual_seed(1)

    tokenizer = AutoTokenizer.from_pretrained(arguments.teacher)
    teacher = AutoModel.from_pretrained(arguments.teacher, add_pooling_layer=False)
    words = arguments.words.read_text(encoding="utf-8").split("\n")[:-1]
    rows = mean_rows(tokenizer, teacher.embeddings.word_embeddings.weight.detach(), words)

    tensors = {
        name: tensor for name, tensor in teacher.state_dict().items()
        if not name.endswith(("position_ids", "token_type_ids"))
    }
    tensors["embeddings.word_embeddings.weight"] = rows
    tensors |= ngrams.fit(words, rows, BUCKETS, RANK, arguments.epochs)

    config = teacher.config.to_dict()
    for unwanted in ("_name_or_path", "transformers_version", "dtype", "torch_dtype"):
        config.pop(unwanted, None)
    config |= {
        "architectures": ["BertModel"], "vocab_size": len(words), "pad_token_id": 0,
        "polyseme": {
            "layer": config["num_hidden_layers"] if arguments.layer is None else arguments.layer,
            "ngram_buckets": BUCKETS,
        },
    }
    arguments.weights.mkdir(parents=True, exist_ok=True)
    save_file(
        {name: tensor.half().contiguous() for name, tensor in tensors.items()},
        arguments.weights / "model.safetensors", metadata={"format": "pt"})
    (arguments.weights / "config.json").write_text(json.dumps(config, indent=2, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
