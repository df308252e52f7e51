"""Several clips and several regions in one `cleanplate wipe`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from editor.cli.main import status_of
from editor.render.jobs.bundle import Bundle
from editor.render.jobs.request_file import outputs_of
from editor.render.queue.database import Database
from editor.render.queue.jobs import jobs
from editor.render.wiping.request import Region, WipeRequest

WIDTH, HEIGHT, COUNT = 320, 180, 24
TITLE, LINE = range(2, 11), range(13, 22)
LOOK = ["wipe", "--what", "subtitles", "--dry-run", "--json", "--quiet"]
WIPE = ["wipe", "--what", "subtitles", "--engine", "spatial", "--quiet"]


def scene(index: int) -> NDArray[np.uint8]:
    wide = np.random.default_rng(3).integers(0, 256, (HEIGHT, WIDTH + 90, 3)).astype(np.uint8)
    return np.ascontiguousarray(cv2.GaussianBlur(wide, (0, 0), 5)[:, 3 * index : 3 * index + WIDTH])


def write(folder: Path, *, wants_text: bool) -> Path:
    """Write pictures; with text at the top and, later, at the bottom."""
    folder.mkdir(parents=True)
    for index in range(COUNT):
        rgb = scene(index)
        for frames, bottom in ((TITLE, 40), (LINE, 160)):
            if wants_text and index in frames:
                cv2.putText(
                    rgb,
                    "Where?",
                    (90, bottom),
                    cv2.FONT_HERSHEY_SIMPLEX,
                    0.8,
                    (250, 250, 250),
                    2,
                    cv2.LINE_AA,
                )
        cv2.imencode(".png", rgb)[1].tofile(folder / f"{index:05d}.png")
    return folder


@pytest.fixture(scope="module")
def titled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("titled") / "news ü", wants_text=True)


def listed(clip: Path, capsys: pytest.CaptureFixture[str], *regions: str) -> list[dict[str, Any]]:
    words = [word for region in regions for word in ("--region", region)]
    assert status_of([*LOOK, str(clip), *words]) == 0
    return list(json.loads(capsys.readouterr().out)["findings"])


def test_each_region_has_its_own_frames(titled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    above, below = "0,0,1,0.5", "0,0.5,1,1"
    title, line = listed(titled, capsys)
    assert (title["first"], line["first"]) == (TITLE[0], LINE[0])
    assert listed(titled, capsys, f"{above}@0-11", f"{below}@12-23") == [title, line]
    assert listed(titled, capsys, f"{above}@12-23", f"{below}@0-11") == []
    assert listed(titled, capsys, below, above, "0,0,1,1") == [title, line], "each is told once"
    assert listed(titled, capsys, f"{above}@0-11", f"{above}@0-20") == [title]


def test_a_region_of_frames_that_are_not_there_is_refused(
    titled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (["0,0,1,1@20-99"], ["0,0,1,1@18-20", "--range", "0-9"]):
        assert status_of([*LOOK, str(titled), "--region", *words]) == 2
        assert "frame" in capsys.readouterr().err


def test_many_clips_are_told_of_in_one_report_and_broken_ones_do_not_keep_the_others(
    titled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = write(tmp_path / "plain", wants_text=False)
    broken = tmp_path / "broken.mov"
    broken.write_bytes(b"no movie")
    out, told = tmp_path / "out", tmp_path / "report.json"
    out.mkdir()
    words = [
        *WIPE,
        str(broken),
        str(plain),
        str(titled),
        "--out",
        str(out / "{name}.mkv"),
        "--report",
        str(told),
    ]
    assert status_of(words) == 1
    report = json.loads(told.read_text(encoding="utf-8"))
    assert (report["status"], report["what"]) == ("failed", "subtitles")
    rows = {Path(one["clip"]).name: one for one in report["clips"]}
    assert {name: one["status"] for name, one in rows.items()} == {
        "broken.mov": "failed",
        "plain": "nothing found",
        "news ü": "done",
    }
    assert "broken.mov" in rows["broken.mov"]["error"]
    assert [one["first"] for one in rows["news ü"]["findings"]] == [TITLE[0], LINE[0]]
    assert rows["news ü"]["outputs"] == [str(out / "news ü.mkv")]
    assert [path.name for path in out.iterdir()] == ["news ü.mkv"]
    assert status_of(words) == 2, "the report is there already"
    assert json.loads(told.read_text(encoding="utf-8")) == report
    capsys.readouterr()
    assert status_of([*LOOK, str(plain), str(titled)]) == 0
    both = json.loads(capsys.readouterr().out)
    assert [one["status"] for one in both["clips"]] == ["nothing found", "done"]
    assert both["clips"][1]["findings"] == rows["news ü"]["findings"]


def test_clips_that_would_overwrite_each_other_are_refused(
    titled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for clips, out in (((titled, tmp_path / "b.mov"), "x.mkv"), ((titled, titled), "{name}.mkv")):
        assert status_of([*WIPE, *map(str, clips), "--out", str(tmp_path / out)]) == 2
        assert "{name}" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_queue_takes_a_job_for_each_clip_but_no_report(
    titled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CLEANPLATE_QUEUE", str(tmp_path / "queue"))
    other = write(tmp_path / "other", wants_text=False)
    words = [*WIPE, str(titled), str(other), "--out", str(tmp_path / "{name}.mkv"), "--queue"]
    words += ["--region", "0,0,1,0.5@0-9"]
    assert status_of([*words, "--report", str(tmp_path / "r.json")]) == 2
    assert status_of([*words, "--dry-run"]) == 2
    assert status_of(words) == 0
    with Database() as database:
        requests = [Bundle(Path(job.bundle)).read().request for job in jobs(database)]
    assert {type(one) for one in requests} == {WipeRequest}
    assert [Path(outputs_of(one)["out"]).name for one in requests] == ["news ü.mkv", "other.mkv"]
    assert [one.search.regions for one in requests if isinstance(one, WipeRequest)] == [
        (Region(0, 0, 1, 0.5, "0-9"),)
    ] * 2
