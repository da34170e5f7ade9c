"""A word-piece encoder as a teacher: all-mpnet-base-v2, cut to its first layers.

It reads the same words as the program: each is cut into word pieces by itself, and a word's vector is the
mean of its pieces' vectors.
"""

import json
from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import BertWordPieceTokenizer
from transformers import MPNetConfig, MPNetModel

from .files import read_object
from .tensors import read_tensors


class PieceEncoder:
    """The first layers of an MPNet checkpoint."""

    def __init__(self, folder, layers=None):
        self.folder = Path(folder)
        weights = self.folder / "model.safetensors"
        self.files = [weights]
        self.config = read_object(self.folder / "config.json")
        if layers is not None:
            self.config["num_hidden_layers"] = layers
        self.layer = self.config["num_hidden_layers"]
        self.model = MPNetModel(MPNetConfig(**self.config), add_pooling_layer=False).eval()
        tensors = {name.removeprefix("mpnet."): tensor.float() for name, tensor in read_tensors(weights).items()}
        missing, _ = self.model.load_state_dict(tensors, strict=False)
        missing = [name for name in missing if "position_ids" not in name]
        assert not missing, missing
        self.tokenizer = BertWordPieceTokenizer(
            str(self.folder / "vocab.txt"), lowercase=True, unk_token="[UNK]", cls_token="<s>", sep_token="</s>"
        )
        self.pieces_of_word = {}

    def pieces(self, word):
        """The ids of a word's pieces, at least one."""
        if word not in self.pieces_of_word:
            ids = self.tokenizer.encode(word, add_special_tokens=False).ids
            self.pieces_of_word[word] = ids or [self.tokenizer.token_to_id("[UNK]")]
        return self.pieces_of_word[word]

    def read(self, words):
        """The pieces of a sentence's words, and where those of each word begin and end."""
        pieces, borders = [], []
        for word in words:
            own = self.pieces(word)
            borders.append((len(pieces), len(pieces) + len(own)))
            pieces += own
        return pieces, borders

    def batch(self, sentences):
        """Rows of the table and a mask for sentences of pieces, with <s> and </s>. Shapes `[n, T, C]`, `[n, T]`."""
        room = self.config["max_position_embeddings"] - 4
        sentences = [pieces[:room] for pieces in sentences]
        longest = max(map(len, sentences)) + 2
        ids = torch.full((len(sentences), longest), self.config["pad_token_id"])
        mask = torch.zeros(len(sentences), longest, dtype=torch.long)
        for row, pieces in enumerate(sentences):
            own = [self.config["bos_token_id"], *pieces, self.config["eos_token_id"]]
            ids[row, : len(own)] = torch.tensor(own)
            mask[row, : len(own)] = 1
        return self.model.embeddings.word_embeddings(ids), mask

    def save(self, folder, layer):
        """Writes the folder anew, with the weights as they are now and no layers above `layer`."""
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "config.json").write_text(json.dumps(self.config | {"num_hidden_layers": layer}, indent=2) + "\n")
        (folder / "vocab.txt").write_bytes((self.folder / "vocab.txt").read_bytes())
        above = tuple(f"encoder.layer.{n}." for n in range(layer, self.config["num_hidden_layers"]))
        save_file(
            {name: tensor.half().contiguous() for name, tensor in self.model.state_dict().items() if not name.startswith(above)},
            folder / "model.safetensors",
        )
