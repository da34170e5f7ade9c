#!/usr/bin/env python3
"""Teaches a word-level encoder to know each use of a word again, by contrast of uses that nobody tagged.

What the arguments are, polyseme_training/lesson.py tells. Each step takes some words of plain text and
some uses of each, and reads every use twice: in two windows of its sentence, with other channels dropped. Of all uses
of the step, those of the same word above all, the first reading has to find its own second one (after MirrorWiC, Liu
et al. 2021, https://aclanthology.org/2021.conll-1.44). So what a vector says of its surroundings is what lasts from window to
window. Two uses of one sense are pushed apart by this as well; to keep them together, cosines of all readings stay near those of
the encoder as it was. It is a matter of a hundred steps: watch the held-out area, which falls again after too many.
"""

from polyseme_training.lesson import Lesson, parser_of
from polyseme_training.losses import cosine_matrix, recognition


def parser_of_step():
    parser = parser_of(__doc__, steps=80, uses=20, rate=2e-5, dropped=0.1, weight_of_cosines=10.0)
    parser.add_argument("--words", type=int, default=4, help="in each step")
    parser.add_argument("--temperature", type=float, default=0.05)
    return parser


def main():
    parser = parser_of_step()
    arguments = parser.parse_args()
    lesson = Lesson(arguments)
    if not lesson.untagged.weights:
        parser.error(f"no word of the text has {arguments.uses} uses: give more text, or smaller --uses")

    def loss_of_step():
        readings = lesson.readings(arguments.words)
        vectors = lesson.vectors(lesson.encoder, readings)
        cosines = cosine_matrix(lesson.vectors(lesson.before, readings))
        return (
            recognition(*vectors.chunk(2), arguments.temperature)
            + arguments.weight_of_cosines * (cosine_matrix(vectors) - cosines).square().mean()
        )

    lesson.teach(loss_of_step)


if __name__ == "__main__":
    main()
