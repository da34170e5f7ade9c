"""Lists, checks and runs the steps of the recipe.

    python -m polyseme_training list
    python -m polyseme_training check [STEP...]
    python -m polyseme_training run [STEP...]

Without steps, all of them, in the order of recipe.toml.
"""

import argparse
import pathlib

from .recipe import TRAINING, Recipe


def parser_of_command():
    parser = argparse.ArgumentParser(
        prog="python -m polyseme_training", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["list", "check", "run"])
    parser.add_argument("steps", nargs="*", metavar="STEP")
    parser.add_argument("--recipe", type=pathlib.Path, default=TRAINING / "recipe.toml")
    parser.add_argument("--data", type=pathlib.Path, help="folder of the texts (default: training/data)")
    parser.add_argument("--work", type=pathlib.Path, help="folder that steps write into (default: training/work)")
    parser.add_argument("--device", help="cpu or cuda, for the steps that run on either (default: as the recipe says)")
    parser.add_argument("--together", action="store_true", help="start the runs of a step at once, each on one processor")
    parser.add_argument("--dry-run", action="store_true", help="print the commands only")
    return parser


def main():
    arguments = parser_of_command().parse_intermixed_args()
    recipe = Recipe(arguments.recipe, data=arguments.data, work=arguments.work, device=arguments.device)
    steps = recipe.chosen(arguments.steps)
    if arguments.what == "list":
        recipe.print_steps(steps)
    elif arguments.what == "check":
        raise SystemExit(recipe.check(steps))
    else:
        recipe.run(steps, together=arguments.together, is_dry=arguments.dry_run)


if __name__ == "__main__":
    main()
