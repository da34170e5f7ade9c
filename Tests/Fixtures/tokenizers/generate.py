#!/usr/bin/env python3
"""Make a tokenizer for every setting of tokenizer.json, and what it gives for a few lines.

usage: generate.py [FOLDER]

Without FOLDER, golden.jsonl beside this script is made again: an object for each setting, with its name, the tokenizer, and of
each of LINES the id, the start and the end of its pieces; places count scalars. With it, the tokenizers alone are written there,
for Scripts/compare-pieces.py.

Needs the Python package tokenizers 0.23.3.
"""

import json
import pathlib
import struct
import sys

from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors, trainers

TEXT = """
I deposited money at the bank of the river, didn't I? We had lunch on the bank. She said it's 3.14 o'clock, or 1,000 (well-known).
The naïve café in Zürich sells crème brûlée and jalapeño; coöperate with Dvořák. unbelievably believing believers believed
Я положил деньги в банк. 我在银行存了钱。 彼は銀行へ行った。 ฉันฝากเงินที่ธนาคาร Tôi gửi tiền vào ngân hàng. 그는 은행에 갔다. وضعت المال
lower lowest newer newest wider widest low new wide banks banking banked rivers 2026 1999 12345 if (a != b) { return a[i]; }
""".strip().split("\n")

LINES = [
    "I deposited money at the bank.",
    "  two spaces,\ttab\nline  end ",
    "Ich war's: naïve CAFÉ, cafe\u0301 und Å A\u030a",
    "don't DON'T it's I'll they've 'quoted'",
    "12345 1,000.50 ½ ² Ⅷ 3rd a1b2",
    "我在银行存了钱。彼は銀行へ行った。カタカナー",
    "ฉันฝากเงินที่ธนาคาร ê\u0301 ệ",
    "a<mask>b <mask> <s>c</s> newtok NEWTOK xnewtok new tok",
    "\u0001control\u007f \u200bzero\u00adwidth\ufeff \ufffd",
    "👩‍💻👍🏽 🇩🇪 ❤️ a😀b",
    "``quotes'' under_score a.b-c...!? $€",
    "a$b a€b x\u0085y <s>a <s> a",
    "unbelievabilities xyzzyqqq ΣΑΣ İstanbul ﬁne ﬁ",
    "",
    " ",
]

GPT2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
CL100K = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
CL100K_POSSESSIVE = r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s"
QWEN2 = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
O200K = (
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
    r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
    r"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
CLIP = r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"
BLOOM = r" ?[^(\s|[.,!?…。，、।۔،])]+"
DEEPSEEK = (
    r"[!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)

SPECIALS = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]


def charsmap():
    """A small map of characters as SentencePiece writes it: U+3000 and tab become a space, full-width A becomes A,
    U+0001 and U+00AD nothing, the ligature fi two letters, ế (two scalars) one letter."""
    entries = {"\t": " ", "\n": " ", "\u3000": " ", "Ａ": "A", "\u0001": "", "\u00ad": "", "ﬁ": "fi", "①": "1", "™": "TM"}
    # A double array in the layout of darts-clone, put together by trying offsets.
    texts, values = b"", {}
    for key in sorted(entries, key=lambda k: k.encode()):
        values[key.encode()] = len(texts)
        texts += entries[key].encode() + b"\0"
    units = [0] * 1024
    used = {0}

    def place(prefixes, node):
        children = sorted({key[len(prefix)] if len(key) > len(prefix) else 0 for prefix, keys in prefixes for key in keys})
        offset = next(o for o in range(1, 256 * 3) if all((node ^ o) ^ c not in used and (node ^ o) ^ c < 1024 for c in children))
        base = node ^ offset
        # The bits of darts-clone: label 0-7, leaf flag 8, extension 9, offset 10-30.
        units[node] |= offset << 10
        for child in children:
            used.add(base ^ child)
        for child in children:
            ((prefix, keys),) = prefixes
            if child == 0:
                units[node] |= 1 << 8
                units[base] = values[prefix] | 1 << 31
            else:
                longer = prefix + bytes([child])
                units[base ^ child] = child
                place([(longer, [k for k in keys if k.startswith(longer)])], base ^ child)

    place([(b"", list(values))], 0)
    trie = b"".join(struct.pack("<I", unit) for unit in units)
    return struct.pack("<I", len(trie)) + trie + texts


def word_level(normalizer=None, pre_tokenizer=None, processor=None):
    """Shows where a text is parted: nearly every part is unknown."""
    words = ["<unk>", "the", "bank", "▁the", "Ġthe", "Ġbank", "river", "a", "I", ".", "1", "café", "cafe"]
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(words)}, unk_token="<unk>"))
    return parts(tokenizer, normalizer, pre_tokenizer, processor)


def parts(tokenizer, normalizer=None, pre_tokenizer=None, processor=None):
    if normalizer is not None:
        tokenizer.normalizer = normalizer
    if pre_tokenizer is not None:
        tokenizer.pre_tokenizer = pre_tokenizer
    if processor is not None:
        tokenizer.post_processor = processor
    return tokenizer


def trained(model, trainer, normalizer=None, pre_tokenizer=None, processor=None, added=()):
    tokenizer = parts(Tokenizer(model), normalizer, pre_tokenizer)
    tokenizer.train_from_iterator(TEXT * 3, trainer)
    if processor is not None:
        tokenizer.post_processor = processor
    if added:
        tokenizer.add_tokens(list(added))
    return tokenizer


def byte_level(prefix=False, size=600, model=None, processor=None, **parts):
    return trained(
        model or models.BPE(),
        trainers.BpeTrainer(
            vocab_size=size,
            special_tokens=SPECIALS,
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
            show_progress=False,
        ),
        pre_tokenizer=parts.pop("pre_tokenizer", pre_tokenizers.ByteLevel(add_prefix_space=prefix)),
        processor=processor or processors.RobertaProcessing(("</s>", 2), ("<s>", 0), True, prefix),
        **parts,
    )


def unigram(normalizer, pre_tokenizer, processor=None, added=(), size=300):
    return trained(
        models.Unigram(),
        trainers.UnigramTrainer(vocab_size=size, special_tokens=SPECIALS, unk_token="<unk>", show_progress=False),
        normalizer,
        pre_tokenizer,
        processor or framed("<s>", "</s>", 0, 2),
        added,
    )


def framed(start, end, first, last):
    return processors.TemplateProcessing(
        single=[start, "$A", end], pair=[start, "$A", end, end, "$B", end], special_tokens=[(start, first), (end, last)]
    )


ADDED = [
    AddedToken("newtok", normalized=True),
    AddedToken("new tok", normalized=False, single_word=True),
    AddedToken("<mask>", lstrip=True, special=True, normalized=False),
    AddedToken("<right>", rstrip=True, normalized=False),
    AddedToken("Straße", normalized=True, single_word=True),
    AddedToken("bank", normalized=True, single_word=True),
]


def added_to(tokenizer):
    tokenizer.add_tokens(ADDED + [AddedToken("<s>", special=True, normalized=False)])
    return tokenizer


def settings():
    N, P = normalizers, pre_tokenizers
    split = P.WhitespaceSplit()
    everything = {
        "nfc": N.NFC(),
        "nfd": N.NFD(),
        "nfkc": N.NFKC(),
        "nfkd": N.NFKD(),
        "lowercase": N.Lowercase(),
        "strip-accents": N.Sequence([N.NFD(), N.StripAccents()]),
        "strip": N.Strip(),
        "strip-right": N.Strip(left=False),
        "replace": N.Sequence([N.Replace("``", '"'), N.Replace(Regex(" {2,}"), " "), N.Replace(Regex(r"\s"), "_")]),
        "prepend": N.Sequence([N.Prepend("▁"), N.Replace(" ", "▁")]),
        "nmt": N.Nmt(),
        "bert": N.BertNormalizer(),
        "bert-cased": N.BertNormalizer(strip_accents=False, lowercase=False, handle_chinese_chars=False),
        "byte-level": N.ByteLevel(),
        "nothing": None,
    }
    for name, normalizer in everything.items():
        yield f"normalizer-{name}", word_level(normalizer, split)
    cutters = {
        "bert": P.BertPreTokenizer(),
        "whitespace": P.Whitespace(),
        "whitespace-split": split,
        "byte-level": P.ByteLevel(),
        "byte-level-plain": P.ByteLevel(add_prefix_space=False, use_regex=False),
        "metaspace": P.Metaspace(),
        "metaspace-first": P.Metaspace(prepend_scheme="first"),
        "metaspace-never": P.Metaspace(prepend_scheme="never"),
        "metaspace-whole": P.Metaspace(split=False),
        "digits": P.Digits(),
        "digits-each": P.Digits(individual_digits=True),
        "scripts": P.UnicodeScripts(),
        "delimiter": P.CharDelimiterSplit("e"),
        "fixed": P.FixedLength(3),
        "sequence": P.Sequence([P.WhitespaceSplit(), P.Punctuation("merged_with_previous"), P.Digits(True), P.Metaspace()]),
        "nothing": None,
    }
    for behavior in ["removed", "isolated", "merged_with_previous", "merged_with_next", "contiguous"]:
        cutters[f"punctuation-{behavior}"] = P.Punctuation(behavior)
        for invert in [False, True]:
            cutters[f"split-{behavior}-{'inverted' if invert else 'plain'}"] = P.Split(" ", behavior, invert)
            cutters[f"pattern-{behavior}-{'inverted' if invert else 'plain'}"] = P.Split(Regex(r"\s+|[aeiou]"), behavior, invert)
    patterns = {
        "gpt2": GPT2,
        "cl100k": CL100K,
        "cl100k-possessive": CL100K_POSSESSIVE,
        "qwen2": QWEN2,
        "o200k": O200K,
        "clip": CLIP,
        "bloom": BLOOM,
        "deepseek": DEEPSEEK,
        "digit": "[0-9]",
        "number": r"\p{N}",
        "spaces": r"\s{2,}|[\n\r\t]",
        "ahead": r"(?=[A-Z])",
        "behind": r"(?<=\p{L})(?=\p{N})|(?<![a-z])b",
        "edge": r"\bb\w*|\B.\b",
        "lines": r"^.|.$",
        "lazy": r"a.*?n|[^a]{2}?",
        "unions": r"[a-z&&[^aeiou]]+|[\p{Lu}\d_-]+",
        "counts": r"\p{N}{1,3}+|\w{2,}|\d{,2}",
        "case": r"(?i)the|(?i:é|k)",
        "empty": r"x*",
    }
    for name, pattern in patterns.items():
        cutters[f"pattern-{name}"] = P.Split(Regex(pattern), "isolated", False)
    for name, cutter in cutters.items():
        yield f"cutter-{name}", word_level(None, cutter)

    for scheme in ["first", "always", "never"]:
        yield f"metaspace-{scheme}-behind-added", added_to(word_level(None, P.Metaspace(prepend_scheme=scheme)))
    yield "lowercase-added", added_to(word_level(N.Lowercase(), split))

    yield "roberta", byte_level(added=ADDED)
    yield "roberta-prefix", byte_level(True, added=ADDED)
    yield "gpt2-untrimmed", byte_level(processor=processors.ByteLevel(trim_offsets=False))
    yield (
        "modernbert",
        byte_level(normalizer=N.NFC(), processor=framed("<s>", "</s>", 0, 2), added=[AddedToken("  ", normalized=False), *ADDED]),
    )
    yield (
        "llama3",
        byte_level(
            pre_tokenizer=P.Sequence([P.Split(Regex(CL100K), "isolated", False), P.ByteLevel(add_prefix_space=False, use_regex=False)]),
            processor=processors.Sequence([processors.ByteLevel(trim_offsets=False), framed("<s>", "</s>", 0, 2)]),
        ),
    )
    charmap = N.Precompiled(charsmap())
    yield (
        "xlm-roberta",
        unigram(
            charmap, P.Sequence([P.WhitespaceSplit(), P.Metaspace()]), added=[AddedToken("<mask>", lstrip=True, special=True), ADDED[0]]
        ),
    )
    yield (
        "deberta-v3",
        unigram(
            N.Sequence([N.Replace(Regex(r"\s{2,}|[\n\r\t]"), " "), N.NFC(), N.Strip(left=False)]), P.Metaspace(prepend_scheme="always")
        ),
    )
    yield (
        "albert",
        unigram(
            N.Sequence([N.Replace("``", '"'), N.Replace("''", '"'), N.NFKD(), N.StripAccents(), N.Lowercase(), charmap]),
            P.Sequence([P.WhitespaceSplit(), P.Metaspace()]),
            added=ADDED,
        ),
    )
    yield "unigram-whole", unigram(None, P.Metaspace(prepend_scheme="first", split=False))
    yield (
        "sentencepiece-bpe",
        trained(
            models.BPE(unk_token="<unk>", fuse_unk=True, byte_fallback=True),
            trainers.BpeTrainer(vocab_size=700, special_tokens=SPECIALS + [f"<0x{b:02X}>" for b in range(256)], show_progress=False),
            N.Sequence([N.Prepend("▁"), N.Replace(" ", "▁")]),
            None,
            framed("<s>", "</s>", 0, 2),
        ),
    )
    for lowercase in [True, False]:
        yield (
            f"mpnet-{'uncased' if lowercase else 'cased'}",
            trained(
                models.WordPiece(unk_token="<unk>", max_input_chars_per_word=12),
                trainers.WordPieceTrainer(vocab_size=300, special_tokens=SPECIALS, show_progress=False),
                N.BertNormalizer(lowercase=lowercase),
                P.BertPreTokenizer(),
                processors.RobertaProcessing(("</s>", 2), ("<s>", 0), True, False),
                ADDED,
            ),
        )
    yield (
        "words",
        trained(
            models.WordLevel(unk_token="<unk>"),
            trainers.WordLevelTrainer(vocab_size=60, special_tokens=SPECIALS, show_progress=False),
            N.Sequence([N.NFKC(), N.Lowercase()]),
            P.Whitespace(),
            processors.BertProcessing(("</s>", 2), ("<s>", 0)),
            ADDED,
        ),
    )


def golden(name, tokenizer):
    """A line of golden.jsonl."""
    rows = []
    for line in LINES:
        encoding = tokenizer.encode(line, add_special_tokens=False)
        rows.append([[i, *place] for i, place in zip(encoding.ids, encoding.offsets)])
    return {"name": name, "tokenizer": json.loads(tokenizer.to_str()), "pieces": rows}


def main():
    if len(sys.argv) > 1:
        folder = pathlib.Path(sys.argv[1])
        folder.mkdir(parents=True, exist_ok=True)
        for name, tokenizer in settings():
            tokenizer.save(str(folder / f"{name}.json"), pretty=False)
        return
    folder = pathlib.Path(__file__).parent
    lines = [golden(name, tokenizer) for name, tokenizer in settings()]
    lines.insert(0, {"lines": LINES})
    text = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)
    (folder / "golden.jsonl").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
