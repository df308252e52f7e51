"""The smart tool: what belongs to a click."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from editor.masks.evaluate.areas import Area
from editor.masks.levels import Matte
from editor.masks.model.frame_mattes import Seed
from editor.masks.smart.colours import ColourBins, Scores
from editor.masks.smart.fine_edge import fine_edge
from editor.masks.smart.geodesic import geodesic_distance, step_costs
from editor.masks.smart.graph_cut import coarse_cut, cut
from editor.masks.smart.surroundings import Mask, Rgb, Surroundings, surroundings_of

REACH = 0.6
"""How far around the clicks is looked at, as a fraction of the picture's height."""

_STEP_COST = 1.3
_NEARNESS = 2.0
_LOYALTY = 3.0
_NEW_REACH = 0.12
_MOST_COLOUR = 3.0
_SEED_WEIGHT = 20.0
_NEAR = 0.2
_CUT_OFF_SHARE = 0.05
_SPECK_SHARE = 0.02
_EDGE_MARGIN_PX = 4


def select(rgb: Rgb, seeds: Sequence[Seed], *, before: Matte | None = None, reach: float = REACH) -> Matte:
    """Find what clicks and scribbles belong to.

    A graph cut on colours and edges, on a small picture of the surroundings; its edge is then fitted to the
    full picture. More clicks, on the object and on what is not it, make it better.

    Parameters
    ----------
    rgb : ndarray of uint8 or uint16
        H x W x 3.
    seeds : sequence of Seed
        At least one of them on the object; the newest last.
    before : ndarray of uint8 or None
        H x W: the matte before the newest seed, which then changes it mostly in its own surroundings.
    reach : float
        How far around the clicks on the object is looked at, as a fraction of the picture's height; twice as
        far where what they lie on is larger than that.

    Returns
    -------
    ndarray of uint8
        H x W: the pieces that clicks on the object lie in.

    Raises
    ------
    MaskValueError
        If no seed lies on the object, or none of those on the picture.
    """
    around = surroundings_of(rgb, seeds, reach)
    for chosen in _looked_at(around, seeds, before):
        if _goes_on(chosen, around):  # after the first cut already: the others would be for nothing
            around = surroundings_of(rgb, seeds, 2 * reach)
            *_, chosen = _looked_at(around, seeds, before)
            break
    matte = np.zeros(rgb.shape[:2], np.uint8)
    matte[around.area.within(around.picture)] = _full_size(chosen, around)
    return matte


def _looked_at(around: Surroundings, seeds: Sequence[Seed], before: Matte | None) -> Iterator[Mask]:
    """Choose pixels in rounds, each better than the one before."""
    is_object, is_background = _marks(around, seeds)
    if not is_object.any():
        yield is_object
        return
    prior = np.float32(_NEARNESS) * _nearness(around, is_object, is_background)
    if before is not None:
        prior = prior + _loyalty(around, before, seeds[-1])
    yield from _chosen(around, prior, is_object, is_background)


def _marks(around: Surroundings, seeds: Sequence[Seed]) -> tuple[Mask, Mask]:
    """Mark what the seeds say is object and background; where they contradict each other the newer holds."""
    is_object = around.marked([])
    is_background = is_object.copy()
    for seed in seeds:
        here = around.marked([seed])
        said, other = (is_background, is_object) if seed.is_background else (is_object, is_background)
        said |= here
        other &= ~here
    return is_object, is_background


def _goes_on(chosen: Mask, around: Surroundings) -> bool:
    """Whether what was chosen is cut off where the picture goes on."""
    sides = (
        (around.area.left > around.picture.left, chosen[:, 0]),
        (around.area.top > around.picture.top, chosen[0]),
        (around.area.right < around.picture.right, chosen[:, -1]),
        (around.area.bottom < around.picture.bottom, chosen[-1]),
    )
    return any(is_inside and side.mean() > _CUT_OFF_SHARE for is_inside, side in sides)


def _nearness(around: Surroundings, is_object: Mask, is_background: Mask) -> Scores:
    """How much nearer pixels are to the object's seeds than to others, by colours on the way: -1 to 1."""
    near_object = cv2.dilate(is_object.astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    others = is_background.copy()
    # What lies at the border of the surroundings counts as background, unless it was clicked on.
    for border in (np.s_[:1], np.s_[-1:], np.s_[:, :1], np.s_[:, -1:]):
        others[border] |= ~near_object[border]
    if not others.any():
        return np.ones(around.shape, np.float32)
    right, down = step_costs(around.lab, _STEP_COST)
    to_object = geodesic_distance(right, down, is_object)
    to_others = geodesic_distance(right, down, others)
    scores: Scores = (to_others - to_object) / (to_others + to_object + np.float32(1e-3))
    return scores


def _loyalty(around: Surroundings, before: Matte, newest: Seed) -> Scores:
    """Speak for what was chosen before, the more the farther away the newest seed is."""
    elsewhere = (~around.marked([newest])).astype(np.uint8)
    distance = cv2.distanceTransform(elsewhere, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    share = distance / (_NEW_REACH * around.pixels_per_height)
    return np.asarray(_LOYALTY * (2 * around.shrunk(before) - 1) * (1 - np.exp(-(share**2) / 2)), np.float32)


def _chosen(around: Surroundings, prior: Scores, is_object: Mask, is_background: Mask) -> Iterator[Mask]:
    """Cut coarsely, learn from the result what colours object and background have, and cut again."""
    bins = ColourBins(around.lab)
    is_likely = prior > _NEAR * _NEARNESS
    of_object = np.where(is_likely, np.square((prior / _NEARNESS).clip(-1, 1)), 0).astype(np.float32)
    of_background = np.where(is_likely, 0, 1).astype(np.float32)
    for in_two in (coarse_cut, cut):
        colour = bins.log_odds(
            of_object + _SEED_WEIGHT * is_object, of_background + _SEED_WEIGHT * is_background
        )
        odds = colour.clip(-_MOST_COLOUR, _MOST_COLOUR) + prior
        pieces = _with_seeds(in_two(odds, around.lab, is_object, is_background), is_object)
        chosen = _without_specks(pieces, is_background)
        of_object, of_background = chosen.astype(np.float32), (~chosen).astype(np.float32)
        yield chosen


def _with_seeds(mask: Mask, is_object: Mask) -> Mask:
    """Keep the pieces that seeds lie in."""
    _, pieces = cv2.connectedComponents(mask.astype(np.uint8), connectivity=4)
    kept = np.unique(pieces[is_object])
    seeded: Mask = np.isin(pieces, kept[kept > 0])
    return seeded


def _without_specks(mask: Mask, is_background: Mask) -> Mask:
    """Fill small holes, unless somebody clicked into them."""
    _, holes, facts, _ = cv2.connectedComponentsWithStats((~mask).astype(np.uint8), connectivity=4)
    is_small = facts[:, cv2.CC_STAT_AREA] < _SPECK_SHARE * mask.sum()
    is_small[np.unique(holes[is_background])] = False
    is_small[0] = True
    filled: Mask = is_small[holes]
    return filled


def _full_size(chosen: Mask, around: Surroundings) -> Matte:
    """Bring the mask to the size of the crop; only around it is there anything to do."""
    height, width = around.crop.shape[:2]
    small, full = Area(0, 0, *chosen.shape[::-1]), Area(0, 0, width, height)
    left, top, wide, high = cv2.boundingRect(chosen.astype(np.uint8))
    box = Area(left, top, left + wide, top + high).widened(_EDGE_MARGIN_PX).meet(small)
    across, down = width / small.right, height / small.bottom
    onto = Area(
        round(box.left * across), round(box.top * down), round(box.right * across), round(box.bottom * down)
    )
    matte = np.zeros((height, width), np.uint8)
    if onto.is_empty:
        return matte
    light = cv2.cvtColor(around.crop[onto.within(full)], cv2.COLOR_RGB2LAB)[..., 0]
    fine = fine_edge(
        chosen[box.within(small)], around.lab[box.within(small)][..., 0], light.astype(np.uint8, copy=False)
    )
    matte[onto.within(full)] = fine
    return matte
