"""Peaks of sound that says itself where it is, and what becomes of movies without one."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numbered_movies import write_movie
from sounding_movies import SAMPLE_RATE, write_sounding_movie

from editor.media.errors import MediaError
from editor.media.playback.proxies import FOLDER_VARIABLE
from editor.media.waveform import PARTS, Peaks, StoppedReadingError, peaks_of, peaks_path, read_peaks

COUNT = 30


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "cache"))


@pytest.fixture
def movie(tmp_path: Path) -> Path:
    return write_sounding_movie(tmp_path / "loud.mov", COUNT)


def expected(count: int, rate: Fraction = Fraction(25)) -> tuple[list[int], list[int]]:
    """The lowest and highest sample of each part, of sound whose n-th sample is n modulo 32768."""
    lows, highs = [], []
    for part in range(count * PARTS):
        first, end = (-(-n * SAMPLE_RATE // (rate * PARTS)) for n in (part, part + 1))
        values = [n % 32768 for n in range(first, end)]
        lows.append(round(min(values) / 32768 * 127))
        highs.append(round(max(values) / 32768 * 127))
    return lows, highs


@pytest.mark.parametrize("rate", [Fraction(25), Fraction(24000, 1001), Fraction(50)])
def test_each_part_of_a_frame_has_its_own_samples(tmp_path: Path, rate: Fraction) -> None:
    peaks = read_peaks(str(write_sounding_movie(tmp_path / "loud.mov", COUNT, rate=rate)))
    assert peaks is not None
    lows, highs = expected(COUNT, rate)
    assert len(peaks.highs[0]) == COUNT * PARTS
    assert peaks.highs[0].tolist() == pytest.approx(highs, abs=1)
    assert (np.minimum(lows, 0) == peaks.lows[0]).all()


def test_coarser_levels_hold_what_the_finest_does(movie: Path) -> None:
    peaks = read_peaks(str(movie))
    assert peaks is not None
    assert [len(level) for level in peaks.highs] == [240, 60, 15, 4]
    for level in peaks.highs:
        assert level.max() == peaks.highs[0].max()


@pytest.mark.parametrize("frame_px", [0.01, 0.3, 1.0, 7.5, 48.0])
def test_columns_hold_the_loudest_at_any_zoom(frame_px: float) -> None:
    low, high = np.zeros(4000, np.int8), np.zeros(4000, np.int8)
    high[1000], low[3000] = 99, -77
    peaks = with_levels(low, high)
    width = max(2, round(500 * frame_px))
    lows, highs = peaks.columns(0.0, frame_px, width)
    assert len(lows) == len(highs) == width
    assert highs.max() == 99
    assert lows.min() == -77
    assert abs(int(highs.argmax()) - int(1000 / PARTS * frame_px)) <= 1


def test_outside_of_the_clip_it_is_silent() -> None:
    peaks = with_levels(np.full(80, -5, np.int8), np.full(80, 5, np.int8))
    lows, highs = peaks.columns(-5.0, 1.0, 20)
    assert highs.tolist() == [0] * 5 + [5] * 10 + [0] * 5
    assert lows.tolist() == [0] * 5 + [-5] * 10 + [0] * 5


def test_peaks_are_kept_by_content_and_read_again_where_they_are_damaged(movie: Path) -> None:
    made = peaks_of(str(movie), "abc")
    assert made is not None
    movie.unlink()
    kept = peaks_of(str(movie), "abc")
    assert kept is not None
    assert (kept.lows[0] == made.lows[0]).all()
    peaks_path("abc").write_bytes(b"PK\x03\x04 cut")
    assert peaks_of(str(movie), "abc") is None  # the movie is gone
    write_sounding_movie(movie, COUNT)
    peaks_path("abc").write_bytes(peaks_path("abc").read_bytes()[:100])
    again = peaks_of(str(movie), "abc")
    assert again is not None
    assert (again.highs[-1] == made.highs[-1]).all()


def test_a_cache_that_cannot_be_written_costs_only_time(
    movie: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "file"))
    assert peaks_of(str(movie), "abc") is not None


def test_movies_without_sound_and_pictures_have_no_peaks(tmp_path: Path) -> None:
    silent = write_movie(tmp_path / "silent.mkv", "ffv1", 5)
    assert peaks_of(str(silent), "silent") is None
    assert peaks_path("silent").is_file()  # and that is known from now on
    assert read_peaks(str(tmp_path)) is None


def test_compressed_sound_is_heard(tmp_path: Path) -> None:
    peaks = read_peaks(str(write_sounding_movie(tmp_path / "loud.mp4", COUNT, audio_codec="aac")))
    assert peaks is not None
    assert peaks.highs[0].max() > 60


def test_a_movie_that_breaks_off_is_an_error_or_silent_from_there(movie: Path) -> None:
    data = movie.read_bytes()
    movie.write_bytes(data[:2000])
    with pytest.raises(MediaError):
        read_peaks(str(movie))


def test_damaged_packets_are_silent(tmp_path: Path) -> None:
    movie = write_sounding_movie(tmp_path / "loud.mkv", COUNT, audio_codec="flac")
    whole = read_peaks(str(movie))
    with av.open(str(movie)) as container:
        sound = [packet for packet in container.demux(audio=0) if packet.size]
        damaged = sound[len(sound) // 2]
        data = bytearray(movie.read_bytes())
        place = data.index(bytes(damaged))
        data[place : place + damaged.size] = b"\x5a" * damaged.size
    movie.write_bytes(data)
    peaks = read_peaks(str(movie))
    assert peaks is not None
    assert whole is not None
    assert len(peaks.highs[0]) == len(whole.highs[0])
    same = peaks.highs[0] == whole.highs[0]
    assert not same.all()
    assert same.mean() > 0.7


def test_reading_can_be_stopped(movie: Path) -> None:
    with pytest.raises(StoppedReadingError):
        peaks_of(str(movie), "abc", lambda: True)
    assert not peaks_path("abc").exists()


def with_levels(low: np.ndarray, high: np.ndarray) -> Peaks:  # type: ignore[type-arg]
    lows, highs = [low], [high]
    while len(lows[-1]) > 4:
        lows.append(np.minimum.reduceat(lows[-1], np.arange(0, len(lows[-1]), 4)))
        highs.append(np.maximum.reduceat(highs[-1], np.arange(0, len(highs[-1]), 4)))
    return Peaks(tuple(lows), tuple(highs))
