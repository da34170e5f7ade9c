"""WordNet is packed and read back as its files have it: Scripts/pack-wordnet.py on a made-up one."""

import importlib.util
import pathlib
import shutil

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIXTURE = ROOT / "Tests" / "Fixtures" / "inventory"
spec = importlib.util.spec_from_file_location("pack_wordnet", ROOT / "Scripts" / "pack-wordnet.py")
pack = importlib.util.module_from_spec(spec)
spec.loader.exec_module(pack)


def packed(folder):
    synsets, forms, _ = pack.read_wordnet(folder)
    return pack.packed(synsets, forms, "WordNet 3.0", pack.digest(folder))


def test_same_files_give_the_same_bytes():
    assert packed(FIXTURE / "dict") == (FIXTURE / "tiny.senses").read_bytes()


def test_everything_comes_back():
    assert pack.check(FIXTURE / "dict", pack.Packed(packed(FIXTURE / "dict"))) == (25, 17, 28, 5)


@pytest.mark.parametrize(
    "name, old, new",
    [
        ("data.noun", "beside water", "without water"),
        ("data.noun", "+ 00000046 v 0101", "+ 00000046 v 0000"),
        ("index.sense", "00000350 1 25", "00000350 1 24"),
        ("index.sense", "00000350 1 25", "00000350 2 25"),
        ("index.sense", "axis%1:06:00::", "axis%1:06:01::"),
    ],
)
def test_the_check_sees_what_differs(tmp_path, name, old, new):
    shutil.copytree(FIXTURE / "dict", tmp_path / "dict")
    path = tmp_path / "dict" / name
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises((AssertionError, KeyError)):
        pack.check(tmp_path / "dict", pack.Packed((FIXTURE / "tiny.senses").read_bytes()))


@pytest.mark.parametrize(
    "text, gloss, examples",
    [
        ("a slope", "a slope", []),
        ('a slope; "on it"; "up it"', "a slope", ["on it", "up it"]),
        ('the "old" way; a custom', 'the "old" way; a custom', []),
        ('as "he" has; "on it"', 'as "he" has', ["on it"]),
        ('first; "on it"; second', "first; second", ["on it"]),
        ('a; "on it", "up it"', "a", ["on it", "up it"]),
        ('a; "on it"- A. Made; "up it"--B', "a", ["on it - A. Made", "up it - B"]),
        ('a; "on it', 'a; "on it', []),
    ],
)
def test_examples_stand_behind_a_semicolon(text, gloss, examples):
    assert pack.split_gloss(text) == (gloss, examples)


@pytest.mark.parametrize("text", ["the cat", "the  cat", "the cat's", " the the the", "the, cat the\tthe", "the"])
def test_texts_come_back_from_their_code(text):
    words = ["the", "cat"] + ["w" * n for n in range(3, 60)] + ["theme"]
    assert pack.decoded(pack.coder(words)(text), words) == text
