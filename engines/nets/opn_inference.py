"""The Onion-Peel Network as it runs fastest: nothing is computed twice, and little that nobody looks at.

A ring changes little of the picture, and the next needs little of it. So each layer is computed where the
ring before has changed it and the next ring asks for it, and nowhere else; what comes out is the same.
"""

from __future__ import annotations

import torch
from torch import Tensor

from engines.nets.fused import DoublingConv, FusedConv, memory_format
from engines.nets.opn import OPN, STRIDE, Recall, attend, mostly, touched
from engines.nets.padding import Padding
from engines.nets.partial import Box, KeptRun, Layer, Patch, bounding_box, boxes_on_the_way, run


class FastOpn:
    """The weights of OPN, ready to be run.

    Parameters
    ----------
    network : OPN
        Whose weights are taken, once.
    device, dtype
        Where and in which type to compute.
    """

    def __init__(self, network: OPN, device: torch.device, dtype: torch.dtype) -> None:
        self.device, self.dtype = device, dtype
        encoder, decoder = network.Encoder, network.Decoder
        self.trunk = [FusedConv(layer, device, dtype) for layer in encoder.trunk()]
        self.key = FusedConv(encoder.key3, device, dtype)
        self.value = FusedConv(encoder.val3, device, dtype)
        quarter, half, full = decoder.stages()
        self.decoder: list[Layer] = [
            *(FusedConv(layer, device, dtype) for layer in quarter),
            DoublingConv(half[0], device, dtype),
            *(FusedConv(layer, device, dtype) for layer in half[1:]),
            *(DoublingConv(layer, device, dtype) for layer in full),
        ]
        self._mean = encoder.mean.to(device, torch.float32)
        self._std = encoder.std.to(device, torch.float32)

    def normalised(self, picture: Tensor) -> Tensor:
        """Turn a picture in [0, 1] into what the network sees, still float32."""
        return (picture - self._mean) / self._std

    def picture(self, seen: Tensor) -> Tensor:
        """Turn what the network makes into a picture, float32 in [0, 1]."""
        return (seen.float() * self._std + self._mean).clamp(0, 1)

    def planes(self, picture: Tensor, hole: Tensor) -> Patch:
        """Lay out what the encoder reads.

        Parameters
        ----------
        picture : Tensor
            1 x 3 x H x W, float32 in [0, 1].
        hole : Tensor of bool
            1 x 1 x H x W.

        Returns
        -------
        Patch
            1 x 5 x H x W padded to multiples of 4: normalised colours, 0 in the hole; validity; hole.
        """
        padding = Padding.to_multiple(picture, STRIDE)
        valid, inside = (padding.added(mask.float()) for mask in (~hole, hole))
        colours = self.normalised(padding.added(picture)).masked_fill(inside > 0, 0)
        planes = torch.cat([colours, valid, inside], dim=1)
        return Patch.whole(planes.to(self.dtype).contiguous(memory_format=memory_format(self.device)))

    def remembered(self, picture: Tensor, hole: Tensor) -> Recall:
        """Encode a frame that holes of others are filled from; the arguments are those of `planes`."""
        planes = self.planes(picture, hole)
        cells = planes.box.divided(STRIDE)
        trunk = run(self.trunk, planes, cells)
        known = ~touched(Padding.to_multiple(hole, STRIDE).added(hole))[0, 0]
        return Recall(*(_cells(layer.at(trunk, cells))[known] for layer in (self.key, self.value)))


class Peeling:
    """One frame whose hole is filled ring by ring.

    Parameters
    ----------
    network : FastOpn
        Fills.
    picture : Tensor
        1 x 3 x H x W, float32 in [0, 1], on the network's device.
    dist : Tensor
        H x W, float32, on the CPU: pixels to the nearest known pixel, 0 outside the hole.
    peel_px : float
        Thickness of a ring.
    """

    def __init__(self, network: FastOpn, picture: Tensor, dist: Tensor, peel_px: float) -> None:
        self._network = network
        self._peel_px = peel_px
        self._padding = Padding.to_multiple(picture, STRIDE)
        self._dist = self._padding.added(dist)
        self._planes = network.planes(picture, (dist > 0).to(network.device)[None, None])
        self._picture = self._padding.added(picture).clone()
        self._trunk = KeptRun(network.trunk)
        self._changed = self._planes.box

    @property
    def picture(self) -> Tensor:
        """The frame as far as it is filled, 1 x 3 x H x W."""
        return self._padding.removed(self._picture)

    @property
    def is_done(self) -> bool:
        """Whether nothing of the hole is left."""
        return not bool((self._dist > 0).any())

    def peel(self, memory: Recall | None) -> None:
        """Fill the outermost ring."""
        box = bounding_box(self._dist > 0)
        if box is None:
            return
        ring = (self._dist > 0) & (self._dist <= self._peel_px)
        values = self._values(box, mostly(ring[None])[0], memory)
        made = self._network.picture(run(self._network.decoder, values, box).view(box))
        self._dist = (self._dist - self._peel_px).clamp(min=0)
        self._lay(box, made, ring)
        self._changed = box

    def _values(self, box: Box, asking: Tensor, memory: Recall | None) -> Patch:
        """Encode what the ring is decoded from, with what the memory adds."""
        network = self._network
        cells = self._planes.box.divided(STRIDE)
        wanted = boxes_on_the_way(network.decoder, cells, box)[0]
        reach = network.value.wanted(wanted).shared_with(cells)
        trunk = self._trunk.run(self._planes, reach, self._changed)
        values = network.value.at(trunk, wanted)
        if memory is not None and asking.any():
            asked = box.divided(STRIDE)
            keys = network.key.at(trunk, asked)
            lines, columns = (places.to(network.device) for places in asking.nonzero(as_tuple=True))
            found = attend(_cells(keys)[lines - asked.top, columns - asked.left], memory.keys, memory.values)
            own = lines - wanted.top, columns - wanted.left
            _cells(values).index_put_(own, found, accumulate=True)
        return values

    def _lay(self, box: Box, made: Tensor, ring: Tensor) -> None:
        """Put a ring into the picture, and the picture in front of the encoder."""
        part = slice(box.top, box.bottom), slice(box.left, box.right)
        inside = ring[part].to(self._network.device)
        left = (self._dist[part] > 0).to(self._network.device)
        shown = self._picture[..., part[0], part[1]]
        shown.copy_(torch.where(inside, made, shown))
        planes = self._planes.view(box)
        planes[:, :3].copy_(self._network.normalised(shown).masked_fill(left, 0))
        planes[:, 4].copy_(left)


def _cells(patch: Patch) -> Tensor:
    """Lay 1 x C x h x w out as h x w x C, without a copy."""
    return patch.planes[0].movedim(0, -1)
