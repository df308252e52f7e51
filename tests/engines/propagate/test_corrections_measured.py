"""Three ways of correcting a clip, measured in a world whose rules are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pytest

from engines.measure.propagation import ROUNDS, FrameScore, TruthClip, TruthRun
from engines.propagate.contract import Stepper

FRAMES = 71


def no_stepper() -> Stepper:
    raise AssertionError("the world below says what comes of keys")


class World(TruthRun):
    """Masks get worse with the distance from a key; keys among the hidden frames teach nothing."""

    def __init__(self, hidden: Sequence[int], doubtful: range = range(0)) -> None:
        empty = np.zeros((4, 4), np.uint8)
        picture = np.zeros((4, 4, 3), np.uint8)
        super().__init__(TruthClip("world", FRAMES, lambda _: picture, lambda _: empty), no_stepper)
        self._hidden = hidden
        self._doubtful = doubtful

    def scores(self, keys: Iterable[int]) -> dict[int, FrameScore]:
        """Say what these keys give."""
        given = set(keys)
        teaching = [key for key in given if key not in self._hidden]
        found = {}
        for at in range(FRAMES):
            if at not in given:
                true = 0.97 ** min(abs(at - key) for key in teaching)
                found[at] = FrameScore(true, true, true * (0.5 if at in self._doubtful else 1))
        return found


def test_where_all_frames_are_alike_three_corrections_gain_alike() -> None:
    scores = World(()).corrected()
    assert scores.uncorrected < scores.even - 0.2
    assert scores.advised == pytest.approx(scores.even, abs=0.01)
    assert scores.oracle == pytest.approx(scores.even, abs=0.02)


def test_the_oracle_knows_which_corrections_are_in_vain() -> None:
    even = [round((FRAMES - 1) * 2 * turn / (2 * ROUNDS + 1)) for turn in range(1, ROUNDS + 1)]
    scores = World(even).corrected()
    assert scores.even == pytest.approx(scores.uncorrected, abs=0.05)
    assert scores.oracle > scores.even + 0.05
    assert scores.oracle >= scores.advised


def test_false_doubts_mislead_the_advice_and_not_the_oracle() -> None:
    scores = World((), range(1, 12)).corrected()
    assert scores.oracle > scores.advised
    assert scores.oracle == pytest.approx(scores.even, abs=0.02)
