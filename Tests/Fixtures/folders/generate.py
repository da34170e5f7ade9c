"""Writes folders of tokenizers as transformers saves them, and what it then makes of some texts.

    python4 generate.py         (transformers 4.57.6)
    python5 generate.py         (torch 2.13.0, transformers 5.23.0)

Each run writes the folders of its own version, `transformers-4/…` and `transformers-5/…`. The second also writes the weights that
all of them share, which have more rows than any of them has words, and `golden.json`: for each folder the ids of each text
as transformers 5 reads it, without those around the text, and the states of the first text; and the states of some ids
by each activation.
"""

import json
import shutil
from pathlib import Path

import torch
import transformers
from safetensors.torch import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import AddedToken, AutoTokenizer, BertConfig, BertModel, BertTokenizerFast, PreTrainedTokenizerFast

HERE = Path(__file__).parent
VERSION = transformers.__version__.split(".")[0]
SPECIALS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
WORDS = """the bank river The Bank cafe café caf ##é ##e ##s he He sat on of . , [ ] / ##ing money new ##tok tgt mask single a b
中 国 ##国 x ##x < > one""".split()
ADDED = [
    AddedToken("[TGT]", special=True),
    AddedToken("[/TGT]", special=True),
    AddedToken("<left>", special=True, lstrip=True),
    AddedToken("<right>", special=True, rstrip=True),
    AddedToken("<exact>", normalized=False),
    AddedToken("Newtok"),
    AddedToken("newtoken"),
    AddedToken("Café"),
    AddedToken("Single", single_word=True),
    AddedToken("中国"),
]
TEXTS = [
    "He sat on the [TGT] bank [/TGT] of the river.",
    "the[TGT]bank[/TGT].",
    "a <left> b  <left>b <right>  a<right>b x <left>  <right> x",
    "<exact> <EXACT> < exact >",
    "Newtok newtok NEWTOK newtokens newtokx xnewtok",
    "Café café CAFÉ cafe\u0301 cafes",
    "Single single xsingle single. singles a-single single_ [single]",
    "中国 中 国 x中国x",
    "[MASK] [mask] the [UNK] [SEP][CLS] [PAD].",
    "The Bank cafés, THE BANKS\u0085on\u200bthe\u00a0river",
    "",
    "[TGT",
    "[TGT][TGT]]",
]
ACTIVATIONS = ["gelu", "gelu_new", "gelu_fast", "gelu_python", "gelu_pytorch_tanh", "relu", "silu", "swish", "quick_gelu"]
IDS = [2, 10, 11, 30, 17, 23, 3]
ROWS = 70


def bert(folder, words=SPECIALS + WORDS, **settings):
    (folder / "vocab.txt").write_text("".join(word + "\n" for word in words))
    (folder / "config.json").write_text('{"model_type": "bert"}')
    tokenizer = BertTokenizerFast.from_pretrained(folder, **settings)
    (folder / "vocab.txt").unlink()
    return tokenizer


def in_file(**settings):
    words = {word: id for id, word in enumerate(SPECIALS + WORDS)}
    backend = Tokenizer(models.WordPiece(words, unk_token="[UNK]"))
    backend.normalizer = normalizers.BertNormalizer(**settings)
    backend.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    backend.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    return PreTrainedTokenizerFast(tokenizer_object=backend, unk_token="[UNK]", pad_token="[PAD]", mask_token="[MASK]")


def with_added(tokenizer):
    tokenizer.add_special_tokens({"additional_special_tokens": [token for token in ADDED if token.special]})
    tokenizer.add_tokens([token for token in ADDED if not token.special])
    return tokenizer


def make(name, tokenizer, folder):
    tokenizer.save_pretrained(folder)
    (folder / "vocab.txt").unlink(missing_ok=True)
    if name == "at-odds":
        path = folder / "tokenizer_config.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | {"do_lower_case": True, "strip_accents": False}))
    # Shorter than as it is saved.
    for path in folder.glob("*.json"):
        path.write_text(json.dumps(json.loads(path.read_text()), ensure_ascii=False) + "\n")
    (folder / "config.json").unlink(missing_ok=True)


def write_folders():
    makers = {
        "added": lambda folder: with_added(bert(folder)),
        "added-cased": lambda folder: with_added(bert(folder, do_lower_case=False)),
        "accents-kept": lambda folder: with_added(bert(folder, strip_accents=False, tokenize_chinese_chars=False)),
        "at-odds": lambda folder: bert(folder, do_lower_case=False),
        "in-file": lambda folder: with_added(in_file(lowercase=False, strip_accents=True)),
        "no-mask": lambda folder: bert(folder, SPECIALS[1:4] + WORDS, mask_token=None, pad_token=None),
    }
    root = HERE / f"transformers-{VERSION}"
    shutil.rmtree(root, ignore_errors=True)
    for name, maker in makers.items():
        folder = root / name
        folder.mkdir(parents=True)
        make(name, maker(folder), folder)


def configuration(**settings):
    return BertConfig(
        vocab_size=ROWS,
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=24,
        max_position_embeddings=40,
        **settings,
    )


@torch.no_grad()
def states(model, ids):
    return [[round(x, 6) for x in row] for row in model(torch.tensor([ids])).last_hidden_state[0].tolist()]


def write_golden():
    torch.manual_seed(31)
    model = BertModel(configuration(), add_pooling_layer=False).eval()
    for name, parameter in model.named_parameters():
        noise = torch.randn(parameter.shape)
        parameter.data = 1 + 0.2 * noise if "LayerNorm.weight" in name else (0.1 if parameter.dim() == 1 else 0.3) * noise
    weights = {name: tensor.contiguous() for name, tensor in model.state_dict().items() if "_ids" not in name}
    save_file(weights, HERE / "model.safetensors")
    kept = model.config.to_dict()
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
    (HERE / "config.json").write_text(json.dumps({"model_type": "bert"} | {key: kept[key] for key in keys}) + "\n")

    golden = {"folders": {}, "ids": IDS, "activations": {}}
    for folder in sorted(HERE.glob("transformers-*/*")):
        (folder / "config.json").write_text('{"model_type": "bert"}')
        tokenizer = AutoTokenizer.from_pretrained(folder)
        (folder / "config.json").unlink()
        ids = [tokenizer(text)["input_ids"] for text in TEXTS]
        golden["folders"][f"{folder.parent.name}/{folder.name}"] = {"ids": [text[1:-1] for text in ids], "states": states(model, ids[0])}
    for name in ACTIVATIONS:
        other = BertModel(configuration(hidden_act=name), add_pooling_layer=False).eval()
        other.load_state_dict(model.state_dict())
        golden["activations"][name] = states(other, IDS)
    golden["texts"] = TEXTS
    lines = [f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in golden.items()]
    (HERE / "golden.json").write_text("{" + ",\n".join(lines) + "}\n")


if __name__ == "__main__":
    write_folders()
    if VERSION == "5":
        write_golden()
