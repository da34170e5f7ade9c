"""Rows for words that are not in the list; fits hashed character n-grams to imitate the table's (after Bojanowski et al.
2017)."""

import math

import torch

from .words import SPECIALS, ngram_buckets

# So many words are kept to prove guesses with, and no guess learns from them.
HELD_OUT = 2000


# Beside words spelled alike.
WEIGHT_OF_NGRAMS = 0.002

NAMES = {
    "buckets.weight": "embeddings.ngram_embeddings.weight",
    "projection.weight": "embeddings.ngram_projection.weight",
    "projection.bias": "embeddings.ngram_projection.bias",
    "changes": "embeddings.affix_embeddings.weight",
}


class Composer(torch.nn.Module):
    """What a word outside the list is composed by: rows of its n-grams, and of the changes of affix between it and words
    of the list, both brought to the table's width. B buckets, A changes, R channels each, C out."""

    def __init__(self, bucket_count, width, channels, change_count=0):
        super().__init__()
        self.buckets = torch.nn.EmbeddingBag(bucket_count, width, mode="mean")
        self.projection = torch.nn.Linear(width, channels)
        self.changes = torch.nn.Parameter(torch.zeros(change_count, width))

    @classmethod
    def taken_from(cls, tensors):
        """Of a model's tensors by their names there, and takes them out. None where the model has none."""
        own = {name: tensors.pop(there) for name, there in NAMES.items() if there in tensors}
        if not own:
            return None
        own.setdefault("changes", torch.zeros(0, own["buckets.weight"].shape[1]))
        composer = cls(*own["buckets.weight"].shape, len(own["projection.bias"]), len(own["changes"]))
        composer.load_state_dict(own)
        return composer

    @property
    def bucket_count(self):
        return self.buckets.num_embeddings

    def tensors(self):
        """By their names in a model."""
        return {there: self.state_dict()[name] for name, there in NAMES.items() if len(self.state_dict()[name])}

    def forward(self, chosen, starts):
        """What n-grams make of words. Shape `[n, C]`."""
        return self.projection(self.buckets(chosen, starts))

    def mixed(self, of_ngrams, rows, weights, changes):
        """The rows of words from those of words spelled like them, of the changes between them (-1 for none), and of what
        n-grams make. Shapes `[..., C]`, `[..., N, C]`, `[..., N]`, `[..., N]`."""
        known = torch.cat([self.changes, self.changes.new_zeros(1, self.changes.shape[1])])
        changed = (weights[..., None] * known[changes]).sum(-2) @ self.projection.weight.T
        total = (weights[..., None] * rows).sum(-2) + changed + WEIGHT_OF_NGRAMS * of_ngrams
        return total / (weights.sum(-1, keepdim=True) + WEIGHT_OF_NGRAMS)


def pack(lists):
    starts, total = [], 0
    for own in lists:
        starts.append(total)
        total += len(own)
    return torch.tensor([n for own in lists for n in own]), torch.tensor(starts)


def held_out_places(words, seed=1):
    """Some words that are no specials, drawn by chance: `HELD_OUT`, but no more than a quarter of all."""
    places = torch.randperm(len(words) - len(SPECIALS), generator=torch.Generator().manual_seed(seed))
    return (places[: min(HELD_OUT, len(words) // 4)] + len(SPECIALS)).tolist()


def fit(words, table, bucket_count=16_384, width=64, epochs=30, batch=512, rate=2e-2, seed=1, held_out=()):
    """Learns from every word but the specials and those at the places held out, the frequent ones weighing
    more (by log of rank). Returns the composer."""
    generator = torch.Generator().manual_seed(seed)
    torch.manual_seed(seed)
    learnt = torch.tensor(sorted(set(range(len(SPECIALS), len(words))) - set(held_out)))
    grams = [ngram_buckets(word, bucket_count) for word in words]
    weights = 1 + math.log(len(words)) - torch.log(torch.arange(1, len(words) + 1).float())
    mean = table[learnt].mean(0)
    scale = (table[learnt] - mean).std()

    composer = Composer(bucket_count, width, table.shape[1])
    torch.nn.init.normal_(composer.buckets.weight, std=0.3)
    optimizer = torch.optim.Adam(composer.parameters(), lr=rate)
    steps = epochs * math.ceil(len(learnt) / batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / (steps + 1))
    for _ in range(epochs):
        shuffled = learnt[torch.randperm(len(learnt), generator=generator)]
        for chosen in shuffled.split(batch):
            answer = composer(*pack([grams[n] for n in chosen.tolist()]))
            target = (table[chosen] - mean) / scale
            weight = weights[chosen]
            loss = ((answer - target).square().mean(1) * weight).sum() / weight.sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    with torch.no_grad():
        # The targets were centred and scaled; put both back into the last layer.
        composer.projection.weight.mul_(scale)
        composer.projection.bias.mul_(scale).add_(mean)
    return composer
