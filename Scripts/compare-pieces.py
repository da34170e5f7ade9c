#!/usr/bin/env python3
"""Compare the pieces of Polyseme and their vectors with those of transformers, for a tokenizer of every setting.

usage: compare-pieces.py [options] [NAME...]

Tokenizers are made by Tests/Fixtures/tokenizers/generate.py, each with a small RoBERTa of random weights around it. Lines of mixed text
(those of compare-tokenizers.py, with added tokens put in) are read by `polyseme embed --pieces --specials` and by transformers:
ids and places must be the same, and the vectors of the first lines within 1e-4. Lines that are decomposed are passed by where a
tokenizer has a map of characters: there Polyseme composes them first, and tokenizers loses marks
(https://github.com/huggingface/tokenizers/issues/2116). So are those that begin with a character that the map drops, behind which
tokenizers has all places one character too early. NAME chooses tokenizers by a part of their names.

Needs the Python packages torch, transformers and tokenizers, and a built polyseme.
"""

import argparse
import importlib.util
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent
TYPED = ["<mask>", " <mask> ", "newtok", "NEWTOK", "<s>", " <right>  ", "straße", "Straße ", " new tok ", "  ", "\t", " Bank "]
# Lines with pieces of no word, or with none.
WORDLESS = ["", " ", "   ", "\t", "\u200b", "\u3000 ", "\x01", "\u00ad"]


def module(path):
    spec = importlib.util.spec_from_file_location(path.stem.replace("-", "_"), path)
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def spiced_lines(count, seed):
    """Mixed lines, with added tokens put into every third."""
    lines = module(ROOT / "Scripts/compare-tokenizers.py").mixed_lines(count, seed)
    rng = random.Random(seed)
    for number in range(0, count, 3):
        line = list(lines[number])
        for _ in range(rng.randint(0, 2)):
            line.insert(rng.randint(0, len(line)), rng.choice(TYPED))
        lines[number] = "".join(line)
    return lines + WORDLESS


def write_model(tokenizer, folder):
    """A folder of transformers with a tokenizer and an encoder of random weights."""
    import torch
    from transformers import PreTrainedTokenizerFast, RobertaConfig, RobertaModel

    names = {"<s>": "bos_token", "</s>": "eos_token", "<unk>": "unk_token", "<mask>": "mask_token", "<pad>": "pad_token"}
    known = tokenizer.get_vocab()
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, **{key: word for word, key in names.items() if word in known})
    fast.save_pretrained(folder)
    torch.manual_seed(1)
    config = RobertaConfig(
        vocab_size=len(fast) + 8,
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=2000,
        type_vocab_size=1,
    )
    RobertaModel(config, add_pooling_layer=False).eval().save_pretrained(folder)


def polyseme(command, folder, lines):
    result = subprocess.run(
        [command, "embed", "--pool", "none", "--pieces", "--specials", "--precision", "float32", "--model", folder],
        input="".join(line + "\n" for line in lines).encode(),
        stdout=subprocess.PIPE,
        check=False,
    )
    if result.returncode:
        sys.exit(f"{folder}: polyseme ended with {result.returncode}")
    return [json.loads(line)["pieces"] for line in result.stdout.decode().split("\n") if line]


def compare(command, folder, lines, has_map):
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModel.from_pretrained(folder, dtype=torch.float32).eval()
    dropped = ("\x01", "\xad")
    if has_map:
        lines = [line for line in lines if unicodedata.normalize("NFC", line) == line and not line.startswith(dropped)]
    different, largest, vectors = 0, 0.0, 0
    for line, found in zip(lines, polyseme(command, folder, lines), strict=True):
        theirs = tokenizer(line, return_offsets_mapping=True)
        pieces = [[p["id"], *p["characters"]] for p in found]
        expected = [[i, *place] for i, place in zip(theirs["input_ids"], theirs["offset_mapping"])]
        if pieces != expected:
            different += 1
            if different <= 3:
                print(f"differs: {line!r}\n  polyseme     {pieces}\n  transformers {expected}")
        elif vectors < 50 and pieces:
            vectors += 1
            with torch.no_grad():
                states = model(torch.tensor([theirs["input_ids"]])).last_hidden_state[0]
            largest = max(largest, (torch.tensor([p["vector"] for p in found]) - states).abs().max().item())
    print(f"{pathlib.Path(folder).name}: {len(lines)} lines, {different} differ; vectors differ by {largest:.1e} at most")
    return different or largest > 1e-4


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--polyseme", default=str(ROOT / ".build/release/polyseme"), help="the program")
    parser.add_argument("--lines", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    import transformers

    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    lines = spiced_lines(options.lines, options.seed)
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for name, tokenizer in module(ROOT / "Tests/Fixtures/tokenizers/generate.py").settings():
            if options.names and not any(part in name for part in options.names):
                continue
            path = pathlib.Path(folder) / name
            write_model(tokenizer, path)
            has_map = "precompiled_charsmap" in (path / "tokenizer.json").read_text()
            failed |= bool(compare(options.polyseme, str(path), lines, has_map))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
