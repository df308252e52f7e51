"""The sound of a clip from a frame on, sample by sample."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from numbered_movies import write_movie
from sounding_movies import write_sounding_movie

from editor.media.playback.sound import CHANNELS, has_sound, sound_from, time_of


def heard(clip: Path, frame: int, count: int) -> np.ndarray:
    """Samples of the left channel."""
    data = b""
    for part in sound_from(str(clip), time_of(str(clip), frame)):
        data += part
        if len(data) >= 2 * CHANNELS * count:
            break
    return np.frombuffer(data, np.int16).reshape(-1, CHANNELS)[:count, 0]


@pytest.mark.parametrize("rate", [Fraction(25), Fraction(24000, 1001)])
@pytest.mark.parametrize("frame", [0, 1, 17])
def test_it_begins_with_the_sample_of_the_frame(tmp_path: Path, rate: Fraction, frame: int) -> None:
    clip = write_sounding_movie(tmp_path / "clip.mov", 30, rate=rate)
    samples = heard(clip, frame, 3000).astype(int)
    first = round(frame * 48000 / rate)
    expected = np.arange(first, first + 3000) % 32768 * np.sqrt(0.5)  # as loud from two loudspeakers
    assert np.abs(samples - expected).max() <= 2


def test_it_ends_with_the_clip(tmp_path: Path) -> None:
    clip = write_sounding_movie(tmp_path / "clip.mov", 10)
    whole = b"".join(sound_from(str(clip), 0.2))
    assert len(whole) // (2 * CHANNELS) == pytest.approx(48000 * 0.2, abs=64)


def test_what_has_no_sound_is_silent(tmp_path: Path) -> None:
    clip = write_movie(tmp_path / "silent.mkv", "ffv1", 3)
    assert not has_sound(str(clip))
    assert list(sound_from(str(clip), 0.0)) == []
    assert not has_sound(str(tmp_path))
