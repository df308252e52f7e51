"""A made-up clip: a photograph that a camera passes, things that move over it, and what is burned in.

All of its truth is known: what covers what, what lies beneath, and where everything goes from frame to frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.datasets.synthetic.burned_in import BurnedIn, laid_over
from editor.datasets.synthetic.camera import Camera, CameraSettings, Places, Random
from editor.datasets.synthetic.cutouts import CutOut, Passage, Shown, transformed
from editor.datasets.synthetic.developing import Developing, DevelopingSettings
from editor.datasets.training_pictures import Picture

_COVERS = 0.02
"""What covers less of a pixel, or takes less of its light, is left out; everything else is in the matte."""

_BELONGS = 0.5
"""It moves with a thing that covers at least so much of it."""


@dataclass(frozen=True, slots=True)
class SceneSettings:
    """What a made-up clip is like.

    Attributes
    ----------
    width, height, frame_count : int
        Its size.
    camera : CameraSettings
        How the camera moves.
    developing : DevelopingSettings
        How imperfect its pictures are.
    """

    width: int = 432
    height: int = 240
    frame_count: int = 48
    camera: CameraSettings = field(default_factory=CameraSettings)
    developing: DevelopingSettings = field(default_factory=DevelopingSettings)


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A frame with its truth.

    Attributes
    ----------
    rgb, plate : Picture
        H x W x 3: the frame, and what it would be without things, shadows and what is burned in.
    matte : ndarray
        H x W, uint8, 255 wherever the two differ for a reason.
    labels : ndarray
        H x W, uint8: 0, or the number from 1 of the thing that is seen.
    burned_in : ndarray
        H x W, uint8, 255 where something is burned in.
    """

    rgb: Picture
    plate: Picture
    matte: NDArray[np.uint8]
    labels: NDArray[np.uint8]
    burned_in: NDArray[np.uint8]


class MadeUpScene:
    """Draws frames of a clip, any of them at any time.

    Parameters
    ----------
    picture : Picture
        The photograph beneath.
    things : sequence of CutOut
        What moves over it, the first one farthest away.
    burned_in : sequence of BurnedIn
        What lies over everything.
    settings : SceneSettings
        Its size and how it is taken.
    random : Generator
        What decides ways and drifts.
    """

    def __init__(
        self,
        picture: Picture,
        things: Sequence[CutOut],
        burned_in: Sequence[BurnedIn],
        settings: SceneSettings,
        random: Random,
    ) -> None:
        picture = _shrunk(picture, settings)
        self._picture = picture
        self._settings = settings
        height, width = picture.shape[:2]
        view = (settings.height, settings.width)
        self._camera = Camera(view, (height, width), settings.frame_count, settings.camera, random)
        self._passages = [Passage(one, (height, width), settings.frame_count, random) for one in things]
        self._burned_in = burned_in
        self._developing = Developing(settings.developing, random)

    def frame(self, index: int) -> Frame:
        """Draw a frame."""
        places = self._camera.places(index)
        plate = self._background(places)
        shown = [passage.shown(index, places) for passage in self._passages]
        scene, covered = _composed(plate, shown)
        developed = self._developing.developed(scene, index)
        over, burned = self._burn_in(developed, index)
        matte = burned | self._widened(covered, index)
        return Frame(
            self._developing.coded(over),
            self._developing.coded(self._developing.developed(plate, index)),
            matte.astype(np.uint8) * 255,
            _labels(shown, places.shape),
            burned.astype(np.uint8) * 255,
        )

    def flow(self, start: int, end: int) -> NDArray[np.float32]:
        """Say where what is seen in a frame goes until another: H x W x 2, pixels, x and y.

        What is burned in is passed over: it does not move with anything.
        """
        places = self._camera.places(start)
        ys, xs = np.mgrid[0 : self._settings.height, 0 : self._settings.width].astype(np.float32)
        here = np.stack([xs, ys], 2)
        flow: NDArray[np.float32] = self._camera.seen_at(end, places, here) - here
        for passage in self._passages:
            belongs = passage.shown(start, places).alpha >= _BELONGS
            own, from_here = passage.own_places(start, places[belongs]), here[belongs]
            targets = transformed(passage.affine(end), own)
            flow[belongs] = self._camera.seen_at(end, targets, from_here + flow[belongs]) - from_here
        return flow

    def _background(self, places: Places) -> NDArray[np.float32]:
        fetched = cv2.remap(
            self._picture, places[..., 0], places[..., 1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101
        )
        return np.asarray(fetched, np.float32)

    def _burn_in(self, picture: Picture, index: int) -> tuple[Picture, NDArray[np.bool_]]:
        scene = picture.astype(np.float32)
        burned = np.zeros(picture.shape[:2], np.bool_)
        for one in self._burned_in:
            layer = one.layer(index)
            covers = layer[..., 3] > _COVERS
            scene[covers] = laid_over(scene, layer)[covers]
            burned |= covers
        return np.clip(np.rint(scene), 0, 255).astype(np.uint8), burned

    def _widened(self, covered: NDArray[np.bool_], index: int) -> NDArray[np.bool_]:
        """Widen a mask by what the softness of the focus spreads it."""
        reach = int(np.ceil(2 * self._developing.softness_px(index, covered.shape[1])))
        kernel = np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)
        return np.asarray(cv2.dilate(covered.astype(np.uint8), kernel) > 0, np.bool_)


def _shrunk(picture: Picture, settings: SceneSettings) -> Picture:
    """Make a photograph not much finer than its view, where details would flicker."""
    height, width = picture.shape[:2]
    roam = 1 + settings.camera.drift + settings.camera.zoom
    factor = roam * max(settings.height / height, settings.width / width)
    if factor >= 1:
        return picture
    size = max(1, round(width * factor)), max(1, round(height * factor))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def _composed(
    plate: NDArray[np.float32], shown: Sequence[Shown]
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    scene, covered = plate, np.zeros(plate.shape[:2], np.bool_)
    for one in shown:
        alpha, light = one.alpha[..., None], 1 - one.shadow[..., None]
        covers = (one.alpha > _COVERS) | (one.shadow > _COVERS)
        scene = np.where(covers[..., None], scene * light * (1 - alpha) + one.rgb * alpha, scene)
        covered |= covers
    return np.asarray(scene, np.float32), covered


def _labels(shown: Sequence[Shown], shape: tuple[int, ...]) -> NDArray[np.uint8]:
    labels = np.zeros(shape[:2], np.uint8)
    for number, one in enumerate(shown, start=1):
        labels[one.alpha >= _BELONGS] = number
    return labels
