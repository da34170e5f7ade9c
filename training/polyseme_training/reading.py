"""Vectors of words and of uses, by an encoder of words or of word pieces."""

import copy

import torch


def with_model(encoder, model):
    """An encoder that reads as another does, by a model of its own."""
    other = copy.copy(encoder)
    other.model = model
    return other


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


def student_vectors(encoder, sentences, part=32):
    """A vector for each word of each sentence after the last block, with gradients. A list of shapes `[W, C]`."""
    answers = []
    for start in range(0, len(sentences), part):
        rows, mask = encoder.batch(sentences[start : start + part])
        hidden = encoder.model(inputs_embeds=rows, attention_mask=mask).last_hidden_state.float()
        for row, words in enumerate(sentences[start : start + part]):
            answers.append(hidden[row, 1 : len(words) + 1])
    return answers


def target_vectors(encoder, uses, layer, part=24):
    """The vectors of uses after a layer, with gradients. Shape `[n, C]`. Read in parts of like length."""
    read = [encoder.read(use.words) for use in uses]
    order = sorted(range(len(uses)), key=lambda n: len(read[n][0]))
    vectors = [None] * len(uses)
    for start in range(0, len(order), part):
        numbers = order[start : start + part]
        with torch.no_grad():
            rows, mask = encoder.batch([read[n][0] for n in numbers])
        hidden = encoder.model(inputs_embeds=rows, attention_mask=mask, output_hidden_states=True).hidden_states[layer]
        for row, n in enumerate(numbers):
            first, last = read[n][1][uses[n].place]
            vectors[n] = hidden[row, first + 1 : last + 1].float().mean(0)
    return torch.stack(vectors)
