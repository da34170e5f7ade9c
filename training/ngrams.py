"""Rows for words that are in no table, from hashed n-grams of characters.

After Bojanowski et al. 2017, https://arxiv.org/abs/1607.04606; here the n-grams do not learn from text
but imitate a finished table, through fewer channels than it has.
"""

import torch


def fnv1a(data):
    """The FNV-1a hash of 32 bits."""
    value = 0x811C9DC5
    for byte in data:
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def buckets(word, count):
    """The buckets of a word's n-grams of 3 to 6 characters between < and >, and of the whole."""
    padded = f"<{word}>"
    grams = [
        padded[start:start + length]
        for start in range(len(padded)) for length in range(3, 7) if start + length <= len(padded)
    ]
    return [fnv1a(gram.encode()) % count for gram in grams + [padded]]


def fit(words, rows, bucket_count, rank, epochs, held_out=()):
    """Learns bucket rows and a projection so that a composed row is like the word's own.

    The whole word's own bucket is left out on a third of the steps, so that the parts learn to do
    without it.
    """
    torch.manual_seed(1)
    learned = [i for i, word in enumerate(words) if not word.startswith("[") and i not in set(held_out)]
    grams = {i: buckets(words[i], bucket_count) for i in learned}
    # The directions in which the table spreads most, to start from.
    mean = rows[learned].mean(0)
    basis = torch.linalg.svd(rows[learned][:20_000] - mean, full_matrices=False).Vh[:rank]
    table = torch.nn.EmbeddingBag(bucket_count, rank, mode="mean")
    torch.nn.init.normal_(table.weight, std=0.01)
    projection = torch.nn.Linear(rank, rows.shape[1])
    with torch.no_grad():
        projection.weight.copy_(basis.T)
        projection.bias.copy_(mean)
    optimizer = torch.optim.Adam([*table.parameters(), *projection.parameters()], lr=0.01)
    steps = epochs * (len(learned) // 1024 + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.01, total_steps=steps)
    for _ in range(epochs):
        order = torch.randperm(len(learned)).tolist()
        for start in range(0, len(order), 1024):
            chosen = [learned[i] for i in order[start:start + 1024]]
            bags = [grams[i][:-1] if len(grams[i]) > 1 and torch.rand(()) < 1 / 3 else grams[i] for i in chosen]
            lengths = torch.tensor([0] + [len(bag) for bag in bags[:-1]])
            composed = projection(table(torch.tensor(sum(bags, [])), lengths.cumsum(0)))
            loss = (1 - torch.cosine_similarity(composed, rows[chosen])).mean() + (composed - rows[chosen]).pow(2).sum(
                1).div(rows[chosen].pow(2).sum(1)).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return {
        "embeddings.ngram_embeddings.weight": table.weight.detach(),
        "embeddings.ngram_projection.weight": projection.weight.detach(),
        "embeddings.ngram_projection.bias": projection.bias.detach(),
    }
