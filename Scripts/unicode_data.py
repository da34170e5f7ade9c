"""What the scripts that write tables from Unicode's data files share."""

import argparse
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATA = ROOT / "Tests/UnicodeTextTests/Unicode-17.0.0"
POINTS = 0x110000


def ranges(path):
    """Yield (first, last, value) for each data line of a UCD file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        line = line.split("#")[0].strip()
        if not line:
            continue
        points, value = (field.strip() for field in line.split(";")[:2])
        first, _, last = points.partition("..")
        yield int(first, 16), int(last or first, 16), value


def version(path):
    """The version of Unicode that a UCD file says it is of, in its first line."""
    return re.search(r"-(\d+\.\d+\.\d+)\.txt", path.read_text(encoding="utf-8")).group(1)


def write(generate, table):
    """Write what `generate` makes of the folder named on the command line, or compare."""
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=pathlib.Path, default=DATA)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    options = parser.parse_args()
    text = generate(options.folder)
    if not options.check:
        table.write_text(text, encoding="utf-8")
    elif not table.exists() or table.read_text(encoding="utf-8") != text:
        sys.exit(f"{table.relative_to(ROOT)} differs from what the data files give: run {sys.argv[0]}")
