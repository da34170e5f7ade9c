"""How weights move: optimizers, the loop of a training, and the mean of its last weights."""

import copy
import json
import shutil

import torch
from safetensors.torch import save_file

from .files import read_object
from .teacher import PieceEncoder
from .tensors import read_tensors


def device_named(name):
    """A device to compute on."""
    device = torch.device(name)
    if device.type == "cuda" and not torch.cuda.is_available():
        raise SystemExit("there is no GPU here: --device cpu does the same, slowly")
    return device


class RunningMean:
    """A model with the mean of another's weights over its last steps (exponential)."""

    def __init__(self, model, shared=None):
        """The parameter `shared` is one and the same in both."""
        memo = {} if shared is None else {id(shared): shared}
        self.model = copy.deepcopy(model, memo).eval()
        pairs = [(averaged, p) for averaged, p in zip(self.model.parameters(), model.parameters()) if p.requires_grad and p is not shared]
        self.averaged, self.learned = map(list, zip(*pairs))

    @torch.no_grad()
    def update(self, decay):
        for averaged, parameter in zip(self.averaged, self.learned):
            averaged.lerp_(parameter, 1 - decay)


def muon(matrices, rate):
    """What orthogonalises the step of a matrix (Jordan et al. 2024, https://kellerjordan.github.io/posts/muon/)."""
    return torch.optim.Muon(matrices, lr=rate, weight_decay=0.01, ns_steps=4, adjust_lr_fn="match_rms_adamw")


def optimizers_of(model, rate, table_rate, beside):
    """What moves a model and, in groups with rates of their own, the parameters `beside` it. Returns the optimizers, and
    those of the model's parameters that are neither matrices of the blocks nor the table of words."""
    table = model.embeddings.word_embeddings.weight
    matrices = [p for p in model.encoder.parameters() if p.ndim == 2]
    apart = {id(p) for p in [table, *matrices]}
    others = [p for p in model.parameters() if id(p) not in apart]
    return [
        muon(matrices, rate),
        torch.optim.AdamW(
            [{"params": others, "lr": rate, "weight_decay": 0.01}, *({"weight_decay": 0.0} | group for group in beside)], fused=True
        ),
        torch.optim.SparseAdam([{"params": [table], "lr": table_rate}]),
    ], others


def move_blocks(model, arguments, loss_of_step, report, beside=(), rate_beside=1e-2, by_muon=False):
    """Moves a model, but for its embeddings and first blocks, to where a loss is smaller.

    `loss_of_step()` gives the loss of a step, with gradients, for the model and the parameters `beside` it;
    `report(step, loss, mean)` gets the model of mean weights now and then. Matrices may move by Muon.
    """
    for part in [model.embeddings, *model.encoder.layer[: arguments.frozen]]:
        part.requires_grad_(False)
    learned = [p for p in model.parameters() if p.requires_grad]
    matrices = [p for p in learned if by_muon and p.ndim == 2]
    others = [p for p in learned if not by_muon or p.ndim != 2]
    groups = [{"params": others, "lr": arguments.rate}, *([{"params": beside, "lr": rate_beside}] if beside else [])]
    optimizers = [torch.optim.AdamW(groups, weight_decay=0.01, fused=True)]
    if matrices:
        optimizers.append(muon(matrices, arguments.rate))
    warm_up = max(1, arguments.steps // 20)
    schedules = [
        torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: min((step + 1) / warm_up, (arguments.steps - step) / max(1, arguments.steps - warm_up))
        )
        for optimizer in optimizers
    ]
    mean = RunningMean(model)
    for step in range(arguments.steps):
        loss = loss_of_step()
        for optimizer in optimizers:
            optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learned, 1.0)
        for optimizer, schedule in zip(optimizers, schedules):
            optimizer.step()
            schedule.step()
        mean.update(min(arguments.decay, (step + 1) / (step + 10)))
        if (step + 1) % arguments.report == 0 or step + 1 == arguments.steps:
            report(step + 1, loss.item(), mean.model)


def write(arguments, encoder, layer):
    """The folder again, with the embeddings and blocks as they are now; or a teacher."""
    if isinstance(encoder, PieceEncoder):
        encoder.save(arguments.output, layer)
        return
    tensors = read_tensors(arguments.folder / "weights/model.safetensors")
    state = encoder.model.state_dict()
    tensors |= {name: tensor.half().contiguous() for name, tensor in state.items() if name in tensors}
    weights = arguments.output / "weights"
    weights.mkdir(parents=True, exist_ok=True)
    save_file(tensors, weights / "model.safetensors", metadata={"format": "pt"})
    config = read_object(arguments.folder / "weights/config.json")
    config["polyseme"]["layer"] = layer
    (weights / "config.json").write_text(json.dumps(config, indent=2, sort_keys=True) + "\n")
    if arguments.output != arguments.folder:
        shutil.copytree(arguments.folder / "vocab", arguments.output / "vocab", dirs_exist_ok=True)
