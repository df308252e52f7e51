"""`cleanplate timeline` as a user meets it: what is shown, what is refused, and what is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from editor.cli.main import status_of

EDL = b"""TITLE: cut
001  A001 V     C        00:00:00:02 00:00:00:06 01:00:00:00 01:00:00:04
* FROM CLIP NAME:  a.mkv
* LOC: 01:00:00:01 RED     rig
002  GONE V     C        00:00:05:00 00:00:06:00 01:00:00:04 01:00:01:04
* FROM CLIP NAME:  gone.mkv
"""
FRAMES = 10


@pytest.fixture
def edit(tmp_path: Path) -> Path:
    with av.open(str(tmp_path / "a.mkv"), "w") as container:
        stream = container.add_stream("ffv1", 24)
        stream.width, stream.height, stream.pix_fmt = 32, 24, "yuv420p"
        for value in range(FRAMES):
            planes = np.full((36, 32), 20 * value, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(planes, "yuv420p")))
        container.mux(stream.encode(None))
    path = tmp_path / "cut.otio"
    path.write_text(json.dumps(document()), encoding="utf-8")
    return path


def document() -> dict[str, Any]:
    return {
        "OTIO_SCHEMA": "Timeline.1",
        "name": "the cut",
        "global_start_time": time(86400),
        "tracks": {
            "OTIO_SCHEMA": "Stack.1",
            "children": [
                {
                    "OTIO_SCHEMA": "Track.1",
                    "name": "V1",
                    "kind": "Video",
                    "children": [item("here", "a.mkv", 2, 4), item("there", "/gone/b.mov", 0, 8)],
                }
            ],
        },
    }


def item(name: str, target: str, start: int, duration: int) -> dict[str, Any]:
    return {
        "OTIO_SCHEMA": "Clip.2",
        "name": name,
        "source_range": span(start, duration),
        "markers": [{"OTIO_SCHEMA": "Marker.2", "name": f"clean {name}", "marked_range": span(start, 1)}],
        "media_references": {
            "DEFAULT_MEDIA": {
                "OTIO_SCHEMA": "ExternalReference.1",
                "available_range": span(0, FRAMES),
                "target_url": target,
            }
        },
        "active_media_reference_key": "DEFAULT_MEDIA",
    }


def span(start: int, duration: int) -> dict[str, Any]:
    return {"OTIO_SCHEMA": "TimeRange.1", "duration": time(duration), "start_time": time(start)}


def time(value: int) -> dict[str, Any]:
    return {"OTIO_SCHEMA": "RationalTime.1", "rate": 24, "value": value}


def run(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    status = status_of(["timeline", *map(str, words)])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_an_edit_is_shown(edit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "show", edit, "--media")
    assert status == 0
    assert "the cut: 24 frames/s, starts 01:00:00:00" in out
    assert "offline: there is no /gone/b.mov" in out
    status, out, _ = run(capsys, "show", edit, "--json")
    shown = json.loads(out)
    assert (shown["dialect"], shown["name"]) == ("otio", "the cut")
    (track,) = shown["sequences"]["tracks"]["tracks"]
    assert [it["name"] for it in track["items"]] == ["here", "there"]


def test_shots_are_listed_and_what_is_none_says_why(edit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "shots", edit, "--handles", "1", "--save")
    assert status == 0
    assert out.splitlines()[1].split() == ["sh010", "1-6", "1+1", "1", "a.mkv"]
    assert err == "there: no shot, there is no /gone/b.mov.\n"
    assert json.loads((edit.parent / "cut.otio.shots.json").read_text())["shots"][0]["name"] == "sh010"
    status, _, err = run(capsys, "shots", edit, "--save")
    assert (status, "exists already" in err) == (2, True)


def test_shots_are_chosen_and_named(edit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "shots", edit, "--marked", "clean here", "--name", "{marker}", "--json")
    (shot,) = json.loads(out)["shots"]
    assert (shot["name"], shot["frames"]) == ("clean_here", [0, 9])
    _, out, _ = run(capsys, "shots", edit, "--range", "01:00:00:01-01:00:00:02", "--handles", "0", "--json")
    (shot,) = json.loads(out)["shots"]
    assert shot["frames"] == [3, 4]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("shots", "EDIT", "--range", "5"), "is no range"),
        (("shots", "EDIT", "--range", "9-1"), "is no range"),
        (("shots", "EDIT", "--clip", "nobody"), "no clip is called 'nobody'"),
        (("shots", "EDIT", "--name", "fixed"), "no pattern for names"),
        (("shots", "EDIT", "--search", "/nowhere"), "no such folder"),
        (("show", "GONE"), "there is no such file"),
        (("deliver", "EDIT", "out.xml", "--plates", "p"), "goes back as .otio; name it out.otio"),
        (("deliver", "EDIT", "out.otio", "--plates", "p", "--format", "gif"), "'gif' is no format"),
        (("deliver", "EDIT", "out.otio", "--plates", "p"), "holds no clean plate of a shot"),
        (("deliver", "EDIT", "out.otio", "--plates", "p", "--mattes", "m"), "no such folder"),
        (("deliver", "EDIT", "out.otio", "--plates", "p", "--shot", "sh999"), "there is no shot sh999"),
        (("convert", "EDIT", "out.mov"), "nothing is converted to .mov"),
        (("update", "EDIT", "EDIT"), "is no list of shots"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    edit: Path,
    words: tuple[str, ...],
    sentence: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(edit.parent)
    before = sorted(path.name for path in edit.parent.iterdir())
    status, out, err = run(capsys, *(str(edit) if word == "EDIT" else word for word in words))
    assert (status, out) == (2, "")
    assert sentence in err.splitlines()[-1]
    assert sorted(path.name for path in edit.parent.iterdir()) == before


def test_an_edl_is_converted_with_a_report(
    tmp_path: Path, edit: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed, out = tmp_path / "cut.edl", tmp_path / "out.otio"
    listed.write_bytes(EDL)
    status, told, err = run(capsys, "convert", listed, out, "--rate", "24")
    assert (status, told) == (0, f"{out}\n")
    assert err == "Lost: Effects, transforms, levels, links and colour are not converted.\n"
    assert [it["name"] for it in json.loads(out.read_text())["tracks"]["children"][0]["children"]] == [
        "a.mkv",
        "gone.mkv",
    ]
    assert run(capsys, "convert", listed, out)[0] == 2
    assert edit.exists()


def test_a_plate_goes_in_by_every_way_and_the_list_remembers(
    edit: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plates = edit.parent / "plates"
    plates.mkdir()
    (plates / "sh010_cleanplate_v003.mkv").write_bytes((edit.parent / "a.mkv").read_bytes())
    for way in ("replace", "above", "reference"):
        out = edit.with_name(f"{way}.otio")
        status, told, err = run(capsys, "deliver", edit, out, "--plates", plates, "--way", way)
        assert status == 0, err
        assert told.splitlines()[-1] == str(out)
        assert "sh010_cleanplate_v003.mkv" in out.read_text()
    listed = json.loads((edit.parent / "cut.otio.shots.json").read_text())
    assert [it["plates"] for it in listed["shots"]] == [["sh010_cleanplate_v003"]]
    status, told, _ = run(
        capsys, "update", edit.parent / "cut.otio.shots.json", edit.with_name("replace.otio")
    )
    assert status == 0
    assert told.splitlines()[1].split() == ["sh010", "unchanged", "1", "sh010_cleanplate_v003"]
