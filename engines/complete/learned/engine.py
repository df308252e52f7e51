"""The engines that leave all of the filling to a network: windows in, fills out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Self

import numpy as np

from engines.complete.contract import Fill, Origin, Plan, Provenance, Rgb, Shape, Window
from engines.complete.explicit.engine import no_fills
from engines.complete.explicit.parallel import Pool
from engines.complete.explicit.picture_run import Box, Picture, bounding_box
from engines.complete.explicit.window_pictures import check_window, far_pictures, near_pictures
from engines.complete.learned.boxes import common, within
from engines.complete.learned.filling import Manner, Patch, fill_pictures
from engines.complete.learned.kinds import KINDS, weights_of
from engines.complete.learned.network import FillNetwork
from engines.complete.learned.planning import LONGEST_WINDOW, plan_window, typical_crop
from engines.complete.learned.settings import NetworkSettings
from engines.complete.learned.views import views
from engines.errors import NothingToFillFromError
from engines.nets.weights import check_sum

Load = Callable[[str, NetworkSettings], FillNetwork]
"""Brings a network (by name) with its weights to the device."""


def load_network(name: str, settings: NetworkSettings) -> FillNetwork:
    """Bring a network with its weights to the device that the settings choose.

    Raises
    ------
    MissingWeightsError
        If there are no weights.
    WeightsError
        If they are damaged.
    DeviceError
        If there is no such device or precision.
    """
    from engines.complete.learned.loading import load

    return load(name, weights_of(name, settings.model), settings)


class NetworkEngine:
    """Fills holes with one network, at full size.

    Parameters
    ----------
    settings : NetworkSettings
        Where the network runs, and how its fills are finished.
    load : callable
        Brings the network.
    """

    name = ""

    def __init__(self, settings: NetworkSettings | None = None, load: Load = load_network) -> None:
        self._settings = settings or NetworkSettings()
        self._load = load
        self._loaded: FillNetwork | None = None

    @property
    def settings(self) -> NetworkSettings:
        """What the engine was built with."""
        return self._settings

    def on(self, device: str, precision: str) -> Self:
        """Return the same engine for another device.

        Raises
        ------
        DeviceError
            If there is no such device or precision here.
        MissingWeightsError
            If the network has no weights here.
        WeightsError
            If they are damaged.
        """
        settings = pinned(self.name, replace(self._settings, device=device, precision=precision))
        check_device(device, precision)
        return type(self)(settings, self._load)

    def plan(self, shape: Shape, frames: int, budget_bytes: int) -> Plan:
        """Choose a window for a shot.

        Raises
        ------
        BudgetError
            If not even the smallest window fits.
        MissingWeightsError, WeightsError, DeviceError
            If the network cannot be had.
        """
        return plan_window(shape, frames, budget_bytes, self._network())

    def complete(self, window: Window) -> list[Fill]:
        """Fill the holes of the frames to be returned.

        Raises
        ------
        NothingToFillFromError
            If no pixel of any frame or source is known.
        ShapeError
            If the arrays do not fit together.
        MissingWeightsError, WeightsError, DeviceError
            If the network cannot be had.
        """
        check_window(window)
        wanted = range(window.done, window.done + window.emit_count)
        if not any(window.mattes[i].any() for i in wanted):
            return no_fills(window)
        near, far = near_pictures(window), far_pictures(window)
        if all(picture.hole.all() for picture in [*near, *far]):
            raise NothingToFillFromError(f"frames {window.start} and on are all hole")
        network = self._network()
        manner = Manner(self._settings.steadiness, longest_step(network, near[0]), window.seed)
        with Pool() as pool:
            patches = fill_pictures(views(near), views(far), wanted, network, manner, pool)
        origin = KINDS[self.name].origin if window.wants_provenance else None
        return [_fill(window, i, near[i], patch, origin) for i, patch in zip(wanted, patches, strict=True)]

    def _network(self) -> FillNetwork:
        if self._loaded is None:
            self._loaded = self._load(self.name, self._settings)
        return self._loaded


class SttnEngine(NetworkEngine):
    """Fills holes with STTN."""

    name = "sttn"


class OpnEngine(NetworkEngine):
    """Fills holes with OPN, steadied by TCN where its weights are present."""

    name = "opn"


class RnotEngine(NetworkEngine):
    """Fills holes with RNoT."""

    name = "rnot"


def pinned(name: str, settings: NetworkSettings) -> NetworkSettings:
    """Settle on the weights that are here now.

    Raises
    ------
    MissingWeightsError
        If there are none.
    WeightsError
        If they are damaged.
    """
    model = weights_of(name, settings.model)
    check_sum(model)
    return replace(settings, model=model.card.name, weights=model.card.sha256)


def check_device(device: str, precision: str) -> None:
    """Make sure that a device and a precision can be had; what is left open needs no look.

    Raises
    ------
    DeviceError
        If there is no such device or precision here.
    """
    if (device, precision) == ("auto", "auto"):
        return
    from engines.devices import choose_device, choose_precision

    choose_precision(choose_device(device), precision)


def longest_step(network: FillNetwork, picture: Picture) -> int:
    """Say how many frames a network takes at once, in a crop of its own shape."""
    height, width = picture.hole.shape
    crop = typical_crop(Shape(height, width), network.sight)
    return network.longest(0, crop.height, crop.width, LONGEST_WINDOW * 2)


def _fill(window: Window, i: int, picture: Picture, patch: Patch | None, origin: Origin | None) -> Fill:
    """Lay what was retouched and what was filled into the hole of a frame."""
    index, frame, hole = window.start + i, window.frames[i], window.mattes[i] > 0
    box = bounding_box(hole)
    if box is None:
        return Fill(index, 0, 0, frame[:0, :0])
    rgb = frame[box.area].copy()
    inside = hole[box.area]
    rgb[inside] = picture.rgb[box.area][inside]
    marks = None if origin is None else np.where(inside, np.int32(index), np.int32(Origin.KNOWN))
    if patch is not None:
        _lay(patch, box, rgb, marks, origin)
    return Fill(index, box.top, box.left, rgb, marks)


def _lay(patch: Patch, box: Box, rgb: Rgb, marks: Provenance | None, origin: Origin | None) -> None:
    part = common(patch.box, box)
    if part is None:
        return
    laid = np.zeros((*patch.hole.shape, 3), np.float32)
    laid[patch.hole] = patch.colours
    cut = within(part, patch.box).area
    to, filled = within(part, box).area, patch.hole[cut]
    rgb[to][filled] = np.rint(laid[cut][filled] * np.iinfo(rgb.dtype).max)
    if marks is not None and origin is not None:
        marks[to][filled] = origin
