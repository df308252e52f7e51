"""What the search for people learns from: streets with all people marked, and people laid over photographs.

Cut-outs of other things are laid over as well, or the network would look for cut-outs.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import cv2
import numpy as np
from torch import Tensor

from engines.train.looks import developed, draw_look
from engines.train.material import Material, MaterialError, Rgb8, SoftMask
from engines.train.objects import Thing, cut_shape, draw_index, draw_picture
from engines.train.samples import masks_of, pictures_of, random_of
from engines.train.scenes import Pose, View, bent_view, cut_out, laid_over, still_affine
from engines.train.spoiling import WARP_JITTER, Shares, Treatment, spoiled
from engines.train.warps import Random, moved, shifted, turned

IN_PLACE = 0.55
"""How often people are shown where they were photographed."""

_COUNTS = (0.2, 0.45, 0.25, 0.1)
"""How often no person, one, two, three are laid over a photograph."""

_ANOTHER_THING, _GREY, _MIRRORED = 0.5, 0.1, 0.5
_LEAST_LENGTH, _LARGEST_LENGTH = 0.25, 1.1
_FEWEST_PIXELS = 150
_TRIES = 8


@dataclass(frozen=True, slots=True)
class PeopleSamples:
    """How samples are made.

    Attributes
    ----------
    size_px : int
        Side of the pictures, a multiple of 32.
    shares : Shares
        How often each treatment of the mask before comes. Half of the samples have none: a first frame has
        to be found by itself.
    """

    size_px: int = 128
    shares: Shares = field(default_factory=lambda: Shares(empty=0.5, minor=0.25, major=0.15, warped=0.1))


@dataclass(frozen=True, slots=True)
class PeopleBatch:
    """Samples as the network wants them.

    Attributes
    ----------
    picture : Tensor
        B x 3 x S x S, -1 to 1, channels last.
    before, mask : Tensor
        B x 1 x S x S, 0 to 1: what comes from the frame before, and the truth.
    """

    picture: Tensor
    before: Tensor
    mask: Tensor


def draw_people(
    material: Material, samples: PeopleSamples, seed: int, step: int, count: int, *, only_empty: bool = False
) -> PeopleBatch:
    """Make up the batch of a step.

    Parameters
    ----------
    material : Material
        Its instances are people; what else it holds is background.
    samples : PeopleSamples
        How.
    seed, step : int
        They alone decide what it holds.
    count : int
        Samples.
    only_empty : bool
        Whether no sample has a mask before.

    Raises
    ------
    MaterialError
        If there are no people.
    """
    drawn = [_drawn(material, samples, random_of(seed, step, at)) for at in range(count)]
    before = [np.zeros_like(one) if only_empty else one for _, one in drawn]
    return PeopleBatch(
        pictures_of([view.rgb for view, _ in drawn]),
        masks_of(before),
        masks_of([view.mask for view, _ in drawn]),
    )


def _drawn(material: Material, samples: PeopleSamples, random: Random) -> tuple[View, SoftMask]:
    size_px = samples.size_px
    view = (
        _street(material, size_px, random) if random.random() < IN_PLACE else _laid(material, size_px, random)
    )
    view = bent_view(view, random, float(random.uniform(0, 0.05)))
    treatment = samples.shares.draw(random)
    before = spoiled(view.mask, treatment, random)
    if treatment is Treatment.WARPED:
        view = bent_view(view, random, WARP_JITTER)
    rgb = developed(view.rgb, draw_look(random), random)
    if random.random() < _GREY:
        rgb = np.repeat(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)[..., None], 3, axis=2).astype(np.uint8)
    return replace(view, rgb=rgb), before


def _street(material: Material, size_px: int, random: Random) -> View:
    """Show a person where it stands, with all others of the photograph."""
    person, everybody = _person(material, random)
    affine = still_affine(person, _pose(random), size_px)
    rgb = moved(person.rgb, affine, size_px, mirror_border=True)
    return View(rgb, moved(everybody, affine, size_px, mirror_border=True))


def _laid(material: Material, size_px: int, random: Random) -> View:
    """Lay people, and things that are none, over a photograph without any."""
    view = View(_ground(material, size_px, random), np.zeros((size_px, size_px), np.float32))
    if random.random() < _ANOTHER_THING:
        thing = cut_shape(_backgrounds(material), random)
        view = laid_over(view, cut_out(thing, _pose(random), size_px), random, hides=True)
    for _ in range(int(random.choice(len(_COUNTS), p=_COUNTS))):
        person, _ = _person(material, random)
        view = laid_over(view, cut_out(person, _pose(random), size_px), random, hides=False)
    return view


def _person(material: Material, random: Random) -> tuple[Thing, SoftMask]:
    """Choose a person; the mask of all people of its photograph comes with it."""
    for _ in range(_TRIES):
        source, index = draw_index(material.instances, random)
        labels = source.labels(index)
        values, counts = np.unique(labels[labels > 0], return_counts=True)
        large = values[counts >= _FEWEST_PIXELS]
        if len(large):
            mask = (labels == random.choice(large)).astype(np.float32)
            return Thing(source.frame(index), mask), (labels > 0).astype(np.float32)
    raise MaterialError("no photographs with people marked")


def _pose(random: Random) -> Pose:
    """Place a person anywhere, from far away to larger than the picture."""
    x, y = random.uniform(0.1, 0.9, 2)
    length = float(np.exp(random.uniform(np.log(_LEAST_LENGTH), np.log(_LARGEST_LENGTH))))
    return Pose((float(x), float(y)), length, float(random.normal(0, 6)), bool(random.random() < _MIRRORED))


def _ground(material: Material, size_px: int, random: Random) -> Rgb8:
    picture = draw_picture(_backgrounds(material), random)
    height, width = picture.shape[:2]
    zoom = size_px / min(height, width) * float(random.uniform(1.0, 2.0))
    centre = shifted(-random.uniform(0.25, 0.75) * width, -random.uniform(0.25, 0.75) * height)
    turn = turned(float(random.normal(0, 5)), zoom, mirrored=bool(random.random() < _MIRRORED))
    return moved(picture, shifted(size_px / 2, size_px / 2) @ turn @ centre, size_px, mirror_border=True)


def _backgrounds(material: Material) -> Material:
    """Leave the people out; where there is nothing else, streets have to do."""
    others = Material(regions=material.regions, pictures=material.pictures)
    return others if any(map(len, (*others.regions, *others.pictures))) else material
