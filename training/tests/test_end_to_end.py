"""The whole way from counts and tagged text to weights with a yardstick and a calibration, on a text of a
few lines and a teacher of random weights: it proves that the scripts run, not that the model is good."""

import importlib.util
import json
import math
import os
import statistics
import subprocess
import sys

import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel

from polyseme_training.data import TextBatches, UntaggedUses
from polyseme_training.encoder import WordEncoder
from polyseme_training.losses import agreement, cosine_matrix, recognition, side_by_side
from polyseme_training.measures import area_under_curve, area_within
from polyseme_training.packed import BORDER, PackedText, PieceReader, TaggedDraws, WordReader
from polyseme_training.pseudowords import PseudowordDraws, PseudowordEncoder, PseudowordTeacher, between, parts_of_speech, replaced
from polyseme_training.reading import student_vectors, teacher_vectors
from polyseme_training.recipe import TRAINING, Recipe
from polyseme_training.senses import Use, read_uses
from polyseme_training.teacher import PieceEncoder
from polyseme_training.words import AffixChanges

MONEY = "she put the money in the bank and the bank lent the money to him .".split()
RIVER = "they sat on the bank of the river and saw the water near the bank .".split()
SPRING = "in spring the flowers open and in spring it often rains near the river .".split()
COIL = "the spring of the old clock broke so he bought a new spring .".split()
TEXT = [" ".join(words) for words in (MONEY, RIVER, SPRING, COIL)]
# With a word outside the list, of three pieces.
SENTENCES = [[*words[:-1], extra, "."] for words in (MONEY, RIVER, SPRING, COIL) for extra in "one two abc".split()]


def start(script, *arguments):
    return subprocess.run(
        [sys.executable, TRAINING / "steps" / script, *map(str, arguments)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(TRAINING)},
    )


def run(script, *arguments):
    done = start(script, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def tagged_lines():
    """Each word once more in each of several sentences, with one sense for each sentence of origin."""
    lines = []
    for lemma, places in {"bank": [(MONEY, 6), (RIVER, 4)], "spring": [(SPRING, 1), (COIL, 1)]}.items():
        for number, (words, place) in enumerate(places):
            for extra in "today yesterday often never always soon".split():
                lines.append({"words": [*words[:-1], extra, "."], "senses": [{"i": place, "lemma": lemma, "key": f"{lemma}%{number}"}]})
    return lines


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("model")
    words = sorted({word for line in TEXT for word in line.split()})
    teacher = folder / "teacher"
    teacher.mkdir()
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *words, "to", "##day", "s", "##oo", "##n"]
    (teacher / "vocab.txt").write_text("\n".join(dict.fromkeys(pieces)) + "\n")
    config = BertConfig(
        vocab_size=len(dict.fromkeys(pieces)),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=40,
    )
    torch.manual_seed(1)
    model = BertModel(config, add_pooling_layer=False)
    save_file({n: t.contiguous() for n, t in model.state_dict().items()}, teacher / "model.safetensors")
    (teacher / "config.json").write_text(json.dumps(config.to_dict()))
    counts = [f"{word}\t{100 - place}" for place, word in enumerate(["today", "it's", *words])]
    (folder / "counts.tsv").write_text("\n".join(counts) + "\n")
    (folder / "text.txt").write_text("\n".join(TEXT * 40) + "\n")
    with open(folder / "tagged.jsonl", "w") as file:
        file.writelines(json.dumps(line) + "\n" for line in tagged_lines())
    (folder / "vocab").mkdir()
    run("02_choose_words.py", folder / "counts.tsv", folder / "vocab/words.txt", "--size", 130)
    run("03_first_weights.py", folder, "--minilm", teacher, "--layer", 2, "--buckets", 64, "--width", 8, "--epochs", 2)
    return folder


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A larger encoder of word pieces, with random weights."""
    folder = tmp_path_factory.mktemp("large")
    words = sorted({word for line in TEXT for word in line.split()})
    pieces = ["<s>", "<pad>", "</s>", "[UNK]", "<mask>", *words, "a", "##b", "##c"]
    (folder / "vocab.txt").write_text("\n".join(pieces) + "\n")
    config = MPNetConfig(
        vocab_size=len(pieces), hidden_size=48, num_hidden_layers=3, num_attention_heads=4, intermediate_size=64, max_position_embeddings=44
    )
    torch.manual_seed(2)
    model = MPNetModel(config, add_pooling_layer=False)
    save_file({n: t.contiguous() for n, t in model.state_dict().items()}, folder / "model.safetensors")
    (folder / "config.json").write_text(json.dumps(config.to_dict()))
    return folder


def test_words(folder):
    words = (folder / "vocab/words.txt").read_text().splitlines()
    assert len(words) == len(set(words)) == 130
    assert words[:5] == ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    # A possessive counts for its parts.
    assert "it" in words and "'s" in words and "it's" not in words


def test_a_word_of_pieces_has_the_mean_of_their_rows(folder):
    words = (folder / "vocab/words.txt").read_text().splitlines()
    pieces = (folder / "teacher/vocab.txt").read_text().splitlines()
    teacher = load_file(folder / "teacher/model.safetensors")["embeddings.word_embeddings.weight"]
    ours = load_file(folder / "weights/model.safetensors")["embeddings.word_embeddings.weight"]
    expected = (teacher[pieces.index("to")] + teacher[pieces.index("##day")]) / 2
    assert torch.allclose(ours[words.index("today")].float(), expected, atol=1e-3)


def test_yardstick(folder):
    run("13_yardstick.py", folder, folder / "text.txt", "--sentences", 30, "--pairs", 100)
    yardstick = json.loads((folder / "weights/yardstick.json").read_text())
    assert [entry["layer"] for entry in yardstick["layers"]] == [0, 1, 2]
    assert yardstick["layer"] == 2
    for values in yardstick["quantiles"].values():
        assert len(values) == 101 and values == sorted(values)


def with_endings(path):
    path.write_text("\n".join(f"{line[:-2]} {extra} ." for line in TEXT for extra in "one two three four".split()))
    return path


def with_another_noun(path):
    path.write_text(json.dumps({"words": RIVER, "senses": [{"i": 12, "lemma": "near", "pos": "NOUN", "key": "near%0"}]}) + "\n")
    return path


@pytest.mark.parametrize(
    "script, also, refusal",
    [
        ("08_contrast.py", ["--words", 3], "no word of the text has 20 uses: give more text, or smaller --uses"),
        ("09_pseudowords.py", ["--pairs", 2], "no two words of one part of speech have 10 uses each: give more text, or smaller --uses"),
    ],
)
def test_untagged_uses_move_the_blocks_and_nothing_else(folder, tmp_path, script, also, refusal):
    told = run(
        script,
        folder,
        tmp_path / "taught",
        "--text",
        with_endings(tmp_path / "text.txt"),
        "--tagged",
        folder / "tagged.jsonl",
        with_another_noun(tmp_path / "more.jsonl"),
        "--steps",
        3,
        "--uses",
        3,
        "--rate",
        1e-3,
        "--report",
        2,
        "--most-frequent",
        0,
        "--every-lemma",
        *also,
    )
    assert [line.split()[1] for line in told.splitlines()[1:]] == ["2", "3"]
    before, after = (load_file(place / "weights/model.safetensors") for place in (folder, tmp_path / "taught"))
    assert before.keys() == after.keys()
    changed = {name for name in before if not torch.equal(before[name], after[name])}
    assert changed and all(name.startswith("encoder.") for name in changed)

    refused = start(
        script, folder, tmp_path / "taught", "--text", tmp_path / "text.txt", "--tagged", folder / "tagged.jsonl", "--most-frequent", 0
    )
    assert refused.returncode == 2 and refused.stderr.endswith(refusal + "\n")
    refused = start(
        script, folder, tmp_path / "taught", "--text", tmp_path / "text.txt", "--tagged", folder / "tagged.jsonl", "--shortest", 34
    )
    assert refused.returncode == 1
    assert refused.stderr == "a window of --longest 36 has to be 3 words longer than --shortest 34\n"


def test_untagged_uses_are_read_in_windows_that_hold_them(folder, tmp_path):
    text = TextBatches([with_endings(tmp_path / "text.txt")], WordEncoder(folder).vocabulary, 100, (5, 20), 0)
    untagged = UntaggedUses(text, 6)
    uses = untagged.draw(30)
    assert len(set(uses)) == len(uses) > len({use.lemma for use in uses}) > 1
    for use, read in zip(uses, untagged.windows(uses, 3)):
        assert use.words[use.place] == read.words[read.place] == read.lemma
        assert " ".join(read.words) in " ".join(use.words) and 3 <= len(read.words) <= len(use.words)


def test_where_a_whole_group_lies_is_no_matter_within_it():
    labels, groups = [True, False, True, False, True], ["run", "run", "bank", "bank", "pen"]
    scores = [0.9, 0.8, 0.3, 0.5, 0.1]
    # Of run's pairs the right one is more alike, of bank's the wrong one; pen has nothing to compare.
    assert area_within(scores, labels, groups) == 0.5
    lifted = [score + {"run": 0, "bank": 1, "pen": 2}[group] for score, group in zip(scores, groups)]
    assert area_within(lifted, labels, groups) == 0.5
    assert area_under_curve(lifted, labels) > area_under_curve(scores, labels)
    assert math.isnan(area_within([0.2], [True], ["run"]))


def test_a_use_is_recognised_by_its_own_other_reading():
    first = torch.eye(4)
    own, others = recognition(first, 3 * first, 0.1), recognition(first, first.roll(1, 0), 0.1)
    # e^10 of e^10 + 3 at each use; then 1 of as much.
    assert abs(own - torch.log1p(3 * torch.exp(torch.tensor(-10.0)))) < 1e-6
    assert abs(others - 10 - own) < 1e-4


def test_a_pseudoword_stands_for_two_words_of_one_part_of_speech(folder, tmp_path):
    encoder = PseudowordEncoder(WordEncoder(folder))
    text = TextBatches([with_endings(tmp_path / "text.txt")], encoder.vocabulary, 100, (5, 20), 0)
    parts = parts_of_speech(read_uses([folder / "tagged.jsonl"])) | {"near": "NOUN", "and": "VERB"}
    draws = PseudowordDraws(UntaggedUses(text, 3), encoder, encoder.vocabulary, parts, 4)
    ends = [encoder.row(word) for word in ("bank", "near")]
    drawn = [pseudoword for _ in range(5) for pseudoword in draws()]
    assert len(drawn) == 20 and {pseudoword.word for pseudoword in drawn} == {"bank_near", "near_bank"}
    assert 0 < sum(any(torch.allclose(pseudoword.row, end) for end in ends) for pseudoword in drawn) < 20
    for pseudoword in drawn:
        assert [use.lemma for use in pseudoword.uses] == [word for word in pseudoword.word.split("_") for _ in range(3)]
    use = replaced(drawn[0].uses[0], drawn[0].word)
    assert use.words[use.place] == drawn[0].word and encoder.read(use.words)[0] == list(use.words)
    encoder.pseudowords = {drawn[0].word: drawn[0].row}
    assert torch.equal(encoder.batch([list(use.words)])[0][0, use.place + 1], drawn[0].row)
    # Another word outside the list is composed as it was.
    assert torch.equal(encoder.row("riverss"), WordEncoder(folder).composed_row("riverss"))


def test_a_teacher_has_one_row_for_a_pseudoword(large):
    plain, teacher = PieceEncoder(large), PseudowordTeacher(PieceEncoder(large))
    table = plain.model.embeddings.word_embeddings.weight
    ids = [teacher.tokenizer.token_to_id(piece) for piece in ("a", "##b", "##c")]
    assert torch.allclose(teacher.row("abc"), table[ids].mean(0))
    teacher.pseudowords = {"bank_abc": torch.full([48], 7.0)}
    pieces, borders = teacher.read(["abc", "bank_abc", "near"])
    assert borders == [(0, 3), (3, 4), (4, 5)]
    rows, mask = teacher.batch([pieces, teacher.read(["near"])[0]])
    expected, _ = plain.batch([plain.read(["abc", "near", "near"])[0], plain.read(["near"])[0]])
    assert rows[0, 4].eq(7).all() and mask.sum(1).tolist() == [7, 3]
    rows[0, 4] = expected[0, 4]
    assert torch.equal(rows, expected)


@pytest.fixture()
def words_with_uses(folder, tmp_path):
    """Text that has uses of two words that are tagged as nouns, and the tagged lines."""
    return [
        "--text",
        with_endings(tmp_path / "text.txt"),
        "--tagged",
        folder / "tagged.jsonl",
        with_another_noun(tmp_path / "more.jsonl"),
        "--uses",
        3,
        "--pairs",
        2,
        "--rate",
        1e-3,
        "--most-frequent",
        0,
        "--every-lemma",
        "--bfloat16",
    ]


def test_a_teacher_learns_by_pseudowords(folder, large, words_with_uses, tmp_path):
    run("09_pseudowords.py", folder, tmp_path / "taught", "--teacher", large, *words_with_uses, "--steps", 2, "--frozen", 1)
    before, after = PieceEncoder(large).model.state_dict(), PieceEncoder(tmp_path / "taught").model.state_dict()
    # What stays is written in half precision too.
    changed = {name for name in before if not torch.equal(before[name].half(), after[name].half())}
    assert changed and all(name.startswith(("encoder.layer.1.", "encoder.layer.2.", "encoder.relative")) for name in changed)
    run("06_average.py", tmp_path / "mean", large, tmp_path / "taught")
    name, mean = next(iter(changed)), PieceEncoder(tmp_path / "mean").model.state_dict()
    assert torch.allclose(mean[name], (before[name] + after[name]) / 2, rtol=1e-3, atol=1e-6)


def test_a_teacher_is_followed(folder, large, words_with_uses, tmp_path):
    run("11_follow.py", folder, tmp_path / "taught", large, *words_with_uses, "--steps", 30, "--known", tmp_path / "known")
    sentences = [line.split() for line in TEXT]
    with torch.no_grad():
        own = [cosine_matrix(torch.cat(student_vectors(WordEncoder(place), sentences))) for place in (folder, tmp_path / "taught")]
        wanted = 0.6 * cosine_matrix(torch.cat(teacher_vectors(PieceEncoder(large), sentences))) + 0.4 * own[0]
    far = [(cosines - wanted).square().mean() for cosines in own]
    assert far[1] < 0.9 * far[0], far
    before, after = (load_file(place / "weights/model.safetensors") for place in (folder, tmp_path / "taught"))
    changed = {name for name in before if not torch.equal(before[name], after[name])}
    assert changed and all(name.startswith("encoder.") for name in changed)
    # The vectors of both are kept for the next training.
    kept = [torch.from_file(str(path), False, path.stat().st_size, dtype=torch.bool) for path in (tmp_path / "known").glob("*.known")]
    assert len(kept) == 2 and all(known.any() for known in kept)
    refused = start("11_follow.py", folder, tmp_path / "taught", large, *words_with_uses, "--share", 1.5)
    assert refused.returncode == 2 and refused.stderr.endswith("--share 1.5 is no share: give a number from 0 to 1\n")


def test_cosines_of_vectors_side_by_side_are_those_of_both_in_shares():
    first, second = torch.randn(5, 3), torch.randn(5, 7)
    both = cosine_matrix(side_by_side(first, 9 * second, 0.25))
    assert torch.allclose(both, 0.25 * cosine_matrix(first) + 0.75 * cosine_matrix(second), atol=1e-6)


def test_a_row_between_two_is_as_long_as_they_are():
    first, second = torch.tensor([3.0, 0.0]), torch.tensor([0.0, 5.0])
    # At the middle of [3, 0] and [0, 5]: [1.5, 2.5], made 4 long.
    assert torch.allclose(between(first, second, 0.5), torch.tensor([1.5, 2.5]) * 4 / 8.5**0.5)
    assert torch.allclose(between(first, second, 1.0), second)


def test_parts_of_speech_are_those_tagged_most():
    use = Use(("a",), 0, "", "")
    lemmas = {"run/VERB": [use] * 2, "run/NOUN": [use], "bank/": [use._replace(sense="bank%1:14:00::")], "x/": [use]}
    assert parts_of_speech(lemmas) == {"run": "VERB", "bank": "NOUN"}


def test_agreement_is_of_uses_of_one_group_only():
    generator = torch.Generator().manual_seed(3)
    cosines, other = (torch.rand(8, 8, generator=generator) for _ in range(2))
    expected = []
    for uses in (range(4), range(4, 8)):
        pairs = [(a, b) for a in uses for b in uses if a < b]
        expected.append(statistics.correlation(*([float(of[pair]) for pair in pairs] for of in (cosines, other))))
    groups = torch.tensor([0, 0, 0, 0, 1, 1, 1, 1])
    assert abs(agreement(cosines, other, groups) - statistics.mean(expected)) < 1e-5
    assert abs(agreement(cosines, 0.5 * cosines + 0.3, groups) - 1) < 1e-5


@pytest.fixture(scope="module")
def packed(folder, large, tmp_path_factory):
    packed = tmp_path_factory.mktemp("packed")
    text = packed / "text.txt"
    text.write_text(" ".join(" ".join(words).capitalize() for words in SENTENCES) + "\n")
    run(
        "04_pack.py",
        folder,
        large,
        packed,
        "--text",
        text,
        "--words",
        1000,
        "--tagged",
        folder / "tagged.jsonl",
        "--pairs",
        20,
        "--rare",
        1,
        "--most-frequent",
        0,
        "--every-lemma",
    )
    return packed


def test_packed_text_is_read_as_words_are(folder, large, packed):
    """The same vectors from windows of types as from lists of words, with a word outside the list and one of pieces."""
    types, text = (load_file(packed / f"{name}.safetensors") for name in ("types", "text"))
    text = PackedText(text["words"])
    places = text.start.unique().long()
    windows, at = text.windows(places, torch.full_like(places, 100), torch.ones_like(places))
    assert len(windows) == len(SENTENCES) and not at.any()
    encoder, teacher = WordEncoder(folder), PieceEncoder(large)
    assert encoder.vocabulary.find("abc") == "abc" and len(teacher.pieces("abc")) == 3
    with torch.no_grad():
        pairs = [
            (WordReader(encoder, types, "cpu"), student_vectors(encoder, SENTENCES)),
            (PieceReader(teacher, types, "cpu"), teacher_vectors(teacher, SENTENCES)),
        ]
        for read, expected in pairs:
            for vectors, own, words_of in zip(read(windows), expected, SENTENCES):
                assert torch.allclose(vectors[: len(words_of)], own, atol=1e-5)


def test_windows_hold_their_use_and_stay_in_its_sentence(packed):
    tagged = load_file(packed / "tagged.safetensors")
    uses = TaggedDraws(tagged, "cpu").uses
    numbers = torch.arange(len(uses.first))
    for length in (1, 4, 9, 50):
        windows, of_use = uses.windows(numbers, torch.full_like(numbers, length))
        assert windows.shape[1] == min(length, int(uses.length.max()))
        for number, window, chosen in zip(numbers, windows, of_use):
            first, span = uses.first[number], uses.span[number]
            assert window[chosen].tolist() == uses.text.words[first : first + span].tolist()
            sentence = uses.text.words[uses.text.start[first] : uses.text.end[first]].tolist()
            own = window[window != BORDER].tolist()
            assert len(own) == min(length, len(sentence))
            assert any(sentence[start : start + len(own)] == own for start in range(len(sentence)))


def test_a_teacher_is_sharpened_and_distilled(folder, large, packed, tmp_path):
    teacher, taught = tmp_path / "teacher", tmp_path / "taught"
    run("05_sharpen.py", large, packed, teacher, "--layer", 2, "--frozen", 1, "--steps", 1, "--lemmas", 2, "--device", "cpu")
    first, names = (load_file(place / "model.safetensors") for place in (large, teacher))
    moved = {name for name in names if not torch.equal(names[name], first[name].half())}
    assert any(".layer.1." in name for name in moved) and not any(".layer.0." in name for name in moved)
    assert not any(".layer.2." in name for name in names)
    difference, again = tmp_path / "difference.safetensors", tmp_path / "again"
    run("10_teacher_difference.py", "keep", large, teacher, difference, "--rank", 48)
    run("10_teacher_difference.py", "add", large, difference, again)
    made = load_file(again / "model.safetensors")
    assert made.keys() == names.keys()
    # All ranks are kept, so the way there and back loses no more than half precision does.
    assert all(torch.allclose(made[name], names[name], atol=2e-4, rtol=2e-3) for name in names)
    told = run(
        "07_distil.py",
        folder,
        teacher,
        packed,
        taught,
        "--device",
        "cpu",
        "--most-steps",
        3,
        "--words",
        400,
        "--group",
        200,
        "--lemmas",
        2,
        "--composed",
        0.5,
        "--shortest",
        5,
        "--longest",
        9,
    )
    assert "step 3 " in told
    before, after = (load_file(place / "weights/model.safetensors") for place in (folder, taught))
    assert before.keys() == after.keys()
    changed = {name for name in before if not torch.equal(before[name], after[name])}
    assert any(name.startswith("encoder.") for name in changed) and "embeddings.word_embeddings.weight" in changed
    run("06_average.py", tmp_path / "mean", folder, taught)
    mean = load_file(tmp_path / "mean/weights/model.safetensors")
    name = "embeddings.position_embeddings.weight"
    assert torch.allclose(2 * mean[name].float(), before[name].float() + after[name].float(), atol=1e-3)
    text = with_endings(tmp_path / "text.txt")
    told = run("12_unknown_words.py", taught, "--teacher", teacher, "--text", text, "--epochs", 2, "--least", 1)
    assert "agreement with the teacher" in told and "misspelled words" in told
    guessing = load_file(taught / "weights/model.safetensors")
    name = "embeddings.ngram_embeddings.weight"
    assert guessing[name].shape == after[name].shape and not torch.equal(guessing[name], after[name])
    changes = AffixChanges.read(taught / "vocab/affixes.tsv")
    assert 0 < len(changes) == len(guessing["embeddings.affix_embeddings.weight"])
    # Taught once more, the model keeps them.
    run(
        "08_contrast.py",
        taught,
        tmp_path / "once more",
        "--text",
        text,
        "--tagged",
        folder / "tagged.jsonl",
        "--words",
        3,
        "--uses",
        3,
        "--steps",
        1,
        "--most-frequent",
        0,
        "--every-lemma",
    )
    assert load_file(tmp_path / "once more/weights/model.safetensors").keys() == guessing.keys()
    assert (tmp_path / "once more/vocab/affixes.tsv").read_bytes() == (taught / "vocab/affixes.tsv").read_bytes()
    # Another list of changes is another way to name types: the text has to be packed anew, as for another teacher.
    refused = start("07_distil.py", taught, teacher, packed, tmp_path / "other", "--device", "cpu")
    assert refused.returncode == 1 and refused.stderr.endswith("affixes.tsv: pack the text again\n")
    (teacher / "vocab.txt").write_text("other\n")
    refused = start("07_distil.py", folder, teacher, packed, taught, "--device", "cpu")
    assert refused.returncode == 1 and refused.stderr.endswith("vocab.txt: pack the text again\n")
    assert refused.stderr.count("\n") == 1


def test_every_script_takes_what_the_recipe_gives_it():
    recipe = Recipe(TRAINING / "recipe.toml")
    for step in recipe.steps:
        spec = importlib.util.spec_from_file_location("step", TRAINING / "steps" / step.script)
        spec.loader.exec_module(script := importlib.util.module_from_spec(spec))
        for arguments in step.argument_lists(recipe.places):
            script.parser_of_step().parse_args(arguments)


def test_calibration_tells_its_evidence(folder, tmp_path):
    run("13_yardstick.py", folder, folder / "text.txt", "--sentences", 30, "--pairs", 100)
    judged = tmp_path / "judged.jsonl"
    judged.write_text(
        "\n".join(
            json.dumps({"a": {"words": MONEY, "i": 6}, "b": {"words": words, "i": place}, "gold": gold, "lemma": "bank"})
            for words, place, gold in [(RIVER, 4, 0), (MONEY, 9, 1)]
        )
    )
    run("14_calibration.py", folder, folder / "tagged.jsonl", "--pairs", 20, "--draws", 5, "--every-lemma", "--judged", judged)
    result = json.loads((folder / "weights/same-sense.json").read_text())
    assert result["judged"]["judged"]["pairs"] == 2
    for evidence in (result["evidence"], result["judged"]["judged"]):
        assert 0 <= evidence["brier"] <= 1 and 0 <= evidence["ece"] <= 1
