#!/usr/bin/env bash
# transformers 5.23.0: DebertaV2Tokenizer leaves SentencePiece's map of characters out, of spm.model and of a tokenizer.json alike.
#
# The model is trained by SentencePiece with nmt_nfkc, as DeBERTa-v3 was: "²" is "2" and "Ａ" is "A" to it. transformers 4.57.6 says so, in
# the tokenizer.json that it saves too. 5.23.0 builds its normalizer anew, of spaces and NFC: "²" and "Ａ" are unknown.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/look.py" <<'PYTHON'
import json, pathlib, sys
import sentencepiece
from transformers import AutoTokenizer

folder = pathlib.Path(sys.argv[1])
if not folder.exists():
    folder.mkdir()
    (folder / "text.txt").write_text("A 2 A2 2A AA 22 A A2A 2 A\n" * 20)
    sentencepiece.SentencePieceTrainer.train(
        input=str(folder / "text.txt"), model_prefix=str(folder / "spm"), vocab_size=8, normalization_rule_name="nmt_nfkc", minloglevel=2,
        pad_id=0, bos_id=1, eos_id=2, unk_id=3, pad_piece="[PAD]", bos_piece="[CLS]", eos_piece="[SEP]", unk_piece="[UNK]",
        hard_vocab_limit=False)
    (folder / "config.json").write_text(json.dumps({"model_type": "deberta-v2"}))
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "DebertaV2Tokenizer"}))
tokenizer = AutoTokenizer.from_pretrained(str(folder))
print(tokenizer("²Ａ")["input_ids"] == tokenizer("2A")["input_ids"], tokenizer.unk_token_id in tokenizer("²Ａ")["input_ids"])
if len(sys.argv) > 2:
    tokenizer.save_pretrained(sys.argv[2])
PYTHON
for version in 4.57.6 5.23.0; do
  python3 -m venv "$work/$version"
  "$work/$version/bin/pip" install -q "transformers==$version" sentencepiece==0.2.1 protobuf > "$work/said" 2>&1 \
    || { cat "$work/said" >&2; exit 1; }
done
look() { "$work/$1/bin/python" "$work/look.py" "${@:2}" 2> /dev/null | tail -1; }
old=$(look 4.57.6 "$work/folder" "$work/saved")
new="$(look 5.23.0 "$work/folder"), $(look 5.23.0 "$work/saved")"
echo "4.57.6: $old"
echo "5.23.0: $new"
[ "$old" = "True False" ]
[ "$new" = "False True, False True" ]
