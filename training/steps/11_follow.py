#!/usr/bin/env python3
"""Teaches a word-level encoder the cosines that a teacher and it find together, of uses that nobody tagged.

What the other arguments are, polyseme_training/lesson.py tells; TEACHER is a folder of word pieces. What the encoder knew
before counts too, for its errors are others than the teacher's: what is followed is a share of the teacher's cosines and
the rest of its own. Each step reads some uses of some pairs of words, and asks that

- each word of these sentences points where it does for the two, and any two are as alike, as in 07_distil.py;
- uses of one word that are more alike than others for the two are so here (one minus the correlation of cosines);
- they are so as well when a pseudoword stands in the place of both words of a pair, as in 09_pseudowords.py, in another
  window of the sentence and with some channels dropped.

No sense is asked for, so none is learnt by heart. Matrices move by Muon.
"""

import pathlib

import torch

from polyseme_training.data import KnownVectors
from polyseme_training.lesson import parser_of
from polyseme_training.losses import Likeness, agreement, cosine_matrix, side_by_side
from polyseme_training.pseudowords import PseudowordLesson, replaced
from polyseme_training.reading import student_vectors, teacher_vectors
from polyseme_training.teacher import PieceEncoder


def parser_of_step():
    parser = parser_of(__doc__, steps=430, uses=18, rate=1e-4, dropped=0.1, weight_of_cosines=20.0)
    parser.add_argument("teacher", type=pathlib.Path)
    parser.add_argument("--known", type=pathlib.Path, help="folder for the vectors that are followed, for all trainings at once")
    parser.add_argument("--pairs", type=int, default=2, help="of words in each step")
    parser.add_argument("--share", type=float, default=0.6, help="of the teacher's cosines in those that are followed")
    parser.add_argument("--weight-of-words", type=float, default=1.0)
    parser.add_argument("--weight-of-agreement", type=float, default=10.0)
    parser.add_argument("--weight-of-pseudowords", type=float, default=10.0, help="with 0 none are read")
    return parser


def main():
    parser = parser_of_step()
    arguments = parser.parse_args()
    if not 0 <= arguments.share <= 1:
        parser.error(f"--share {arguments.share} is no share: give a number from 0 to 1")
    lesson = PseudowordLesson(parser, arguments)
    encoder, text = lesson.encoder, lesson.untagged.text
    teacher = PieceEncoder(arguments.teacher)
    known = [
        KnownVectors(teacher_vectors, teacher, text, arguments.known),
        KnownVectors(student_vectors, lesson.before, text, arguments.known),
    ]
    number_of = {sentence: number for number, sentence in enumerate(text.sentences)}

    def read(uses):
        """The words of each use's sentence, ours with gradients and what they follow. Two lists of shapes `[W, C]`."""
        sentences = [list(use.words) for use in uses]
        numbers = [number_of[" ".join(words)] for words in sentences]
        with lesson.bfloat16:
            followed = [side_by_side(*both, arguments.share) for both in zip(*(own(numbers) for own in known))]
            return student_vectors(encoder, sentences), followed

    likeness = Likeness(encoder.config["hidden_size"], teacher.config["hidden_size"] + encoder.config["hidden_size"])
    with torch.no_grad():
        likeness.begin(*map(torch.cat, read(lesson.untagged.draw(20))))

    def loss_of_step():
        # Those of like length are read together.
        uses, words, pairs = zip(*sorted(lesson.draw(), key=lambda drawn: len(drawn[0].words)))
        encoder.model.eval()
        vectors, followed = read(uses)
        numbers, names = {}, [text.name(word) for use in uses for word in use.words]
        ids = torch.tensor([numbers.setdefault(name, len(numbers)) for name in names])
        has_senses = torch.tensor([text.has_senses(name) for name in numbers])[ids]
        of_words, of_cosines = likeness(torch.cat(vectors), torch.cat(followed), ids, has_senses)
        cosines, wanted = (
            cosine_matrix(torch.stack([own[use.place] for own, use in zip(all_words, uses)])) for all_words in (vectors, followed)
        )
        own_names = torch.tensor([numbers[use.lemma] for use in uses])

        loss = (
            arguments.weight_of_words * of_words
            + arguments.weight_of_cosines * of_cosines
            + arguments.weight_of_agreement * (1 - agreement(cosines, wanted, own_names))
        )
        if arguments.weight_of_pseudowords:
            encoder.model.train()
            ambiguous = [replaced(use, word) for use, word in zip(lesson.windows(uses), words)]
            of_pseudowords = cosine_matrix(lesson.vectors(encoder, ambiguous))
            loss = loss + arguments.weight_of_pseudowords * (1 - agreement(of_pseudowords, wanted, torch.tensor(pairs)))
        return loss

    lesson.teach(loss_of_step, beside=[*likeness.parameters()], rate_beside=1e-3, by_muon=True)


if __name__ == "__main__":
    main()
