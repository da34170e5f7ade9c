"""Fits hashed character n-grams to imitate the rows of a word table (after Bojanowski et al. 2017)."""

import math

import torch

from words import SPECIALS, ngram_buckets


# So many words are kept to prove guesses with, and no guess learns from them.
HELD_OUT = 2000


class Composer(torch.nn.Module):
    """The mean of a word's bucket rows, brought to the table's width. B buckets, R channels each, C out."""

    def __init__(self, bucket_count, width, channels):
        super().__init__()
        self.buckets = torch.nn.EmbeddingBag(bucket_count, width, mode="mean")
        self.projection = torch.nn.Linear(width, channels)

    @classmethod
    def of(cls, encoder):
        """The one that an encoder has."""
        composer = cls(*encoder.buckets.shape, encoder.config["hidden_size"])
        with torch.no_grad():
            composer.buckets.weight.copy_(encoder.buckets)
            composer.projection.weight.copy_(encoder.projection[0])
            composer.projection.bias.copy_(encoder.projection[1])
        return composer

    def lend(self, encoder):
        """Lets an encoder guess by this one, as it is now and as it learns."""
        encoder.buckets = self.buckets.weight.detach()
        encoder.projection = [self.projection.weight.detach(), self.projection.bias.detach()]

    def forward(self, chosen, starts):
        return self.projection(self.buckets(chosen, starts))


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


def tensors(composer):
    """A composer as the tensors of a model, by their names there."""
    return {
        "embeddings.ngram_embeddings.weight": composer.buckets.weight.detach(),
        "embeddings.ngram_projection.weight": composer.projection.weight.detach(),
        "embeddings.ngram_projection.bias": composer.projection.bias.detach(),
    }
