#!/usr/bin/env python3
"""Make a small encoder of random weights for every architecture, and write what transformers makes of some ids.

usage: generate.py

For each case there is a folder with config.json and model.safetensors as transformers saves them, and golden.safetensors with
`ids.N` and `states.N`, the states after every layer, [layers + 1, T, C], computed in 32 bits. Layer 0 is what the first block
reads; the last has gone through the encoder's last norm. `weights.2` has the attention of the third text, [layers, H, T, T]: what
positions, biases and windows come to.

Needs the Python packages torch, transformers (5.23.0), safetensors and numpy.
"""

import json
import os
import pathlib
import shutil

os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")

import torch
from safetensors.torch import save_file
from transformers import CONFIG_MAPPING, AutoModel

HERE = pathlib.Path(__file__).resolve().parent
SIZES = {
    "vocab_size": 40,
    "hidden_size": 24,
    "num_hidden_layers": 2,
    "num_attention_heads": 3,
    "intermediate_size": 36,
    "max_position_embeddings": 48,
    "initializer_range": 0.4,
}
SPECIALS = {"pad_token_id": 0, "bos_token_id": 2, "eos_token_id": 3}
DEBERTA = dict(
    SIZES,
    relative_attention=True,
    position_buckets=8,
    norm_rel_ebd="layer_norm",
    share_att_key=True,
    pos_att_type=["p2c", "c2p"],
    position_biased_input=False,
)
CASES = {
    "bert": ("bert", SIZES),
    "electra": ("electra", dict(SIZES, embedding_size=24)),
    "electra-narrow": ("electra", dict(SIZES, embedding_size=16)),
    "ernie": ("ernie", dict(SIZES, use_task_id=True, task_type_vocab_size=3)),
    "ernie-no-task": ("ernie", SIZES),
    "splinter": ("splinter", SIZES),
    "bert-generation": ("bert-generation", SIZES),
    "distilbert": (
        "distilbert",
        {
            "vocab_size": 40,
            "dim": 24,
            "n_layers": 2,
            "n_heads": 3,
            "hidden_dim": 36,
            "max_position_embeddings": 48,
            "initializer_range": 0.4,
        },
    ),
    "roberta": ("roberta", SIZES),
    "xlm-roberta": ("xlm-roberta", SIZES),
    "camembert": ("camembert", SIZES),
    "data2vec-text": ("data2vec-text", SIZES),
    "albert": ("albert", dict(SIZES, embedding_size=16, num_hidden_layers=3)),
    "albert-groups": ("albert", dict(SIZES, embedding_size=16, num_hidden_layers=3, num_hidden_groups=2)),
    "mpnet": ("mpnet", dict(SIZES, max_position_embeddings=302)),
    "megatron-bert": ("megatron-bert", SIZES),
    "xlm-roberta-xl": ("xlm-roberta-xl", SIZES),
    "roberta-prelayernorm": ("roberta-prelayernorm", SIZES),
    "nomic_bert": ("nomic_bert", SIZES),
    "modernbert": ("modernbert", dict(SIZES, **SPECIALS, num_hidden_layers=4, local_attention=8, cls_token_id=2, sep_token_id=3)),
    "modernbert-biases": (
        "modernbert",
        dict(
            SIZES,
            **SPECIALS,
            num_hidden_layers=3,
            local_attention=7,
            cls_token_id=2,
            sep_token_id=3,
            norm_bias=True,
            attention_bias=True,
            mlp_bias=True,
            layer_types=["sliding_attention", "full_attention", "sliding_attention"],
            rope_parameters={
                "full_attention": {"rope_type": "default", "rope_theta": 500.0},
                "sliding_attention": {"rope_type": "default", "rope_theta": 20.0},
            },
        ),
    ),
    "eurobert": (
        "eurobert",
        dict(
            SIZES,
            **SPECIALS,
            num_attention_heads=4,
            num_key_value_heads=2,
            hidden_size=32,
            rope_parameters={"rope_type": "default", "rope_theta": 250.0},
        ),
    ),
    "eurobert-biases": (
        "eurobert",
        dict(SIZES, **SPECIALS, num_attention_heads=4, num_key_value_heads=1, hidden_size=32, attention_bias=True, mlp_bias=True),
    ),
    "deberta-v2": ("deberta-v2", dict(DEBERTA, max_position_embeddings=160)),
    "deberta-v2-plain": (
        "deberta-v2",
        dict(DEBERTA, position_buckets=-1, norm_rel_ebd="none", pos_att_type="c2p|p2c", max_relative_positions=12, type_vocab_size=2),
    ),
    "roformer": ("roformer", SIZES),
    "roformer-narrow": ("roformer", dict(SIZES, embedding_size=16)),
}


def make(name, kind, settings):
    folder = HERE / name
    shutil.rmtree(folder, ignore_errors=True)
    torch.manual_seed(sum(name.encode()))
    configuration = CONFIG_MAPPING[kind](**settings)
    model = AutoModel.from_config(configuration, dtype=torch.float32, attn_implementation="eager").eval()
    # What begins as 0 or 1 in every new model is moved, or nobody would see it left out.
    with torch.no_grad():
        for key, tensor in model.named_parameters():
            if "embed_positions" not in key and (tensor.ndim == 1 or "token_type" in key or "task_type" in key):
                tensor += 0.2 * torch.randn_like(tensor)
    model.save_pretrained(folder)
    rows = model.get_input_embeddings().weight.shape[0]
    longest = configuration.max_position_embeddings
    padding = configuration.pad_token_id if configuration.pad_token_id is not None else -1
    golden = {}
    for number, count in enumerate([1, 2, 9, 40, min(longest - 2, 150)]):
        ids = torch.randint(0, rows, (count,))
        if count == 9:
            ids[4] = max(padding, 0)  # padding that somebody typed
        with torch.no_grad():
            states = model(
                input_ids=ids[None],
                attention_mask=torch.ones(1, count, dtype=torch.long),
                output_hidden_states=True,
                output_attentions=True,
            )
        golden[f"ids.{number}"] = ids.to(torch.int32)
        golden[f"states.{number}"] = torch.cat(states.hidden_states).contiguous()
        if number == 2:
            golden["weights.2"] = torch.cat(states.attentions).contiguous()
    save_file(golden, folder / "golden.safetensors")


def main():
    for name, (kind, settings) in CASES.items():
        make(name, kind, settings)
        size = sum(file.stat().st_size for file in (HERE / name).iterdir())
        print(name, json.loads((HERE / name / "config.json").read_text())["architectures"][0], size)


if __name__ == "__main__":
    main()
