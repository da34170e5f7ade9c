#!/usr/bin/env python3
"""Teaches a word-level encoder to know each use of a word again, by contrast of uses that nobody tagged.

usage: contrast.py FOLDER OUTPUT --text TEXT... --tagged TAGGED... [--steps N]

FOLDER holds weights/ and vocab/; OUTPUT gets the same with taught blocks. Each step takes some words of plain text and
some uses of each, and reads every use twice: in two windows of its sentence, with other channels dropped. Of all uses
of the step, those of the same word above all, the first reading has to find its own second one (after MirrorWiC, Liu
et al. 2021, https://aclanthology.org/2021.conll-1.44). So what a vector says of its surroundings is what lasts from window to
window. Two uses of one sense are pushed apart by this as well; to keep them together, cosines of all readings stay near those of
the encoder as it was. It is a matter of a hundred steps: watch the held-out area, which falls again after too many.

Nothing is learnt from the senses in TAGGED: they tell forms of one word, and measure.
"""

import argparse
import copy
import pathlib
import time

import torch
from torch.nn.functional import cross_entropy, normalize

from distil import TextBatches
from encoder import WordEncoder
from senses import Use, lemmas_of_forms, read_uses, sense_pairs, split_lemmas, window
from sharpen import cosine_matrix, held_out_area, move_blocks, target_vectors, with_model, write
from words import key


class UntaggedUses:
    """Draws uses of words of plain text, several of each word."""

    def __init__(self, text, words, uses):
        """Of `words` words in a step, `uses` of each. A word with fewer is not drawn."""
        self.text, self.words, self.uses = text, words, uses
        self.weights = {word: weight for word, weight in zip(text.words, text.weights) if len(text.by_word[word]) >= uses}

    def use(self, name, number):
        """Where a sentence has a word first."""
        words = tuple(self.text.sentences[number].split(" "))
        place = next(place for place, word in enumerate(words) if self.text.name(word) == name)
        return Use(words, place, name, None)

    def draw(self):
        """Uses, none of them twice."""
        text = self.text
        names = dict.fromkeys(text.generator.choices([*self.weights], [*self.weights.values()], k=self.words))
        return [self.use(name, number) for name in names for number in text.generator.sample(text.by_word[name], self.uses)]

    def windows(self, uses, shortest):
        """Each use in so many words of its sentence as falls out."""
        generator = self.text.generator
        return [window(use, generator.randint(shortest, len(use.words)), generator) for use in uses]


def recognition(first, second, temperature):
    """How hard it is to find each use's other reading among those of all uses, from either side: cross entropy.
    Shapes `[n, C]`."""
    scores = normalize(first, dim=1) @ normalize(second, dim=1).T / temperature
    own = torch.arange(len(scores))
    return (cross_entropy(scores, own) + cross_entropy(scores.T, own)) / 2


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--text", nargs="+", required=True)
    parser.add_argument("--tagged", nargs="+", required=True)
    parser.add_argument("--sentences", type=int, default=150_000, help="of plain text to draw from")
    parser.add_argument("--most-frequent", type=int, default=100, help="words that are not drawn")
    parser.add_argument("--steps", type=int, default=80)
    parser.add_argument("--words", type=int, default=4, help="in each step")
    parser.add_argument("--uses", type=int, default=20, help="of each of these words")
    parser.add_argument("--shortest", type=int, default=5, help="words of the window that a use is read in")
    parser.add_argument("--longest", type=int, default=36, help="words of such a window")
    parser.add_argument("--dropped", type=float, default=0.1, help="share of channels, and of attention")
    parser.add_argument("--temperature", type=float, default=0.05)
    parser.add_argument("--weight-of-cosines", type=float, default=10.0, help="that stay as they were")
    parser.add_argument("--frozen", type=int, default=0, help="blocks that stay as they are, from the first")
    parser.add_argument("--rate", type=float, default=2e-5)
    parser.add_argument("--decay", type=float, default=0.95, help="of the mean of the weights")
    parser.add_argument("--every-lemma", action="store_true", help="measure with all: for a text too small to divide")
    parser.add_argument("--seed", type=int, default=1, help="another draws other uses")
    parser.add_argument("--report", type=int, default=40, help="steps between measurements")
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)

    encoder = WordEncoder(arguments.folder)
    layer = encoder.config["num_hidden_layers"]
    tagged = read_uses(arguments.tagged)
    text = TextBatches(
        # A few words more than a window need have, so that two windows can differ.
        arguments.text, encoder.vocabulary, arguments.sentences, (arguments.shortest + 3, arguments.longest),
        arguments.most_frequent, lemmas_of_forms(tagged, key), arguments.seed)
    untagged = UntaggedUses(text, arguments.words, arguments.uses)
    if not untagged.weights:
        parser.error(f"no word of the text has {arguments.uses} uses: give more text, or smaller --uses")
    held_out = sense_pairs(split_lemmas(tagged, arguments.every_lemma)["calibrate"], 1000, seed=5)
    print(f"{len(text.sentences)} sentences, {len(untagged.weights)} words; held out: {len(held_out)} pairs, "
          f"area {held_out_area(encoder, held_out, layer):.4f}", flush=True)

    before = with_model(encoder, copy.deepcopy(encoder.model).requires_grad_(False))
    for part in encoder.model.modules():
        if isinstance(part, torch.nn.Dropout):
            part.p = arguments.dropped
    encoder.model.train()
    start = time.time()

    def loss_of_step():
        uses = untagged.draw()
        readings = [use for _ in range(2) for use in untagged.windows(uses, arguments.shortest)]
        vectors = target_vectors(encoder, readings, layer, part=40)
        cosines = cosine_matrix(target_vectors(before, readings, layer, part=40))
        return (recognition(*vectors.chunk(2), arguments.temperature)
                + arguments.weight_of_cosines * (cosine_matrix(vectors) - cosines).square().mean())

    def report(step, loss, mean):
        averaged = with_model(encoder, mean)
        area = held_out_area(averaged, held_out, layer)
        write(arguments, averaged, layer)
        print(f"step {step}  loss {loss:.3f}  held-out area {area:.4f}  {time.time() - start:.0f} s", flush=True)

    move_blocks(encoder.model, arguments, loss_of_step, report)


if __name__ == "__main__":
    main()
