"""Changes of affix: what is between two words, and what is learned of it."""

import itertools

import pytest
import torch

from polyseme_training import affixes
from polyseme_training.ngrams import Composer
from polyseme_training.words import SPECIALS, AffixChanges, SpellingIndex, slips


def test_changes_of_affix_are_learned_from_the_words_they_are_between():
    """Rows in which -s adds one vector, whatever the word, and -ed is between words that have nothing in common."""
    generator = torch.Generator().manual_seed(1)
    stems = ["".join(letters) for letters in itertools.product("bdfgk", "aeiou", "lmnrt")]
    words = SPECIALS + stems + [f"{stem}s" for stem in stems] + [f"{stem}ed" for stem in stems]
    random = lambda *shape: 0.2 * torch.randn(*shape, 16, generator=generator)
    rows, plural = random(len(stems)), random()
    table = torch.cat([torch.zeros(5, 16), rows, rows + plural, random(len(stems))])
    composer = Composer(8, 16, 16)
    plural_held_out = words.index("dits")
    changes = affixes.fit(words, table, composer, [plural_held_out], least=30, epochs=40, batch=32)
    factors = dict(zip(changes.changes, changes.factors))
    assert {("-s", "-"), ("-", "-s"), ("-ed", "-")} <= factors.keys()
    assert factors["-s", "-"] > 3 * factors["-ed", "-"], factors
    # A plural that nothing was learned from is guessed from its stem.
    others = [None if place == plural_held_out else word for place, word in enumerate(words)]
    found, weights, numbers = SpellingIndex(others, changes).neighbours("dits")
    with torch.no_grad():
        guess = composer.mixed(torch.zeros(16), table[found], torch.tensor(weights), torch.tensor(numbers))
    mean = table[5:].mean(0)
    assert torch.cosine_similarity(guess - mean, table[plural_held_out] - mean, 0) > 0.9


def test_what_is_between_two_words():
    """As Tests/TokenizationTests/AffixChangesTests.swift has it."""
    between = AffixChanges.between
    assert between("governs", "government") == ("-s", "-ment")
    assert between("unkind", "kind") == ("un-", "-") and between("inland", "island") == ("in-", "is-")
    assert between("banban", "ban") == ("-ban", "-")
    for word, other in [("walk", "walk"), ("we", "were"), ("care", "carelessness"), ("", "a")]:
        assert between(word, other) is None


def test_a_slip_is_half_way_to_the_same_and_found_among_many():
    assert slips("abbé") == {"aabbé", "abbbé", "abbéé", "abé", "abéb", "babé"} and not slips("abc")
    index = SpellingIndex([*SPECIALS, *(f"wier{number}" for number in range(100)), "weird"])
    place = len(index.words) - 1
    found = dict(index.candidates("wierd"))
    # Of 11 n-grams each, <w, rd, rd> and d> are common; one step of five; one letter of five to begin with.
    alike = (3 * 8 / 22 + 5 * 4 / 5 + 1 / 5) / 9
    assert found[place] == pytest.approx((1 + alike) / 2)
    assert place not in dict(index.candidates("wierd", but=[place]))
