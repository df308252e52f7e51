from __future__ import annotations

from engines.measure.sttn_speed import OFFICIAL, measure_sttn


def test_both_ways_are_timed_and_agree() -> None:
    runs = measure_sttn(3, 48, 48, threads=1)
    official, ours = runs[:2]
    assert official.name == OFFICIAL
    assert official.times_as_fast == 1
    assert ours.name == "fp32"
    assert ours.mean_levels_off < 0.05
    for run in runs:
        assert run.seconds_per_frame > 0
        assert run.peak_bytes > 50 << 20
