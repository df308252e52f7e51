from __future__ import annotations

from fractions import Fraction
from itertools import groupby
from pathlib import Path

import numpy as np
import pytest
from removal_clips import (
    BOX,
    HEIGHT,
    WIDTH,
    Listener,
    drawn,
    ignore,
    install_engine,
    luma_outside,
    matte,
    pictures,
    request,
    same_planes,
    write_mattes,
    write_movie,
    write_png,
    write_sequence,
)

from editor.errors import CleanplateError, UsageError
from editor.render.errors import MemoryBudgetError, NothingVisibleError
from editor.render.messages import Estimate, Phase, Result
from editor.render.removal import remove

MIB = 1 << 20


def done(tmp_path: Path, clip: Path, mask: Path, **more: object) -> tuple[Result, Listener]:
    listener = Listener()
    out = more.pop("out", tmp_path / "out.mkv")
    assert isinstance(out, Path)
    return remove(request(clip, mask, out, **more), listener, ignore), listener


def left_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("pixels", ["yuv420p", "yuv422p10le"])
def test_outside_the_matte_nothing_changes(tmp_path: Path, pixels: str) -> None:
    clip = write_movie(tmp_path / "clip.mkv", 10, pixels)
    result, _ = done(tmp_path, clip, write_mattes(tmp_path / "m", 10))
    assert result.outputs == (tmp_path / "out.mkv",)
    assert (result.frame_count, result.filled_count, result.resumed_count) == (10, 10, 0)
    for before, after in zip(pictures(clip), pictures(tmp_path / "out.mkv"), strict=True):
        assert before.format == after.format
        assert np.array_equal(luma_outside(before), luma_outside(after))
        assert not np.array_equal(before.planes[0][BOX], after.planes[0][BOX])
    assert left_in(tmp_path) == {"clip.mkv", "m", "out.mkv"}


def test_a_sequence_of_its_own_kind(tmp_path: Path) -> None:
    clip = write_sequence(tmp_path / "shot", 5)
    mask = write_mattes(tmp_path / "m", 5, first=1001)
    done(tmp_path, clip, mask, out=tmp_path / "clean")
    assert left_in(tmp_path / "clean") == left_in(clip)
    for before, after in zip(pictures(clip), pictures(tmp_path / "clean"), strict=True):
        assert np.array_equal(luma_outside(before), luma_outside(after))


def test_a_part_with_handles(tmp_path: Path) -> None:
    clip = write_movie(tmp_path / "clip.mkv", 20)
    mask = write_mattes(tmp_path / "m", 4, first=8)
    result, _ = done(tmp_path, clip, mask, frames="8-11", handles=3)
    assert (result.frame_count, result.filled_count) == (10, 4)
    before, after = pictures(clip)[5:15], pictures(tmp_path / "out.mkv")
    unchanged = [same_planes(one, other) for one, other in zip(before, after, strict=True)]
    assert unchanged == [True] * 3 + [False] * 4 + [True] * 3


def test_black_mattes_make_the_file_with_a_notice(tmp_path: Path) -> None:
    clip = write_movie(tmp_path / "clip.mkv", 6)
    result, listener = done(tmp_path, clip, write_mattes(tmp_path / "m", 6, value=0))
    assert "black throughout" in listener.notices
    assert result.filled_count == 0
    assert all(map(same_planes, pictures(clip), pictures(tmp_path / "out.mkv")))


def test_faint_mattes_are_said_so(tmp_path: Path) -> None:
    clip = write_movie(tmp_path / "clip.mkv", 2)
    _, listener = done(tmp_path, clip, write_mattes(tmp_path / "m", 2, value=1))
    assert "never exceed 1 of 255" in listener.notices


def test_all_white_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    clip = write_movie(tmp_path / "clip.mkv", 4)
    still = write_png(tmp_path / "white.png", np.full((HEIGHT, WIDTH), 255, np.uint8))
    with pytest.raises(NothingVisibleError) as refused:
        done(tmp_path, clip, still)
    assert refused.value.exit_status == 1
    assert "white" in str(refused.value)
    assert left_in(tmp_path) == {"clip.mkv", "white.png"}


def test_a_retouched_frame_fills_what_is_all_white(tmp_path: Path) -> None:
    clip = write_sequence(tmp_path / "shot", 1)
    still = write_png(tmp_path / "white.png", np.full((HEIGHT, WIDTH), 255, np.uint8))
    retouched = write_png(tmp_path / "retouched.png", drawn(70))
    done(tmp_path, clip, still, references=(("#1001", retouched),), out=tmp_path / "clean")
    after = pictures(tmp_path / "clean")[0]
    assert np.array_equal(np.dstack(after.planes), drawn(70))


@pytest.mark.parametrize("size", [(WIDTH, HEIGHT - 1), (WIDTH + 2, HEIGHT)])
def test_a_retouched_frame_of_another_size_is_refused(tmp_path: Path, size: tuple[int, int]) -> None:
    clip = write_movie(tmp_path / "clip.mkv", 2)
    retouched = write_png(tmp_path / "retouched.png", drawn(0, size))
    with pytest.raises(UsageError, match=r"retouched\.png: the retouched frame is"):
        done(tmp_path, clip, write_mattes(tmp_path / "m", 2), references=(("0", retouched),))


def test_matte_and_patch_are_delivered_too(tmp_path: Path) -> None:
    clip = write_movie(tmp_path / "clip.mkv", 4)
    more = {"matte_out": str(tmp_path / "mattes"), "patch_out": str(tmp_path / "patch"), "grow_px": 2}
    result, _ = done(tmp_path, clip, write_mattes(tmp_path / "m", 3), keep_missing=True, **more)
    assert result.outputs == (tmp_path / "out.mkv", tmp_path / "mattes", tmp_path / "patch")
    assert left_in(tmp_path / "mattes") == {f"{index:05d}.png" for index in range(4)}
    grown = pictures(tmp_path / "mattes")
    patches = pictures(tmp_path / "patch")
    for index in range(4):
        alpha = patches[index].planes[3]
        assert np.array_equal(alpha, grown[index].planes[0])
        assert np.count_nonzero(alpha) > (np.count_nonzero(matte()) if index < 3 else -1)
        assert not patches[index].planes[0][alpha == 0].any()
    assert not grown[3].planes[0].any()


def test_two_outputs_of_one_name_are_refused(tmp_path: Path) -> None:
    clip = write_movie(tmp_path / "clip.mkv", 2)
    with pytest.raises(UsageError, match="share name or folder"):
        done(tmp_path, clip, write_mattes(tmp_path / "m", 2), matte_out=str(tmp_path / "out.mkv"))


def test_a_proxy_is_delivered_at_its_own_size(tmp_path: Path) -> None:
    clip = write_movie(tmp_path / "clip.mkv", 3)
    done(tmp_path, clip, write_mattes(tmp_path / "m", 3), scale=Fraction(1, 2))
    after = pictures(tmp_path / "out.mkv")[0]
    assert (after.width, after.height) == (WIDTH // 2, HEIGHT // 2)


def test_progress_and_an_estimate_are_told(tmp_path: Path) -> None:
    clip = write_movie(tmp_path / "clip.mkv", 30)
    _, listener = done(tmp_path, clip, write_mattes(tmp_path / "m", 30))
    kinds = [type(message) for message in listener.messages]
    first_fill = next(
        at
        for at, message in enumerate(listener.messages)
        if message in listener.progress and message.phase is Phase.FILLING
    )
    assert kinds.index(Estimate) < first_fill
    phases = [phase for phase, _ in groupby(listener.progress, lambda it: it.phase)]
    assert phases == [Phase.ANALYSING, Phase.FILLING]
    for phase in phases:
        counts = [progress.done for progress in listener.progress if progress.phase is phase]
        assert counts == sorted(counts)
        assert counts[0] == 0
        assert counts[-1] == 30
    assert listener.progress[-1].frames_per_second > 0
    assert listener.progress[-1].seconds_left == 0


def test_too_little_memory_says_how_much_is_enough(tmp_path: Path) -> None:
    clip, mask = write_movie(tmp_path / "clip.mkv", 4), write_mattes(tmp_path / "m", 4)
    with pytest.raises(MemoryBudgetError) as refused:
        done(tmp_path, clip, mask, memory_bytes=50 * MIB)
    assert refused.value.allowed_bytes == 50 * MIB
    assert "--memory" in str(refused.value)
    assert left_in(tmp_path) == {"clip.mkv", "m"}
    done(tmp_path, clip, mask, memory_bytes=refused.value.needed_bytes)


def test_existing_outputs_stay_unless_allowed(tmp_path: Path) -> None:
    clip, mask = write_movie(tmp_path / "clip.mkv", 2), write_mattes(tmp_path / "m", 2)
    (tmp_path / "out.mkv").write_bytes(b"precious")
    with pytest.raises(UsageError, match="exists already"):
        done(tmp_path, clip, mask)
    assert (tmp_path / "out.mkv").read_bytes() == b"precious"
    done(tmp_path, clip, mask, overwrite=True)
    assert len(pictures(tmp_path / "out.mkv")) == 2


def test_unknown_engines_are_refused(tmp_path: Path) -> None:
    clip, mask = write_movie(tmp_path / "clip.mkv", 2), write_mattes(tmp_path / "m", 2)
    with pytest.raises(UsageError, match="spatial"):
        done(tmp_path, clip, mask, engine="nonesuch")


@pytest.mark.parametrize("code", ["import nonesuch_module", "class Other: pass"])
def test_an_engine_that_cannot_be_loaded_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    clip, mask = write_movie(tmp_path / "clip.mkv", 2), write_mattes(tmp_path / "m", 2)
    name = f"broken{len(code)}"
    monkeypatch.syspath_prepend(str(install_engine(tmp_path / "engines", name, code)))
    with pytest.raises(CleanplateError, match="cannot be loaded") as refused:
        done(tmp_path, clip, mask, engine=name)
    assert refused.value.exit_status == 1


def test_the_result_does_not_depend_on_threads_or_memory(tmp_path: Path) -> None:
    clip, mask = write_movie(tmp_path / "clip.mkv", 20), write_mattes(tmp_path / "m", 20)
    done(tmp_path, clip, mask, out=tmp_path / "one.mkv", threads=1)
    done(tmp_path, clip, mask, out=tmp_path / "two.mkv", threads=2, memory_bytes=3000 * MIB)
    assert all(map(same_planes, pictures(tmp_path / "one.mkv"), pictures(tmp_path / "two.mkv")))


def test_a_disk_that_is_too_small_is_known_before_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip, mask = write_movie(tmp_path / "clip.mkv", 4), write_mattes(tmp_path / "m", 4)
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 100})())
    with pytest.raises(CleanplateError, match="GiB are free") as refused:
        done(tmp_path, clip, mask)
    assert refused.value.exit_status == 1
    assert left_in(tmp_path) == {"clip.mkv", "m"}
