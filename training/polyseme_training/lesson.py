"""Teaching an encoder by uses of words that nobody tagged: what the steps contrast, pseudowords and follow have in common.

FOLDER holds weights/ and vocab/; OUTPUT gets the same with taught blocks. Rows of the table stay as they are. Nothing is
learned from the senses in TAGGED: they tell forms of one word, and measure.
"""

import argparse
import copy
import pathlib
import time

import torch

from .data import TextBatches, UntaggedUses
from .encoder import WordEncoder
from .loop import move_blocks, write
from .measures import held_out_areas
from .reading import target_vectors, with_model
from .senses import lemmas_of_forms, read_uses, sense_pairs, split_lemmas
from .teacher import PieceEncoder
from .words import Vocabulary, key


def parser_of(description, *, steps, uses, rate, dropped, weight_of_cosines):
    """What each of the scripts is asked, with its own defaults."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--text", nargs="+", required=True)
    parser.add_argument("--tagged", nargs="+", required=True)
    parser.add_argument("--sentences", type=int, default=150_000, help="of plain text to draw from")
    parser.add_argument("--most-frequent", type=int, default=100, help="words that are not drawn")
    parser.add_argument("--steps", type=int, default=steps)
    parser.add_argument("--uses", type=int, default=uses, help="of each word of a step")
    parser.add_argument("--shortest", type=int, default=5, help="words of the window that a use is read in")
    parser.add_argument("--longest", type=int, default=36, help="words of such a window")
    parser.add_argument("--dropped", type=float, default=dropped, help="share of channels, and of attention")
    parser.add_argument("--weight-of-cosines", type=float, default=weight_of_cosines, help="that stay as they were")
    parser.add_argument("--frozen", type=int, default=0, help="blocks that stay as they are, from the first")
    parser.add_argument("--rate", type=float, default=rate)
    parser.add_argument("--decay", type=float, default=0.95, help="of the mean of the weights")
    parser.add_argument("--every-lemma", action="store_true", help="measure with all: for a text too small to divide")
    parser.add_argument("--bfloat16", action="store_true", help="faster where the processor has it, slower elsewhere")
    parser.add_argument("--seed", type=int, default=1, help="another draws other uses")
    parser.add_argument("--report", type=int, default=40, help="steps between measurements")
    return parser


class Lesson:
    """An encoder that learns, as it was before, and what it learns from."""

    def __init__(self, arguments, teacher=None):
        """A folder of word pieces may learn instead of FOLDER, which then has the words that are drawn."""
        # A few words more than a window need have, so that two windows can differ.
        lengths = arguments.shortest + 3, arguments.longest
        if lengths[0] > lengths[1]:
            raise SystemExit(f"a window of --longest {lengths[1]} has to be 3 words longer than --shortest {arguments.shortest}")
        torch.manual_seed(arguments.seed)
        self.arguments, self.encoder = arguments, PieceEncoder(teacher) if teacher else WordEncoder(arguments.folder)
        self.vocabulary = Vocabulary.read(arguments.folder / "vocab/words.txt") if teacher else self.encoder.vocabulary
        self.before = with_model(self.encoder, copy.deepcopy(self.encoder.model).requires_grad_(False))
        self.layer = self.encoder.config["num_hidden_layers"]
        self.bfloat16 = torch.autocast("cpu", torch.bfloat16, enabled=arguments.bfloat16)
        self.tagged = read_uses(arguments.tagged)
        self.untagged = UntaggedUses(
            TextBatches(
                arguments.text,
                self.vocabulary,
                arguments.sentences,
                lengths,
                arguments.most_frequent,
                lemmas_of_forms(self.tagged, key),
                arguments.seed,
            ),
            arguments.uses,
        )

    def windows(self, uses):
        """Another reading of each use at every call."""
        return self.untagged.windows(uses, self.arguments.shortest)

    def readings(self, words):
        """Two of each use of at most so many words: the first of all uses, then the second."""
        uses = self.untagged.draw(words)
        return [reading for _ in range(2) for reading in self.windows(uses)]

    def vectors(self, encoder, uses):
        """Those of uses after the last block, with gradients. Shape `[n, C]`."""
        with self.bfloat16:
            return target_vectors(encoder, uses, encoder.config["num_hidden_layers"], part=40)

    def teach(self, loss_of_step, **how):
        """Moves the blocks, and writes them with the held-out area now and then. `how` is for move_blocks."""
        arguments, start = self.arguments, time.time()
        pairs = sense_pairs(split_lemmas(self.tagged, arguments.every_lemma)["calibrate"], 1000, seed=5)

        def areas(encoder):
            with self.bfloat16:
                return f"area {held_out_areas(encoder, pairs, self.layer)}"

        print(
            f"{len(self.untagged.text.sentences)} sentences, {len(self.untagged.weights)} words; held out: {len(pairs)} pairs, "
            f"{areas(self.encoder)}",
            flush=True,
        )
        for part in self.encoder.model.modules():
            if isinstance(part, torch.nn.Dropout):
                part.p = arguments.dropped
        self.encoder.model.train()

        def report(step, loss, mean):
            averaged = with_model(self.encoder, mean)
            write(arguments, averaged, self.layer)
            print(f"step {step}  loss {loss:.3f}  held-out {areas(averaged)}  {time.time() - start:.0f} s", flush=True)

        move_blocks(self.encoder.model, arguments, loss_of_step, report, **how)
