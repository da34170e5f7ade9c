"""The shipped vectors of senses belong to the shipped weights, and what a step writes is what safetensors has."""

import json
import struct

import pytest

from polyseme_training.recipe import TRAINING

np = pytest.importorskip("numpy")

from polyseme_training.sense_vectors import at, counts_of_senses, glosses, mark_of, write  # noqa: E402

WEIGHTS = TRAINING.parent / "weights"


def head(path):
    with open(path, "rb") as file:
        return json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))


def test_the_shipped_ones_are_of_the_shipped_weights():
    assert head(WEIGHTS / "senses.safetensors")["__metadata__"]["weights"] == mark_of(WEIGHTS / "model.safetensors")


def test_the_shipped_keys_are_sorted():
    shipped = head(WEIGHTS / "senses.safetensors")
    data = (WEIGHTS / "senses.safetensors").read_bytes()
    start = 8 + struct.unpack("<Q", data[:8])[0]
    first, last = shipped["keys"]["data_offsets"]
    keys = data[start + first : start + last].split(b"\n")
    assert keys == sorted(keys) and len(keys) == shipped["counts"]["shape"][0] == shipped["vectors"]["shape"][0]


def test_what_is_written_has_its_places(tmp_path):
    write(tmp_path / "a", {"keys": np.frombuffer(b"a\nbc", dtype=np.uint8), "mean": np.ones(3, dtype=np.float32)}, {"format": "1"})
    written = head(tmp_path / "a")
    assert written["mean"] == {"dtype": "F32", "shape": [3], "data_offsets": [0, 12]}
    assert written["keys"] == {"dtype": "U8", "shape": [4], "data_offsets": [12, 16]}
    assert (tmp_path / "a").read_bytes().endswith(np.ones(3, dtype="<f4").tobytes() + b"a\nbc")


def test_words_that_lie_between_two_places():
    assert at([(0, 3, 7), (4, 8, 9), (9, 10, 11)], 4, 8) == [9]
    assert at([(0, 3, 7), (4, 8, 9)], 2, 5) == [7, 9]


def test_a_dictionary_is_counted(tmp_path):
    for name in ("noun", "verb", "adj", "adv"):
        (tmp_path / f"index.{name}").write_text("  1 licence\n")
        (tmp_path / f"data.{name}").write_text("  1 licence\n")
    (tmp_path / "index.noun").write_text("  1 licence\nbank n 2 1 @ 2 1 00000001 00000002\n")
    (tmp_path / "index.verb").write_text("bank v 1 0 1 0 00000003\n")
    (tmp_path / "data.adj").write_text('00000001 00 a 01 well_read(a) 0 000 | has read much; "a well-read man"\n')
    assert counts_of_senses(tmp_path) == {"bank": 3}
    assert list(glosses(tmp_path, 1)) == [("well read", "has read much")]
