"""Writes a tiny BERT with random weights, and every step it takes on three short sequences.

    python generate.py          (torch 2.13.0, transformers 5.23.0)

The steps are worked out here from the weights, and their end is held against what transformers' own
BertModel says. T tokens, H heads, D head width, C = H·D channels; blocks are numbered from 0.
"""

import json
import math
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import BertConfig, BertModel

HERE = Path(__file__).parent
SEED = 20
SEQUENCES = [[2, 17, 3], [2, 5, 9, 31, 9, 58, 3], [2, *range(20, 42), 3]]


def make_model():
    torch.manual_seed(SEED)
    config = BertConfig(
        vocab_size=60,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=24,
        type_vocab_size=2,
        hidden_act="gelu",
        layer_norm_eps=1e-12,
    )
    config._attn_implementation = "eager"
    model = BertModel(config, add_pooling_layer=False).eval()
    for name, parameter in model.named_parameters():
        noise = torch.randn(parameter.shape)
        if "LayerNorm.weight" in name:
            parameter.data = 1 + 0.2 * noise
        elif parameter.dim() == 1:
            parameter.data = 0.1 * noise
        else:
            parameter.data = 0.25 * noise
    return model


@torch.no_grad()
def steps(model, ids):
    """Every intermediate, each from the weights by BERT's formulas."""
    heads = model.config.num_attention_heads
    count = len(ids)
    kept = {}
    x = model.embeddings(input_ids=torch.tensor([ids]))[0]
    kept["embedded"] = x

    def split(states):
        return states.view(count, heads, -1).transpose(0, 1)

    for number, block in enumerate(model.encoder.layer):
        own = block.attention.self
        query, key, value = split(own.query(x)), split(own.key(x)), split(own.value(x))
        scores = query @ key.transpose(1, 2) / math.sqrt(query.shape[-1])
        weights = scores.softmax(-1)
        found = weights @ value
        attention = block.attention.output.dense(found.transpose(0, 1).reshape(count, -1))
        attended = block.attention.output.LayerNorm(attention + x)
        inner = torch.nn.functional.gelu(block.intermediate.dense(attended))
        x = block.output.LayerNorm(block.output.dense(inner) + attended)
        for name, tensor in {
            "query": query,
            "key": key,
            "value": value,
            "scores": scores,
            "weights": weights,
            "heads": found,
            "attention": attention,
            "attended": attended,
            "output": x,
        }.items():
            kept[f"block.{number}.{name}"] = tensor
    own_answer = model(input_ids=torch.tensor([ids])).last_hidden_state[0]
    assert (own_answer - x).abs().max() < 1e-5, "the steps do not lead to the model's answer"
    return kept


def main():
    model = make_model()
    weights = {
        name: tensor.contiguous()
        for name, tensor in model.state_dict().items()
        if "position_ids" not in name and "token_type_ids" not in name
    }
    save_file(weights, HERE / "model.safetensors")
    for folder, dtype in (("model-f16", torch.float16), ("model-bf16", torch.bfloat16)):
        (HERE / folder).mkdir(exist_ok=True)
        save_file({name: tensor.to(dtype) for name, tensor in weights.items()}, HERE / folder / "model.safetensors")
    golden = {}
    for number, ids in enumerate(SEQUENCES):
        golden[f"{number}.ids"] = torch.tensor(ids, dtype=torch.int32)
        for name, tensor in steps(model, ids).items():
            golden[f"{number}.{name}"] = tensor.contiguous().clone()
    save_file(golden, HERE / "golden.safetensors")

    config = model.config.to_dict()
    keys = [
        "vocab_size",
        "hidden_size",
        "num_hidden_layers",
        "num_attention_heads",
        "intermediate_size",
        "max_position_embeddings",
        "type_vocab_size",
        "hidden_act",
        "layer_norm_eps",
    ]
    config = {"architectures": ["BertModel"], "model_type": "bert"} | {k: config[k] for k in keys}
    (HERE / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + [f"word{n}" for n in range(5, 60)]
    (HERE / "vocab.txt").write_text("".join(word + "\n" for word in words))


if __name__ == "__main__":
    main()
