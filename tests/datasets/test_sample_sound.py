from __future__ import annotations

import numpy as np

from editor.datasets.sample.sound import CHANNELS, RATE_HZ, sound


def test_pieces_join_without_a_seam() -> None:
    whole = sound(0, RATE_HZ, 7)
    pieces = [sound(start, 12_345, 7) for start in range(0, RATE_HZ, 12_345)]
    np.testing.assert_array_equal(np.concatenate(pieces)[:RATE_HZ], whole)


def test_sound_can_be_heard_and_does_not_clip() -> None:
    samples = sound(0, 2 * RATE_HZ, 7)
    assert samples.shape == (2 * RATE_HZ, CHANNELS)
    assert samples.dtype == np.int16
    assert 5_000 < np.abs(samples.astype(int)).max() < 32_000
    assert np.abs(samples[:, 0].astype(int) - samples[:, 1]).max() > 1_000


def test_seed_chooses_the_melody() -> None:
    assert not np.array_equal(sound(0, RATE_HZ, 7), sound(0, RATE_HZ, 8))
