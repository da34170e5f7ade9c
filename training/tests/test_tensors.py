"""Tensors that are damaged are named in one line."""

import pytest
import torch
from safetensors.torch import save_file

from polyseme_training.files import BadFile
from polyseme_training.tensors import read_tensors


def test_tensors_that_are_cut_are_named(tmp_path):
    path = tmp_path / "model.safetensors"
    save_file({"row": torch.arange(100.0)}, path)
    whole = path.read_bytes()
    assert torch.equal(read_tensors(path)["row"], torch.arange(100.0))
    for size in (0, 5, 40, len(whole) - 1):
        path.write_bytes(whole[:size])
        with pytest.raises(BadFile, match="no whole safetensors file"):
            read_tensors(path)
    with pytest.raises(BadFile, match="No such file"):
        read_tensors(tmp_path / "none.safetensors")
