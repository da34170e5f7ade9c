#!/usr/bin/env bash
# tokenizers 0.23.3: places are wrong after Precompiled (SentencePiece's map of characters) where the first characters of a text vanish.
#
# The map here, one block of a trie, makes "b" of "a" and nothing of U+007F; nmt_nfkc, which most models have, makes nothing of it and of
# 29 other controls. In "x<7F>a" the "b" has the place of the "a", 2 to 3. In "<7F>xa" the "x" has the place of U+007F, and everything behind
# it is one character too early: what vanishes is counted off at the character before it, and there is none.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q tokenizers==0.23.3 > "$work/said" 2>&1 || { cat "$work/said" >&2; exit 1; }
found=$("$work/venv/bin/python" - <<'PYTHON'
import struct
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

units = [0] * 256
units[0x61] = (0x61 ^ 1) << 10 | 0x100 | 0x61
units[0x7F] = (0x7F ^ 2) << 10 | 0x100 | 0x7F
units[1], units[2] = 0x80000000, 0x80000001  # the places of what they become in "b\0"
tokenizer = Tokenizer(models.WordLevel({"x": 0, "b": 1, "<unk>": 2}, unk_token="<unk>"))
tokenizer.normalizer = normalizers.Precompiled(struct.pack("<257I", 1024, *units) + b"b\0")
tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")
for text in "x\x7fa", "\x7fxa":
    found = tokenizer.encode(text)
    print(found.tokens, found.offsets)
PYTHON
)
echo "$found"
[ "$found" = "['x', 'b'] [(0, 1), (2, 3)]
['x', 'b'] [(0, 1), (1, 2)]" ]
