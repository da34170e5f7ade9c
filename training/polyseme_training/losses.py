"""What teaching asks of vectors: each loss is a function, or a module where it has parameters.

n vectors of C channels.
"""

import math

import torch
from torch.nn.functional import cross_entropy, normalize


def cosine_matrix(vectors):
    """Shape `[n, n]`, of vectors of shape `[n, C]`."""
    directions = torch.nn.functional.normalize(vectors, dim=1)
    return directions @ directions.T


class Head(torch.nn.Module):
    """Scale and threshold of the pairwise loss."""

    def __init__(self):
        super().__init__()
        self.scale = torch.nn.Parameter(torch.tensor(math.log(10.0)))
        self.threshold = torch.nn.Parameter(torch.tensor(0.7))

    def forward(self, cosines, lemma_of, sense_of, temperature=0.1, share=0.3):
        same_lemma = lemma_of[:, None] == lemma_of[None]
        same_sense = sense_of[:, None] == sense_of[None]
        pairs = torch.triu(same_lemma, 1)
        logits = (cosines - self.threshold) * self.scale.exp()
        targets = same_sense[pairs].float()
        # Both kinds of pair weigh the same, however many there are.
        weight = torch.where(targets > 0, 0.5 / targets.sum().clamp(min=1), 0.5 / (1 - targets).sum().clamp(min=1))
        pairwise = (torch.nn.functional.binary_cross_entropy_with_logits(logits[pairs], targets, reduction="none") * weight).sum()
        others = ~torch.eye(len(cosines), dtype=torch.bool, device=cosines.device)
        scores = (cosines / temperature).masked_fill(~others, -1e4)
        positives = same_sense & others
        found = scores - scores.logsumexp(1, keepdim=True)
        rows = positives.any(1)
        contrast = -(found * positives).sum(1)[rows] / positives.sum(1)[rows]
        return pairwise + share * contrast.mean()


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
        self.map.weight.copy_(torch.linalg.solve(products, (student - centre).T @ ((teacher - self.mean) / self.spread)).T)
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
    return (distance * same).sum() / same.sum().clamp(min=1) + 0.5 * (distance * other).sum() / other.sum().clamp(min=1)


def recognition(first, second, temperature):
    """How hard it is to find each use's other reading among those of all uses, from either side: cross entropy.
    Shapes `[n, C]`."""
    scores = normalize(first, dim=1) @ normalize(second, dim=1).T / temperature
    own = torch.arange(len(scores))
    return (cross_entropy(scores, own) + cross_entropy(scores.T, own)) / 2


def agreement(cosines, wanted, groups):
    """How the cosines of uses follow others: Pearson's correlation over the pairs within a group, the mean over groups.

    `groups` numbers each use's group. Shapes `[n, n]`, `[n, n]`, `[n]`.
    """
    correlations = []
    for group in groups.unique():
        own = groups == group
        pairs = torch.triu(own[:, None] & own[None], 1)
        correlations.append(torch.corrcoef(torch.stack([cosines[pairs], wanted[pairs]]))[0, 1])
    return torch.stack(correlations).mean()


def side_by_side(first, second, share):
    """Vectors whose cosines are a share of the first ones' and the rest of the second ones'. Shapes `[n, A]`, `[n, B]` and `[n, A + B]`."""
    first, second = (normalize(vectors, dim=1) for vectors in (first, second))
    return torch.cat([share**0.5 * first, (1 - share) ** 0.5 * second], 1)
