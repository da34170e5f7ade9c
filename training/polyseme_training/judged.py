"""People's judgements of uses, to measure with: never to train on."""

from .files import BadFile, json_lines


def read_pairs(path):
    """Pairs of uses, each its words and a place among them, and what people say of them.

    `{"a": {"words": [...], "i": place}, "b": {...}, "gold": number}` on each line. Returns `[(use, use, gold)]`.
    """
    pairs = []
    for number, item in json_lines(path):
        try:
            pairs.append((_use(item["a"]), _use(item["b"]), float(item["gold"])))
        except (IndexError, KeyError, TypeError, ValueError):
            raise BadFile(
                f"{path}, line {number}: a and b, each with words and i, and a number gold belong on each line, "
                "i from 0 and below the number of words"
            )
    if not pairs:
        raise BadFile(f"{path} has no lines")
    return pairs


def _use(item):
    words, place = tuple(item["words"]), item["i"]
    if place not in range(len(words)) or not all(isinstance(word, str) for word in words):
        raise IndexError
    return words, place
