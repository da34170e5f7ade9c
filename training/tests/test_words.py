"""Words are cut and found as the program does: the cases of Tests/TokenizationTests/WordCuttingTests.swift."""

import pytest

from polyseme_training.words import SPECIALS, UNK, Vocabulary, cut, key

VOCABULARY = Vocabulary(SPECIALS + "the a i it river bank u.s etc ph.d don't 's 'd 've . : _ ' 20 ba".split())


@pytest.mark.parametrize(
    "text, words",
    [
        ("bank\u202f? bank\u202fclosed", "bank ? bank closed"),
        ("1\u202f234\u202f567,50 06\u202f12 x10\u202f000", "1\u202f234\u202f567,50 06 12 x10 000"),
        ("bank.The river bank:The", "bank . The river bank : The"),
        ("etc.The Ph.D.The U.S.The bank.I'm", "etc . The Ph.D . The U.S . The bank . I 'm"),
        ("bank.com U.S. Ph.D. e.g. file.txt 3.14", "bank.com U.S . Ph.D . e.g . file.txt 3.14"),
        ("end.The.start bank.Zyx J.R.R.", "end.The.start bank.Zyx J.R.R ."),
        ("_bank_ __bank__ a_b ___ _bank's_", "_ bank _ _ _ bank _ _ a_b ___ _ bank 's _"),
        ("bankʼs bank´s bank‘s bank`s ʼbankʼ", "bank ʼs bank ´s bank ‘s bank `s ʼ bank ʼ"),
        ("don´t donʼt zyx´t I`d`ve", "don´t donʼt zyx ´ t I `d `ve"),
        ("ba\u200bnk ba\u200bzy", "ba\u200bnk ba zy"),
    ],
)
def test_cut(text, words):
    assert VOCABULARY.cut(text) == words.split(" ")


def test_without_a_list_nothing_is_known_to_be_a_word():
    assert cut("bank.The don´t _bank_") == ["bank.The", "don", "´", "t", "_", "bank", "_"]


@pytest.mark.parametrize(
    "word, plain",
    [
        ("ba\u00adnk", "bank"),
        ("ｂａｎｋ", "bank"),
        ("BÄNK", "bank"),
        ("２０", "20"),
        ("donʼt", "don't"),
        ("don‘t", "don't"),
        ("ba\u200bnk", "bank"),
        ("bank\ufe0f", "bank"),
    ],
)
def test_a_disguised_word_is_found(word, plain):
    assert VOCABULARY.find(word) == VOCABULARY.ids[plain]


def test_a_disguised_guess_is_that_of_the_plain_word():
    assert {VOCABULARY.find(word) for word in ("zyxo", "ｚｙｘｏ", "zy\u00adxo", "Zy\u200dxo")} == {"zyxo"}
    assert VOCABULARY.find("❤\ufe0f") == UNK and key("‘") == "‘"
