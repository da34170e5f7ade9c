#!/usr/bin/env bash
# tokenizers 0.23.3: a Unigram tokenizer that is saved and loaded may cut texts otherwise.
#
# Scores are written with all their digits, but some are read back as another number, in the last bit: the digits are divided by a
# power of ten, not rounded to the nearest double. Here "ab" scores what "a" and "b" do together, so the single piece is taken; after
# saving and loading "a" has become greater, and the text is two pieces. transformers 5.23.0 goes both ways: classes with rules of
# their own keep the scores as Python reads them, others hand the file to tokenizers.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q tokenizers==0.23.3 > "$work/said" 2>&1 || { cat "$work/said" >&2; exit 1; }
found=$("$work/venv/bin/python" - <<'PYTHON'
import json
from tokenizers import Tokenizer, models

a, b = -0.9385958677423489, -0.2834747652200631
made = Tokenizer(models.Unigram([("<unk>", 0.0), ("a", a), ("b", b), ("ab", a + b)], unk_id=0))
read = Tokenizer.from_str(made.to_str())
print([json.loads(t.to_str())["model"]["vocab"][1][1] for t in (made, read)], made.encode("ab").tokens, read.encode("ab").tokens)
PYTHON
)
echo "$found"
[ "$found" = "[-0.9385958677423489, -0.9385958677423488] ['ab'] ['a', 'b']" ]
