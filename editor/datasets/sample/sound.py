"""The sample's sound: plucked notes of a pentatonic scale, and a click on every full second."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

RATE_HZ = 48_000
CHANNELS = 2
NOTE_S = 0.25
SCALE_HZ = (220.0, 261.63, 293.66, 329.63, 392.0, 440.0, 523.25, 587.33)
CLICK_S = 0.012


def sound(first_sample: int, count: int, seed: int) -> NDArray[np.int16]:
    """Compute a piece of the sound, which goes on for ever.

    Parameters
    ----------
    first_sample : int
        Where the piece starts, counted from the sound's start.
    count : int
        Samples per channel.
    seed : int
        Chooses the melody.

    Returns
    -------
    ndarray
        count x 2, int16, left and right, at `RATE_HZ`.
    """
    samples = np.arange(first_sample, first_sample + count)
    time_s = samples / RATE_HZ
    note = (time_s / NOTE_S).astype(int)
    since_s = time_s - note * NOTE_S
    melody = np.random.default_rng(seed).integers(0, len(SCALE_HZ), 64)
    hertz = np.asarray(SCALE_HZ)[melody[note % 64]]
    turn = 2 * np.pi * hertz * since_s
    voice = np.exp(-9 * since_s) * np.minimum(since_s / 0.004, 1) * (np.sin(turn) + 0.3 * np.sin(2 * turn))
    within_second = time_s % 1
    click = 0.5 * np.sin(2 * np.pi * 1500 * within_second) * (within_second < CLICK_S)
    balance = 0.5 + 0.3 * np.sin(2 * np.pi * melody[note % 64] / len(SCALE_HZ))
    stereo = np.stack([voice * balance + click, voice * (1 - balance) + click], axis=1)
    return (stereo * 0.35 * 32767).astype(np.int16)
