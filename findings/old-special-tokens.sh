#!/usr/bin/env bash
# transformers 5.23.0 (tokenizers 0.23.x) on a BERT folder as versions before 4.34 saved it from a slow tokenizer: vocab.txt,
# tokenizer_config.json, special_tokens_map.json and added_tokens.json.
#
# "[TGT]" is listed under additional_special_tokens. transformers 4.57.6 adds it as a special token, which is found as it is
# written and not otherwise. 5.23.0 adds it as an ordinary token that is normalized: special=False, and with a tokenizer that
# lowercases "[tgt]" in a text becomes the special token too, and skip_special_tokens no longer leaves it out.
# Where the map has the token as an object instead of a text, as 4.x wrote it for tokens with flags, 5.23.0 does not open the folder:
# TypeError: Input must be a List[Union[str, AddedToken]].
# A folder with added_tokens_decoder in tokenizer_config.json (4.34 and later) is read right by both.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/look.py" <<'PYTHON'
import json, pathlib, sys
from transformers import AutoTokenizer

def read(token):
    folder = pathlib.Path(sys.argv[1])
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "[", "]", "tgt"]
    (folder / "vocab.txt").write_text("\n".join(words) + "\n")
    for name, value in {
        "config.json": {"model_type": "bert"},
        "tokenizer_config.json": {"do_lower_case": True, "tokenizer_class": "BertTokenizer"},
        "special_tokens_map.json": {"additional_special_tokens": [token]},
        "added_tokens.json": {"[TGT]": 9},
    }.items():
        (folder / name).write_text(json.dumps(value))
    try:
        tokenizer = AutoTokenizer.from_pretrained(str(folder))
    except TypeError:
        return "TypeError"
    return [tokenizer("the [TGT]")["input_ids"], tokenizer("the [tgt]")["input_ids"], tokenizer.added_tokens_decoder[9].special]

print(json.dumps([read("[TGT]"), read({"content": "[TGT]", "lstrip": True, "normalized": False, "rstrip": False, "single_word": False})]))
PYTHON
look() {
  python3 -m venv "$work/$1"
  "$work/$1/bin/pip" install -q "transformers==$1" > "$work/said" 2>&1 || { cat "$work/said" >&2; exit 1; }
  mkdir "$work/$1-folder"
  "$work/$1/bin/python" "$work/look.py" "$work/$1-folder" 2> /dev/null | tail -1
}
old=$(look 4.57.6)
new=$(look 5.23.0)
echo "4.57.6: $old"
echo "5.23.0: $new"
right='[[2, 5, 9, 3], [2, 5, 6, 8, 7, 3], true]'
[ "$old" = "[$right, $right]" ]
[ "$new" = '[[[2, 5, 9, 3], [2, 5, 9, 3], false], "TypeError"]' ]
