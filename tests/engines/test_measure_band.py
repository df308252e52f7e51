"""The band along a hole's edge, and the unrest of fills."""

from __future__ import annotations

import numpy as np
import pytest

from engines.measure.band import BandMeter, UnrestMeter, edge_band

_HOLE = np.zeros((40, 60), np.uint8)
_HOLE[10:30, 0:30] = 255


def test_the_band_lies_inside_along_the_known_pixels_alone() -> None:
    band = edge_band(_HOLE > 0, 3)
    assert band[10:13, 0:30].all()
    assert band[27:30, 0:30].all()
    assert band[10:30, 27:30].all()
    # The picture's own edge is no edge of the hole.
    assert not band[13:27, 0:27].any()
    assert not band[_HOLE == 0].any()
    assert not edge_band(np.ones((9, 9), np.bool_)).any()


@pytest.mark.parametrize(("dtype", "step"), [(np.uint8, 10), (np.uint16, 2570)])
def test_a_seam_counts_and_the_middle_does_not(dtype: type[np.generic], step: int) -> None:
    truth = np.full((40, 60, 3), 20 * step // 10, dtype)
    middle, seam = truth.copy(), truth.copy()
    middle[16:24, 5:20] += np.asarray(step, dtype)
    seam[edge_band(_HOLE > 0)] += np.asarray(step, dtype)
    found = []
    for result in (truth, middle, seam):
        meter = BandMeter()
        meter.add(result, truth, _HOLE)
        found.append(meter.levels())
    assert found == [0.0, 0.0, pytest.approx(10.0)]
    empty = BandMeter()
    empty.add(seam, truth, np.zeros_like(_HOLE))
    assert empty.levels() is None


def test_boiling_and_standing_still_are_unrest_and_an_offset_is_none() -> None:
    truth = [np.full((40, 60, 3), 100 + 5 * at, np.uint8) for at in range(4)]

    def unrest(results: list[np.ndarray[tuple[int, ...], np.dtype[np.uint8]]]) -> float | None:
        meter = UnrestMeter()
        for result, true in zip(results, truth, strict=True):
            meter.add(result, true, _HOLE)
        return meter.levels()

    assert unrest(truth) == 0
    assert unrest([(one + 30).astype(np.uint8) for one in truth]) == 0
    assert unrest([truth[0]] * 4) == pytest.approx(5)
    boiling = [(one + (6 if at % 2 else 0)).astype(np.uint8) for at, one in enumerate(truth)]
    assert unrest(boiling) == pytest.approx(6)
    assert UnrestMeter().levels() is None
