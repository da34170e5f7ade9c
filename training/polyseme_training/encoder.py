"""Opens a model of this repository and reads sentences with it, a vector for each word and layer."""

from pathlib import Path

import torch
from transformers import BertConfig, BertModel

from .files import read_object
from .ngrams import Composer, pack
from .tensors import read_tensors
from .words import CLS, PAD, SEP, UNK, AffixChanges, SpellingIndex, Vocabulary, cut, ngram_buckets

# T tokens of a sentence with [CLS] and [SEP], C channels, L layers with the embedding.


def pieces_of(words, cut=cut):
    """Our words for a sentence that a corpus has split, and where those of each of its words begin and end."""
    pieces, borders = [], []
    for word in words:
        own = cut(word) or [word]
        borders.append((len(pieces), len(pieces) + len(own)))
        pieces += own
    return pieces, borders


class WordEncoder:
    """BERT over whole words. A word that has no row has one made of those of words spelled like it, of the changes of affix
    between them, and of its n-grams."""

    def __init__(self, folder):
        folder = Path(folder)
        weights, words, affixes = (folder / name for name in ("weights/model.safetensors", "vocab/words.txt", "vocab/affixes.tsv"))
        self.files = [path for path in (weights, words, affixes) if path.exists()]
        self.config = read_object(folder / "weights/config.json")
        self.use(Vocabulary.read(words), AffixChanges.read(affixes))
        self.layer = self.config.get("polyseme", {}).get("layer", self.config["num_hidden_layers"])
        tensors = read_tensors(weights)
        tensors = {name: tensor.float() for name, tensor in tensors.items()}
        self.composer = Composer.taken_from(tensors)
        config = BertConfig(**{k: v for k, v in self.config.items() if k != "polyseme"})
        self.model = BertModel(config, add_pooling_layer=False).eval()
        # On a processor the fused attention takes twelve times as long for sentences of this length.
        self.model.set_attn_implementation("eager")
        missing, unexpected = self.model.load_state_dict(tensors, strict=False)
        missing = [name for name in missing if "position_ids" not in name and "token_type_ids" not in name]
        assert not missing and not unexpected, (missing, unexpected)

    def use(self, vocabulary, affixes):
        """Looks words up in another list of as many rows, and guesses by these changes."""
        self.vocabulary, self.affixes, self.spelling, self.parts_of_word = vocabulary, affixes, None, {}

    def read(self, words):
        """Our words for a sentence that a corpus has split, and where those of each of its words begin and end."""
        return pieces_of(words, self.vocabulary.cut)

    @torch.no_grad()
    def composed_row(self, word_key):
        """The row of a word outside the list."""
        if word_key not in self.parts_of_word:
            if self.spelling is None:
                self.spelling = SpellingIndex(self.vocabulary.words, self.affixes)
            self.parts_of_word[word_key] = (ngram_buckets(word_key, self.composer.bucket_count), *self.spelling.neighbours(word_key))
        grams, neighbours, weights, changes = self.parts_of_word[word_key]
        of_ngrams = self.composer(*pack([grams]))[0]
        rows = self.model.embeddings.word_embeddings.weight[neighbours]
        return self.composer.mixed(of_ngrams, rows, torch.tensor(weights, dtype=torch.float32), torch.tensor(changes, dtype=torch.long))

    def ids(self, words):
        """Ids of words, and the keys of those that are composed by their place."""
        found = [self.vocabulary.find(word) for word in words]
        composed = {place: word for place, word in enumerate(found) if isinstance(word, str)}
        return [UNK if isinstance(word, str) else word for word in found], composed

    def batch(self, sentences):
        """Rows of the table and a mask for sentences of words, with [CLS] and [SEP]. Shapes `[n, T, C]`, `[n, T]`."""
        room = self.config["max_position_embeddings"] - 2
        table = self.model.embeddings.word_embeddings.weight
        read = [self.ids(words[:room]) for words in sentences]
        longest = max(len(ids) for ids, _ in read) + 2
        ids = torch.full((len(read), longest), PAD)
        mask = torch.zeros(len(read), longest, dtype=torch.long)
        for row, (own, _) in enumerate(read):
            ids[row, : len(own) + 2] = torch.tensor([CLS, *own, SEP])
            mask[row, : len(own) + 2] = 1
        rows = table[ids]
        if self.composer is not None:
            for row, (_, composed) in enumerate(read):
                for place, word_key in composed.items():
                    rows[row, place + 1] = self.composed_row(word_key)
        return rows, mask

    @torch.no_grad()
    def states(self, sentences, batch=32):
        """The hidden states of each sentence, a list of words. A list of shapes `[L, T - 2, C]`."""
        order = sorted(range(len(sentences)), key=lambda n: len(sentences[n]))
        answers = [None] * len(sentences)
        for start in range(0, len(order), batch):
            chosen = order[start : start + batch]
            rows, mask = self.batch([sentences[n] for n in chosen])
            hidden = self.model(inputs_embeds=rows, attention_mask=mask, output_hidden_states=True).hidden_states
            hidden = torch.stack(hidden, 1)
            for row, length in enumerate(mask.sum(1).tolist()):
                answers[chosen[row]] = hidden[row, :, 1 : length - 1].clone()
        return answers

    def use_vectors(self, uses, layers=None, batch=32):
        """Vectors of uses `(words, place)`, where words are as a corpus splits them.

        Returns shape `[uses, L, C]`: the mean over those of our words that the corpus's word is cut into.
        """
        sentences, spans, numbers, known = [], [], [], {}
        for words, place in uses:
            text = tuple(words)
            if text not in known:
                pieces, borders = self.read(words)
                known[text] = (len(sentences), borders)
                sentences.append(pieces)
            number, borders = known[text]
            numbers.append(number)
            spans.append(borders[place])
        vectors = []
        wanted = slice(None) if layers is None else list(layers)
        states = self.states(sentences, batch)
        for number, (first, last) in zip(numbers, spans):
            vectors.append(states[number][wanted, first:last].mean(1))
        return torch.stack(vectors)
