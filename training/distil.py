#!/usr/bin/env python3
"""Teaches a word-level encoder what a larger one knows about words in context.

usage: distil.py FOLDER TEACHER OUTPUT --text TEXT... --tagged TAGGED... [--minutes N]

FOLDER holds weights/ and vocab/; TEACHER is a folder that sharpen.py has made of a word-piece encoder. OUTPUT
gets FOLDER's model with all of it taught, the table of words too. A step reads some sentences of plain text,
several for each of some words, and some tagged uses, and adds up

- words: each word's vector, mapped linearly to the teacher's width, points where the teacher's does
  (standardised by channel);
- relations: the cosine of any two words of these sentences is the teacher's, for two uses of one word (in whichever
  form) and, with less weight, for two words;
- senses: tagged uses of one sense are near, of two senses far (as in sharpen.py).

A sentence is read in windows of some length, for people compare short phrases too; the teacher reads the same words.
Some words of the plain text (--composed) are read as if they were not in the list, by a row that is guessed from
words spelled like them and from n-grams, which learn too: so the blocks learn what to make of such a row. The words that
unknown_words.py proves the guesses with never are.

Lemmas that calibration and its proof need are left out of the tagged uses: see senses.split_lemmas. Only which forms
are one word is learnt from all that is tagged.
"""

import argparse
import hashlib
import math
import pathlib
import random
import time
from collections import defaultdict, deque

import torch

import ngrams
from encoder import WordEncoder
from files import text_lines
from senses import lemmas_of_forms, read_uses, sense_pairs, split_lemmas
from sharpen import (
    Head, RunningMean, SenseBatches, cosine_matrix, held_out_areas, muon, target_vectors, with_model, write)
from teacher import PieceEncoder
from words import SPECIALS, SpellingIndex, cut, key, ngram_buckets


class TextBatches:
    """Windows of plain text by the words in them, several of a word at a time."""

    def __init__(self, paths, vocabulary, count, lengths, most_frequent=100, lemmas=None, seed=1):
        """Of about `count` windows of sentences, spread over all texts, each of as many words as `lengths` allows.

        The `most_frequent` words of the vocabulary have few senses to tell, so none is drawn. Forms that `lemmas`
        gives one lemma count as one word. What is drawn depends on `seed`, what there is to draw does not.
        """
        self.lemmas = lemmas or {}
        self.sentences, self.by_word = [], defaultdict(list)
        for path in paths:
            for words in self.windows(path, count // len(paths), lengths):
                number = len(self.sentences)
                self.sentences.append(" ".join(words))
                for word in {self.name(word) for word in words if word.isalpha() and len(word) > 2}:
                    own = self.by_word[word]
                    if vocabulary.ids.get(word, -1) >= most_frequent and len(own) < 400:
                        own.append(number)
        self.words = sorted(word for word, own in self.by_word.items() if len(own) >= 6)
        # Frequent words have more senses to tell, but not in proportion; a word that nobody tagged is often a name.
        tagged = set(self.lemmas.values())
        self.weights = [len(self.by_word[word]) ** 0.5 * (1 if word in tagged else 0.3) for word in self.words]
        self.generator = random.Random(seed)

    def name(self, word):
        """What forms of one word share."""
        word_key = key(word)
        return self.lemmas.get(word_key, word_key)

    def has_senses(self, name):
        """Whether uses of a word are worth comparing: one that is drawn, or might have been."""
        return bool(self.by_word.get(name))

    @staticmethod
    def windows(path, count, lengths):
        """A window of a sentence from each of `count` paragraphs, if it has words enough."""
        generator = random.Random(1)
        paragraphs = [line for line in text_lines(path) if not line.isspace()]
        for paragraph in generator.sample(paragraphs, min(count, len(paragraphs))):
            words = cut(generator.choice(paragraph.strip().split(". ")))
            if len(words) >= lengths[0]:
                length = min(generator.randint(*lengths), len(words))
                start = generator.randint(0, len(words) - length)
                yield words[start : start + length]

    def draw(self, words, uses):
        """Numbers of sentences, the shortest first."""
        numbers = {number for word in self.generator.choices(self.words, self.weights, k=words)
                   for number in self.generator.sample(self.by_word[word], min(uses, len(self.by_word[word])))}
        return sorted(numbers, key=lambda number: (self.sentences[number].count(" "), number))

    def words_of(self, numbers):
        """Sentences as lists of words."""
        return [self.sentences[number].split(" ") for number in numbers]


@torch.no_grad()
def teacher_vectors(teacher, sentences, part=32):
    """A vector for each word of each sentence, from the teacher's last layer. A list of shapes `[W, C]`."""
    answers = []
    for start in range(0, len(sentences), part):
        read = [teacher.read(words) for words in sentences[start : start + part]]
        rows, mask = teacher.batch([pieces for pieces, _ in read])
        hidden = teacher.model(inputs_embeds=rows, attention_mask=mask).last_hidden_state.float()
        for row, (_, borders) in enumerate(read):
            first, last = torch.tensor(borders).T + 1
            sums = torch.cat([torch.zeros(1, hidden.shape[2]), hidden[row].cumsum(0)])
            answers.append((sums[last] - sums[first]) / (last - first)[:, None])
    return answers


class KnownVectors:
    """What an encoder that does not learn finds in a text. What was read once is kept, in half precision: in memory, or in a file of
    `folder` that trainings side by side share."""

    def __init__(self, read, encoder, text, folder=None):
        """`read` gives the vectors of an encoder and sentences, as `teacher_vectors` does."""
        self.read, self.encoder, self.text = read, encoder, text
        lengths = torch.tensor([sentence.count(" ") + 1 for sentence in text.sentences])
        self.borders = [0, *lengths.cumsum(0).tolist()]
        shape = self.borders[-1], encoder.config["hidden_size"]
        if folder is None:
            self.vectors = torch.empty(shape, dtype=torch.float16)
            self.is_known = torch.zeros(len(lengths), dtype=torch.bool)
        else:
            # Another text or encoder has a file of another name.
            digest = hashlib.sha256()
            for path in encoder.files:
                digest.update(path.read_bytes())
            digest.update("\n".join(text.sentences).encode())
            folder.mkdir(parents=True, exist_ok=True)
            path = str(folder / digest.hexdigest())
            self.vectors = torch.from_file(f"{path}.vectors", True, math.prod(shape), dtype=torch.float16).view(shape)
            self.is_known = torch.from_file(f"{path}.known", True, len(lengths), dtype=torch.bool)

    @torch.no_grad()
    def __call__(self, numbers):
        """Those of some sentences. A list of shapes `[W, C]`."""
        places = [slice(self.borders[number], self.borders[number + 1]) for number in numbers]
        missing = [n for n, number in enumerate(numbers) if not self.is_known[number]]
        for n, vectors in zip(missing, self.read(self.encoder, self.text.words_of([numbers[n] for n in missing]))):
            self.vectors[places[n]] = vectors.half()
            self.is_known[numbers[n]] = True
        return [self.vectors[place].float() for place in places]


class RowsInUse:
    """The rows of a table that a step reads. Only they get gradients: those of a whole table take longer
    than the blocks."""

    def __init__(self, table):
        self.table, self.read = table, []

    def __call__(self, ids):
        unique, places = ids.unique(return_inverse=True)
        rows = self.table.detach()[unique].requires_grad_()
        self.read.append((unique, rows))
        return torch.nn.functional.embedding(places, rows)

    def hand_over(self):
        """Gives the table the gradients of its rows."""
        ids = torch.cat([unique for unique, _ in self.read])
        gradients = torch.cat([rows.grad for _, rows in self.read])
        self.table.grad = torch.sparse_coo_tensor(ids[None], gradients, self.table.shape, check_invariants=False).coalesce()
        self.read = []


def student_vectors(encoder, sentences, look_up=None, part=32):
    """A vector for each word of each sentence after the last block, with gradients. A list of shapes `[W, C]`."""
    answers = []
    for start in range(0, len(sentences), part):
        rows, mask = encoder.batch(sentences[start : start + part], look_up)
        hidden = encoder.model(inputs_embeds=rows, attention_mask=mask).last_hidden_state.float()
        for row, words in enumerate(sentences[start : start + part]):
            answers.append(hidden[row, 1 : len(words) + 1])
    return answers


class ComposedRows:
    """Looks rows up, and guesses some of them instead as if their words were not in the list."""

    def __init__(self, encoder, look_up, share, most_frequent):
        self.look_up, self.share = look_up, share
        self.words, self.table = encoder.vocabulary.words, encoder.model.embeddings.word_embeddings.weight
        self.composer = encoder.composer
        self.spelling, self.parts_of_word = SpellingIndex(self.words, encoder.affixes), {}
        self.may_be = torch.ones(len(self.words), dtype=torch.bool)
        self.may_be[: len(SPECIALS) + most_frequent] = False
        self.may_be[ngrams.held_out_places(self.words)] = False

    def parts(self, number):
        """Buckets of a word's n-grams, its neighbours in spelling but itself, their weights and the changes to them."""
        if number not in self.parts_of_word:
            word, most = self.words[number], SpellingIndex.MOST
            neighbours, weights, changes = self.spelling.neighbours(word, but=[number])
            missing = most - len(neighbours)
            self.parts_of_word[number] = (
                ngram_buckets(word, self.composer.bucket_count), neighbours + [0] * missing, weights + [0] * missing,
                changes + [-1] * missing)
        return self.parts_of_word[number]

    def __call__(self, ids):
        rows = self.look_up(ids)
        chosen = self.may_be[ids] & (torch.rand(ids.shape) < self.share)
        if chosen.any():
            unique, places = ids[chosen].unique(return_inverse=True)
            grams, neighbours, weights, changes = zip(*map(self.parts, unique.tolist()))
            guessed = self.composer.mixed(
                self.composer(*ngrams.pack(grams)), self.table.detach()[torch.tensor(neighbours)],
                torch.tensor(weights, dtype=torch.float32), torch.tensor(changes))
            rows = rows.masked_scatter(chosen[..., None], guessed[places].to(rows.dtype))
        return rows


class Likeness(torch.nn.Module):
    """What the teacher's vectors ask of the student's."""

    def __init__(self, width, teacher_width):
        super().__init__()
        self.map = torch.nn.Linear(width, teacher_width)
        self.register_buffer("mean", torch.zeros(teacher_width))
        self.register_buffer("spread", torch.ones(teacher_width))

    @torch.no_grad()
    def begin(self, student, teacher):
        """From both vectors of some words: what is standard, and the map of least squares. Shapes `[n, C]`."""
        self.mean.copy_(teacher.mean(0))
        deviation = teacher.std(0)
        self.spread.copy_(deviation.clamp(min=0.3 * deviation.median()))
        centre = student.mean(0)
        products = (student - centre).T @ (student - centre)
        products.diagonal().add_(0.01 * products.diagonal().mean())
        self.map.weight.copy_(
            torch.linalg.solve(products, (student - centre).T @ ((teacher - self.mean) / self.spread)).T)
        self.map.bias.copy_(-self.map.weight @ centre)

    def forward(self, student, teacher, names, has_senses):
        """Losses of words and of relations, of all words of some sentences.

        `student` and `teacher` are vectors, `names` says which word each is, `has_senses` whether two uses of it may
        differ. Shapes `[n, C]` and `[n]`.
        """
        words = 1 - torch.cosine_similarity(self.map(student), (teacher - self.mean) / self.spread).mean()
        return words, relations(student, teacher, names, has_senses)


def relations(student, teacher, names, has_senses):
    """How far cosines are from the teacher's: of two uses of one name, and with half the weight of two names. Shapes as
    in `Likeness.forward`."""
    distance = (cosine_matrix(student) - cosine_matrix(teacher)).square()
    equal = names[:, None] == names[None]
    same, other = torch.triu(equal & has_senses, 1).float(), (~equal).float()
    # Sums over all: to pick some out they have to be counted first, for which a GPU would wait.
    return ((distance * same).sum() / same.sum().clamp(min=1)
            + 0.5 * (distance * other).sum() / other.sum().clamp(min=1))


def optimizers_of(model, rate, table_rate, beside):
    """What moves a model and, in groups with rates of their own, the parameters `beside` it. Returns the optimizers, and
    those of the model's parameters that are neither matrices of the blocks nor the table of words."""
    table = model.embeddings.word_embeddings.weight
    matrices = [p for p in model.encoder.parameters() if p.ndim == 2]
    apart = {id(p) for p in [table, *matrices]}
    others = [p for p in model.parameters() if id(p) not in apart]
    return [
        muon(matrices, rate),
        torch.optim.AdamW([
            {"params": others, "lr": rate, "weight_decay": 0.01},
            *({"weight_decay": 0.0} | group for group in beside)], fused=True),
        torch.optim.SparseAdam([{"params": [table], "lr": table_rate}])], others


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("teacher", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--text", nargs="+", required=True)
    parser.add_argument("--tagged", nargs="+", required=True)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--most-steps", type=int, default=1_000_000)
    parser.add_argument("--sentences", type=int, default=100_000, help="of plain text to draw from")
    parser.add_argument("--known", type=pathlib.Path, help="folder for the teacher's vectors, for all trainings at once")
    parser.add_argument("--most-frequent", type=int, default=100, help="words that are not drawn")
    parser.add_argument("--words", type=int, default=10, help="of plain text in a step")
    parser.add_argument("--uses", type=int, default=6, help="of each of these words")
    parser.add_argument("--lemmas", type=int, default=10, help="tagged, in a step; with 0 nothing is learnt from senses")
    parser.add_argument("--shortest", type=int, default=6, help="words of the window that a sentence is read in")
    parser.add_argument("--longest", type=int, default=32)
    parser.add_argument("--composed", type=float, default=0.1, help="share of words with a guessed row")
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--table-rate", type=float, default=3e-4)
    parser.add_argument("--weight-of-words", type=float, default=1.0)
    parser.add_argument("--weight-of-relations", type=float, default=6.0)
    parser.add_argument("--weight-of-senses", type=float, default=0.7)
    parser.add_argument("--decay", type=float, default=0.995, help="of the mean of the weights")
    parser.add_argument("--every-lemma", action="store_true", help="hold none out: for a text too small to divide")
    parser.add_argument("--bfloat16", action="store_true", help="faster where the processor has it, slower elsewhere")
    parser.add_argument("--seed", type=int, default=1, help="another draws other sentences")
    parser.add_argument("--report", type=float, default=4, help="minutes between measurements")
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)

    encoder = WordEncoder(arguments.folder)
    layer = encoder.config["num_hidden_layers"]
    teacher = PieceEncoder(arguments.teacher)
    if arguments.bfloat16:
        teacher.model.to(torch.bfloat16)
    lengths = arguments.shortest, arguments.longest
    uses = read_uses(arguments.tagged)
    text = TextBatches(arguments.text, encoder.vocabulary, arguments.sentences, lengths, arguments.most_frequent,
                       lemmas_of_forms(uses, key), arguments.seed)
    known = KnownVectors(teacher_vectors, teacher, text, arguments.known)
    parts = split_lemmas(uses, arguments.every_lemma)
    tagged = SenseBatches(parts["sharpen"], arguments.seed, arguments.lemmas, lengths)
    held_out = sense_pairs(parts["calibrate"], 1000, seed=5)
    print(f"{len(text.sentences)} sentences, {len(text.words)} words; {len(tagged.draws.lemmas)} tagged lemmas", flush=True)

    likeness = Likeness(encoder.config["hidden_size"], teacher.config["hidden_size"])
    samples = text.draw(60, 6)
    with torch.no_grad():
        likeness.begin(torch.cat(student_vectors(encoder, text.words_of(samples))), torch.cat(known(samples)))
    head = Head()
    table = encoder.model.embeddings.word_embeddings.weight
    in_use = RowsInUse(table)
    look_up = ComposedRows(encoder, in_use, arguments.composed, arguments.most_frequent)
    optimizers, others = optimizers_of(encoder.model, arguments.rate, arguments.table_rate, [
        {"params": likeness.parameters(), "lr": 1e-3}, {"params": encoder.composer.parameters(), "lr": 1e-3},
        {"params": head.parameters(), "lr": 1e-2}])
    groups = [group for optimizer in optimizers for group in optimizer.param_groups]
    rates = [group["lr"] for group in groups]
    mean = RunningMean(encoder.model, table)
    bfloat16 = torch.autocast("cpu", torch.bfloat16, enabled=arguments.bfloat16)
    weights = torch.tensor([arguments.weight_of_words, arguments.weight_of_relations, arguments.weight_of_senses])
    # Dropped channels would blur the very cosines that are to be learned.
    encoder.model.eval()
    start, reported, recent, step = time.time(), 0.0, deque(maxlen=100), 0
    while True:
        done = max((time.time() - start) / 60 / arguments.minutes, step / arguments.most_steps)
        finished = done >= 1
        if finished or time.time() - reported > 60 * arguments.report:
            averaged = with_model(encoder, mean.model)
            with bfloat16:
                areas = held_out_areas(averaged, held_out, layer)
            write(arguments, averaged, layer, averaged.composer.tensors())
            losses = "  ".join(f"{sum(values) / len(values):.4f}" for values in zip(*recent))
            print(f"step {step}  words, relations, senses: {losses}  held-out area {areas}  "
                  f"{time.time() - start:.0f} s", flush=True)
            reported = time.time()
        if finished:
            break
        for group, rate in zip(groups, rates):
            group["lr"] = rate * min((step + 1) / 100, 1 - done)
        drawn = text.draw(arguments.words, arguments.uses)
        sentences, wanted = text.words_of(drawn), known(drawn)
        numbers = {}
        names = torch.tensor(
            [numbers.setdefault(text.name(word), len(numbers)) for words in sentences for word in words])
        has_senses = torch.tensor([text.has_senses(name) for name in numbers])[names]
        with bfloat16:
            vectors = student_vectors(encoder, sentences, look_up)
        losses = [*likeness(torch.cat(vectors), torch.cat(wanted), names, has_senses)]
        if arguments.lemmas:
            uses, lemma_of, sense_of = tagged.draw()
            with bfloat16:
                of_uses = target_vectors(encoder, uses, layer, part=32)
            losses.append(head(cosine_matrix(of_uses), lemma_of, sense_of))
        losses = torch.stack(losses)
        for optimizer in optimizers:
            optimizer.zero_grad()
        (losses * weights[: len(losses)]).sum().backward()
        torch.nn.utils.clip_grad_norm_([*others, *likeness.parameters()], 1.0)
        in_use.hand_over()
        for optimizer in optimizers:
            optimizer.step()
        step += 1
        recent.append(losses.detach())
        mean.update(min(arguments.decay, step / (step + 10)))


if __name__ == "__main__":
    main()
