"""From the network that learns to the one that is shipped: normalisation becomes part of the convolutions."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from engines.nets.segment.blocks import Conv
from engines.nets.segment.hourglass import SegmentNetwork


def folded(network: SegmentNetwork) -> SegmentNetwork:
    """Make a network without normalisation that gives the same answers.

    Parameters
    ----------
    network : SegmentNetwork
        Of either form; it is not changed.

    Returns
    -------
    SegmentNetwork
        A new one, ready to be run.
    """
    with torch.random.fork_rng(devices=[]):
        plain = SegmentNetwork(normalised=False).eval()
    fold_into(plain, network)
    return plain


def fold_into(plain: nn.Module, network: nn.Module) -> None:
    """Load into a network without normalisation what makes it answer as one that may have it.

    Parameters
    ----------
    plain : Module
        Built of the same parts; it is changed.
    network : Module
        It is not.
    """
    state = dict(network.state_dict())
    for name, module in network.named_modules():
        if isinstance(module, Conv) and isinstance(module.norm, nn.BatchNorm2d):
            # Its running statistics are used, whether the network is learning at the moment or not.
            fused = fuse_conv_bn_eval(module.conv.eval(), module.norm.eval())
            state.update({f"{name}.conv.{key}": value for key, value in fused.state_dict().items()})
            module.train(network.training)
        elif isinstance(module, nn.BatchNorm2d):
            state.update({f"{name}.{key}": value for key, value in _scale(module).items()})
    plain.load_state_dict({key: state[key] for key in plain.state_dict()})


def _scale(norm: nn.BatchNorm2d) -> dict[str, Tensor]:
    mean, variance = norm.running_mean, norm.running_var
    if mean is None or variance is None:
        raise ValueError("a normalisation without statistics cannot be folded")
    weight = norm.weight / torch.sqrt(variance + norm.eps)
    return {"weight": weight, "bias": norm.bias - mean * weight}
