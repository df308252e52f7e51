"""Carries an object by the network: crop, move the matte along the flow, ask, lay back."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.errors import ShapeError
from engines.nets.segment.inference import FastSegment
from engines.nets.segment.matching import Memory
from engines.nets.segment.palette import Palette
from engines.propagate.contract import Estimate, Reason, Rgb8, SoftMatte
from engines.propagate.net.crops import Square, square_about


@dataclass(frozen=True, slots=True)
class NetSettings:
    """How the network is used.

    Attributes
    ----------
    size_px : int
        Side of the square that it sees, a multiple of 16.
    share : float
        The object's longer side in that square.
    most_keys : int
        Key frames that are remembered; the first and the newest stay.
    growth : float
        How much the square grows with each frame on which the object is not seen.
    """

    size_px: int = 128
    share: float = 0.5
    most_keys: int = 4
    growth: float = 1.25


_LEAST_SIDE_PX = 48
_LEAST_AREA_SHARE = 0.0004
_FLOW_SMOOTHING_PX = 2.0


class NetStepper:
    """A `Stepper` that asks the segmentation network.

    Parameters
    ----------
    network : FastSegment
        The weights; steppers of both directions and all objects may share them.
    settings : NetSettings
        How it is used.
    """

    def __init__(self, network: FastSegment, settings: NetSettings | None = None) -> None:
        self._network = network
        self._settings = settings or NetSettings()
        self._flow = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
        self._keys: list[Memory] = []
        self._palette = Palette()
        self._rgb: Rgb8 | None = None
        self._matte: SoftMatte | None = None
        self._square = Square(0, 0, 1)
        self._drift_px = np.zeros(2)

    def expect(self, frames: int) -> None:
        """Prepare for nothing; see `Stepper.expect`."""

    def begin(self, rgb: Rgb8, matte: SoftMatte) -> None:
        """Start at a key frame, forgetting everything before; see `Stepper.begin`."""
        _check(rgb, matte)
        self._keys, self._palette = [], Palette()
        self._drift_px = np.zeros(2)
        self._rgb, self._matte = rgb, matte
        self._square = self._about(matte) or _whole(rgb)
        self.add_key(rgb, matte)

    def add_key(self, rgb: Rgb8, matte: SoftMatte) -> None:
        """Learn from another key frame; see `Stepper.add_key`."""
        _check(rgb, matte)
        size_px = self._settings.size_px
        square = self._about(matte) or _whole(rgb)
        seen, mask = square.cut_rgb(rgb, size_px), square.cut_matte(matte, size_px)
        self._palette.add(seen, mask)
        self._keys.append(self._network.remembered(seen, mask))
        if len(self._keys) > self._settings.most_keys:
            del self._keys[1]

    def prepare(self) -> None:
        """Learn nothing; see `Stepper.prepare`."""

    def settle(self, matte: SoftMatte) -> None:
        """Take what the caller made of the last estimate; see `Stepper.settle`."""
        if self._rgb is None:
            raise ShapeError("matte", got="one before the key frame", wanted="`begin` first")
        _check(self._rgb, matte)
        self._matte = matte

    def step(self, rgb: Rgb8) -> Estimate:
        """Go on to the next frame; see `Stepper.step`."""
        if self._rgb is None or self._matte is None:
            raise ShapeError("picture", got="a frame before the key frame", wanted="`begin` first")
        _check(rgb, self._matte)
        square = self._next_square(rgb.shape)
        size_px = self._settings.size_px
        seen = square.cut_rgb(rgb, size_px)
        before = self._carried(self._rgb, self._matte, seen, square)
        prior = self._palette.prior(seen)
        part, trust = self._network.predict(seen, before, prior, self._memory())
        matte = square.laid_back(part, rgb.shape, 0.0)
        confidence = square.laid_back(trust, rgb.shape, float(trust.mean()))
        doubts = _doubts(part, before, prior)
        self._follow(matte, square)
        self._rgb, self._matte = rgb, matte
        return Estimate(matte, confidence, doubts)

    def _memory(self) -> Memory:
        memory = self._keys[0]
        for key in self._keys[1:]:
            memory = memory.joined(key)
        return memory

    def _about(self, matte: SoftMatte) -> Square | None:
        return square_about(matte, self._settings.share, _LEAST_SIDE_PX)

    def _next_square(self, shape: tuple[int, ...]) -> Square:
        square = self._square
        moved = Square(square.x_px + self._drift_px[0], square.y_px + self._drift_px[1], square.side_px)
        return moved.inside(shape)

    def _follow(self, matte: SoftMatte, square: Square) -> None:
        """Choose the square of the next frame: about the object, or larger where it is not seen."""
        is_seen = np.count_nonzero(matte >= 0.5) >= max(4.0, _LEAST_AREA_SHARE * square.side_px**2)
        about = self._about(matte) if is_seen else None
        if about is None:
            side_px = min(square.side_px * self._settings.growth, float(max(matte.shape)))
            self._square = Square(square.x_px, square.y_px, side_px).inside(matte.shape)
            self._drift_px = np.zeros(2)
            return
        moved = np.array([about.x_px - self._square.x_px, about.y_px - self._square.y_px])
        # An outline that trembles must not shake the square; half of the last motion is believed.
        self._drift_px = 0.5 * np.clip(moved, -0.1 * about.side_px, 0.1 * about.side_px)
        side_px = float(np.clip(about.side_px, 0.8 * self._square.side_px, 1.25 * self._square.side_px))
        self._square = Square(about.x_px, about.y_px, side_px).inside(matte.shape)

    def _carried(self, rgb: Rgb8, matte: SoftMatte, seen: Rgb8, square: Square) -> SoftMatte:
        """Move the matte before along the flow, within a square of the new frame."""
        size_px = self._settings.size_px
        old = square.cut_rgb(rgb, size_px)
        mask = square.cut_matte(matte, size_px)
        flow = self._flow.calc(_grey(seen), _grey(old), np.zeros((size_px, size_px, 2), np.float32))
        flow = cv2.GaussianBlur(flow, (0, 0), _FLOW_SMOOTHING_PX)
        rows, columns = np.mgrid[:size_px, :size_px].astype(np.float32)
        moved = cv2.remap(mask, columns + flow[..., 0], rows + flow[..., 1], cv2.INTER_LINEAR)
        return np.asarray(moved, np.float32)


def _doubts(part: SoftMatte, before: SoftMatte, prior: SoftMatte) -> dict[Reason, float]:
    """Say what speaks against a matte, as far as the square shows it."""
    inside = part >= 0.5
    area, was = float(np.count_nonzero(inside)), float(np.count_nonzero(before >= 0.5))
    if not area:
        return {Reason.LOST: 1.0}
    border = np.concatenate([inside[0], inside[-1], inside[:, 0], inside[:, -1]])
    differing = float(np.count_nonzero(inside != (before >= 0.5)))
    return {
        Reason.FLOW: min(1.0, differing / (area + was)),
        Reason.COLOUR: float(np.mean(prior[inside] < 0)),
        Reason.AREA: min(1.0, abs(area - was) / max(area, was)),
        Reason.BORDER: min(1.0, 4 * float(border.mean())),
    }


def _grey(rgb: Rgb8) -> NDArray[np.uint8]:
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8)


def _whole(rgb: Rgb8) -> Square:
    height, width = rgb.shape[:2]
    return Square(width / 2, height / 2, float(max(height, width)))


def _check(rgb: Rgb8, matte: SoftMatte) -> None:
    if rgb.ndim != 3 or rgb.shape[2] != 3 or rgb.dtype != np.uint8:
        raise ShapeError("picture", got=f"{rgb.shape} {rgb.dtype}", wanted="H x W x 3, uint8")
    if matte.shape != rgb.shape[:2]:
        raise ShapeError("matte", got=f"{matte.shape}", wanted=f"{rgb.shape[:2]} as the picture")
