#!/usr/bin/env python3
"""Teaches a word-level encoder to tell two uses of a word apart where they share a line.

usage: shared_lines.py FOLDER OUTPUT --text TEXT... --tagged TAGGED... [--steps N]

What the arguments are, untagged.py tells. Each step takes some words of plain text and some uses of each, and reads every use in two
windows of its sentence. Some of the readings get another use of the same word on their line. Every vector is to be what the
encoder as it was finds for the window alone: so what is near a use counts, not all that is on its line. Uses that stand alone lose a
little by this.
"""

from torch.nn.functional import cosine_similarity

from sharpen import cosine_matrix
from untagged import Lesson, parser_of


def joined(readings, share, generator):
    """So large a share of readings, those of all uses and then as many others, with another use of the word on the line."""
    count = len(readings) // 2

    def with_another(number, reading):
        others = [other for n, other in enumerate(readings) if other.lemma == reading.lemma and (n - number) % count]
        return beside(reading, generator.choice(others), generator)

    return [with_another(number, reading) if generator.random() < share else reading
            for number, reading in enumerate(readings)]


def beside(use, other, generator):
    """A use with another's words on its line, before or after its own, with a full stop between or nothing."""
    stop = generator.choice([(), (".",)])
    if generator.random() < 0.5:
        return use._replace(words=(*use.words, *stop, *other.words))
    first = (*other.words, *stop)
    return use._replace(words=(*first, *use.words), place=len(first) + use.place)


def on_one_line(pairs):
    """Pairs whose uses share a line, with a full stop between."""
    for first, second, is_same in pairs:
        words = (*first.words, ".", *second.words)
        yield first._replace(words=words), second._replace(words=words, place=len(first.words) + 1 + second.place), is_same


def main():
    parser = parser_of(__doc__, steps=90, uses=16, rate=1.5e-4, dropped=0.0, weight_of_cosines=5.0)
    parser.add_argument("--words", type=int, default=4, help="in each step")
    parser.add_argument("--share", type=float, default=0.5, help="of readings that have another use on their line")
    parser.add_argument("--weight-of-vectors", type=float, default=10.0, help="that stay as they were")
    arguments = parser.parse_args()
    if arguments.uses < 2:
        parser.error("one use of a word has no other to share its line with: give --uses of 2 or more")
    lesson = Lesson(arguments)
    if not lesson.untagged.weights:
        parser.error(f"no word of the text has {arguments.uses} uses: give more text, or smaller --uses")

    def loss_of_step():
        readings = lesson.readings(arguments.words)
        on_lines = joined(readings, arguments.share, lesson.untagged.text.generator)
        vectors = lesson.vectors(lesson.encoder, on_lines)
        alone = lesson.vectors(lesson.before, readings)
        return (arguments.weight_of_vectors * (1 - cosine_similarity(vectors, alone).mean())
                + arguments.weight_of_cosines * (cosine_matrix(vectors) - cosine_matrix(alone)).square().mean())

    lesson.teach(loss_of_step, also=[("on one line", on_one_line)])


if __name__ == "__main__":
    main()
