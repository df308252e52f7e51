"""Frames for the screen, from threads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from threading import Event

import numpy as np
import pytest
from playback_movies import make_movie, number_on

from editor.media.output import WriteError
from editor.media.playback.cache import ScreenCache
from editor.media.playback.lane import LaneFailure
from editor.media.playback.proxies import make_proxy, start_making, work_for_another
from editor.media.playback.screen import Level, ScreenFrame
from editor.media.playback.service import MediaService
from editor.media.screen_colour.settings import ScreenColour
from editor.media.screen_colour.showing import LazyShow

PATIENCE_S = 20.0
COUNT = 60

Arrivals = Queue[ScreenFrame | LaneFailure]


@pytest.fixture(scope="module")
def movie(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_movie(tmp_path_factory.mktemp("movies") / "long group.mp4", COUNT)


@pytest.fixture(scope="module")
def proxy(movie: Path) -> Path:
    out = movie.with_name("proxies") / "small.mkv"
    make_proxy(str(movie), out, lambda _done, _count: None)
    return out


@pytest.fixture
def arrivals() -> Arrivals:
    return Queue()


@pytest.fixture
def service(movie: Path, arrivals: Arrivals) -> Iterator[MediaService]:
    service = MediaService(str(movie), ScreenCache(1 << 26), arrivals.put)
    yield service
    service.close()


def next_frame(arrivals: Arrivals) -> ScreenFrame:
    arrived = arrivals.get(timeout=PATIENCE_S)
    assert isinstance(arrived, ScreenFrame), arrived
    return arrived


@pytest.mark.parametrize("index", [0, 37, COUNT - 1])
def test_the_frame_asked_for_is_the_frame_that_comes(
    service: MediaService, arrivals: Arrivals, index: int
) -> None:
    service.show(index)
    frame = next_frame(arrivals)
    assert (frame.index, number_on(frame.pixels)) == (index, index)


def test_only_the_newest_request_counts(service: MediaService, arrivals: Arrivals) -> None:
    for index in range(COUNT):
        service.show(index)
    seen = []
    while not seen or seen[-1] != COUNT - 1:
        seen.append(next_frame(arrivals).index)
    assert len(seen) < COUNT // 2


def test_what_comes_next_is_decoded_beforehand(service: MediaService, arrivals: Arrivals) -> None:
    service.show(10, direction=1)
    next_frame(arrivals)
    service.show(11, direction=1)
    next_frame(arrivals)
    service.show(30, direction=1)
    next_frame(arrivals)
    frame = service.at_once(11)
    assert frame is not None
    assert number_on(frame.pixels) == 11


def test_a_proxy_has_every_frame_under_its_own_number(proxy: Path, arrivals: Arrivals) -> None:
    service = MediaService(str(proxy), ScreenCache(1 << 26), arrivals.put)
    for index in (5, 41, 3):
        service.show(index)
        assert number_on(next_frame(arrivals).pixels) == index
    service.close()


def test_while_dragging_the_proxy_comes_and_the_full_frame_follows(
    movie: Path, proxy: Path, arrivals: Arrivals
) -> None:
    service = MediaService(str(movie), ScreenCache(1 << 26), arrivals.put, str(proxy))
    service.show(20, is_dragging=True)
    first, second = next_frame(arrivals), next_frame(arrivals)
    service.close()
    assert (first.level, second.level) == (Level.PROXY, Level.FULL)
    assert number_on(first.pixels) == number_on(second.pixels) == 20


def test_a_missing_clip_is_said_once(tmp_path: Path, arrivals: Arrivals) -> None:
    service = MediaService(str(tmp_path / "нет.mov"), ScreenCache(1 << 20), arrivals.put)
    failure = arrivals.get(timeout=PATIENCE_S)
    service.close()
    assert isinstance(failure, LaneFailure)
    assert failure.index is None
    assert "нет.mov" in str(failure.error)


def test_a_frame_beyond_the_end_is_not_delivered(service: MediaService, arrivals: Arrivals) -> None:
    service.show(COUNT + 5)
    service.show(4)
    assert next_frame(arrivals).index == 4


def test_closing_forgets_the_clip(movie: Path, arrivals: Arrivals) -> None:
    cache = ScreenCache(1 << 26)
    service = MediaService(str(movie), cache, arrivals.put)
    service.show(0)
    next_frame(arrivals)
    service.close()
    assert cache.size_bytes == 0


def test_a_proxy_is_made_in_another_process(movie: Path, tmp_path: Path) -> None:
    out = tmp_path / "новый" / "proxy.mkv"
    with start_making(str(movie), out) as maker:
        assert maker.stdout is not None
        lines = maker.stdout.readlines()
    assert maker.returncode == 0
    assert lines[-1] == f"{COUNT} {COUNT}\n"
    assert [path.name for path in out.parent.iterdir()] == ["proxy.mkv"]


def test_an_orphaned_maker_stops_and_leaves_nothing(movie: Path, tmp_path: Path) -> None:
    gone = Event()
    gone.set()
    assert work_for_another(str(movie), str(tmp_path / "p.mkv"), gone) == 130
    assert list(tmp_path.iterdir()) == []


def test_a_clip_that_cannot_be_read_gives_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.mov"
    broken.write_bytes(np.random.default_rng(1).bytes(5000))
    assert work_for_another(str(broken), str(tmp_path / "p.mkv"), Event()) == 2
    assert "broken.mov" in capsys.readouterr().err


def test_pictures_are_shown_in_another_way_at_once_and_only_so(
    service: MediaService, arrivals: Arrivals
) -> None:
    service.show(2)
    plain = next_frame(arrivals)
    service.show_by(lambda rgb: np.zeros(rgb.shape, np.uint8))
    assert service.at_once(2) is None
    service.show(2)
    assert not next_frame(arrivals).pixels[..., :3].any()
    service.show_by(None)
    service.show(2)
    again = next_frame(arrivals)
    assert plain.pixels[..., :3].any()
    assert (again.pixels == plain.pixels).all()


def test_colours_that_cannot_be_had_are_told(movie: Path, arrivals: Arrivals) -> None:
    show = LazyShow(ScreenColour(lut="missing.cube"))
    service = MediaService(str(movie), ScreenCache(1 << 26), arrivals.put, show=show)
    service.show(0)
    told = arrivals.get(timeout=PATIENCE_S)
    assert isinstance(told, LaneFailure)
    assert "no such LUT" in str(told.error)
    service.close()


def test_a_cache_folder_that_cannot_be_gives_a_sentence(movie: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError, match=r"file"):
        make_proxy(str(movie), tmp_path / "file" / "cache" / "p.mkv", lambda _done, _count: None)
