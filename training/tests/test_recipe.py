"""The recipe names scripts that are there, in an order in which each finds what it reads, and digests that hold."""

import subprocess
import sys

import pytest

from polyseme_training.files import digest
from polyseme_training.recipe import TRAINING, Recipe, Step, option

RECIPE = TRAINING / "recipe.toml"


def command(*arguments):
    return subprocess.run([sys.executable, "-m", "polyseme_training", *map(str, arguments)], capture_output=True, text=True, cwd=TRAINING)


def test_each_step_reads_what_is_brought_or_made_before():
    recipe = Recipe(RECIPE)
    assert len({step.name for step in recipe.steps}) == len(recipe.steps)
    made = set()
    for step in recipe.steps:
        assert (TRAINING / "steps" / step.script).is_file(), step.script
        for name in step.inputs:
            assert name.startswith(("{data}/", "{training}/")) or name in made, f"{step.name}: nothing makes {name}"
        made |= {*step.outputs}
        # Whoever reads a recipe must find in `inputs` and `outputs` what the arguments name.
        for run in step.argument_lists({name: f"{{{name}}}" for name in recipe.places}):
            for argument in run:
                if argument.startswith(("{data}/", "{work}/", "{training}/")) and argument != "{work}/known":
                    assert any(f"{name}/".startswith(f"{argument}/") for name in [*step.inputs, *step.outputs]), argument


def test_every_script_has_a_step():
    recipe = Recipe(RECIPE)
    assert {path.name for path in (TRAINING / "steps").glob("*.py")} == {step.script for step in recipe.steps}


def test_what_ships_has_the_recorded_digests():
    recipe = Recipe(RECIPE)
    shipped = [name for name in recipe.digests if name.startswith(("{training}/", "{repository}/"))]
    assert len(shipped) == 8
    assert {name: recipe.state(name) for name in shipped} == dict.fromkeys(shipped, "ok")


def small_recipe(folder, digests=""):
    (folder / "recipe.toml").write_text(
        f"""device = "cpu"
[folders]
data = "data"
work = "work"
[digests]
{digests}
[[step]]
name = "counts"
script = "01_count_words.py"
what = "counts"
takes = "no time"
arguments = ["{{work}}/counts{{most}}.tsv", "{{data}}/text.txt"]
settings = {{ processes = 1 }}
runs = [{{ most = 2 }}, {{ most = 3 }}]
inputs = ["{{data}}/text.txt"]
outputs = ["{{work}}/counts2.tsv", "{{work}}/counts3.tsv"]
[[step]]
name = "words"
script = "02_choose_words.py"
what = "chooses"
takes = "no time"
arguments = ["{{work}}/counts3.tsv", "{{work}}/words.txt"]
settings = {{ size = 150 }}
inputs = ["{{work}}/counts3.tsv"]
outputs = ["{{work}}/words.txt"]
"""
    )
    return folder / "recipe.toml"


def test_steps_run_one_after_another(tmp_path):
    path = small_recipe(tmp_path)
    done = command("run", "words", "--recipe", path)
    assert done.returncode == 1 and done.stderr.endswith("work/counts3.tsv, which is not there: run counts first\n")
    done = command("run", "--recipe", path)
    assert done.returncode == 1 and "README.md says where it comes from" in done.stderr
    (tmp_path / "data").mkdir()
    (tmp_path / "data/text.txt").write_text("The bank's BANK, the bank.\nThe bank’s\n")
    done = command("run", "counts", "--together", "--recipe", path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "work/counts3.tsv").read_text() == "the\t3\nbank\t2\nbank's\t2\n"
    assert (tmp_path / "work/counts2.tsv").read_text() == "the\t3\nbank\t2\n"
    # Three words and those that are always listed are fewer than 150.
    done = command("run", "--recipe", path, "words")
    assert done.returncode == 1 and done.stderr.endswith("step words failed with status 2\n")
    assert command("run", "--recipe", path, "--dry-run", "words").stdout.startswith("+ ")
    assert command("run", "nothing", "--recipe", path).stderr == "no step nothing: the steps are counts, words\n"


def test_a_file_that_is_another_is_told(tmp_path):
    (tmp_path / "data").mkdir()
    text = tmp_path / "data/text.txt"
    text.write_text("bank\n")
    path = small_recipe(tmp_path, f'"{{data}}/text.txt" = "{digest(text)}"')
    done = command("check", "--recipe", path)
    assert done.returncode == 0 and f"{text}: ok\n" in done.stdout and "words.txt: absent (words makes it)\n" in done.stdout
    text.write_text("banks\n")
    done = command("check", "--recipe", path)
    assert done.returncode == 1 and f"{text}: OTHER than recorded\n" in done.stdout
    done = command("run", "counts", "--recipe", path)
    assert done.returncode == 0 and "is another file than the recipe was made with" in done.stderr


def test_a_recipe_that_is_none_is_named_in_a_line(tmp_path):
    path = tmp_path / "recipe.toml"
    for text in ("[", "device = 1\n"):
        path.write_text(text)
        done = command("list", "--recipe", path)
        assert done.returncode == 1 and done.stderr.startswith(f"{path} is no recipe: ") and done.stderr.count("\n") == 1
    path.unlink()
    assert "No such file" in command("list", "--recipe", path).stderr


@pytest.mark.parametrize(
    "value, words",
    [(True, ["--x"]), (False, []), (3, ["--x", "3"]), ([1, 2], ["--x", "1", "2"]), (2e-5, ["--x", "2e-05"])],
)
def test_a_setting_becomes_an_option(value, words):
    assert option("x", value) == words


def test_each_run_has_its_own_settings():
    step = Step("s", "s.py", "", "", ["{work}/{seed}"], [], [], {"steps": 1}, [{"seed": 1}, {"seed": 2, "steps": 5}])
    assert [*step.argument_lists({"work": "w"})] == [["w/1", "--steps", "1", "--seed", "1"], ["w/2", "--steps", "5", "--seed", "2"]]
