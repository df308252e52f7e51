"""The temporal-consistency network as it runs fastest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from engines.nets.fused import DoublingConv, FusedConv, memory_format, placed
from engines.nets.gated import GatedConv
from engines.nets.padding import Padding
from engines.nets.partial import Layer, Patch
from engines.nets.tcn import STRIDE, TCN, gated_state


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A picture and where its hole is, or was.

    Attributes
    ----------
    picture : Tensor
        1 x 3 x H x W, float32 in [0, 1].
    hole : Tensor of bool
        1 x 1 x H x W.
    """

    picture: Tensor
    hole: Tensor


class FastTcn:
    """The weights of TCN, ready to be run.

    Parameters
    ----------
    network : TCN
        Whose weights are taken, once.
    device, dtype
        Where and in which type to compute.
    """

    def __init__(self, network: TCN, device: torch.device, dtype: torch.dtype) -> None:
        self._device, self._dtype = device, dtype
        encoder, decoder = network.Encoder, network.Decoder

        def fused(*layers: GatedConv) -> list[FusedConv]:
            return [FusedConv(layer, device, dtype) for layer in layers]

        self._stages = [
            fused(encoder.conv1),
            fused(encoder.conv21, encoder.conv2),
            fused(encoder.conv23, encoder.conv3a, encoder.conv3b),
            fused(encoder.conv34, encoder.conv4a, encoder.conv4b),
        ]
        self._decoder: list[Layer] = [
            *fused(decoder.conv4b, decoder.conv4a),
            DoublingConv(decoder.conv43, device, dtype),
            *fused(decoder.conv3b, decoder.conv3a),
            DoublingConv(decoder.conv32, device, dtype),
            *fused(decoder.conv2),
            DoublingConv(decoder.conv21, device, dtype),
            *fused(decoder.conv1),
        ]
        recurrent = network.GRU.state_dict()
        self._given, self._kept = (
            placed(recurrent[f"{name}.weight"], recurrent[f"{name}.bias"], device, dtype)
            for name in ("convIH", "convHH")
        )
        self._mean = encoder.mean.to(device, torch.float32)
        self._std = encoder.std.to(device, torch.float32)

    def step(self, previous: Shown, current: Shown, state: Tensor | None) -> tuple[Tensor, Tensor]:
        """Steady one frame.

        Parameters
        ----------
        previous, current : Shown
            What came out for the frame before, and the frame as completed; on the network's device.
        state : Tensor or None
            What the step before returned; None at the start.

        Returns
        -------
        tuple of Tensor
            The whole picture, 1 x 3 x H x W, float32 in [0, 1], and the state.
        """
        *skipped, deepest = self._encoded(previous, current)
        state = self._next_state(deepest.planes, state)
        seen = self._decoded(state, skipped).float()
        picture = (seen * self._std + self._mean).clamp(0, 1)
        return Padding.to_multiple(current.picture, STRIDE).removed(picture), state

    def _encoded(self, previous: Shown, current: Shown) -> list[Patch]:
        """Give the features at the full size, at half, at a quarter and at an eighth."""
        source = self._planes(previous, current)
        features = []
        for stage in self._stages:
            source = _through(stage, source)
            features.append(source)
        return features

    def _planes(self, previous: Shown, current: Shown) -> Patch:
        padding = Padding.to_multiple(current.picture, STRIDE)
        planes: list[Tensor] = []
        for shown in (previous, current):
            planes.append((padding.added(shown.picture) - self._mean) / self._std)
            planes.append(padding.added(shown.hole.float()))
        joined = torch.cat(planes, dim=1).to(self._dtype)
        return Patch.whole(joined.contiguous(memory_format=memory_format(self._device)))

    def _next_state(self, features: Tensor, state: Tensor | None) -> Tensor:
        """Go on from the last state; it is kept in float32, for small errors would add up in it."""
        old = torch.zeros_like(features, dtype=torch.float32) if state is None else state
        given = functional.conv2d(features, *self._given, padding=1)
        kept = functional.conv2d(old.to(self._dtype), *self._kept, padding=1)
        return gated_state(given.float(), kept.float(), old)

    def _decoded(self, state: Tensor, skipped: list[Patch]) -> Tensor:
        """Decode; what was skipped is let go as soon as it is added."""
        source = Patch.whole(state.to(self._dtype))
        for layer in self._decoder:
            source = _through([layer], source)
            if isinstance(layer, DoublingConv):
                source.planes.add_(skipped.pop().planes)
        return source.planes


def _through(layers: Sequence[Layer], source: Patch) -> Patch:
    for layer in layers:
        source = layer.at(source, layer.plane(source.plane))
    return source
