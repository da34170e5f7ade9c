#!/usr/bin/env python3
"""Make a Hugging Face folder of a NomicBERT in GGUF, as nomic-embed-text-v1.5 is given away for llama.cpp.

usage: convert-nomic.py FILE.gguf FOLDER

Writes config.json, model.safetensors, vocab.txt and tokenizer_config.json. Numbers keep their format (float16 or float32).
The words of the file are llama.cpp's: those that begin a word have ▁ in front of them, and the ## of the others is gone.

Needs the Python packages gguf, numpy, safetensors.
"""

import json
import pathlib
import sys

import numpy
from gguf import GGUFReader
from safetensors.numpy import save_file

WHOLE = {
    "token_embd.weight": "embeddings.word_embeddings.weight",
    "token_types.weight": "embeddings.token_type_embeddings.weight",
    "token_embd_norm.weight": "emb_ln.weight",
    "token_embd_norm.bias": "emb_ln.bias",
}
BLOCK = {
    "attn_qkv.weight": "attn.Wqkv.weight",
    "attn_output.weight": "attn.out_proj.weight",
    "attn_output_norm.weight": "norm1.weight",
    "attn_output_norm.bias": "norm1.bias",
    "ffn_up.weight": "mlp.fc11.weight",
    "ffn_gate.weight": "mlp.fc12.weight",
    "ffn_down.weight": "mlp.fc2.weight",
    "layer_output_norm.weight": "norm2.weight",
    "layer_output_norm.bias": "norm2.bias",
}


def value(reader, key):
    field = reader.fields[key]
    return field.contents()


def word(piece):
    if piece.startswith("[") and piece.endswith("]"):
        return piece
    return piece[1:] if piece.startswith("▁") else "##" + piece


def main():
    source, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    reader = GGUFReader(source)
    architecture = value(reader, "general.architecture")
    if architecture != "nomic-bert":
        sys.exit(f"{source}: architecture {architecture}, expected nomic-bert")
    folder.mkdir(parents=True, exist_ok=True)
    tensors = {}
    for tensor in reader.tensors:
        name = tensor.name
        if name in WHOLE:
            name = WHOLE[name]
        else:
            _, number, part = name.split(".", 2)
            name = f"encoder.layers.{number}.{BLOCK[part]}"
        if tensor.data.dtype not in (numpy.float16, numpy.float32):
            sys.exit(f"{source}: {tensor.name} is quantized")
        tensors[name] = numpy.ascontiguousarray(tensor.data)
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    words = [word(piece) for piece in value(reader, "tokenizer.ggml.tokens")]
    # Rows that make the table's length a round number have words of their own in the file.
    (folder / "vocab.txt").write_text("".join(piece + "\n" for piece in words), encoding="utf-8")

    def setting(name):
        return value(reader, f"nomic-bert.{name}")

    rows, channels = tensors["embeddings.word_embeddings.weight"].shape
    configuration = {
        "architectures": ["NomicBertModel"],
        "model_type": "nomic_bert",
        "vocab_size": rows,
        "hidden_size": channels,
        "num_hidden_layers": setting("block_count"),
        "num_attention_heads": setting("attention.head_count"),
        "intermediate_size": setting("feed_forward_length"),
        "max_position_embeddings": setting("context_length"),
        "type_vocab_size": tensors["embeddings.token_type_embeddings.weight"].shape[0],
        "layer_norm_eps": float(f"{setting('attention.layer_norm_epsilon'):.6g}"),
        "hidden_act": "silu",
        "pad_token_id": 0,
        "rope_parameters": {"rope_type": "default", "rope_theta": setting("rope.freq_base")},
    }
    (folder / "config.json").write_text(json.dumps(configuration, indent=2) + "\n")
    settings = {"tokenizer_class": "BertTokenizer", "do_lower_case": True, "model_max_length": setting("context_length")}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings, indent=2) + "\n")


if __name__ == "__main__":
    main()
