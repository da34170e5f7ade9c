"""Text as packing.py packs it: windows drawn from it and encoders that read them, all on one device and many at once.

W windows of L words each, or fewer with BORDER behind; T pieces with <s> and </s>; C channels. A reader is a function
from windows to a vector for each of their words, shape `[W, L, C]`.
"""

from collections import defaultdict

import torch
from safetensors import safe_open

from .files import BadFile, digest
from .measures import area_under_curve
from .senses import SenseDraws
from .tensors import read_tensors
from .words import CLS, PAD, SEP

BORDER = 0


class PackedText:
    """Sentences one behind another, BORDER before each."""

    def __init__(self, words):
        """`words` are numbers of types. Shape `[n]`."""
        self.words = words.long()
        place = torch.arange(len(words), dtype=torch.int32, device=words.device)
        is_border = words == BORDER
        self.start = torch.where(is_border, place + 1, 0).cummax(0).values
        self.end = torch.where(is_border, place, len(words)).flip(0).cummin(0).values.flip(0)

    def windows(self, places, lengths, spans):
        """A window around each place, which stands anywhere in it, and how far from its beginning.

        `lengths` are the most words of each window and `spans` how many from the place on have to be inside. A sentence
        that is no longer is read whole. All of shape `[W]`; the windows `[W, L]`.
        """
        start, end = self.start[places].long(), self.end[places].long()
        first = torch.maximum(start, places + spans - lengths)
        last = torch.maximum(torch.minimum(places, end - lengths), first)
        begin = first + (torch.rand(places.shape, device=places.device) * (last - first + 1)).long()
        begin = torch.where(end - start <= lengths, start, begin)
        end = torch.minimum(end, begin + lengths)
        inside = begin[:, None] + torch.arange(int((end - begin).max()), device=places.device)
        types = self.words[inside.clamp(max=len(self.words) - 1)]
        return types.masked_fill(inside >= end[:, None], BORDER), places - begin


class WordDraws:
    """Draws places in a text, several of one word. Forms of one lemma share a name and are one word."""

    def __init__(self, text, name_of_type, weights):
        """`weights` say how often each name is drawn."""
        names = name_of_type[text.words].masked_fill(text.words == BORDER, len(weights))
        self.order = names.sort().indices.int()
        self.counts = torch.bincount(names, minlength=len(weights) + 1)[:-1]
        self.first = self.counts.cumsum(0) - self.counts
        self.weights = weights.masked_fill(self.counts == 0, 0)

    def __call__(self, words, uses):
        """Places, those of one word together. Shape `[words * uses]`."""
        chosen = torch.multinomial(self.weights, words, replacement=True)[:, None]
        number = (torch.rand(words, uses, device=chosen.device) * self.counts[chosen]).long()
        return self.order[self.first[chosen] + number].flatten().long()


class PackedUses:
    """Uses of words in a packed text."""

    def __init__(self, words, places):
        """`places` are as packing.placed gives them, shape `[uses, 4]`."""
        self.text, (_, self.length, self.first, self.span) = PackedText(words), places.long().T

    def windows(self, numbers, lengths):
        """Windows of some uses, and which words of each are the use. Shapes `[W, L]`, twice."""
        windows, place = self.text.windows(self.first[numbers], lengths, self.span[numbers])
        behind = torch.arange(windows.shape[1], device=windows.device) - place[:, None]
        return windows, (behind >= 0) & (behind < self.span[numbers][:, None]) & (windows != BORDER)

    def vectors(self, read, numbers, lengths, part=512):
        """A vector for each of some uses. Windows of like length are read together. Shape `[W, C]`."""
        order = torch.minimum(self.length[numbers], lengths).argsort()
        vectors = []
        for own in order.split(part):
            windows, of_use = self.windows(numbers[own], lengths[own])
            vectors.append(mean_inside(read(windows), of_use))
        return torch.cat(vectors)[order.argsort()]


def mean_inside(vectors, chosen):
    """The mean of the chosen words of each window. Shape `[W, C]`."""
    chosen = chosen.float()[..., None]
    return (vectors * chosen).sum(1) / chosen.sum(1).clamp(min=1)


class HeldOutPairs:
    """Pairs of uses of lemmas that nothing learns from, in several lists."""

    LONGEST = 80

    def __init__(self, tensors, device):
        self.uses = PackedUses(tensors["held_out.words"].to(device), tensors["held_out.places"].to(device))
        self.list, self.is_same = tensors["held_out.list"], tensors["held_out.is_same"]

    @torch.no_grad()
    def areas(self, read):
        """The area under the curve of each list."""
        numbers = torch.arange(len(self.uses.first), device=self.uses.first.device)
        vectors = self.uses.vectors(read, numbers, torch.full_like(numbers, self.LONGEST))
        cosines = torch.cosine_similarity(vectors[0::2], vectors[1::2]).cpu()
        chosen = [self.list == number for number in range(int(self.list.max()) + 1)]
        return [area_under_curve(cosines[own], self.is_same[own]) for own in chosen]


class TaggedDraws:
    """Draws tagged uses by lemma and sense."""

    def __init__(self, tensors, device, seed=1):
        self.uses = PackedUses(tensors["words"].to(device), tensors["places"].to(device))
        by_lemma = defaultdict(lambda: defaultdict(list))
        for number, (lemma, sense) in enumerate(zip(tensors["lemma"].tolist(), tensors["sense"].tolist())):
            by_lemma[lemma][sense].append(number)
        self.draws = SenseDraws([list(senses.values()) for senses in by_lemma.values()], seed)

    def __call__(self, lemmas):
        """Numbers of uses, and of the lemma and the sense of each. Shape `[n]`, three times."""
        return torch.tensor(list(self.draws(lemmas)), device=self.uses.first.device).T


class PieceReader:
    """Reads windows with an encoder of word pieces. A word's vector is the mean of its pieces'."""

    def __init__(self, encoder, types, device):
        self.model, self.config = encoder.model.to(device), encoder.config
        self.pieces = types["type.pieces"].to(device, torch.long)
        self.counts = types["type.piece_count"].to(device, torch.long)

    def __call__(self, windows):
        counts = self.counts[windows]
        ends = counts.cumsum(1)
        firsts, total = ends - counts, ends[:, -1:]
        longest = int(total.max()) + 2
        own = torch.arange(self.pieces.shape[1], device=windows.device)
        # What a word has no pieces for lands in one place more, which is cut off.
        places = torch.where(own < counts[..., None], firsts[..., None] + 1 + own, longest)
        ids = torch.full((len(windows), longest + 1), self.config["pad_token_id"], device=windows.device)
        ids = ids.scatter_(1, places.flatten(1), self.pieces[windows].flatten(1))[:, :longest]
        ids[:, 0] = self.config["bos_token_id"]
        ids.scatter_(1, total + 1, self.config["eos_token_id"])
        mask = torch.arange(longest, device=windows.device) < total + 2
        hidden = self.model(input_ids=ids, attention_mask=mask.long()).last_hidden_state.float()
        sums = torch.nn.functional.pad(hidden.cumsum(1), (0, 0, 1, 0))
        at = lambda places: sums.gather(1, places[..., None].expand(-1, -1, hidden.shape[2]))
        return (at(ends + 1) - at(firsts + 1)) / counts.clamp(min=1)[..., None]


class WordReader:
    """Reads windows with a word-level encoder, and a share of the words as if they were not in its list."""

    def __init__(self, encoder, types, device):
        self.model = encoder.model.to(device)
        self.table = self.model.embeddings.word_embeddings.weight
        # What was packed is guessed by it as it is: it learns nothing.
        self.composer = encoder.composer.requires_grad_(False).to(device)
        self.row, self.may_be_guessed = types["type.row"].to(device).long(), types["type.may_be_guessed"].to(device)
        self.neighbours = types["type.neighbours"].to(device, torch.long)
        self.weights = types["type.neighbour_weights"].to(device)
        self.changes = types["type.neighbour_changes"].to(device, torch.long)
        self.grams = types["type.ngrams"].to(device, torch.long)
        self.gram_counts = types["type.ngram_count"].to(device)

    def guessed_rows(self, types):
        """From words spelled like them and n-grams. Shape `[n, C]`."""
        grams, counts = self.grams[types], self.gram_counts[types][:, None]
        inside = torch.arange(grams.shape[1], device=types.device) < counts
        of_ngrams = self.composer.projection(mean_inside(self.composer.buckets.weight[grams], inside))
        return self.composer.mixed(of_ngrams, self.table.detach()[self.neighbours[types]], self.weights[types], self.changes[types])

    def rows(self, windows, share):
        row = self.row[windows]
        rows = torch.nn.functional.embedding(row.clamp(min=0), self.table, sparse=True)
        guessed = (row < 0) | self.may_be_guessed[windows] & (torch.rand(row.shape, device=row.device) < share)
        types, places = windows[guessed].unique(return_inverse=True)
        return rows.masked_scatter(guessed[..., None], self.guessed_rows(types)[places].to(rows.dtype))

    def __call__(self, windows, share=0.0):
        special = lambda row: self.table.detach()[row].expand(len(windows), 1, -1)
        rows = torch.cat([special(CLS), self.rows(windows, share), special(PAD)], 1)
        place = torch.arange(rows.shape[1], device=windows.device)
        last = (windows != BORDER).sum(1, keepdim=True) + 1
        rows = torch.where((place == last)[..., None], self.table.detach()[SEP], rows)
        hidden = self.model(inputs_embeds=rows, attention_mask=(place <= last).long()).last_hidden_state
        return hidden.float()[:, 1:-1]


def lists_of(*folders):
    """The lists that a model and a teacher name types by: of words, of changes of affix, of word pieces."""
    paths = [folder / name for folder in folders for name in ("vocab/words.txt", "vocab/affixes.tsv", "vocab.txt")]
    return [path for path in paths if path.exists()]


def read_types(packed, *folders):
    """What 04_pack.py wrote about types, if it was for the lists in these folders."""
    path = packed / "types.safetensors"
    types = read_tensors(path)
    with safe_open(path, "pt") as file:
        known = file.metadata() or {}
    for own in lists_of(*folders):
        if digest(own) != known.get(own.name):
            raise BadFile(f"{path} was packed for another list than {own}: pack the text again")
    return types
