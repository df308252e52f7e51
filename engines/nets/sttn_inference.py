"""STTN's generator as it runs fastest: the same pictures, without what nobody looks at.

Frames are encoded once, whatever number of windows they are in. The last block and the decoder, whose results
nothing else is made from, run for frames that are asked for, around their holes. Everything lies as rows x
columns x channels, which suits convolutions, and in which cutting patches is copying long stretches.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from engines.nets.crew import Crew
from engines.nets.partial import Box
from engines.nets.sttn import LEAK, STRIDE_PX, Block, SttnGenerator, readable_patches
from engines.nets.sttn_attention import FastAttention
from engines.nets.sttn_convolution import fast_convolution, placed
from engines.nets.sttn_decoding import Crops, FastDecoder

# Values that are held for each place and channel of the features: by each frame of a window, and beside all.
_FRAME_VALUES = 4
_DECODER_VALUES = 17.6
_CROP_SHARE = 0.5

_THREAD_BYTES = 56 << 20


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """What the network made of some frames.

    Attributes
    ----------
    boxes : tuple of Box
        Where in each frame, in pixels; all of one size.
    pictures : Tensor
        N x 3 x box height x box width, float32 in [-1, 1]; of a network that gates, N x 4.
    """

    boxes: tuple[Box, ...]
    pictures: Tensor


class FastSttn:
    """The weights of STTN or Auto-STTN, ready to be run.

    Parameters
    ----------
    generator : SttnGenerator
        Whose weights are taken, once.
    device, dtype
        Where and in which type to compute.

    Attributes
    ----------
    grids : tuple of PatchGrid
        Of the generator.
    gates : bool
        Whether `fill` also says where what it makes is wanted, see `sttn.gated`.
    """

    def __init__(self, generator: SttnGenerator, device: torch.device, dtype: torch.dtype) -> None:
        self.grids = generator.grids
        self.gates = generator.gates
        self._weights = sum(weight.numel() for weight in generator.parameters())
        self.crew = Crew(device, dtype)
        encoder = [layer for layer in generator.encoder if isinstance(layer, nn.Conv2d)]
        self._encoder = [(*placed(layer, self.crew.scratch), layer.stride) for layer in encoder]
        blocks = [block for block in generator.transformer if isinstance(block, Block)]
        self._channels = blocks[0].attention.query_embedding.out_channels
        self._blocks = [_FastBlock(block, self.crew) for block in blocks]
        self._decoder = FastDecoder(generator.decoder, self.crew)

    def encode(self, frame: Tensor) -> Tensor:
        """Encode a frame.

        Parameters
        ----------
        frame : Tensor
            3 x H x W, float32 in [-1, 1], 0 in holes; H and W are multiples of `sttn.size_step_px`.

        Returns
        -------
        Tensor
            H/4 x W/4 x channels.
        """
        planes = frame[None].to(self.crew.scratch.device, self.crew.scratch.dtype)
        planes = planes.contiguous(memory_format=torch.channels_last)
        for weight, bias, stride in self._encoder:
            planes = functional.leaky_relu_(functional.conv2d(planes, weight, bias, stride, 1), LEAK)
        return planes[0].permute(1, 2, 0).contiguous()

    def fill(self, features: Sequence[Tensor], asked: Mapping[int, Box], holes: Tensor | None = None) -> Made:
        """Fill frames of a window from all of it.

        Parameters
        ----------
        features : sequence of Tensor
            What `encode` gave, one for each frame.
        asked : mapping of int to Box
            Which frames of the window are to be made, and in which box at least, in features.
        holes : Tensor, optional
            N x H/4 x W/4, bool: keeps patches that are mostly hole from being looked at (see
            `sttn.SttnGenerator`).

        Returns
        -------
        Made
            The asked frames in order.
        """
        window = self.crew.scratch.take("window", len(features), *features[0].shape)
        for place, own in zip(window, features, strict=True):
            place.copy_(own)
        readable = None
        if holes is not None:
            readable = [readable_patches(holes[None].to(window.device), grid)[0] for grid in self.grids]
        for block in self._blocks[:-1]:
            block.run(window, readable)
        margin = _FastBlock.REACH + FastDecoder.REACH
        crops = Crops.around(list(asked.values()), margin, *window.shape[1:3])
        last = self._blocks[-1].run_crops(window, list(asked), crops, readable)
        boxes = tuple(box.multiplied(STRIDE_PX) for box in crops.boxes)
        return Made(boxes, self._decoder.decode(last, crops))

    def memory_bytes(self, frames: int, height: int, width: int) -> int:
        """Estimate what `fill` takes at its peak, features and both copies of the weights included.

        Parameters
        ----------
        frames : int
            Of the window, references included.
        height, width : int
            Of the pictures, in pixels. Their holes' boxes are taken for half of them.
        """
        itemsize = self.crew.scratch.dtype.itemsize
        places = height * width // STRIDE_PX**2
        values = frames * _FRAME_VALUES + _CROP_SHARE * (frames * 2 + _DECODER_VALUES)
        threads = self.crew.size * _THREAD_BYTES
        return round(places * values * self._channels * itemsize) + threads + self._weights * (4 + itemsize)


class _FastBlock:
    """One layer of the transformer, in place."""

    REACH = 4
    """So far from a crop's edge, in features, all is right."""

    def __init__(self, block: Block, crew: Crew) -> None:
        self._attention = FastAttention(block.attention, crew)
        layers = (*block.attention.output_linear, *block.feed_forward.conv)
        convs = [fast_convolution(layer, crew) for layer in layers if isinstance(layer, nn.Conv2d)]
        self._joined, self._spread, self._settled = convs

    def run(self, window: Tensor, readable: Sequence[Tensor] | None) -> None:
        """Transform all frames."""
        self._transform(window, self._attention.read(window, range(len(window)), readable))

    def run_crops(
        self, window: Tensor, asked: Sequence[int], crops: Crops, readable: Sequence[Tensor] | None
    ) -> Tensor:
        """Transform crops of some frames; the others stay as they are."""
        read = crops.cut(list(self._attention.read(window, asked, readable)))
        own = crops.cut([window[at] for at in asked])
        self._transform(own, read)
        return own

    def _transform(self, features: Tensor, read: Tensor) -> None:
        self._joined(read, features, add=True)
        self._spread(features, read)
        self._settled(read, features, add=True)
