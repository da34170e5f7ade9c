#!/usr/bin/env python3
"""Compare the word pieces of Polyseme with those of Hugging Face tokenizers.

usage: compare-tokenizers.py [options] FOLDER

FOLDER is a BERT-family model folder (tokenizer.json, config.json, and so on; compare-models.py makes some of every kind). 10,000
lines of mixed text are made up, the same for the same seed: English, the
scripts of the world, emoji, accents in both forms, controls, long words. Both
tokenizers cut them, and the ids of each line must be the same. The exit status
is 0 when they are.

Needs the Python package tokenizers, and a built polyseme.
"""

import argparse
import json
import pathlib
import random
import subprocess
import sys
import unicodedata

from tokenizers import Tokenizer

ROOT = pathlib.Path(__file__).resolve().parent.parent

ENGLISH = """
I deposited money at the bank, didn't I? "We had lunch on the bank of the river," she said; it's 3.14 o'clock
[MASK] [SEP] [mask] (or 1,000?) -- well-known e-mail: someone@example.com https://example.org/a_b?c=d&e=f#g U.S.A. $5.00 100% C++
Straße naïve café résumé coöperate Ångström Dvořák crème brûlée jalapeño Zürich İstanbul ﬁancé Ⅷ ½ ﷺ №5 ﾊﾝｶｸ
unbelievably electroencephalographically antidisestablishmentarianism floccinaucinihilipilification
""".split()

SENTENCES = [
    "Я положил деньги в банк.",
    "Ο ποταμός κυλάει ήσυχα.",
    "그는 은행에 갔다.",
    "彼は銀行へ行った。",
    "我在银行存了钱。",
    "وضعت المال في البنك.",
    "שמתי כסף בבנק.",
    "मैंने बैंक में पैसे जमा किए।",
    "ฉันฝากเงินที่ธนาคาร",
    "Tôi gửi tiền vào ngân hàng.",
    "მე ბანკში ვარ.",
    "Ես բանկում եմ։",
    "ನಾನು ಬ್ಯಾಂಕಿನಲ್ಲಿ ಇದ್ದೇನೆ.",
    "நான் வங்கியில் இருக்கிறேன்.",
    "আমি ব্যাংকে আছি।",
    "ကျွန်တော် ဘဏ်မှာ။",
]

EMOJI = "😀 🏦 👩‍💻 👨‍👩‍👧‍👦 👍🏽 🇩🇪 🏳️‍🌈 ❤️ 1️⃣ ☕ ✈️ ©️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿".split()
SPACES = " \t\u00a0\u1680\u2003\u2028\u2029\u202f\u205f\u3000\u0085\x0b\x0c"
CONTROLS = "\x01\x07\x1b\x7f\x80\x9f\u00ad\u200b\u200c\u200d\u200e\u2060\ufeff\ufffd\ue000\U000f0000\U0010fffd"
MARKS = "\u0301\u0308\u0323\u0327\u0345\u05b0\u064b\u094d\u0e48\u20d0\u20dd\u3099\ufe20"


def settled_scalars():
    """The scalars assigned in Unicode 3.2 whose category is still the same.

    The category tables in tokenizers are those of Unicode 8.0, so a scalar that came or changed
    later is cut differently: see --scalars.
    """
    then = unicodedata.ucd_3_2_0
    return [
        chr(c)
        for c in range(0x20, 0x30000)
        if then.category(chr(c)) not in ("Cn", "Cs", "Cc") and then.category(chr(c)) == unicodedata.category(chr(c))
    ]


def mixed_lines(count, seed):
    """Lines of mixed text. A line never starts with a slash, which would make it a command."""
    rng = random.Random(seed)
    scalars = settled_scalars()
    blocks = [scalars[i : i + 64] for i in range(0, len(scalars), 64)]

    def english():
        words = rng.choices(ENGLISH, k=rng.randint(1, 20))
        return " ".join(rng.choice([w, w, w, w.upper(), w.title(), w + "s", w + "ing"]) for w in words)

    def sentence():
        return " ".join(rng.choices(SENTENCES, k=rng.randint(1, 4)))

    def any_script():
        block = rng.choice(blocks)
        return "".join(rng.choice(block if rng.random() < 0.9 else " ") for _ in range(rng.randint(1, 60)))

    def any_scalars():
        return "".join(rng.choice(scalars) for _ in range(rng.randint(1, 60)))

    def emoji():
        return rng.choice(["", " "]).join(rng.choices(EMOJI + ENGLISH[:9], k=rng.randint(1, 12)))

    def decomposed():
        return unicodedata.normalize(rng.choice(["NFD", "NFC", "NFKD"]), rng.choice([english, sentence])())

    def disturbed():
        text = list(rng.choice([english, sentence, any_script])())
        for _ in range(rng.randint(1, 10)):
            text.insert(rng.randint(0, len(text)), rng.choice(CONTROLS + SPACES + MARKS))
        return "".join(text)

    def long_word():
        letters = rng.choice(["abcdefghij", "éüñ", "аbц", "中", "ab\u0301", "🙂a", "x."])
        return "".join(rng.choice(letters) for _ in range(rng.choice([50, 99, 100, 101, 150, 400])))

    kinds = [english, sentence, any_script, any_scalars, emoji, decomposed, disturbed, long_word]
    lines = []
    while len(lines) < count:
        kind = kinds[len(lines) % len(kinds)]
        line = kind() if rng.random() < 0.7 else kind() + " " + rng.choice(kinds)()
        line = line.lstrip("/")
        if line.strip():
            lines.append(line)
    return lines


def polyseme_ids(command, folder, lines):
    """The ids that the program prints, line by line."""
    result = subprocess.run(
        [command, "--output", "jsonl", "--model", folder],
        input="".join(line + "\n" for line in lines).encode(),
        stdout=subprocess.PIPE,
        # Lines without a word are answered by an error, and have no ids.
        stderr=subprocess.DEVNULL,
        check=False,
    )
    answers = [json.loads(line) for line in result.stdout.decode().split("\n") if line]
    if len(answers) != len(lines):
        sys.exit(f"{len(lines)} lines went in, {len(answers)} answers came out")
    return [[i for token in answer.get("tokens", []) for i in token["ids"]] for answer in answers]


def hugging_face(folder):
    """The tokenizer of a folder, reading a typed [MASK] as transformers does: as the mask unless the settings say no."""
    path, settings = pathlib.Path(folder) / "tokenizer.json", pathlib.Path(folder) / "tokenizer_config.json"
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    if settings.exists():
        tokenizer.encode_special_tokens = bool(json.loads(settings.read_text()).get("split_special_tokens"))
    return tokenizer


def compare(command, folder, lines):
    """Compare line by line, print the first differences, and return how many lines differ."""
    ours = polyseme_ids(command, folder, lines)
    theirs = hugging_face(folder).encode_batch(lines, add_special_tokens=False)
    different = 0
    for line, a, b in zip(lines, ours, theirs):
        if a != b.ids:
            different += 1
            if different <= 5:
                print(f"differs: {line!r}\n  polyseme   {a}\n  tokenizers {b.ids}")
    print(f"{len(lines)} lines, {sum(len(e.ids) for e in theirs)} ids: {different} lines differ")
    return different


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", help="a BERT-family model folder")
    parser.add_argument("--polyseme", default=str(ROOT / ".build/release/polyseme"), help="the program")
    parser.add_argument("--lines", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scalars", action="store_true", help="instead, each scalar by itself: those newer than Unicode 8.0 may differ")
    options = parser.parse_args()
    if options.scalars:
        lines = [f"a{chr(c)}b {chr(c)}" for c in range(0x110000) if c != 0x0A and not 0xD800 <= c < 0xE000]
    else:
        lines = mixed_lines(options.lines, options.seed)
    sys.exit(1 if compare(options.polyseme, options.folder, lines) else 0)


if __name__ == "__main__":
    main()
