"""The recipe: steps with their settings and seeds, the files that each reads and writes, and the digests of those at hand.

Needs nothing beside Python itself.
"""

import os
import subprocess
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from .files import BadFile, digest

TRAINING = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Step:
    """One script, run once or with several seeds."""

    name: str
    script: str
    what: str
    takes: str
    arguments: list
    inputs: list
    outputs: list
    settings: dict = field(default_factory=dict)
    runs: list = field(default_factory=lambda: [{}])

    def argument_lists(self, places):
        """What the script gets at each run. `places` are what names in braces stand for."""
        for run in self.runs:
            known = places | {name: str(value) for name, value in run.items()}
            # What only fills a place in an argument is no setting of the script.
            settings = self.settings | {name: value for name, value in run.items() if name != "name"}
            yield [
                *(argument.format_map(known) for argument in self.arguments),
                *(word.format_map(known) for name, value in settings.items() for word in option(name, value)),
            ]


def option(name, value):
    """A setting as a script is given it: `--name value`, several values one after another, and a bare `--name` for true."""
    if value is False:
        return []
    if value is True:
        return [f"--{name}"]
    return [f"--{name}", *map(str, value if isinstance(value, list) else [value])]


class Recipe:
    """What recipe.toml says."""

    def __init__(self, path, data=None, work=None, device=None):
        """`data` and `work` are the folders of texts and of what steps write, `device` where the large steps compute; the recipe
        names others."""
        try:
            with open(path, "rb") as file:
                told = tomllib.load(file)
            self.steps = [Step(**step) for step in told["step"]]
            self.digests = told["digests"]
            folders = told["folders"]
            self.places = {name: str(chosen or path.parent / folders[name]) for name, chosen in [("data", data), ("work", work)]} | {
                "training": str(TRAINING),
                "repository": str(TRAINING.parent),
                "device": device or told["device"],
            }
        except OSError as error:
            raise BadFile(f"{path}: {error.strerror}")
        except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
            raise BadFile(f"{path} is no recipe: {error}")
        self.folder = path.parent

    def chosen(self, names):
        """Steps by their names, in the order of the recipe; all of them for no names."""
        if missing := [name for name in names if name not in {step.name for step in self.steps}]:
            raise SystemExit(f"no step {missing[0]}: the steps are {', '.join(step.name for step in self.steps)}")
        return [step for step in self.steps if not names or step.name in names]

    def path(self, name):
        return Path(name.format_map(self.places))

    def maker(self, name):
        """The step that writes a file; None for one that has to be brought."""
        return next((step for step in self.steps if name in step.outputs), None)

    def state(self, name):
        """What is known of a file: absent, other (than the recipe's digest says), ok, or unrecorded."""
        path = self.path(name)
        if not path.exists():
            return "absent"
        if name not in self.digests:
            return "unrecorded"
        return "ok" if digest(path) == self.digests[name] else "other"

    def print_steps(self, steps):
        width = max(len(step.name) for step in self.steps)
        for step in steps:
            seeds = [str(run["seed"]) for run in step.runs if "seed" in run]
            also = f" (seeds {', '.join(seeds)})" if seeds else ""
            print(f"{step.name:{width}}  {step.what}{also}; {step.takes}")

    def check(self, steps):
        """Prints the state of every file that steps read or write, and of those that ship. Returns 1 if one is other than
        recorded, else 0."""
        named = [name for step in steps for name in [*step.inputs, *step.outputs]]
        if len(steps) == len(self.steps):
            named += self.digests
        told = {
            "ok": "ok",
            "other": "OTHER than recorded",
            "absent": "absent",
            "unrecorded": "there; no digest was recorded",
        }
        states = {name: self.state(name) for name in dict.fromkeys(named)}
        for name, state in states.items():
            by = self.maker(name)
            print(f"{self.path(name)}: {told[state]}" + (f" ({by.name} makes it)" if state == "absent" and by else ""))
        return int("other" in states.values())

    def run(self, steps, together=False, is_dry=False):
        """Runs steps one after another, and the runs of each likewise, or `together` with a processor for each."""
        threads = {"OMP_NUM_THREADS": "1"} if together else {}
        searched = os.pathsep.join(filter(None, [str(TRAINING), os.environ.get("PYTHONPATH")]))
        for step in steps:
            if not is_dry:
                self.require_inputs(step)
            begun = []
            for arguments in step.argument_lists(self.places):
                command = [sys.executable, str(TRAINING / "steps" / step.script), *arguments]
                print("+", " ".join(command), flush=True)
                if is_dry:
                    continue
                begun.append(subprocess.Popen(command, env=os.environ | threads | {"PYTHONPATH": searched}))
                if not together:
                    finish(step, begun)
            finish(step, begun)

    def require_inputs(self, step):
        """Ends with a line where something that a step reads is missing, or is another text than the one that was used."""
        for name in step.inputs:
            state, by = self.state(name), self.maker(name)
            if state == "absent":
                how = f"run {by.name} first" if by else "README.md says where it comes from"
                raise SystemExit(f"step {step.name} reads {self.path(name)}, which is not there: {how}")
            if state == "other":
                print(f"{self.path(name)} is another file than the recipe was made with", file=sys.stderr)


def finish(step, begun):
    """Waits for runs of a step, and ends with a line where one failed."""
    if failed := [status for status in [run.wait() for run in begun] if status]:
        raise SystemExit(f"step {step.name} failed with status {failed[0]}")
    begun.clear()
