"""What a taught teacher has learned, in thin factors: for each matrix that changed, two whose product is nearest to its change
(Eckart and Young 1936, https://doi.org/10.1007/BF02288367), and the changes of all vectors."""

import torch


def changes(before, after, rank):
    """Tensors by name: `NAME` for the change of a vector, `NAME.left` and `NAME.right` for that of a matrix."""
    kept = {}
    for name, tensor in after.items():
        change = tensor - before[name]
        # The teacher is kept in half precision, so what stands still differs by its rounding.
        if change.norm() < 2.0**-11 * tensor.norm():
            continue
        if change.dim() == 2:
            left, sizes, right = torch.linalg.svd(change, full_matrices=False)
            kept[f"{name}.left"] = left[:, :rank] * sizes[:rank]
            kept[f"{name}.right"] = right[:rank]
        else:
            kept[name] = change
    return {name: tensor.half().contiguous() for name, tensor in kept.items()}
