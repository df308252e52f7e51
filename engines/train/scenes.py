"""Scenes of two frames with known masks: a thing moves, bends and changes light over a moving background.

Some things stay in the photograph they were found in, which then moves as a whole; the others are cut out and
laid over another photograph or over two frames of a clip. Look-alikes and things in front come in at times.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from engines.train.looks import Look, developed, draw_look, streak
from engines.train.material import Material, Rgb8, SoftMask
from engines.train.objects import Thing, draw_picture, draw_thing
from engines.train.warps import Affine, Random, bent, moved, shifted, spline_field, turned

_IN_PLACE = 0.45
_OVER_CLIP = 0.4
_FARTHEST_FRAMES = 6
_LOOK_ALIKE, _HIDDEN, _GONE = 0.3, 0.2, 0.04
_CAMOUFLAGED, _STREAKED, _MIRRORED = 0.3, 0.25, 0.5
_LARGE_TURN = 0.15
_LARGEST_OVERHANG = 1.1
"""A view of a photograph is no larger than so many times its shorter side."""


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """One frame of a scene.

    Attributes
    ----------
    rgb : Rgb8
        S x S x 3.
    mask : SoftMask
        S x S, the thing where it is visible.
    """

    rgb: Rgb8
    mask: SoftMask


@dataclass(frozen=True, slots=True)
class Pose:
    """Where a thing is in a square view.

    Attributes
    ----------
    centre : tuple of float
        Shares of the side, x and y.
    length : float
        Longer side of its box, as a share of the view's.
    angle_deg : float
        How far it is turned.
    is_mirrored : bool
        Whether left and right are exchanged.
    """

    centre: tuple[float, float]
    length: float
    angle_deg: float
    is_mirrored: bool

    def affine(self, thing: Thing, size_px: int) -> Affine:
        """Give the map from the thing's picture to a view."""
        x_px, y_px = thing.centre_px
        scale = self.length * size_px / thing.length_px
        return (
            shifted(self.centre[0] * size_px, self.centre[1] * size_px)
            @ turned(self.angle_deg, scale, mirrored=self.is_mirrored)
            @ shifted(-x_px, -y_px)
        )


def draw_pose(random: Random) -> Pose:
    """Place a thing in the first view, where a crop around it would have it."""
    x, y = 0.5 + random.uniform(-0.12, 0.12, 2)
    return Pose(
        (float(x), float(y)),
        float(random.uniform(0.25, 0.75)),
        float(random.normal(0, 8)),
        bool(random.random() < _MIRRORED),
    )


def next_pose(pose: Pose, random: Random) -> Pose:
    """Place it in a later view."""
    x, y = 0.5 + random.uniform(-0.18, 0.18, 2)
    length = float(np.clip(pose.length * np.exp(random.normal(0, 0.22)), 0.15, 0.95))
    spread_deg = 40.0 if random.random() < _LARGE_TURN else 10.0
    angle_deg = pose.angle_deg + float(random.normal(0, spread_deg))
    return Pose((float(x), float(y)), length, angle_deg, pose.is_mirrored)


def draw_views(material: Material, random: Random, size_px: int) -> tuple[View, View]:
    """Make up a key frame and a later frame.

    Parameters
    ----------
    material : Material
        What to make them of.
    random : Generator
        What decides everything.
    size_px : int
        Side of the views.
    """
    thing = draw_thing(material, random)
    first = draw_pose(random)
    poses = (first, next_pose(first, random))
    if random.random() < _IN_PLACE:
        views = [still_view(thing, pose, size_px) for pose in poses]
    else:
        views = _composed(material, thing, poses, random, size_px)
    if random.random() < _HIDDEN:
        views[1] = laid_over(views[1], _cover(material, random, size_px), random, hides=True)
    views[1] = bent_view(views[1], random, float(random.uniform(0, 0.05)))
    look = draw_look(random)
    return _taken(views[0], look, random), _taken(views[1], look.near(random), random)


def still_view(thing: Thing, pose: Pose, size_px: int) -> View:
    """Show a thing in its own picture, which turns and scales with it.

    Parameters
    ----------
    thing : Thing
        What is shown.
    pose : Pose
        Where; moved and enlarged where the view would lie beyond the picture.
    size_px : int
        Side of the view.
    """
    affine = still_affine(thing, pose, size_px)
    rgb = moved(thing.rgb, affine, size_px, mirror_border=True)
    # The mask is mirrored with the picture, as what is seen twice is the object twice.
    return View(rgb, moved(thing.mask, affine, size_px, mirror_border=True))


def still_affine(thing: Thing, pose: Pose, size_px: int) -> Affine:
    """Give the map from a thing's picture to a view of it, moved and enlarged to lie in the picture."""
    longest = _LARGEST_OVERHANG * min(thing.mask.shape)
    pose = replace(pose, length=max(pose.length, thing.length_px / longest))
    return _kept_inside(pose.affine(thing, size_px), thing.mask.shape, size_px)


def _kept_inside(affine: Affine, shape: tuple[int, ...], size_px: int) -> Affine:
    """Move a view so that it shows as little as possible of what lies beyond the picture."""
    x_px, y_px, _ = np.linalg.solve(affine, [size_px / 2, size_px / 2, 1])
    half_px = size_px / 2 / np.sqrt(abs(np.linalg.det(affine[:2, :2])))
    x_inside, y_inside = (
        float(np.clip(at, min(half_px, side / 2), max(side - half_px, side / 2)))
        for at, side in ((x_px, shape[1]), (y_px, shape[0]))
    )
    return affine @ shifted(x_px - x_inside, y_px - y_inside)


def _composed(
    material: Material, thing: Thing, poses: tuple[Pose, Pose], random: Random, size_px: int
) -> list[View]:
    grounds = _grounds(material, random, size_px)
    if random.random() < _CAMOUFLAGED:
        thing = _camouflaged(thing, grounds[0], random)
    is_gone = random.random() < _GONE
    alike = _alike(material, thing, random) if random.random() < _LOOK_ALIKE else None
    alike_pose = next_pose(poses[0], random)
    angle = random.uniform(0, 2 * np.pi)
    reach = random.uniform(0.3, 0.5, 2)
    views = []
    for at, pose in enumerate(poses):
        view = View(grounds[at], np.zeros((size_px, size_px), np.float32))
        if alike is not None:
            place = 0.5 + reach[at] * np.array([np.cos(angle), np.sin(angle)])
            beside = Pose((place[0], place[1]), alike_pose.length, alike_pose.angle_deg, pose.is_mirrored)
            view = laid_over(view, cut_out(alike, beside, size_px), random, hides=True)
        if not (at and is_gone):
            view = laid_over(view, cut_out(thing, pose, size_px), random, hides=False)
        views.append(view)
    return views


def _grounds(material: Material, random: Random, size_px: int) -> list[Rgb8]:
    """Two views of a background: a photograph that the camera passes, or frames of a clip."""
    usable = [clip for clip in material.clips if len(clip)]
    if usable and random.random() < _OVER_CLIP:
        clip = usable[int(random.integers(len(usable)))]
        at = int(random.integers(len(clip)))
        step = int(random.integers(-_FARTHEST_FRAMES, _FARTHEST_FRAMES + 1))
        pictures = [clip.frame(at), clip.frame(int(np.clip(at + step, 0, len(clip) - 1)))]
    else:
        pictures = [draw_picture(material, random)] * 2
    height, width = pictures[0].shape[:2]
    zoom = size_px / min(height, width) * float(random.uniform(1.0, 1.8))
    centre = shifted(-random.uniform(0.3, 0.7) * width, -random.uniform(0.3, 0.7) * height)
    first = shifted(size_px / 2, size_px / 2) @ turned(float(random.normal(0, 4)), zoom) @ centre
    drift_px = random.normal(0, 0.08, 2) * size_px
    change = turned(float(random.normal(0, 3)), float(np.exp(random.normal(0, 0.06))))
    second = shifted(*drift_px) @ change @ first
    return [
        moved(picture, affine, size_px, mirror_border=True)
        for picture, affine in zip(pictures, (first, second), strict=True)
    ]


def _camouflaged(thing: Thing, ground: Rgb8, random: Random) -> Thing:
    """Give a thing some of the colours of what is behind it."""
    inside = thing.mask > 0.5
    own = np.array(cv2.mean(thing.rgb, inside.astype(np.uint8))[:3])
    shift = (np.array(cv2.mean(ground)[:3]) - own) * random.uniform(0.3, 1.0)
    return Thing(np.clip(thing.rgb + shift, 0, 255).astype(np.uint8), thing.mask)


def _alike(material: Material, thing: Thing, random: Random) -> Thing:
    return thing if random.random() < 0.4 else draw_thing(material, random)


def _cover(material: Material, random: Random, size_px: int) -> View:
    """Something that passes in front."""
    thing = draw_thing(material, random)
    x, y = random.uniform(0.1, 0.9, 2)
    pose = Pose((float(x), float(y)), float(random.uniform(0.2, 0.6)), float(random.uniform(-90, 90)), False)
    return cut_out(thing, pose, size_px)


def cut_out(thing: Thing, pose: Pose, size_px: int) -> View:
    """Show a thing without its picture: what its mask leaves out is not to be looked at."""
    affine = pose.affine(thing, size_px)
    return View(
        moved(thing.rgb, affine, size_px, mirror_border=True),
        moved(thing.mask, affine, size_px),
    )


def laid_over(under: View, over: View, random: Random, *, hides: bool) -> View:
    """Lay one view's thing over another view; it becomes the followed thing, or hides that one."""
    rgb, alpha = over.rgb.astype(np.float32), over.mask
    if random.random() < _STREAKED:
        kernel = streak(float(random.uniform(2, 9)), float(random.uniform(0, 180)))
        alpha = np.asarray(cv2.filter2D(alpha, -1, kernel), np.float32)
        rgb = np.asarray(cv2.filter2D(rgb, -1, kernel), np.float32)
    else:
        alpha = np.asarray(cv2.GaussianBlur(alpha, (0, 0), 0.6), np.float32)
    share = alpha[..., None]
    mixed = under.rgb * (1 - share) + rgb * share
    mask = under.mask * (1 - alpha) if hides else np.maximum(under.mask * (1 - alpha), alpha)
    return View(np.clip(np.rint(mixed), 0, 255).astype(np.uint8), mask.astype(np.float32))


def bent_view(view: View, random: Random, jitter: float) -> View:
    """Bend a picture and its mask together, as a fast camera would.

    Parameters
    ----------
    view : View
        Both.
    random : Generator
        How they bend.
    jitter : float
        How far at most, as a share of the side.
    """
    field = spline_field(random, len(view.mask), jitter)
    return View(bent(view.rgb, field, mirror_border=True), bent(view.mask, field, mirror_border=True))


def _taken(view: View, look: Look, random: Random) -> View:
    return View(developed(view.rgb, look, random), view.mask)
