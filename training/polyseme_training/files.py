"""Reads the files that people bring: text and lines of JSON. What is wrong with one is said in a line."""

import hashlib
import json
import lzma


class BadFile(SystemExit):
    """Ends a script with a line that says what is wrong with a file, and where."""


def text_lines(path):
    """The lines of a UTF-8 text, with their ends. A name that ends in `.xz` is unpacked on the way."""
    opened = lzma.open if str(path).endswith(".xz") else open
    try:
        with opened(path, "rb") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    yield line.decode("utf-8")
                except UnicodeDecodeError as error:
                    raise BadFile(f"{path}, line {number}: byte {error.start + 1} is not UTF-8")
    except OSError as error:
        raise BadFile(f"{path}: {error.strerror}")
    except (lzma.LZMAError, EOFError):
        raise BadFile(f"{path} is no whole xz file: fetch or pack it again")


def json_lines(path):
    """The number of each line of a file, from 1, and the object on it."""
    for number, line in enumerate(text_lines(path), 1):
        try:
            yield number, json.loads(line)
        except json.JSONDecodeError as error:
            raise BadFile(f"{path}, line {number}: no JSON, {error.msg} at character {error.pos + 1}")


def read_object(path):
    """The object that a file of JSON holds."""
    text = "".join(text_lines(path))
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadFile(f"{path}, line {error.lineno}: no JSON, {error.msg} at character {error.colno}")
    if not isinstance(value, dict):
        raise BadFile(f"{path} holds no object of JSON")
    return value


def digest(path):
    """SHA-256 of a file, as hexadecimal digits."""
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BadFile(f"{path}: {error.strerror}")
