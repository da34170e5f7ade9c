"""What cosines mean in a model, measured on plain text."""

import json
import pathlib
import random
from collections import defaultdict

import torch

from .encoder import WordEncoder
from .files import text_lines
from .words import cut, key

# Ranks in the vocabulary, first and last.
BANDS = [(5, 999), (1000, 4999), (5000, 19_999), (20_000, 59_999)]


def read_sentences(path, count, seed, longest=40):
    """A fair sample of the paragraphs' first sentences, cut into words."""
    generator = random.Random(seed)
    kept, seen = [], 0
    for line in text_lines(path):
        words = cut(line.split(". ")[0])[:longest]
        if len(words) < 6:
            continue
        seen += 1
        if len(kept) < count:
            kept.append(words)
        elif (place := generator.randrange(seen)) < count:
            kept[place] = words
        if seen >= 40 * count:
            break
    return kept


def is_word(word):
    return word.isalpha() and len(word) > 1


def spread(cosines):
    return {"mean": round(cosines.mean().item(), 6), "spread": round(cosines.std().item(), 6)}


def quantiles(cosines):
    return [round(q, 6) for q in torch.quantile(cosines.double(), torch.linspace(0, 1, 101).double()).tolist()]


def measure(arguments):
    """What the step asks for; see `steps/13_yardstick.py`."""
    generator = random.Random(1)
    encoder = WordEncoder(arguments.folder)
    sentences = read_sentences(arguments.text, arguments.sentences, seed=1)

    uses, by_word = [], defaultdict(list)
    for number, words in enumerate(sentences):
        for place, word in enumerate(words):
            if is_word(word):
                by_word[key(word)].append(len(uses))
                uses.append((number, place))
    chosen = generator.sample(range(len(uses)), min(20_000, len(uses)))
    # A word gives few pairs, however frequent it is, and only from two sentences.
    same = []
    for word in sorted(by_word):
        own = by_word[word]
        for _ in range(min(4, len(own) - 1)):
            a, b = generator.sample(own, 2)
            if uses[a][0] != uses[b][0]:
                same.append((word, a, b))
    generator.shuffle(same)
    same = same[: arguments.pairs]
    wanted = sorted(set(chosen) | {n for _, a, b in same for n in (a, b)})
    row = {n: place for place, n in enumerate(wanted)}
    states = encoder.states(sentences)
    vectors = torch.stack([states[uses[n][0]][:, uses[n][1]] for n in wanted])
    del states

    random_pairs = [generator.sample(chosen, 2) for _ in range(arguments.pairs)]
    random_pairs = [(a, b) for a, b in random_pairs if uses[a][0] != uses[b][0]]

    def cosines(pairs, layer):
        first = vectors[[row[a] for a, _ in pairs], layer]
        second = vectors[[row[b] for _, b in pairs], layer]
        return torch.cosine_similarity(first, second)

    pairs_of_word = [(a, b) for _, a, b in same]
    layers = [
        {
            "layer": layer,
            "mean": [round(x, 6) for x in vectors[[row[n] for n in chosen], layer].mean(0).tolist()],
            "random": spread(cosines(random_pairs, layer)),
            "same_word": spread(cosines(pairs_of_word, layer)),
        }
        for layer in range(vectors.shape[1])
    ]

    def rank(use):
        found = encoder.vocabulary.find(sentences[uses[use][0]][uses[use][1]])
        return found if isinstance(found, int) else None

    bands = []
    for first, last in BANDS:
        inside = [(a, b) for a, b in pairs_of_word if (rank(a) or -1) in range(first, last + 1)]
        others = [(a, b) for a, b in random_pairs if all((rank(n) or -1) in range(first, last + 1) for n in (a, b))]
        if len(inside) > 1 and len(others) > 1:
            bands.append(
                {
                    "ranks": [first, last],
                    "random": spread(cosines(others, encoder.layer)),
                    "same_word": spread(cosines(inside, encoder.layer)),
                }
            )
    result = {
        "format": 1,
        "layer": encoder.layer,
        "layers": layers,
        "quantiles": {
            "random": quantiles(cosines(random_pairs, encoder.layer)),
            "same_word": quantiles(cosines(pairs_of_word, encoder.layer)),
        },
        "bands": bands,
        "source": f"{len(sentences)} sentences of {pathlib.Path(arguments.text).name}; "
        f"{len(random_pairs)} random pairs, {len(same)} pairs of uses of one word",
    }
    path = arguments.folder / "weights/yardstick.json"
    path.write_text(json.dumps(result, separators=(",", ":")) + "\n")
    print(result["source"], layers[encoder.layer]["random"], layers[encoder.layer]["same_word"])
