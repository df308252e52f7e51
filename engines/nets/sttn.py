"""STTN's generator: a transformer over patches of four sizes, between a convolutional encoder and decoder.

Y. Zeng, J. Fu and H. Chao, "Learning Joint Spatial-Temporal Transformations for Video Inpainting", ECCV 2020.
Auto-STTN is the same network cut into other patches. No weight depends on the size of a patch, so that the
patches here are given as a grid over the picture, and pictures may have any size the grids divide.

This is the form to train and to compare with; `sttn_inference` computes the same faster.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from engines.errors import ShapeError

CHANNELS = 256
SMALL_CHANNELS = 64
"""Features of the published network, and of a narrower one with about a sixteenth of the work."""

AUTO_SMALL_CHANNELS = 32
"""Features of a narrower Auto-STTN."""

STRIDE_PX = 4
"""Side of a feature's place in pixels of the picture."""

LEAK = 0.2

_LONGEST_SUM = 16384
_FIRST_SPREAD = 0.02


@dataclass(frozen=True, slots=True)
class PatchGrid:
    """How one head of the attention cuts a picture: so many patches across and down."""

    columns: int
    rows: int


STTN_GRIDS = PatchGrid(1, 1), PatchGrid(3, 3), PatchGrid(6, 6), PatchGrid(12, 12)
AUTO_STTN_GRIDS = PatchGrid(2, 2), PatchGrid(5, 5), PatchGrid(16, 6), PatchGrid(32, 10)
AUTO_SMALL_GRIDS = PatchGrid(4, 2), PatchGrid(8, 5), PatchGrid(16, 6), PatchGrid(32, 10)
AUTO_QUARTER_GRIDS = PatchGrid(1, 2), PatchGrid(2, 5), PatchGrid(4, 6), PatchGrid(8, 10)
"""Patches of the same sizes in a quarter of a region, from which the narrower Auto-STTN learns."""


def size_step_px(grids: tuple[PatchGrid, ...]) -> tuple[int, int]:
    """Tell what a picture's height and width must be multiples of for all grids to divide it."""
    rows = math.lcm(*(grid.rows for grid in grids))
    columns = math.lcm(*(grid.columns for grid in grids))
    return rows * STRIDE_PX, columns * STRIDE_PX


class SttnGenerator(nn.Module):
    """Fills the holes of a clip from all its frames at once.

    Parameters
    ----------
    grids : tuple of PatchGrid
        How each head cuts the picture; `STTN_GRIDS` or `AUTO_STTN_GRIDS` for published weights.
    channels : int
        Of the features, a multiple of 4 and of the count of grids; the published network has `CHANNELS`.
        Encoder and decoder become as much narrower as the transformer.
    gates : bool
        Whether it also says where what it makes is to replace what it sees; all else stays as it is. A
        small network that has to paint all of a picture anew blurs it.

    Attributes
    ----------
    grids : tuple of PatchGrid
        As given.
    gates : bool
        As given.
    """

    def __init__(
        self, grids: tuple[PatchGrid, ...] = STTN_GRIDS, channels: int = CHANNELS, *, gates: bool = False
    ) -> None:
        super().__init__()
        self.grids = grids
        self.gates = gates
        half, quarter = channels // 2, channels // 4
        self.transformer = nn.Sequential(*(Block(grids, channels) for _ in range(8)))
        self.encoder = nn.Sequential(
            nn.Conv2d(3, quarter, 3, stride=2, padding=1),
            nn.LeakyReLU(LEAK),
            nn.Conv2d(quarter, quarter, 3, padding=1),
            nn.LeakyReLU(LEAK),
            nn.Conv2d(quarter, half, 3, stride=2, padding=1),
            nn.LeakyReLU(LEAK),
            nn.Conv2d(half, channels, 3, padding=1),
            nn.LeakyReLU(LEAK),
        )
        self.decoder = nn.Sequential(
            Enlarge(channels, half),
            nn.LeakyReLU(LEAK),
            nn.Conv2d(half, quarter, 3, padding=1),
            nn.LeakyReLU(LEAK),
            Enlarge(quarter, quarter),
            nn.LeakyReLU(LEAK),
            nn.Conv2d(quarter, 4 if gates else 3, 3, padding=1),
        )
        # As large at first as in the published network, however many channels a sum is over.
        spread = _FIRST_SPREAD * math.sqrt(CHANNELS / channels)
        self.apply(lambda module: _initialise(module, spread))
        if channels < CHANNELS:
            # Begun like the published network, one so narrow would let 0.2 % of a picture through to its last
            # convolution, and many steps would pass before anything is learned.
            for part in (self.encoder, self.decoder[:-1]):
                part.apply(_keep_strength)
            nn.init.normal_(cast(nn.Conv2d, self.decoder[-1]).weight, 0.0, _FIRST_SPREAD / 2)

    def forward(self, frames: Tensor, holes: Tensor | None = None) -> Tensor:
        """Fill clips.

        Parameters
        ----------
        frames : Tensor
            B x T x 3 x H x W, floating point in [-1, 1], 0 in the holes. H and W are multiples of
            `size_step_px(grids)`.
        holes : Tensor, optional
            B x T x H x W, bool, True = hole: keeps patches that are mostly hole from being looked at.
            Published weights were trained without; leave it out for them.

        Returns
        -------
        Tensor
            Like `frames`: the whole pictures as the network sees them, in and outside the holes.

        Raises
        ------
        ShapeError
            If the sizes do not fit.
        """
        made = torch.tanh(self.paint(frames, holes))
        return gated(frames, made) if self.gates else made

    def paint(self, frames: Tensor, holes: Tensor | None = None) -> Tensor:
        """Do all but the last: what comes out, B x T x C x H x W, is still to go through tanh.

        C is 3, or where it gates 4; see `gated`.

        Raises
        ------
        ShapeError
            If the sizes do not fit.
        """
        self._require_size(frames)
        clips, count, _, height, width = frames.shape
        features = self.encoder(frames.flatten(0, 1)).unflatten(0, (clips, count))
        places = None if holes is None else holes[..., ::STRIDE_PX, ::STRIDE_PX]
        for block in self.transformer:
            features = block(features, places)
        painted = cast(Tensor, self.decoder(features.flatten(0, 1)))
        return painted.view(clips, count, -1, height, width)

    def _require_size(self, frames: Tensor) -> None:
        rows, columns = size_step_px(self.grids)
        if frames.ndim != 5 or frames.shape[2] != 3 or frames.shape[3] % rows or frames.shape[4] % columns:
            wanted = f"B x T x 3 x H x W, H a multiple of {rows} and W of {columns}"
            raise ShapeError("frames", got=" x ".join(map(str, frames.shape)), wanted=wanted)


class Block(nn.Module):
    """One layer of the transformer: attention and then convolutions, each added to what came in.

    Parameters
    ----------
    grids : tuple of PatchGrid
        One for each head.
    channels : int
        Of the features.
    """

    def __init__(self, grids: tuple[PatchGrid, ...], channels: int = CHANNELS) -> None:
        super().__init__()
        self.attention = Attention(grids, channels)
        self.feed_forward = FeedForward(channels)

    def forward(self, features: Tensor, holes: Tensor | None = None) -> Tensor:
        """Transform B x T x C x h x w features; `holes` is B x T x h x w, bool, or None."""
        features = features + self.attention(features, holes)
        spread = self.feed_forward(features.flatten(0, 1))
        return cast(Tensor, features + spread.view_as(features))


class Attention(nn.Module):
    """Every patch of every frame looks at all others of its size; a share of the channels for each size.

    Parameters
    ----------
    grids : tuple of PatchGrid
        One for each head.
    channels : int
        Of the features.
    """

    def __init__(self, grids: tuple[PatchGrid, ...], channels: int = CHANNELS) -> None:
        super().__init__()
        self.grids = grids
        self.query_embedding = nn.Conv2d(channels, channels, 1)
        self.value_embedding = nn.Conv2d(channels, channels, 1)
        self.key_embedding = nn.Conv2d(channels, channels, 1)
        self.output_linear = nn.Sequential(nn.Conv2d(channels, channels, 3, padding=1), nn.LeakyReLU(LEAK))

    def forward(self, features: Tensor, holes: Tensor | None = None) -> Tensor:
        """Attend over B x T x C x h x w features; what comes back is not yet added to them."""
        clips, count, channels, height, width = features.shape
        planes = features.flatten(0, 1)
        heads = (
            embedding(planes).view(features.shape).chunk(len(self.grids), dim=2)
            for embedding in (self.query_embedding, self.key_embedding, self.value_embedding)
        )
        read = [
            _read(query, key, value, grid, holes)
            for query, key, value, grid in zip(*heads, self.grids, strict=True)
        ]
        joined = torch.cat(read, dim=2).view(clips * count, channels, height, width)
        return cast(Tensor, self.output_linear(joined).view(features.shape))


class FeedForward(nn.Module):
    """Two convolutions that carry what was read to its neighbourhood.

    Parameters
    ----------
    channels : int
        Of the features.
    """

    def __init__(self, channels: int = CHANNELS) -> None:
        super().__init__()
        self.conv = nn.Sequential(
            nn.Conv2d(channels, channels, 3, padding=2, dilation=2),
            nn.LeakyReLU(LEAK),
            nn.Conv2d(channels, channels, 3, padding=1),
            nn.LeakyReLU(LEAK),
        )

    def forward(self, planes: Tensor) -> Tensor:
        """Convolve N x C x h x w planes, size kept."""
        return cast(Tensor, self.conv(planes))


class Enlarge(nn.Module):
    """Twice the size, corner pixels on corner pixels, and a convolution.

    Parameters
    ----------
    channels_in, channels_out : int
        Planes read and written.
    """

    def __init__(self, channels_in: int, channels_out: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(channels_in, channels_out, 3, padding=1)

    def forward(self, planes: Tensor) -> Tensor:
        """Enlarge N x channels_in x h x w planes to N x channels_out x 2h x 2w."""
        doubled = functional.interpolate(planes, scale_factor=2, mode="bilinear", align_corners=True)
        return cast(Tensor, self.conv(doubled))


def gated(frames: Tensor, made: Tensor) -> Tensor:
    """Let what was made replace what was seen where the network says so.

    Parameters
    ----------
    frames : Tensor
        ... x 3 x H x W.
    made : Tensor
        ... x 4 x H x W, in [-1, 1]: pictures, and where they are wanted; from 0.5 on wholly, up to -0.5 not
        at all.
    """
    return torch.lerp(frames, made[..., :3, :, :], (made[..., 3:, :, :] + 0.5).clamp(0, 1))


def readable_patches(holes: Tensor, grid: PatchGrid) -> Tensor:
    """Tell which patches may be looked at: those that are not mostly hole, or all where that leaves none.

    Parameters
    ----------
    holes : Tensor
        B x T x h x w, bool, at the size of the features.
    grid : PatchGrid
        How they are cut.

    Returns
    -------
    Tensor
        B x N, bool; N = T * rows * columns patches in the order (frame, row, column).
    """
    patches = _patches(holes.unsqueeze(2).float(), grid)
    readable = patches.mean(dim=2) <= 0.5
    return readable | ~readable.any(dim=1, keepdim=True)


def _read(query: Tensor, key: Tensor, value: Tensor, grid: PatchGrid, holes: Tensor | None) -> Tensor:
    shape = query.shape
    query, key, value = (_patches(planes, grid) for planes in (query, key, value))
    scores = _products(query, key) / math.sqrt(query.shape[2])
    if holes is not None:
        scores = scores.masked_fill(~readable_patches(holes, grid)[:, None], -torch.inf)
    return _joined(torch.softmax(scores, dim=2) @ value, grid, shape)


def _products(query: Tensor, key: Tensor) -> Tensor:
    """Multiply all with all, long vectors in pieces: one sum over 400 000 products loses four digits."""
    pieces = min(64, 1 << (query.shape[2] // _LONGEST_SUM).bit_length())
    query, key = (vectors.reshape(*vectors.shape[:2], pieces, -1).transpose(1, 2) for vectors in (query, key))
    return (query @ key.mT).sum(dim=1)


def _patches(planes: Tensor, grid: PatchGrid) -> Tensor:
    """Cut B x T x C x h x w into B x (T * rows * columns) x (C * patch height * patch width)."""
    clips, count, channels, height, width = planes.shape
    cut = planes.reshape(
        clips, count, channels, grid.rows, height // grid.rows, grid.columns, width // grid.columns
    )
    return cut.permute(0, 1, 3, 5, 2, 4, 6).reshape(clips, count * grid.rows * grid.columns, -1)


def _joined(patches: Tensor, grid: PatchGrid, shape: torch.Size) -> Tensor:
    clips, count, channels, height, width = shape
    cut = patches.view(
        clips, count, grid.rows, grid.columns, channels, height // grid.rows, width // grid.columns
    )
    return cut.permute(0, 1, 4, 2, 5, 3, 6).reshape(shape)


def _initialise(module: nn.Module, spread: float) -> None:
    if isinstance(module, nn.Conv2d):
        nn.init.normal_(module.weight, 0.0, spread)
        if module.bias is not None:
            nn.init.zeros_(module.bias)


def _keep_strength(module: nn.Module) -> None:
    """Let what comes out of a convolution vary as much as what goes in; K. He et al., ICCV 2015."""
    if isinstance(module, nn.Conv2d):
        nn.init.kaiming_normal_(module.weight, LEAK)
