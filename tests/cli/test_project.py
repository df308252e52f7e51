"""`cleanplate project` as a user meets it: words in, exit status, sentences, files."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
import pytest

from editor.cli.main import status_of
from editor.media.opening import open_clip
from editor.project.folders import DATA_VARIABLE
from editor.project.project import Project

WIDTH, HEIGHT, COUNT = 64, 48, 5


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "jób.cleanplate"


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    random = np.random.default_rng(2)
    folder = tmp_path / "street"
    folder.mkdir()
    for index in range(COUNT):
        noise = random.integers(0, 256, (HEIGHT, WIDTH, 3)).astype(np.uint8)
        cv2.imencode(".png", noise)[1].tofile(folder / f"{index:05d}.png")
    return folder


@pytest.fixture
def mattes(tmp_path: Path) -> Path:
    folder = tmp_path / "walker"
    folder.mkdir()
    for index in range(COUNT):
        matte = np.zeros((HEIGHT, WIDTH), np.uint8)
        matte[10:20, 5 + index : 25 + index] = 255
        matte[20, 5 + index : 25 + index] = 90
        cv2.imencode(".png", matte)[1].tofile(folder / f"{index:05d}.png")
    return folder


def filled(path: Path, clip: Path, mattes: Path) -> None:
    assert status_of(["project", "new", str(path)]) == 0
    assert status_of(["project", "add", str(path), str(clip), "--mask", str(mattes)]) == 0


def test_from_nothing_to_a_clean_plate(
    path: Path, clip: Path, mattes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled(path, clip, mattes)
    assert capsys.readouterr().out == f"{path}\n#1 street: frames 0-4\n"
    out = tmp_path / "clean.mkv"
    words = ["project", "render", str(path), "--out", str(out), "--engine", "spatial", "--json"]
    assert status_of([*words, "--matte", str(tmp_path / "used.%05d.png")]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["status"], report["frames"], report["filled"]) == ("done", COUNT, COUNT)
    with closing(open_clip(out)) as cleaned:
        assert len(cleaned) == COUNT
    for index in range(COUNT):
        used = cv2.imread(str(tmp_path / f"used.{index:05d}.png"), cv2.IMREAD_UNCHANGED)
        given = cv2.imread(str(mattes / f"{index:05d}.png"), cv2.IMREAD_UNCHANGED)
        assert (used == given).all()


def test_what_was_added_is_one_edit(path: Path, clip: Path, mattes: Path) -> None:
    filled(path, clip, mattes)
    with Project.open(path) as project:
        (step,) = project.history.steps()
        assert step.name == "Add street"
        project.undo()
        assert (project.media.all(), project.shots.all()) == ([], [])


def test_nothing_is_added_when_its_mattes_do_not_fit(
    path: Path, clip: Path, mattes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status_of(["project", "new", str(path)])
    (mattes / "00003.png").unlink()
    assert status_of(["project", "add", str(path), str(clip), "--mask", str(mattes)]) == 2
    assert str(mattes) in capsys.readouterr().err
    with Project.open(path) as project:
        assert (project.media.all(), project.history.steps()) == ([], [])


def test_ranges_handles_and_names_arrive(path: Path, clip: Path, mattes: Path) -> None:
    status_of(["project", "new", str(path)])
    words = ["project", "add", str(path), str(clip), "--name", "part", "--range", "#1-3", "--handles", "2"]
    assert status_of(words) == 0
    words = ["project", "add", str(path), str(clip), "--mask", str(mattes / "00000.png"), "--object", "rig"]
    assert status_of(words) == 0
    with Project.open(path) as project:
        part, whole = project.shots.all()
        assert (part.name, part.frames, part.handles) == ("part", range(1, 4), 2)
        (rig,) = project.objects.of(whole.id)
        assert rig.settings.name == "rig"
        assert len(project.layers.of(rig.id)) == COUNT
        assert len(project.media.all()) == 1


def test_a_project_is_shown(path: Path, clip: Path, mattes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filled(path, clip, mattes)
    capsys.readouterr()
    with Project.open(path) as project:
        document = project.document_hash()
        assert status_of(["project", "show", str(path), "--json"]) == 0
        shown = json.loads(capsys.readouterr().out)
        assert shown["document"] == document
        assert shown["open_by"] is not None
    assert shown["clips"][0]["presence"] == "present"
    assert shown["shots"][0]["objects"] == [
        {"id": 1, "name": "walker", "shapes": 0, "strokes": 0, "mattes": COUNT}
    ]
    clip.rename(clip.with_name("elsewhere"))
    assert status_of(["project", "show", str(path)]) == 0
    said = capsys.readouterr()
    assert "#1 street" in said.out
    assert "walker" in said.out
    assert f"Note: the clip {clip} is missing." in said.err


def test_a_dump_is_everything(
    path: Path, clip: Path, mattes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled(path, clip, mattes)
    capsys.readouterr()
    assert status_of(["project", "dump", str(path)]) == 0
    dumped = json.loads(capsys.readouterr().out)
    assert len(dumped["mattes"]) == len(dumped["blobs"]) == COUNT
    assert dumped["objects"][0]["parameters"]["name"] == "walker"
    assert dumped["history"][0]["rows"][-1]["image"] is None
    with Project.open(path) as project:
        assert project.document_hash() == dumped["document"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["show", "MISSING"], "there is no such project; check the name."),
        (["dump", "CLIP"], "it cannot be read (is a directory); check the name, or allow reading it."),
        (["new", "PROJECT"], "it exists already; choose another name, or allow overwriting."),
        (["add", "PROJECT", "MISSING"], "no such"),
        (
            ["add", "PROJECT", "CLIP", "--object", "x"],
            "--object names what --mask is for; give it",
        ),
        (["render", "PROJECT", "--out", "a.mkv"], "it has no shots; add a clip to it."),
        (["render", "PROJECT", "--out", "a.mkv", "--shot", "x"], "the project has no shot x"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    words: list[str], sentence: str, path: Path, clip: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status_of(["project", "new", str(path)])
    names = {"PROJECT": str(path), "CLIP": str(clip), "MISSING": str(path.with_name("missing.mov"))}
    assert status_of(["project", *(names.get(word, word) for word in words)]) in {1, 2}
    said = capsys.readouterr().err
    assert sentence in said
    assert len(said.splitlines()) == 1


def test_a_project_that_is_open_is_not_added_to(
    path: Path, clip: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Project.create(path):
        assert status_of(["project", "add", str(path), str(clip)]) == 1
    assert "it is open for reading only: it is open for writing, by" in capsys.readouterr().err


def test_several_shots_ask_for_a_choice(path: Path, clip: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status_of(["project", "new", str(path)])
    for name in "ab":
        status_of(["project", "add", str(path), str(clip), "--name", name])
    capsys.readouterr()
    assert status_of(["project", "render", str(path), "--out", "a.mkv"]) == 2
    assert "it has 2 shots; choose one with --shot: #1 (a), #2 (b)." in capsys.readouterr().err


def test_shapes_and_mattes_go_out_and_come_in(
    path: Path, clip: Path, mattes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled(path, clip, mattes)
    (tmp_path / "box.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48"><rect id="b" x="40" y="30" width="8" '
        'height="6"/></svg>',
        encoding="utf-8",
    )
    capsys.readouterr()
    assert status_of(["project", "import", str(path), str(tmp_path / "box.svg")]) == 0
    assert capsys.readouterr().out == "#2 SVG: 1 shapes and mattes\n"
    out = tmp_path / "out.%05d.png"
    assert status_of(["project", "export", str(path), str(out), "--object", "walker"]) == 0
    assert capsys.readouterr().out == f"{out}\n"
    for index in range(COUNT):
        written = cv2.imread(str(tmp_path / f"out.{index:05d}.png"), cv2.IMREAD_UNCHANGED)
        given = cv2.imread(str(mattes / f"{index:05d}.png"), cv2.IMREAD_UNCHANGED)
        assert (written == given).all()
    script = tmp_path / "roto.py"
    words = ["project", "export", str(path), str(script), "--first-frame", "1001"]
    assert status_of([*words, "--as", "natron"]) == 0
    assert "Note: walker: 5 strokes and mattes are left out" in capsys.readouterr().err
    assert status_of(["project", "import", str(path), str(script), "--first-frame", "1001"]) == 0
    assert status_of(words) == 2
    assert "--as nuke" in capsys.readouterr().err
    assert status_of([*words, "--as", "nuke", "--codec", "png"]) == 2
    assert "are for mattes" in capsys.readouterr().err
