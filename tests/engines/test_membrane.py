from __future__ import annotations

import numpy as np

from engines.complete.membrane import pull_push


def test_the_known_is_kept_and_the_unknown_lies_between_it() -> None:
    values = np.tile(np.linspace(0, 1, 64, dtype=np.float32)[None, :, None], (48, 1, 2))
    weights = np.ones((48, 64), np.float32)
    weights[10:30, 20:50] = 0
    spoiled = np.where(weights[..., None] > 0, values, np.float32(900))
    filled = pull_push(spoiled, weights)
    assert np.array_equal(filled[weights > 0], values[weights > 0])
    assert filled[weights == 0].min() >= values.min()
    assert filled[weights == 0].max() <= values.max()
    assert np.abs(filled - values).max() < 0.2


def test_a_constant_comes_back_wherever_it_is_hidden() -> None:
    weights = np.zeros((33, 17), np.float32)
    weights[5, 5] = 1
    filled = pull_push(np.full((33, 17, 3), 7, np.float32), weights)
    assert np.allclose(filled, 7, atol=1e-4)


def test_nothing_known_gives_zero() -> None:
    assert not pull_push(np.ones((9, 9, 1), np.float32), np.zeros((9, 9), np.float32)).any()


def test_a_faint_weight_hardly_counts_beside_a_full_one() -> None:
    values = np.zeros((32, 32, 1), np.float32)
    weights = np.ones((32, 32), np.float32)
    values[8:24, 8:24], weights[8:24, 8:24] = 100, 1e-4
    assert pull_push(values, weights)[16, 16, 0] < 1
