"""People's judgements of uses, to measure with: never to train on."""

from files import BadFile, json_lines


def read_pairs(path):
    """Pairs of uses, each its words and a place among them, and what people say of them.

    `{"a": {"words": [...], "i": place}, "b": {...}, "gold": number}` on each line. Returns `[(use, use, gold)]`.
    """
    return _read(path, lambda item: (_use(item["a"]), _use(item["b"]), float(item["gold"])),
                 "a and b, each with words and i, and a number gold")


def read_uses_with_gold(path):
    """Uses and the number of the sense that people give them: `{"words": [...], "i": place, "gold": number}` on each
    line. Returns `[(use, gold)]`."""
    return _read(path, lambda item: (_use(item), _whole(item["gold"])), "words, i and a whole number gold")


def _read(path, made_of, parts):
    items = []
    for number, item in json_lines(path):
        try:
            items.append(made_of(item))
        except (IndexError, KeyError, TypeError, ValueError):
            raise BadFile(f"{path}, line {number}: {parts} belong on each line, i from 0 and below the number of words")
    if not items:
        raise BadFile(f"{path} has no lines")
    return items


def _use(item):
    words, place = tuple(item["words"]), item["i"]
    if place not in range(len(words)) or not all(isinstance(word, str) for word in words):
        raise IndexError
    return words, place


def _whole(gold):
    if int(gold) != float(gold):
        raise ValueError
    return int(gold)
