#!/usr/bin/env bash
# tokenizers 0.23.3: BPE with byte_fallback gives the pieces of a text in another order than the text.
#
# "x" has no piece and no byte piece, "é" has both byte pieces. The unknown token of "x" is held back, to be fused with others, and
# added behind the bytes of "é" that follow it: <0xC3> <0xA9> <unk> a, with places as if the bytes stood where "x" does. Expected, and
# given when a character with a piece stands between them: <unk> <0xC3> <0xA9> a.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q tokenizers==0.23.3 > "$work/said" 2>&1 || { cat "$work/said" >&2; exit 1; }
found=$("$work/venv/bin/python" - <<'PYTHON'
from tokenizers import Tokenizer, models

pieces = {"a": 0, "<unk>": 1, "<0xC3>": 2, "<0xA9>": 3}
tokenizer = Tokenizer(models.BPE(pieces, [], unk_token="<unk>", byte_fallback=True))
for text in "xéa", "xaé":
    print(*[f"{token.value}:{token.offsets[0]}-{token.offsets[1]}" for token in tokenizer.model.tokenize(text)])
PYTHON
)
echo "$found"
[ "$found" = "<0xC3>:0-1 <0xA9>:1-2 <unk>:2-3 a:3-4
<unk>:0-1 a:1-2 <0xC3>:2-3 <0xA9>:3-4" ]
