"""Writes models of pieces, one file for each setting, and what Hugging Face's tokenizers makes of some pre-tokens with them; and a
map of characters, and what it makes of some texts.

    python generate.py          (tokenizers 0.23.3, sentencepiece 0.2.3)

The trainers break ties at random: each run makes other models. `NAME.json` holds `model` as a tokenizer.json does, and `cases`:
pre-tokens, each with its pieces (id, start, end; in bytes).
`characters.json` holds `map`, in base64, and `cases`: texts, each with what it becomes.
"""

import base64
import json
import random
import tempfile
from pathlib import Path

import sentencepiece
from sentencepiece import sentencepiece_model_pb2
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

HERE = Path(__file__).parent
RANDOM = random.Random(33)
# The first article of the Universal Declaration of Human Rights.
TEXTS = """All human beings are born free and equal in dignity and rights.
They are endowed with reason and conscience and should act towards one another in a spirit of brotherhood.
Alle Menschen sind frei und gleich an Würde und Rechten geboren.
Sie sind mit Vernunft und Gewissen begabt und sollen einander im Geist der Brüderlichkeit begegnen.
Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền.
Все люди рождаются свободными и равными в своем достоинстве и правах.
人人生而自由，在尊严和权利上一律平等。
すべての人間は、生まれながらにして自由であり""".split("\n")
LETTERS = "abdehinorst" * 3 + "éüßộЖю人自がσΣ🙂\u0301\u0323ĠĊ▁<>x0\u200d\t\n\r "
CASES = (
    sorted({word for text in TEXTS for word in text.split()})[:40]
    + ["▁" + word for word in TEXTS[0].split()[:12]]
    + ["a", "aa", "aaaaa", "andand" * 9, "🙂🙂é🙂", "x" * 40, "<unk>", "a<unk>b", "人🙂人", "é🙂", "\u0301", "人b人b", "thereof"]
    + ["".join(RANDOM.choice(LETTERS) for _ in range(RANDOM.randrange(1, 14))) for _ in range(60)]
)
BYTES = [f"<0x{byte:02X}>" for byte in range(256)]


def bpe(specials=("<unk>",), size=160, alphabet=40, byte_level=False, **options):
    texts = TEXTS
    if byte_level:
        cutter = pre_tokenizers.ByteLevel(add_prefix_space=False)
        texts = ["".join(piece for piece, _ in cutter.pre_tokenize_str(text)) for text in TEXTS]
    marks = {k: v for k, v in options.items() if k in ("continuing_subword_prefix", "end_of_word_suffix")}
    made = Tokenizer(models.BPE(unk_token="<unk>", **marks))
    made.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always") if specials[1:] else pre_tokenizers.Whitespace()
    made.train_from_iterator(
        texts,
        trainers.BpeTrainer(
            vocab_size=size + len(specials), limit_alphabet=alphabet, special_tokens=list(specials), show_progress=False, **marks
        ),
    )
    model = json.loads(made.to_str())["model"]
    model.update(options)
    return model


def unigram(pieces=(), byte_fallback=False, size=160):
    made = Tokenizer(models.Unigram())
    made.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    made.train_from_iterator(
        TEXTS * 3, trainers.UnigramTrainer(vocab_size=size, unk_token="<unk>", special_tokens=["<s>", "<unk>"], show_progress=False)
    )
    model = json.loads(made.to_str())["model"]
    model["vocab"] += [list(piece) for piece in pieces]
    model["byte_fallback"] = byte_fallback
    return model


holes = ["<unk>"] + [piece for piece in BYTES if piece not in ("<0x9F>", "<0xE4>")]
whole = bpe(byte_level=True, ignore_merges=True)
whole["vocab"]["thereof"] = len(whole["vocab"])
MODELS = {
    "bpe": bpe(alphabet=30),
    "bpe-bytes": bpe(["<unk>"] + BYTES, byte_fallback=True, fuse_unk=True),
    "bpe-bytes-missing": bpe(holes, byte_fallback=True),
    "bpe-bytes-missing-fused": bpe(holes, byte_fallback=True, fuse_unk=True),
    "bpe-bytes-missing-no-unknown": bpe(holes, byte_fallback=True, unk_token=None),
    "bpe-fused": bpe(alphabet=30, fuse_unk=True),
    "bpe-no-unknown": bpe(alphabet=30, unk_token=None),
    "bpe-whole-words": whole,
    "bpe-marks": bpe(continuing_subword_prefix="##", end_of_word_suffix="</w>"),
    "bpe-prefix": bpe(continuing_subword_prefix="##", fuse_unk=True),
    "bpe-suffix": bpe(end_of_word_suffix="</w>"),
    "unigram": unigram(),
    "unigram-bytes": unigram([(piece, -15.0) for piece in BYTES], byte_fallback=True),
    "unigram-bytes-missing": unigram([(piece, -15.0) for piece in holes[1:]], byte_fallback=True),
    "unigram-twice": unigram([("the", -2.0), ("▁the", -9.0), ("a", -3.5), ("an", -1.0), ("<unk>", -4.0)]),
}

for name, model in MODELS.items():
    tokenizer = Tokenizer.from_str(json.dumps({"version": "1.0", "added_tokens": [], "model": model}))
    cases = [[text, [[t.id, *t.offsets] for t in tokenizer.model.tokenize(text)]] for text in CASES]
    rows = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    (HERE / f"{name}.json").write_text(f'{{"model": {json.dumps(model, ensure_ascii=False)},\n"cases": [\n{rows}\n]}}\n', encoding="utf-8")

# Some characters one by one, some with a mark, one that goes, one that grows, and the end of a line of Windows.
RULES = """FF21 > 41, B2 > 32, BD > 31 2F 32, AD >, D > 20, A > 20, 9 > 20, 65 301 > E9, 61 323 > 1EA1, 61 323 302 > 1EAD,
1EA1 302 > 1EAD, FB01 > 66 69, 2126 > 3A9, 304B 3099 > 304C, 3000 > 20, 1D538 > 41, 212B > C5, C5 > 41"""
RULES = [rule.strip().replace(" >", "\t").replace("\t ", "\t") for rule in RULES.split(",")]
with tempfile.TemporaryDirectory() as folder:
    (Path(folder) / "rules.tsv").write_text("\n".join(RULES) + "\n")
    (Path(folder) / "text.txt").write_text("\n".join(TEXTS))
    sentencepiece.SentencePieceTrainer.train(
        input=f"{folder}/text.txt", model_prefix=f"{folder}/m", vocab_size=150, normalization_rule_tsv=f"{folder}/rules.tsv", minloglevel=2
    )
    proto = sentencepiece_model_pb2.ModelProto()
    proto.ParseFromString((Path(folder) / "m.model").read_bytes())
    characters = proto.normalizer_spec.precompiled_charsmap

SIGNS = list("aex \r\n\t²½\u00adＡﬁか\u3099\u0301\u0323\u0302ạÅΩ𝔸中\u200d\u0600\u3000")
normalizer = normalizers.Precompiled(characters)
texts = SIGNS + [a + b for a in SIGNS for b in SIGNS] + ["".join(RANDOM.choice(SIGNS) for _ in range(9)) for _ in range(200)] + TEXTS
texts = list(dict.fromkeys(texts))
rows = ",\n".join(json.dumps([text, normalizer.normalize_str(text)], ensure_ascii=False) for text in texts)
(HERE / "characters.json").write_text(f'{{"map": "{base64.b64encode(characters).decode()}",\n"cases": [\n{rows}\n]}}\n', encoding="utf-8")
