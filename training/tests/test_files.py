"""What is wrong with a file that people bring is said in one line, with its place."""

import json
import lzma

import pytest

from polyseme_training.files import BadFile, read_object, text_lines
from polyseme_training.judged import read_pairs
from polyseme_training.senses import read_uses
from polyseme_training.vocabulary import read_counts

WORDS = "we sat on the bank".split()


def line(**changes):
    return json.dumps({"words": WORDS, "senses": [{"i": 4, "lemma": "bank", "key": "bank%1"}]} | changes)


def test_tagged_lines_are_read_from_plain_and_packed_files(tmp_path):
    plain, packed = tmp_path / "plain.jsonl", tmp_path / "packed.jsonl.xz"
    plain.write_text(line())
    packed.write_bytes(lzma.compress(f"{line()}\n{line()}\n".encode()))
    uses = read_uses([plain, packed])
    assert [use.words[use.place] for use in uses["bank/"]] == ["bank"] * 3


@pytest.mark.parametrize(
    "bad, said",
    [
        ('{"words": ["we"', "no JSON"),
        (line(words=None), "words, and senses"),
        (line(senses=[{"i": 4, "lemma": "bank"}]), "words, and senses"),
        (line(senses=[{"i": 5, "lemma": "bank", "key": "bank%1"}]), "bank is at place 5 of 5 words"),
        (line(senses=[{"i": -1, "lemma": "bank", "key": "bank%1"}]), "bank is at place -1 of 5 words"),
    ],
)
def test_a_bad_tagged_line_is_named(tmp_path, bad, said):
    path = tmp_path / "tagged.jsonl"
    path.write_text(f"{line()}\n{bad}\n{line()}\n")
    with pytest.raises(BadFile, match=said) as error:
        read_uses([path])
    assert str(error.value).startswith(f"{path}, line 2: ")


def test_text_that_is_cut_or_not_text_is_named(tmp_path):
    path, packed = tmp_path / "text.txt", tmp_path / "text.txt.xz"
    path.write_bytes(b"one\r\ntwo \xff\n")
    with pytest.raises(BadFile, match="line 2: byte 5 is not UTF-8"):
        list(text_lines(path))
    packed.write_bytes(lzma.compress(b"one\n" * 1000)[:-20])
    with pytest.raises(BadFile, match="no whole xz file"):
        list(text_lines(packed))
    with pytest.raises(BadFile, match="No such file"):
        list(text_lines(tmp_path / "none.txt"))


def test_counts_end_their_lines_as_either_system_does(tmp_path):
    path = tmp_path / "counts.tsv"
    path.write_bytes(b"the\t5\r\nof\t4\n")
    assert list(read_counts(path)) == [("the", 5), ("of", 4)]
    path.write_bytes(b"the\t5\nof 4\n")
    with pytest.raises(BadFile, match="line 2: a word, a tab"):
        list(read_counts(path))


def judged(gold=1, **changes):
    side = {"words": WORDS, "i": 4}
    return json.dumps({"a": side, "b": side | changes, "gold": gold})


def test_judged_pairs_are_read(tmp_path):
    path = tmp_path / "judged.jsonl"
    path.write_text(judged(gold=0.5))
    assert read_pairs(path) == [((tuple(WORDS), 4), (tuple(WORDS), 4), 0.5)]


@pytest.mark.parametrize(
    "bad",
    [
        "[]",
        judged(i=5),
        judged(i=-1),
        judged(i=None),
        judged(words=4),
        judged(words=[1, 2, 3, 4, 5]),
        judged(gold=None),
        judged(gold="bank"),
    ],
)
def test_a_bad_judgement_is_named(tmp_path, bad):
    path = tmp_path / "judged.jsonl"
    path.write_text(f"{judged()}\n{bad}\n")
    with pytest.raises(BadFile, match="a and b, each with words and i, and a number gold") as error:
        read_pairs(path)
    assert str(error.value).startswith(f"{path}, line 2: ")
    path.write_text("")
    with pytest.raises(BadFile, match="has no lines"):
        read_pairs(path)


def test_an_object_that_is_damaged_is_named(tmp_path):
    path = tmp_path / "config.json"
    path.write_text('{"a":\n 1}')
    assert read_object(path) == {"a": 1}
    path.write_text('{"a":\n 1')
    with pytest.raises(BadFile, match="line 2: no JSON"):
        read_object(path)
    path.write_text("[1]")
    with pytest.raises(BadFile, match="no object"):
        read_object(path)
