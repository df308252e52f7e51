"""Every shared format, written anew as QuickTime and as Matroska, says the same of itself as before."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from delivering import (
    deliver,
    duration_of,
    packets_of,
    planes_differ,
    samples_of,
    streams_of,
    times_of,
)

from editor.media.delivery import Delivery, MovieDelivery
from editor.media.metadata import carried
from editor.media.opening import probe
from editor.media.picture import ClipInfo

FORMATS = (
    *("dnxhr-lb-720.mov", "ffv1.mkv", "h264-anamorphic.mp4", "h264-interlaced.mp4", "h264-long-gop.mp4"),
    *("h264-rotate90.mp4", "h264-vfr.mp4", "hevc-10bit.mp4", "mjpeg.avi", "prores422-proxy.mov"),
    *("prores4444-alpha.mov", "vp9.webm"),
)
WITH_AUDIO = (
    *("h264-long-gop.mp4", "h264-rotate90.mp4", "h264-vfr.mp4", "hevc-10bit.mp4", "prores422-proxy.mov"),
)
ANNOUNCED = {
    ("mjpeg.avi", ".mov"): "studio range only",
    ("prores4444-alpha.mov", ".mov"): "stores 10 bits a sample; the source has 12",
    ("prores422-proxy.mov", ".mkv"): "which channel of stream 1 is which; it is 5.1",
    ("vp9.webm", ".mov"): "Stream 1 (audio, opus, 5.1, 48000 Hz) becomes 24-bit PCM",
}
MATROSKA_TICK = Fraction(1, 1000)

pytestmark = pytest.mark.footage


Trip = tuple[Path, Path, Delivery]
"""Source, what was written, and what had been planned."""


@pytest.fixture(scope="module")
def trip_of(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Trip]:
    """Deliver a format once for all tests that look at it."""

    @cache
    def trip(name: str, suffix: str) -> Trip:
        source = shared / "footage" / "formats" / name
        out = tmp_path_factory.mktemp("trip") / f"out{suffix}"
        return source, out, deliver(source, out)

    return trip


@pytest.mark.parametrize("suffix", [".mov", ".mkv"])
@pytest.mark.parametrize("name", FORMATS)
def test_the_clip_comes_through_field_by_field(
    trip_of: Callable[[str, str], Trip], name: str, suffix: str
) -> None:
    source, out, delivery = trip_of(name, suffix)
    before, after = probe(source), probe(out)
    assert after.frame_count == before.frame_count
    assert times_of(after) == times_of(before)
    assert duration_of(after) == duration_of(before)
    assert after.is_variable_rate == before.is_variable_rate
    if not before.is_variable_rate:
        assert after.rate == before.rate
    assert (after.width, after.height) == (before.width, before.height)
    assert after.field_order == before.field_order
    assert after.sample_aspect == before.sample_aspect
    assert after.rotation_deg == before.rotation_deg
    assert after.start_timecode == before.start_timecode
    assert tagged(after) == tagged(before)
    assert isinstance(delivery, MovieDelivery)
    assert bool(after.colour.full_range) == bool(delivery.colour.full_range)
    assert carried(before.metadata).items() <= carried(after.metadata).items()


@pytest.mark.parametrize("suffix", [".mov", ".mkv"])
@pytest.mark.parametrize("name", WITH_AUDIO)
def test_audio_is_copied_packet_by_packet(
    trip_of: Callable[[str, str], Trip], name: str, suffix: str
) -> None:
    source, out, _ = trip_of(name, suffix)
    before, after = streams_of(source, "audio"), streams_of(out, "audio")
    assert [stream[:3] for stream in before] == [stream[:3] for stream in after]
    packets, copies = packets_of(source, "audio"), packets_of(out, "audio")
    assert b"".join(p.data for p in packets) == b"".join(p.data for p in copies)
    tolerance = MATROSKA_TICK / 2 if suffix == ".mkv" else 0
    assert abs(packets[0].time_s - copies[0].time_s) <= tolerance
    if not before[0][0].startswith("pcm"):
        assert all(abs(p.time_s - c.time_s) <= tolerance for p, c in zip(packets, copies, strict=True))


@pytest.mark.parametrize("suffix", [".mov", ".mkv"])
@pytest.mark.parametrize("name", FORMATS)
def test_only_what_differs_is_announced(trip_of: Callable[[str, str], Trip], name: str, suffix: str) -> None:
    _, _, delivery = trip_of(name, suffix)
    expected = ANNOUNCED.get((name, suffix))
    assert len(delivery.notices) == (expected is not None)
    assert expected is None or expected in delivery.notices[0]


@pytest.mark.parametrize("name", FORMATS)
def test_ffv1_keeps_every_sample(trip_of: Callable[[str, str], Trip], name: str) -> None:
    source, out, _ = trip_of(name, ".mkv")
    assert probe(out).format == probe(source).format
    assert planes_differ(source, out) == []


def test_audio_that_the_container_cannot_hold_becomes_pcm(shared: Path, tmp_path: Path) -> None:
    source = shared / "footage" / "formats" / "vp9.webm"
    deliver(source, tmp_path / "out.mov")
    assert streams_of(tmp_path / "out.mov", "audio")[0][0] == "pcm_s24le"
    (before, begins), (after, starts) = samples_of(source), samples_of(tmp_path / "out.mov")
    assert abs(begins - starts) <= Fraction(1, 1000)
    count = min(before.shape[1], after.shape[1])
    assert abs(before.shape[1] - after.shape[1]) <= 1
    assert np.abs(before[:, :count] - after[:, :count].astype(np.int64)).max() <= 256


def test_the_timecode_track_comes_through(shared: Path, tmp_path: Path) -> None:
    source = shared / "footage" / "clips" / "chart-timecode-1080" / "clip.mov"
    for suffix in (".mov", ".mkv"):
        out = tmp_path / f"out{suffix}"
        deliver(source, out, frames=range(6))
        assert probe(out).start_timecode == "01:00:00:00"
        deliver(source, out, frames=range(30, 34), overwrite=True)
        assert probe(out).start_timecode == "01:00:01:06"
    assert [tags.get("timecode") for *_, tags in streams_of(tmp_path / "out.mov", "data")] == ["01:00:01:06"]


def test_subtitles_and_several_audio_streams_come_along(shared: Path, tmp_path: Path) -> None:
    source = shared / "footage" / "clips" / "nasa-two-streams" / "clip.mp4"
    mov = deliver(source, tmp_path / "out.mov", frames=range(40))
    assert [stream[0] for stream in streams_of(tmp_path / "out.mov", "audio")] == ["aac", "aac"]
    assert [stream[:2] for stream in streams_of(tmp_path / "out.mov", "subtitle")] == [
        ("mov_text", "eng")
    ] * 2
    assert [notice for notice in mov.notices if "Stream" in notice] == [
        "Stream 3 (video, h264, 480x270) is left out: one picture is delivered."
    ]
    deliver(source, tmp_path / "late.mov", frames=range(200, 240))
    texts = [(p.time_s, p.data[2:8]) for p in packets_of(tmp_path / "late.mov", "subtitle")]
    assert texts == [(0, b"space "), (Fraction(35, 100), b"at NAS")]
    mkv = deliver(source, tmp_path / "out.mkv", frames=range(40))
    assert not streams_of(tmp_path / "out.mkv", "subtitle")
    assert sum("mov_text" in notice for notice in mkv.notices) == 2


def tagged(info: ClipInfo) -> tuple[int, int, int]:
    """BT.601 has two code points, and ProRes knows one of them."""
    return info.colour.primaries, info.colour.transfer, {5: 6}.get(info.colour.matrix, info.colour.matrix)
