"""Writes folders of tokenizers that have a file of pieces but no tokenizer.json, and what transformers makes of them.

    python generate.py          (transformers 5.23.0, sentencepiece 0.2.3, protobuf)

`golden.json` says for each folder what its tokenizer.json would be: the steps around the model, the model's own settings, a digest
of its pieces and merges; what was added, with ids; and the ids of some texts.
"""

import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import numpy
import sentencepiece
from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from transformers import AutoTokenizer

HERE = Path(__file__).parent
TEXTS = """All human beings are born free and equal in dignity and rights.
They are endowed with reason and conscience and should act towards one another in a spirit of brotherhood.
Alle Menschen sind frei und gleich an Würde und Rechten geboren.
Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền.
Все люди рождаются свободными и равными в своем достоинстве и правах.
すべての人間は、生まれながらにして自由であり""".split("\n")
LINES = TEXTS + [
    "",
    " ",
    "Free  and\tequal",
    " free",
    "a<mask> b [MASK] <sep><ctl>x",
    "``Würde'' É 🙂🙂 x",
    "²ＡA\u00ad",
    "<s>free</s>",
    "[CLS] free [SEP]",
    "don't, they'll; 12 3456",
    "▁free ▁ ▁▁",
    "free\r\nand\n",
]
RULES = "FF21\t41\nB2\t32\nAD\t\nD\t20\nA\t20\n9\t20\n65 301\tE9\n"


def train(folder, name, **options):
    (folder / "rules.tsv").write_text(RULES)
    (folder / "text.txt").write_text("\n".join(TEXTS))
    sentencepiece.SentencePieceTrainer.train(
        input=str(folder / "text.txt"),
        model_prefix=str(folder / name),
        vocab_size=options.pop("size", 110),
        minloglevel=2,
        character_coverage=0.98,
        **(
            {"normalization_rule_tsv": str(folder / "rules.tsv")} if options.pop("rules", True) else {"normalization_rule_name": "identity"}
        ),
        **options,
    )


def train_bytes(folder, specials):
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    made.train_from_iterator(
        TEXTS, trainers.BpeTrainer(vocab_size=330, initial_alphabet=alphabet, special_tokens=specials, show_progress=False)
    )
    made.model.save(str(folder))


XLM_R, DEBERTA = "sentencepiece.bpe.model", "spm.model"
FOLDERS = {
    "xlm-roberta": ("plain", XLM_R, {"tokenizer_class": "XLMRobertaTokenizer"}),
    "xlm-roberta-bytes": ("bytes", XLM_R, {"tokenizer_class": "XLMRobertaTokenizer", "add_prefix_space": False}),
    "camembert": ("plain", XLM_R, {"tokenizer_class": "CamembertTokenizer"}),
    "albert": ("albert", "spiece.model", {"tokenizer_class": "AlbertTokenizer"}),
    "albert-cased": ("albert", "spiece.model", {"tokenizer_class": "AlbertTokenizer", "do_lower_case": False, "keep_accents": True}),
    "deberta-v2": ("deberta", DEBERTA, {"tokenizer_class": "DebertaV2Tokenizer"}),
    "deberta-v2-punctuation": (
        "deberta",
        DEBERTA,
        {"tokenizer_class": "DebertaV2Tokenizer", "do_lower_case": True, "split_by_punct": True, "add_prefix_space": False},
    ),
    "backend-unigram": ("bytes", "tokenizer.model", {"tokenizer_class": "PreTrainedTokenizerFast"}),
    "backend-bpe": ("bpe", "tokenizer.model", {"tokenizer_class": "PreTrainedTokenizerFast"}),
    "roberta": ("<s> <pad> </s> <unk> <mask>", None, {"tokenizer_class": "RobertaTokenizer"}),
    "roberta-prefix": (
        "<s> <pad> </s> <unk> <mask>",
        None,
        {"tokenizer_class": "RobertaTokenizer", "add_prefix_space": True, "trim_offsets": False},
    ),
    "deberta": ("[CLS] [PAD] [SEP] [UNK] [MASK]", None, {"tokenizer_class": "DebertaTokenizer"}),
}
TYPES = {"xlm": "xlm-roberta", "cam": "camembert", "alb": "albert", "deb": "deberta-v2", "bac": "bert", "rob": "roberta"}


def digest(rows):
    return hashlib.sha256("".join(row + "\n" for row in rows).encode()).hexdigest()


golden = {"texts": LINES, "folders": {}}
with tempfile.TemporaryDirectory() as temporary:
    temporary = Path(temporary)
    train(temporary, "plain", user_defined_symbols=["<sep>"], control_symbols=["<ctl>"])
    train(temporary, "bytes", size=360, byte_fallback=True)
    ids = {"pad_id": 0, "pad_piece": "<pad>", "unk_id": 1, "bos_id": -1, "eos_id": -1}
    train(temporary, "albert", control_symbols=["[CLS]", "[SEP]", "[MASK]"], **ids)
    ids = {"pad_id": 0, "bos_id": 1, "eos_id": 2, "unk_id": 3}
    train(temporary, "deberta", pad_piece="[PAD]", bos_piece="[CLS]", eos_piece="[SEP]", unk_piece="[UNK]", **ids)
    train(temporary, "bpe", size=400, rules=False, model_type="bpe", byte_fallback=True)
    for name, (source, file, settings) in FOLDERS.items():
        folder = HERE / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (folder / "tokenizer_config.json").write_text(json.dumps(settings) + "\n")
        if file:
            shutil.copy(temporary / f"{source}.model", folder / file)
        else:
            train_bytes(folder, source.split())
        (folder / "config.json").write_text(json.dumps({"model_type": TYPES[name[:3]]}))
        tokenizer = AutoTokenizer.from_pretrained(folder)
        (folder / "config.json").unlink()
        found = json.loads(tokenizer.backend_tokenizer.to_str())
        model = found["model"]
        pieces = model.pop("vocab")
        if isinstance(pieces, dict):
            rows = [piece for piece, _ in sorted(pieces.items(), key=lambda item: item[1])]
        else:
            # As 32 bits of a float: what is written and read may end in another digit.
            rows = [f"{piece} {int(numpy.float32(score).view('uint32'))}" for piece, score in pieces]
        golden["folders"][name] = {
            "normalizer": found["normalizer"],
            "pre_tokenizer": found["pre_tokenizer"],
            "post_processor": found["post_processor"],
            "merges": digest([" ".join(merge) for merge in model.pop("merges", [])]),
            "pieces": digest(rows),
            "model": model,
            "added": [[token["content"], token["id"], token["special"], token["lstrip"]] for token in found["added_tokens"]],
            "ids": [tokenizer(text, add_special_tokens=False).input_ids for text in LINES],
            "framed": tokenizer("x").input_ids,
        }
(HERE / "golden.json").write_text(json.dumps(golden, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
