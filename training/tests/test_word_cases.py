"""Words as the program cuts and finds them: the fixture is written by the program's own test (WordCasesTests.swift)."""

import json

import pytest

from polyseme_training.files import json_lines
from polyseme_training.recipe import TRAINING
from polyseme_training.words import AffixChanges, SpellingIndex, Vocabulary

ROOT = TRAINING.parent
CASES = [case for _, case in json_lines(ROOT / "Tests/Fixtures/words/cases.jsonl")]


@pytest.fixture(scope="module")
def vocabulary():
    return Vocabulary.read(ROOT / "vocab/words.txt")


@pytest.fixture(scope="module")
def spelling(vocabulary):
    return SpellingIndex(vocabulary.words, AffixChanges.read(ROOT / "vocab/affixes.tsv"))


def shown(vocabulary, word):
    found = vocabulary.find(word)
    return f"{found}*" if isinstance(found, str) else vocabulary.words[found]


def test_there_are_cases():
    assert len(CASES) > 40 and any(case["guesses"] for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=[json.dumps(case["text"])[:40] for case in CASES])
def test_words_are_cut_and_found_as_by_the_program(case, vocabulary, spelling):
    words = vocabulary.cut(case["text"])
    assert words == case["words"]
    assert [shown(vocabulary, word) for word in words] == case["found"]
    for guess, neighbours in case["guesses"].items():
        assert [vocabulary.words[place] for place in spelling.neighbours(guess)[0]] == neighbours
