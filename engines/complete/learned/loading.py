"""From weights to a network on its device. The one place where the engines meet torch."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import cv2
import torch

from engines.complete.learned.kinds import KINDS
from engines.complete.learned.opn_fill import OpnFill, OpnSettings
from engines.complete.learned.rnot_fill import RnotFill, RnotSettings
from engines.complete.learned.settings import NetworkSettings
from engines.complete.learned.sttn_fill import SttnFill
from engines.complete.learned.sttn_windows import SttnSettings
from engines.complete.learned.torch_network import Probe, TensorFill, TorchNetwork
from engines.devices import choose_device, choose_precision
from engines.errors import DeviceMemoryError
from engines.nets.cards import Network
from engines.nets.opn import OPN
from engines.nets.rnot import RNoT
from engines.nets.sttn import SttnGenerator
from engines.nets.tcn import TCN
from engines.nets.weights import Model, find, load_into
from engines.nets.weights_networks import fresh


def load(name: str, model: Model, settings: NetworkSettings) -> TorchNetwork:
    """Bring a network with its weights to the device that the settings choose.

    Parameters
    ----------
    name : str
        One of `KINDS`.
    model : Model
        Its weights.
    settings : NetworkSettings
        Device and precision.

    Raises
    ------
    WeightsError
        If the weights are damaged.
    DeviceError
        If there is no such device or precision here.
    DeviceMemoryError
        If the device has no room for the weights.
    """
    torch.set_num_threads(max(1, cv2.getNumThreads()))
    device = choose_device(settings.device)
    dtype = choose_precision(device, settings.precision)
    build, probe = _BUILDERS[name]
    try:
        filler = build(model, device, dtype)
    except torch.OutOfMemoryError as error:
        raise DeviceMemoryError(str(device)) from error
    return TorchNetwork(filler, KINDS[name].sight, device, probe)


def _opn(model: Model, device: torch.device, dtype: torch.dtype) -> TensorFill:
    steadying = find(Network.TCN)
    opn = cast(OPN, _module(model))
    tcn = None if steadying is None else cast(TCN, _module(steadying))
    return OpnFill(opn, tcn, settings=OpnSettings(), device=device, dtype=dtype)


def _rnot(model: Model, device: torch.device, dtype: torch.dtype) -> TensorFill:
    return RnotFill(cast(RNoT, _module(model)), settings=RnotSettings(), device=device, dtype=dtype)


def _sttn(model: Model, device: torch.device, dtype: torch.dtype) -> TensorFill:
    generator = cast(SttnGenerator, _module(model))
    return SttnFill(generator, settings=SttnSettings(), device=device, dtype=dtype)


def _module(model: Model) -> torch.nn.Module:
    module = fresh(model.card.network)
    load_into(module, model)
    return module


_BUILDERS: dict[str, tuple[Callable[[Model, torch.device, torch.dtype], TensorFill], Probe]] = {
    "opn": (_opn, Probe(frames=1, memory=1)),
    "sttn": (_sttn, Probe(frames=4, memory=0)),
    "rnot": (_rnot, Probe(frames=1, memory=0)),
}
