"""One object, one direction, frame by frame: flow, colours, and what moves along."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.errors import ShapeError
from engines.propagate.contract import Estimate, Reason, Rgb8, SoftMatte
from engines.propagate.flow.appearance import GlobalColours, Palette
from engines.propagate.flow.evidence import moving_along, seen_before
from engines.propagate.flow.health import Health, frame_doubts
from engines.propagate.flow.local_colours import LocalColours
from engines.propagate.flow.memory import Sighting, found_again
from engines.propagate.flow.motion import disagreement, flow_between, object_shift, template_shift
from engines.propagate.flow.settings import FlowSettings
from engines.propagate.flow.view import Plane, View, share_of_fine_parts, view_around

_SEEN = 0.3
_TEMPLATE_PIXELS = 8_000
_SHIFT_MARGIN_SHARE = 1.0
_SURE_OF_WARP = np.float32(0.02)
_DISTRUSTED_WARP = np.float32(0.3)
_DISTRUSTED_COLOUR = np.float32(1.5)
_EDGE_RADIUS_PX, _EDGE_FLATNESS = 2, 2e-3
_FEWEST_PX = 12.0
_LEAST_CONFIDENCE = np.float32(0.5)


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """Two frames in one view, and the motion between them.

    Attributes
    ----------
    view : View
        Of the new frame; the one before is looked at so that the object stands still.
    now : Rgb8
        H x W x 3: the new frame in the view.
    small, small_before : Rgb8
        Both frames as motion sees them.
    back_small : ndarray of float32
        Flow of `small` to `small_before`, in its own pixels.
    back : ndarray of float32
        H x W x 2: the same in pixels of the view.
    trust, seen : ndarray of float32
        H x W, 0 to 1: how far flow there and back agrees; whether something of the frame before comes here.
    shift_px : tuple of int
        How the object moved, in pixels of the picture.
    """

    view: View
    now: Rgb8
    small: Rgb8
    small_before: Rgb8
    back_small: Plane
    back: Plane
    trust: Plane
    seen: Plane
    shift_px: tuple[int, int]


class FlowStepper:
    """A `Stepper` without anything learned beforehand.

    Parameters
    ----------
    settings : FlowSettings or None
        How it works.
    """

    def __init__(self, settings: FlowSettings | None = None) -> None:
        self._usual = self._settings = settings or FlowSettings()
        # Flow is worked out by code that lets another thread run: the way there beside the way back.
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="flow")
        self._rgb: Rgb8 | None = None
        self._matte: SoftMatte | None = None
        self._global = GlobalColours()
        self._palette: Palette | None = None
        self._local: LocalColours | None = None
        self._sighting: Sighting | None = None
        self._health = Health()

    def expect(self, frames: int) -> None:
        """Prepare for nothing; see `Stepper.expect`."""

    def begin(self, rgb: Rgb8, matte: SoftMatte) -> None:
        """Start at a key frame, forgetting everything before; see `Stepper.begin`."""
        _check(rgb, matte)
        self._rgb, self._matte = rgb, matte
        self._settings = self._usual
        self._health = Health()
        self._global = GlobalColours()
        self._palette = self._local = self._sighting = None
        if matte.max() > _SEEN:
            self._meet(rgb, matte)

    def add_key(self, rgb: Rgb8, matte: SoftMatte) -> None:
        """Learn from another key frame; see `Stepper.add_key`."""
        _check(rgb, matte)
        if matte.max() <= _SEEN:
            return
        view = self._around(_box(matte), matte.shape)
        self._global.learn(_lab(view.take(rgb)), view.take(matte))
        if self._sighting is None:
            self._sighting = Sighting(float(matte.sum()), _box(matte))

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
        former, self._rgb = self._rgb, rgb
        if self._sighting is None or self._palette is None or self._local is None:
            return self._absent(rgb)
        if self._sighting.missing:
            return self._search(rgb)
        return self._follow(former, rgb, self._matte, self._palette, self._local, self._sighting)

    def _meet(self, rgb: Rgb8, matte: SoftMatte) -> None:
        """Get to know the object's colours and place, and how closely it must be looked at."""
        view = self._around(_box(matte), matte.shape)
        if share_of_fine_parts(view.take(matte)) > self._usual.fine_share:
            self._settings = self._usual.for_fine_parts()
            view = self._around(_box(matte), matte.shape)
        lab, inside = _lab(view.take(rgb)), view.take(matte)
        settings = self._settings
        self._palette = Palette(lab, inside > 0.5, settings.colours, settings.seed)
        self._global.learn(lab, inside)
        self._local = LocalColours(self._palette.count, settings)
        self._local.learn(self._palette.labels(lab), inside, view)
        self._sighting = Sighting(float(matte.sum()), _box(matte))

    def _follow(
        self,
        former: Rgb8,
        rgb: Rgb8,
        matte: SoftMatte,
        palette: Palette,
        local: LocalColours,
        sighting: Sighting,
    ) -> Estimate:
        look = self._look(former, rgb, matte)
        height, width = matte.shape
        places = look.view.positions(look.back, View(0, 0, width, height, width, height), look.shift_px)
        warped = _warped(matte, places, look.view)
        lab = _lab(look.now)
        labels = palette.labels(lab)
        if local.view is not None:
            local.move(look.view.positions(look.back, local.view, look.shift_px), look.view)
        colour = local.log_odds(labels)
        soft = _guided(_share(self._odds(look, warped, colour, lab)), look.now)
        found = look.view.give_back(soft, (height, width))
        area_px, area_before_px = float(found.sum()), float(matte.sum())
        self._matte = found
        if area_px < _FEWEST_PX or sighting.is_lost(area_px):
            sighting.miss()
            return self._told(found, look.view, soft, {Reason.LOST: 1.0})
        local.learn(labels, soft, look.view, self._settings.rate)
        sighting.see(area_px, _box(found))
        doubts = frame_doubts(
            soft, look.trust, colour, area_px / max(area_before_px, 1.0), (height, width), sighting.box
        )
        return self._told(found, look.view, soft * look.trust + (1 - soft), doubts)

    def _look(self, former: Rgb8, rgb: Rgb8, matte: SoftMatte) -> _Look:
        settings = self._settings
        across, down = shift_px = self._shift(former, rgb, matte)
        left, top, wide, high = _box(matte)
        view = self._around((left + across, top + down, wide, high), matte.shape)
        coarse = view.with_at_most(settings.flow_pixels)
        now = view.take(rgb)
        small, small_before = _reduced(now, coarse), coarse.moved(-across, -down).take(former)
        grey, grey_before = _grey(small), _grey(small_before)
        coming = self._beside.submit(flow_between, grey_before, grey)
        back, forth = flow_between(grey, grey_before), coming.result()
        allowed_px = settings.agree_px + settings.agree_share * np.hypot(back[..., 0], back[..., 1])
        trust = np.exp(-np.square(disagreement(back, forth) / allowed_px)).astype(np.float32, copy=False)
        finer = np.array([view.width / coarse.width, view.height / coarse.height], np.float32)
        return _Look(
            view,
            now,
            small,
            small_before,
            back,
            (_sized(back, view) * finer).astype(np.float32, copy=False),
            _sized(trust, view),
            _sized(seen_before(forth), view),
            shift_px,
        )

    def _shift(self, former: Rgb8, rgb: Rgb8, matte: SoftMatte) -> tuple[int, int]:
        view = view_around(_box(matte), matte.shape, _SHIFT_MARGIN_SHARE, self._usual.view_pixels)
        # Grey before small: a third of the work.
        grey_before, grey = view.take(_grey(former)), view.take(_grey(rgb))
        found = object_shift(grey_before, grey, view.take(matte) > 0.5)
        if found is not None:
            return round(found[0] / view.scale), round(found[1] / view.scale)
        coarse = view.with_at_most(_TEMPLATE_PIXELS)
        across, down = template_shift(coarse.take(former), coarse.take(rgb), coarse.take(matte))
        return round(across / coarse.scale), round(down / coarse.scale)

    def _odds(self, look: _Look, warped: Plane, colour: Plane, lab: NDArray[np.uint8]) -> Plane:
        """Put all evidence together; where flow is not to be believed, colours count more."""
        settings = self._settings
        along = moving_along(look.back_small, _like(warped, look.small), look.small, look.small_before)
        carried = np.log((warped + _SURE_OF_WARP) / (1 + _SURE_OF_WARP - warped))
        carried = carried * look.seen - np.float32(settings.uncovered_odds) * (1 - look.seen)
        looks = np.float32(settings.local_weight) * colour
        looks = looks + np.float32(settings.motion_weight) * _sized(along, look.view)
        most = settings.most_odds
        keys = self._global.log_odds(lab).clip(-most, most)
        odds = (_DISTRUSTED_WARP + (1 - _DISTRUSTED_WARP) * look.trust) * carried
        odds = odds + (_DISTRUSTED_COLOUR + (1 - _DISTRUSTED_COLOUR) * look.trust) * looks
        return (odds + np.float32(settings.global_weight) * keys).astype(np.float32, copy=False)

    def _search(self, rgb: Rgb8) -> Estimate:
        """Look for an object that was lost; its colours are what is left of it."""
        sighting, palette, local, matte = self._sighting, self._palette, self._local, self._matte
        if sighting is None or palette is None or local is None or matte is None:
            return self._absent(rgb)
        shape = matte.shape[0], matte.shape[1]
        view = self._around(sighting.search_box, shape)
        lab = _lab(view.take(rgb))
        again = found_again(self._global.log_odds(lab), sighting.area_px * view.scale**2)
        if again is None:
            sighting.miss()
            self._matte = np.zeros(shape, np.float32)
            return self._told(
                self._matte, view, np.zeros((view.height, view.width), np.float32), {Reason.LOST: 1.0}
            )
        soft = _guided(again, view.take(rgb))
        self._matte = view.give_back(soft, shape)
        local.learn(palette.labels(lab), soft, view)
        sighting.see(sighting.area_px, _box(self._matte))
        return self._told(self._matte, view, soft, {Reason.LOST: 0.5})

    def _absent(self, rgb: Rgb8) -> Estimate:
        """Say that an object whose looks nobody knows yet is not there."""
        black = np.zeros(rgb.shape[:2], np.float32)
        self._matte = black
        self._health.age({})
        return Estimate(black, np.full(black.shape, self._health.value, np.float32), {})

    def _told(self, matte: SoftMatte, view: View, sure: Plane, doubts: Mapping[Reason, float]) -> Estimate:
        self._health.age(doubts)
        health = np.float32(self._health.value)
        part = health * (_LEAST_CONFIDENCE + (1 - _LEAST_CONFIDENCE) * sure)
        confidence = view.give_back(part.astype(np.float32, copy=False), (matte.shape[0], matte.shape[1]))
        confidence[confidence == 0] = health
        return Estimate(matte, confidence, doubts)

    def _around(self, box: tuple[int, int, int, int], shape: tuple[int, ...]) -> View:
        settings = self._settings
        return view_around(box, (shape[0], shape[1]), settings.margin_share, settings.view_pixels)


def _check(rgb: Rgb8, matte: SoftMatte) -> None:
    if rgb.ndim != 3 or rgb.shape[2] != 3 or rgb.dtype != np.uint8:
        raise ShapeError("picture", got=f"{rgb.shape} {rgb.dtype}", wanted="H x W x 3 uint8")
    if matte.shape != rgb.shape[:2] or matte.dtype != np.float32:
        raise ShapeError("matte", got=f"{matte.shape} {matte.dtype}", wanted=f"{rgb.shape[:2]} float32")


def _box(matte: SoftMatte) -> tuple[int, int, int, int]:
    """Left, top, width, height of what is seen; all of the picture where nothing is."""
    left, top, width, height = cv2.boundingRect((matte > _SEEN).astype(np.uint8))
    return (left, top, width, height) if width else (0, 0, matte.shape[1], matte.shape[0])


def _warped(matte: SoftMatte, places: Plane, view: View) -> Plane:
    source = matte
    if view.scale < 1:
        size = max(1, round(matte.shape[1] * view.scale)), max(1, round(matte.shape[0] * view.scale))
        source = cv2.resize(matte, size, interpolation=cv2.INTER_AREA).astype(np.float32, copy=False)
        factor = np.array([size[0] / matte.shape[1], size[1] / matte.shape[0]], np.float32)
        places = ((places + np.float32(0.5)) * factor - np.float32(0.5)).astype(np.float32, copy=False)
    return cv2.remap(
        source, places[..., 0], places[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT
    ).astype(np.float32, copy=False)


def _sized(plane: Plane, view: View) -> Plane:
    if plane.shape[:2] == (view.height, view.width):
        return plane
    return cv2.resize(plane, (view.width, view.height)).astype(np.float32, copy=False)


def _reduced(rgb: Rgb8, view: View) -> Rgb8:
    size = view.width, view.height
    return cv2.resize(rgb, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)


def _like(plane: Plane, small: Rgb8) -> Plane:
    size = small.shape[1], small.shape[0]
    return cv2.resize(plane, size, interpolation=cv2.INTER_AREA).astype(np.float32, copy=False)


def _guided(share: Plane, rgb: Rgb8) -> Plane:
    """Lay an edge along those of the picture (guided filter, He 2013)."""
    light = _grey(rgb).astype(np.float32) / np.float32(255)
    mean_share, mean_light = _mean(share), _mean(light)
    spread = _mean(light * light) - mean_light * mean_light + np.float32(_EDGE_FLATNESS)
    slope = (_mean(share * light) - mean_share * mean_light) / spread
    offset = mean_share - slope * mean_light
    return (_mean(slope) * light + _mean(offset)).clip(0, 1).astype(np.float32, copy=False)


def _mean(plane: NDArray[np.floating]) -> Plane:
    size = 2 * _EDGE_RADIUS_PX + 1
    return cv2.blur(plane, (size, size)).astype(np.float32, copy=False)


def _share(odds: Plane) -> Plane:
    return (1 / (1 + np.exp(-odds))).astype(np.float32, copy=False)


def _lab(rgb: Rgb8) -> NDArray[np.uint8]:
    return cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB).astype(np.uint8, copy=False)


def _grey(rgb: Rgb8) -> NDArray[np.uint8]:
    return cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.uint8, copy=False)
