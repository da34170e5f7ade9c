#!/usr/bin/env python3
"""Teaches an encoder to tell uses apart by what surrounds them, with ambiguous words of its own making.

What the arguments are, polyseme_training/lesson.py tells. A pseudoword stands for two words of plain text as if they were
its senses (Gale, Church and Yarowsky 1992; Schütze 1992): where a sentence has `banana` or `door`, it has `banana_door`,
whose row in the table is that of one of the two or lies between them. Which of them is meant, only the surroundings tell.
Each step reads some uses of some pairs of words twice: as they are, and as uses of the pseudoword, in another window of the
sentence and with other channels dropped. Those uses that are more alike than others as they are, for the encoder as it was,
are to be more alike as uses of the pseudoword: the loss is one minus the correlation of their cosines. Cosines of the uses
as they are stay near those before. Both words are of one part of speech, which TAGGED tells.

With --teacher a folder of word pieces (see polyseme_training/teacher.py) learns instead, and OUTPUT gets it. It has one row
for a pseudoword, made of the mean row of the pieces of each of the two words.
"""

import pathlib

import torch

from polyseme_training.lesson import parser_of
from polyseme_training.losses import agreement, cosine_matrix
from polyseme_training.pseudowords import PseudowordLesson, replaced


def parser_of_step():
    parser = parser_of(__doc__, steps=200, uses=10, rate=1e-4, dropped=0.1, weight_of_cosines=60.0)
    parser.add_argument("--pairs", type=int, default=4, help="of words in each step")
    parser.add_argument("--teacher", type=pathlib.Path, help="word pieces that learn instead, by words of FOLDER's list")
    parser.add_argument("--weight-of-agreement", type=float, default=30.0)
    return parser


def main():
    parser = parser_of_step()
    arguments = parser.parse_args()
    lesson = PseudowordLesson(parser, arguments, arguments.teacher)

    def loss_of_step():
        uses, words, pairs = zip(*lesson.draw())
        plain = lesson.windows(uses)
        ambiguous = [replaced(use, word) for use, word in zip(lesson.windows(uses), words)]
        wanted = cosine_matrix(lesson.vectors(lesson.before, plain))
        kept, cosines = (cosine_matrix(lesson.vectors(lesson.encoder, readings)) for readings in (plain, ambiguous))
        return (
            arguments.weight_of_agreement * (1 - agreement(cosines, wanted, torch.tensor(pairs)))
            + arguments.weight_of_cosines * (kept - wanted).square().mean()
        )

    lesson.teach(loss_of_step)


if __name__ == "__main__":
    main()
