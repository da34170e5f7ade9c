"""What the scripts that write tables from Unicode's data files share."""

import argparse
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATA = ROOT / "Tests/UnicodeTextTests/Unicode-17.0.0"
POINTS = 0x110000
BLOCK = 64


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


def values(path, properties, stretches):
    """The place in `properties` of every code point's value; the first is that of those not listed."""
    table = bytearray(POINTS)
    for first, last, name in ranges(path):
        for point in range(first, last + 1):
            table[point] = properties.index(name)
    check_stretches(table, stretches)
    return table


def check_stretches(table, stretches):
    """Stop where a code point outside the stretches has a value."""
    inside = bytearray(POINTS)
    for start, end in stretches:
        inside[start:end] = b"\1" * (end - start)
    stray = [p for p in range(POINTS) if table[p] and not inside[p]]
    if stray:
        sys.exit(f"U+{stray[0]:04X} has a value outside the stretches of the table")


def literal(text, width=90):
    """A Swift string literal over several lines, without line ends in its value."""
    lines = [text[i : i + width] for i in range(0, len(text), width)]
    return '  """\n  ' + "\\\n  ".join(lines) + '\n  """'


def two_stages(table, stretches):
    """The numbers of the rows of blocks, the distinct rows, and how many these are, as text of printable ASCII.

    It has no quote and no backslash, so that the literals need no escapes.
    """
    numbers, blocks, index = {}, [], []
    for start, end in stretches:
        for place in range(start, end, BLOCK):
            block = bytes(table[place : place + BLOCK])
            if block not in numbers:
                numbers[block] = len(blocks)
                blocks.append(block)
            index.append(numbers[block])
    assert numbers[bytes(table[0:BLOCK])] == 0, "ASCII must be the first block"
    first = "".join(chr(0x23 + n // 48) + chr(0x23 + n % 48) for n in index)
    second = "".join(chr(0x40 + value) for block in blocks for value in block)
    return first, second, len(blocks)


def legend(properties):
    """Lines of a comment that say which character stands for which value."""
    text = ", ".join(f"{chr(0x40 + i)} {name}" for i, name in enumerate(properties))
    lines, line = [], "//"
    for word in text.split(" "):
        if len(line) + 1 + len(word) > 98:
            lines.append(line)
            line = "//"
        line += " " + word
    return "\n".join([*lines, line])


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
