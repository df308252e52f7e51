"""What a step learns from: true masks, in the place of the picture, from the seed alone."""

from __future__ import annotations

import numpy as np
import pytest
from stills import Stills, small_material

from engines.train.material import Material, MaterialError, held_out
from engines.train.objects import draw_thing
from engines.train.samples import SampleSettings, draw_batch, draw_sample, random_of
from engines.train.scenes import Pose, draw_views, still_view


def test_a_sample_is_of_one_size_and_type() -> None:
    sample = draw_sample(small_material(), SampleSettings(64), random_of(1, 2, 3))
    for rgb in (sample.key_rgb, sample.rgb):
        assert (rgb.shape, rgb.dtype) == ((64, 64, 3), np.uint8)
    for mask in (sample.key_mask, sample.mask, sample.before, sample.prior):
        assert (mask.shape, mask.dtype) == ((64, 64), np.float32)
    assert sample.key_mask.max() > 0.9


def test_batches_depend_on_seed_and_step_alone() -> None:
    material, settings = small_material(), SampleSettings(64)
    batch = draw_batch(material, settings, 5, 17, 2)
    again = draw_batch(material, settings, 5, 17, 2)
    for name in ("key_picture", "picture", "key_mask", "mask", "before", "prior"):
        assert getattr(batch, name).equal(getattr(again, name))
    assert batch.picture.shape == (2, 3, 64, 64)
    assert -1 <= batch.picture.min() <= batch.picture.max() <= 1
    assert not batch.picture.equal(draw_batch(material, settings, 5, 18, 2).picture)
    assert not batch.picture.equal(draw_batch(material, settings, 6, 17, 2).picture)


def test_masks_lie_where_the_picture_shows_the_thing() -> None:
    """A white disk on black stays one, however it is turned, enlarged and shifted."""
    thing = draw_thing(Material(instances=[Stills(3)]), random_of(0))
    thing.rgb[:] = (thing.mask * 255).astype(np.uint8)[..., None]
    for pose in (Pose((0.5, 0.5), 0.5, 0, False), Pose((0.4, 0.6), 0.7, 33, True)):
        view = still_view(thing, pose, 64)
        assert np.abs(view.rgb[..., 0] / 255 - view.mask).max() < 0.02
        assert (view.mask > 0.5).any()


def test_the_thing_is_seen_in_both_views_but_for_what_hides_it() -> None:
    views = [draw_views(small_material(), random_of(9, at), 64) for at in range(30)]
    assert all((key.mask > 0.5).mean() > 0.005 for key, _ in views)
    seen = [(later.mask > 0.5).any() for _, later in views]
    assert np.mean(seen) > 0.8
    assert any(np.abs(key.mask - later.mask).mean() > 0.02 for key, later in views)


@pytest.mark.parametrize(
    "material",
    [
        Material(instances=[Stills(3)]),
        Material(regions=[Stills(3, regions=True)]),
        Material(pictures=[Stills(3)]),
    ],
)
def test_one_kind_of_material_is_enough(material: Material) -> None:
    material.check()
    for at in range(6):
        draw_sample(material, SampleSettings(64), random_of(at))


def test_no_material_is_said() -> None:
    for nothing in (Material(), Material(clips=[Stills(4)]), Material(pictures=[Stills(0)])):
        with pytest.raises(MaterialError, match="nothing to learn from"):
            nothing.check()


def test_what_is_held_out_is_never_learned_from() -> None:
    class Numbered(Stills):
        def frame(self, index: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
            return np.full((4, 4, 3), index, np.uint8)

    training, rest = held_out(Material([Numbered(25)], pictures=[Numbered(10)]), 10)
    for kind, count in (("instances", 25), ("pictures", 10)):
        shown, kept = (
            {int(source.frame(at)[0, 0, 0]) for source in getattr(part, kind) for at in range(len(source))}
            for part in (training, rest)
        )
        assert not shown & kept
        assert shown | kept == set(range(count))
        assert len(kept) == count // 10
    few = Material(pictures=[Numbered(3)])
    assert held_out(few, 10) == (few, few)
