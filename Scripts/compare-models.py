#!/usr/bin/env python3
"""Compare Polyseme with Hugging Face transformers on small models of every kind of folder that it opens.

usage: compare-models.py [options] [CASE...]

For each case an encoder with random weights, a BERT but where the case names another, and a tokenizer with certain
settings are made and saved, by the transformers that runs this script and by that of another Python (--other, meant for
transformers 4). 2,000 lines of mixed text, with
added and special tokens in them, go through Polyseme and through transformers: the ids of each line must be the same,
and no number of a word's vector may differ by more than 1e-4 in 32 bits. What is to be refused must be. The exit status
is 0 when all is so.

Needs the Python packages torch, transformers (5.23.0), tokenizers and safetensors, and a built polyseme.
"""

import argparse
import importlib.util
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
SPECIALS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
ACTIVATIONS = ["gelu", "gelu_new", "gelu_fast", "gelu_python", "gelu_pytorch_tanh", "relu", "silu", "swish", "quick_gelu"]
PREFIXES = ["bert.", "0.auto_model.", "model.", "_orig_mod.", "_orig_mod.bert.", "model.0.auto_model."]


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem.replace("-", "_"), path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def compare_tokenizers():
    return load(HERE / "compare-tokenizers.py")


# A case of each architecture, by name: what kind it is and its settings.
ARCHITECTURES = load(ROOT / "Tests" / "Fixtures" / "architectures" / "generate.py").CASES
NEW_IN_5 = ["nomic_bert", "eurobert"]


def added(content, special=False, **flags):
    """An added token, before there is a library to say it in."""
    return {"content": content, "special": special} | flags


ADDED = [
    added("[TGT]", special=True),
    added("[/TGT]", special=True),
    added("<left>", special=True, lstrip=True),
    added("<right>", special=True, rstrip=True),
    added("<Both>", special=True, lstrip=True, rstrip=True),
    added("<exact>", normalized=False),
    added("Newtok"),
    added("newtoken"),
    added("Café"),
    added("Single", single_word=True),
    added("<one>", special=True, single_word=True),
    added("中国"),
    added("two words", rstrip=True),
]

# What is done before a tokenizer is saved: `settings` of BertTokenizer, or the parts of a `file` tokenizer; then what is
# changed in the folder, and whether it is to be refused.
CASES = {
    "uncased": {},
    "cased": {"settings": {"do_lower_case": False}},
    "cased, no accents": {"settings": {"do_lower_case": False, "strip_accents": True}},
    "uncased with accents": {"settings": {"strip_accents": False}},
    "ideographs in words": {"settings": {"tokenize_chinese_chars": False}},
    "added tokens": {"added": ADDED},
    "added tokens, cased": {"added": ADDED, "settings": {"do_lower_case": False}},
    "added tokens, with accents": {"added": ADDED, "settings": {"strip_accents": False}},
    "added tokens, ideographs in words": {"added": ADDED, "settings": {"tokenize_chinese_chars": False}},
    "specials are text": {"added": ADDED, "settings": {"split_special_tokens": True}},
    "other special words": {"settings": {"mask_token": "<mask>", "unk_token": "<unk>"}, "rename": {"[MASK]": "<mask>", "[UNK]": "<unk>"}},
    "no [MASK] and no [PAD]": {"without": ["[PAD]", "[MASK]"], "settings": {"mask_token": None, "pad_token": None}},
    "[MASK] added": {"without": ["[MASK]"]},
    "padded rows": {"rows": 64},
    "padded rows, added tokens": {"rows": 64, "added": ADDED},
    "old files, added tokens": {"added": ADDED, "old": True, "only": 4, "reader": 4},
    "slow tokenizer, added tokens": {"added": ADDED, "slow": True, "only": 4},
    "old slow tokenizer, added tokens": {"added": ADDED, "slow": True, "old": True, "only": 4, "reader": 4},
    "vocab.txt alone": {"keep": ["vocab.txt"]},
    "tokenizer.json alone": {"keep": ["tokenizer.json"]},
    "tokenizer.json alone, cased": {"settings": {"do_lower_case": False}, "keep": ["tokenizer.json"]},
    "setting at odds": {
        "settings": {"do_lower_case": False},
        "change": {"tokenizer_config.json": {"do_lower_case": True, "strip_accents": False}},
    },
    "file at odds": {
        "change": {
            "tokenizer.json": {
                "normalizer": {
                    "type": "BertNormalizer",
                    "clean_text": True,
                    "handle_chinese_chars": False,
                    "strip_accents": True,
                    "lowercase": False,
                }
            }
        }
    },
    "file tokenizer": {"file": {}},
    "file tokenizer, setting at odds": {"file": {"lowercase": False}, "change": {"tokenizer_config.json": {"do_lower_case": True}}},
    "file tokenizer, added tokens": {"file": {"strip_accents": False}, "added": ADDED},
    "file tokenizer, controls kept": {"file": {"clean_text": False}},
    "file tokenizer, no normalizer": {"file": None},
    "file tokenizer, BertProcessing": {"file": {}, "processing": "bert"},
    "file tokenizer, other pieces": {"file": {}, "pieces": {"continuing_subword_prefix": "@@", "max_input_chars_per_word": 20}},
    **{f"activation {name}": {"config": {"hidden_act": name}} for name in ACTIVATIONS},
    **{
        f"architecture {name}": {"architecture": name} | ({"only": 5} if kind in NEW_IN_5 else {})
        for name, (kind, _) in ARCHITECTURES.items()
    },
    "shards": {"shards": "30KB"},
    **{f"prefix {prefix}": {"prefix": prefix} for prefix in PREFIXES},
    "with heads": {"class": "BertForMaskedLM"},
    "float16": {"dtype": "float16"},
    "bfloat16": {"dtype": "bfloat16"},
    "sentence-transformers": {"place": "0_Transformer", "type": "sentence_transformers.models.Transformer"},
    "sentence-transformers 6": {"place": "", "type": "sentence_transformers.base.modules.transformer.Transformer"},
    "hub cache": {"cache": True},
    "refused: tokenizer class": {
        "change": {"tokenizer_config.json": {"tokenizer_class": "BertJapaneseTokenizer"}},
        "refused": "tokenizer_class",
    },
    "refused: no post-processor": {"file": {}, "processing": None, "refused": "post_processor"},
    "refused: other post-processor": {"file": {}, "processing": "end", "refused": "post_processor"},
    "refused: WordLevel": {"file": {}, "level": True, "refused": "WordLevel"},
    "refused: auto_map": {"change": {"config.json": {"auto_map": {"AutoModel": "code.Model"}}}, "refused": "auto_map"},
    "refused: quantization": {
        "change": {"config.json": {"quantization_config": {"quant_method": "bitsandbytes"}}},
        "refused": "quantization_config",
    },
    "refused: no model_type": {"change": {"config.json": {"model_type": None}}, "refused": "model_type"},
    "refused: unread tensor": {"extra": "encoder.layer.0.attention.adapter.weight", "refused": "adapter"},
    "refused: more layers than the configuration has": {"change": {"config.json": {"num_hidden_layers": 1}}, "refused": "encoder.layer.1"},
    "refused: rows for fewer tokens": {"added": ADDED, "rows": -3, "refused": "rows"},
    "refused: shard outside": {"shards": "30KB", "outside": True, "refused": "in this folder"},
}


def vocabulary(case):
    """Characters, a few words and pieces."""
    texts = compare_tokenizers()
    seen = "".join(texts.ENGLISH + texts.SENTENCES).lower() + "".join(texts.ENGLISH + texts.SENTENCES)
    seen += "abcdefghijklmnopqrstuvwxyzéüñ中国的[]<>/_.,!?"
    letters = sorted({c for c in seen if not c.isspace()})
    prefix = case.get("pieces", {}).get("continuing_subword_prefix", "##")
    words = ["the", "bank", "river", "The", "cafe", "café", "money", "mask", "new", "tok", "single", "two", "words"]
    specials = [case.get("rename", {}).get(word, word) for word in SPECIALS if word not in case.get("without", [])]
    return list(
        dict.fromkeys(specials + letters + [prefix + c for c in letters] + words + [prefix + w for w in ["ing", "s", "able", "tok"]])
    )


def tokenizer_of(case, folder):
    import tokenizers
    import transformers

    words = vocabulary(case)
    if "file" not in case:
        (folder / "vocab.txt").write_text("".join(word + "\n" for word in words), encoding="utf-8")
        (folder / "config.json").write_text('{"model_type": "bert"}')
        name = transformers.BertTokenizer if case.get("slow") else transformers.BertTokenizerFast
        tokenizer = name.from_pretrained(folder, **case.get("settings", {}))
        (folder / "vocab.txt").unlink()
    else:
        ids = {word: id for id, word in enumerate(words)}
        model = (
            tokenizers.models.WordLevel(ids, unk_token="[UNK]")
            if case.get("level")
            else tokenizers.models.WordPiece(ids, unk_token="[UNK]", **case.get("pieces", {}))
        )
        backend = tokenizers.Tokenizer(model)
        if case["file"] is not None:
            backend.normalizer = tokenizers.normalizers.BertNormalizer(**case["file"])
        backend.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
        ends = [("[SEP]", ids["[SEP]"]), ("[CLS]", ids["[CLS]"])]
        processing = case.get("processing", "template")
        if processing == "bert":
            backend.post_processor = tokenizers.processors.BertProcessing(*ends)
        elif processing is not None:
            single = "$A [SEP]" if processing == "end" else "[CLS] $A [SEP]"
            backend.post_processor = tokenizers.processors.TemplateProcessing(
                single=single, pair=single + " $B:1 [SEP]:1", special_tokens=ends
            )
        tokenizer = transformers.PreTrainedTokenizerFast(
            tokenizer_object=backend, unk_token="[UNK]", sep_token="[SEP]", pad_token="[PAD]", cls_token="[CLS]", mask_token="[MASK]"
        )
    special, plain = [], []
    for token in case.get("added", []):
        token = transformers.AddedToken(**token)
        (special if token.special else plain).append(token)
    if special:
        tokenizer.add_special_tokens({"additional_special_tokens": special})
    if plain:
        tokenizer.add_tokens(plain)
    return tokenizer


def write(case, folder):
    """Makes the folder of a case; what a later step changes is not in it yet."""
    import torch
    import transformers

    tokenizer = tokenizer_of(case, folder)
    tokenizer.save_pretrained(folder)
    torch.manual_seed(5)
    sizes = {"vocab_size": len(tokenizer) + case.get("rows", 0), "max_position_embeddings": 512}
    if "architecture" in case:
        kind, settings = ARCHITECTURES[case["architecture"]]
        model = transformers.AutoModel.from_config(transformers.CONFIG_MAPPING[kind](**settings | sizes)).eval()
    else:
        config = transformers.BertConfig(
            hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=24, **sizes, **case.get("config", {})
        )
        model = getattr(transformers, case.get("class", "BertModel"))(config).eval()
    for name, parameter in model.named_parameters():
        noise = torch.randn(parameter.shape)
        if parameter.dim() == 1:
            parameter.data = 1 + 0.2 * noise if name.endswith("weight") else 0.1 * noise
        else:
            parameter.data = 0.25 * noise
    if "dtype" in case:
        model = model.to(getattr(torch, case["dtype"]))
    model.save_pretrained(folder, safe_serialization=True, **({"max_shard_size": case["shards"]} if "shards" in case else {}))


def change(case, folder):
    """Makes the folder that Polyseme is given: the saved one, or a changed copy where transformers cannot read that."""
    from safetensors.torch import load_file, save_file

    if case.get("old"):
        # As before version 4.34.
        settings = json.loads((folder / "tokenizer_config.json").read_text())
        del settings["added_tokens_decoder"]
        settings.pop("additional_special_tokens", None)
        settings.pop("extra_special_tokens", None)
        (folder / "tokenizer_config.json").write_text(json.dumps(settings))
    if "keep" in case:
        tokenizer = json.loads((folder / "tokenizer.json").read_text())
        words = sorted(tokenizer["model"]["vocab"], key=tokenizer["model"]["vocab"].get)
        (folder / "vocab.txt").write_text("".join(word + "\n" for word in words), encoding="utf-8")
        for name in ["vocab.txt", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"]:
            if name not in case["keep"]:
                (folder / name).unlink(missing_ok=True)
    for name, members in case.get("change", {}).items():
        value = json.loads((folder / name).read_text()) | members
        (folder / name).write_text(json.dumps({k: v for k, v in value.items() if v is not None}))
    if "prefix" in case or "extra" in case:
        copy = folder.with_name("changed")
        shutil.copytree(folder, copy)
        tensors = {case.get("prefix", "") + name: tensor for name, tensor in load_file(folder / "model.safetensors").items()}
        if "extra" in case:
            import torch

            tensors[case["extra"]] = torch.zeros(4, 4)
        save_file(tensors, copy / "model.safetensors")
        return copy
    if case.get("outside"):
        path = folder / "model.safetensors.index.json"
        path.write_text(re.sub(r'"(model-0\w+-of-\w+\.safetensors)"', r'"../\1"', path.read_text(), count=1))
    if "place" in case:
        outer = folder.with_name("sentences")
        outer.mkdir()
        shutil.copytree(folder, outer / case["place"], dirs_exist_ok=True)
        modules = [
            {"idx": 0, "name": "0", "path": case["place"], "type": case["type"]},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
        ]
        (outer / "modules.json").write_text(json.dumps(modules))
        return outer
    if case.get("cache"):
        outer, name = folder.with_name("models--some--model"), "0123abc"
        (outer / "refs").mkdir(parents=True)
        (outer / "refs" / "main").write_text(name)
        shutil.copytree(folder, outer / "snapshots" / name)
        (outer / "snapshots" / "other").mkdir()
        return outer
    return folder


def reference(folder, lines):
    """Ids as transformers reads the folder, without those around the text, by the Python that runs this."""
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(str(folder))
    ids = [tokenizer(line)["input_ids"] for line in lines]
    return [[line[0], line[-1], line[1:-1]] for line in ids]


def program(options):
    if options.polyseme:
        return options.polyseme
    for kind in ("release", "debug"):
        path = ROOT / ".build" / kind / "polyseme"
        if path.exists():
            return str(path)
    sys.exit("no built polyseme: run swift build -c release")


def mixed_lines(count, seed):
    """The lines of compare-tokenizers.py, half of them with added and special tokens in them."""
    draw = random.Random(seed)
    tokens = SPECIALS + [token["content"] for token in ADDED] + ["<mask>", "<unk>"]

    def salted(line):
        words = line.split(" ")
        for _ in range(draw.randint(1, 5)):
            token = draw.choice(tokens)
            token = draw.choice([token, token, token, token.lower(), token.upper(), token + "s", "x" + token, token[:-1], token + token])
            place = draw.randint(0, len(words))
            words.insert(place, draw.choice(["", "", " ", "\t"]) + token + draw.choice(["", "", "  "]))
        text = draw.choice([" ", " ", " ", ""]).join(words)
        return text.lstrip("/") if text.strip().strip("/") else "x"

    lines = compare_tokenizers().mixed_lines(count, seed)
    return [salted(line) if number % 2 else line for number, line in enumerate(lines)]


def ours(polyseme, folder, lines):
    run = subprocess.run(
        [polyseme, "--model", folder, "embed", "--precision", "float32", "--batch", "32"],
        input="".join(line + "\n" for line in lines).encode(),
        capture_output=True,
        check=False,
    )
    answers = [json.loads(line) for line in run.stdout.decode().split("\n") if line]
    return answers, run.stderr.decode()


def compare(polyseme, case, folder, given, lines, reader):
    """A line for the table, and whether all is right."""
    import torch
    from transformers import AutoModel

    answers, said = ours(polyseme, given, lines if "refused" not in case else ["the bank"])
    if "refused" in case:
        message = said.strip().split("\n")[-1]
        right = not any("tokens" in answer for answer in answers) and case["refused"] in said
        return f"{'refused' if right else 'NOT REFUSED'}: {message.replace(str(given), 'DIR')[:120]}", right
    if len(answers) != len(lines):
        return f"{len(lines)} lines went in, {len(answers)} answers came out: {said[-200:]}", False
    if reader is None:
        theirs = reference(folder, lines)
    else:
        run = subprocess.run([reader, __file__, "--ids", folder], input=json.dumps(lines), capture_output=True, text=True, check=True)
        theirs = json.loads(run.stdout.split("\n")[-2])
    torch.set_num_threads(1)
    model = AutoModel.from_pretrained(folder, dtype=torch.float32).eval()
    other_ids, largest, count, vectors = 0, 0.0, 0, 0
    for line, answer, (start, end, expected) in zip(lines, answers, theirs, strict=True):
        tokens = answer.get("tokens", [])
        found = [id for token in tokens for id in token["ids"]]
        count += len(expected)
        if found != expected:
            other_ids += 1
            if other_ids <= 3:
                print(f"  differs: {line!r}\n    polyseme     {found}\n    transformers {expected}")
            continue
        if not found or len(found) > 510 or max(found) >= model.config.vocab_size:
            continue
        with torch.no_grad():
            states = model(torch.tensor([[start] + found + [end]])).last_hidden_state[0, 1:]
        rows = torch.tensor([len(token["ids"]) for token in tokens])
        owners = torch.repeat_interleave(torch.arange(len(tokens)), rows)
        means = torch.zeros(len(tokens), states.shape[1]).index_add(0, owners, states[: len(found)]) / rows[:, None]
        largest = max(largest, (means - torch.tensor([token["vector"] for token in tokens])).abs().max().item())
        vectors += len(tokens)
    text = f"{len(lines)} lines, {count} ids: {other_ids} lines differ; {vectors} vectors: largest difference {largest:.1e}"
    return text, other_ids == 0 and largest <= 1e-4 and vectors > 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", metavar="CASE", help="without one, all")
    parser.add_argument("--polyseme", help="the program")
    parser.add_argument("--other", help="a Python that has transformers 4")
    parser.add_argument("--lines", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", metavar="DIR", help=argparse.SUPPRESS)
    parser.add_argument("--ids", metavar="DIR", help=argparse.SUPPRESS)
    options = parser.parse_args()
    names = options.cases or list(CASES)
    for name in names:
        if name not in CASES:
            parser.error(f"no case {name!r}; there are: {', '.join(CASES)}")
    if options.write:
        for number, name in enumerate(names):
            folder = pathlib.Path(options.write) / str(number) / "model"
            folder.mkdir(parents=True)
            write(CASES[name], folder)
        return 0
    if options.ids:
        print(json.dumps(reference(options.ids, json.load(sys.stdin))))
        return 0
    polyseme, lines = program(options), mixed_lines(options.lines, options.seed)
    failed = 0
    for version, python in ((5, sys.executable), (4, options.other)):
        if python is None:
            continue
        own = [name for name in names if CASES[name].get("only", version) == version]
        with tempfile.TemporaryDirectory() as temporary:
            subprocess.run([python, __file__, "--write", temporary, *own], check=True, stderr=subprocess.DEVNULL)
            for number, name in enumerate(own):
                case, folder = CASES[name], pathlib.Path(temporary) / str(number) / "model"
                given = change(case, folder)
                reader = options.other if case.get("reader") == 4 else None
                text, right = compare(polyseme, case, folder, given, lines, reader)
                failed += not right
                print(f"{'ok ' if right else 'BAD'} {name}, transformers {version}: {text}", flush=True)
    print(f"{failed} failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
