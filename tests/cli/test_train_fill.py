"""`cleanplate train sttn`, `shot` and the others as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from editor.cli.main import status_of
from editor.datasets.footage import FootageClip, MattedClip, OpenClips, read_silhouettes
from editor.datasets.footage_folders import find_footage
from editor.errors import UsageError
from engines.nets.cards import read_card

Picture = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]

_TINY = ("--small", "--size", "48x48", "--frames", "2", "--batch", "1", "--no-judge", "--device", "cpu")


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Draw a folder of all that footage can be."""
    root = tmp_path / "fööt"
    for at in range(12):
        _write(root / "numbered" / f"shot.{at + 5:04d}.png", _picture(at))
    for name in ("red", "holiday-2", "dog", "x7", "a1"):
        _write(root / "photos" / f"{name}.jpg", _picture(len(name)))
    for at in range(3):
        _write(root / "people" / "images" / f"{at}.png", _picture(at + 3))
        _write(root / "people" / "labels" / f"{at}.png", _bar(at) * 2)
    for name, kind in (("street", "none"), ("walk", "object-removal mask"), ("dance", "ground-truth segm.")):
        for at in range(6):
            _write(root / "clips" / name / "frames" / f"{at:05d}.png", _picture(at))
            _write(root / "clips" / name / "masks" / f"{at:05d}.png", _bar(at) * 255)
        (root / "clips" / name / "clip.json").write_text(json.dumps({"masks": {"kind": kind}}))
    return root


def _bar(at: int) -> Picture:
    mask = np.zeros((60, 80), np.uint8)
    mask[15:40, 20 + at : 34 + at] = 1
    return mask


def _picture(at: int) -> Picture:
    coarse = np.random.default_rng(3).integers(0, 255, (8, 12, 3)).astype(np.uint8)
    wide = cv2.resize(coarse, (120, 60), interpolation=cv2.INTER_CUBIC)
    return np.ascontiguousarray(wide[:, at : at + 80]).astype(np.uint8)


def _write(path: Path, picture: Picture) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(cv2.imencode(path.suffix, picture)[1].tobytes())


def _train(data: Path, out: Path, *words: str, network: str = "sttn") -> int:
    return status_of(["train", network, str(data), "--out", str(out), *_TINY, *words])


def test_footage_is_found_for_what_it_is(data: Path) -> None:
    found = find_footage([data], never=["street"])
    (folder,) = found.folders
    assert list(folder.clips) == ["numbered"]
    assert sorted(path.stem for path in folder.photographs) == [
        "0",
        "1",
        "2",
        "a1",
        "dog",
        "holiday-2",
        "red",
        "x7",
    ]
    assert (list(found.checks), found.left_out) == (["walk"], ("dance", "street"))
    assert [outline.shape for outline in read_silhouettes(found.maps)] == [(25, 14)] * 3
    clips = OpenClips()
    clip = FootageClip("numbered", folder.clips["numbered"], 30, clips)
    assert (len(clip), clip.frame(4).shape) == (12, (30, 40, 3))
    exact = FootageClip("numbered", folder.clips["numbered"], 60, clips)
    np.testing.assert_array_equal(exact.frame(7), _picture(7)[..., ::-1])
    walk = data / "clips" / "walk"
    matted = MattedClip(walk / "frames", walk / "masks", 60, clips)
    np.testing.assert_array_equal(matted.hidden(2), _bar(2) > 0)
    clips.close()
    protocol = data / "protocol.json"
    protocol.write_text(json.dumps({"tasks": [{"scene": "numbered"}]}))
    assert find_footage([data], never=[str(protocol)]).left_out == ("dance", "numbered")
    with pytest.raises(UsageError, match="there is no clip 'nobody'"):
        find_footage([data], held_out=["nobody"])


def test_a_network_learns_goes_on_and_is_used(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out, clips = tmp_path / "out", data / "clips"
    monkeypatch.setenv("CLEANPLATE_MODELS", str(out))
    words = ("--steps", "2", "--licence", "ours", "--check-every", "2")
    assert _train(clips, out, *words) == 0
    said = capsys.readouterr()
    assert "2 steps in" in said.out
    assert "1 clips (clips/street); checked on walk; never shown: dance" in said.err
    card = read_card(out / "sttn-small.json")
    assert (card.licence, next(iter(card.training))) == ("ours", "licence_of_data")
    assert "psnr_hole_db" in card.training["scores"]
    assert {"log.csv", "samples", "training.pt"} <= {path.name for path in out.iterdir()}

    assert _train(clips, out, "--steps", "3") == 2
    assert "there is a training already; go on with --resume" in capsys.readouterr().err
    assert _train(clips, out, "--steps", "3", "--seed", "1", "--resume") == 2
    assert "begun with seed 0, not 1" in capsys.readouterr().err
    assert _train(clips, out, "--steps", "3", "--resume") == 0
    assert read_card(out / "sttn-small.json").training["steps"].startswith("3")
    assert status_of(["models", "verify", "sttn-small"]) == 0

    # The shot: its own background teaches what was learned above.
    walk, shot = clips / "walk", tmp_path / "shot"
    capsys.readouterr()
    words = ("train", "shot", str(walk / "frames"), "--mask", str(walk / "masks"), "--out", str(shot))
    assert status_of([*words, "--minutes", "0.01", "--size", "48x48", "--device", "cpu"]) == 0
    assert "dB before" in capsys.readouterr().out
    assert "from sttn-small" in read_card(shot / "sttn-small.json").training["data"]
    weights = next(out.glob("*.safetensors"))
    monkeypatch.setenv("CLEANPLATE_MODELS", str(tmp_path / "imported"))
    assert status_of(["models", "import", str(weights)]) == 0
    assert "STTN of a quarter of the channels" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--size", "50x48"), "the network cannot be cut into 50x48; say 48x48"),
        (("--size", "large"), "'large' is no size"),
        (("--weight", "1", "--weight", "2"), "2 weights for 1 folders"),
        (("--from", "nobody"), "there is no model 'nobody'"),
        (("--device", "cuda:9"), "cuda:9"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    data: Path, tmp_path: Path, words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _train(data / "clips", tmp_path / "out", "--steps", "1", *words) == 2
    error = capsys.readouterr().err
    assert said in error
    assert "fault of the program" not in error


def test_broken_footage_is_one_sentence(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CLEANPLATE_MODELS", str(tmp_path / "none"))
    (data / "photos" / "dog.jpg").write_bytes(b"x")
    for at in range(12):
        (data / "numbered" / f"shot.{at + 5:04d}.png").write_bytes(b"x")
    for at, (folder, network, told) in enumerate(
        (
            (data / "numbered", "sttn", "shot.0005.png"),
            (data / "nowhere", "sttn", "there is no such file or folder"),
            (data / "clips" / "dance", "sttn", "no clip and no photograph"),
            (data / "clips", "opn", "there is no smaller opn"),
        )
    ):
        status = _train(folder, tmp_path / f"out{at}", "--steps", "1", network=network)
        error = capsys.readouterr().err
        assert (status, told in error) == (2, True), error
    walk = data / "clips" / "walk"
    words = ["train", "shot", str(walk / "frames"), "--mask", str(walk / "masks")]
    assert status_of([*words, "--out", str(tmp_path / "s")]) == 2
    assert "no weights" in capsys.readouterr().err.lower()
