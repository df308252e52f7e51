"""`cleanplate propagate`, and `cleanplate remove --key`."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from typer.testing import CliRunner

import editor.cli.propagate
from editor.cli.keys import key_source
from editor.cli.main import status_of
from editor.cli.score import app as score_app
from editor.errors import UsageError
from editor.render.messages import Result
from editor.render.propagation.request import KeySource, PropagationRequest
from editor.render.request import RemovalRequest

WIDTH, HEIGHT, COUNT = 96, 64, 6


def disc(index: int) -> NDArray[np.uint8]:
    matte = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.circle(matte, (28 + 3 * index, 32), 12, 255, -1)
    return matte


def write(path: Path, pixels: NDArray[np.generic]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    done, data = cv2.imencode(".png", pixels)
    assert done
    data.tofile(path)
    return path


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    coarse = np.random.default_rng(4).integers(60, 190, (HEIGHT // 6, WIDTH // 6, 3)).astype(np.uint8)
    ground = cv2.resize(coarse, (WIDTH, HEIGHT))
    for index in range(COUNT):
        picture = ground.copy()
        picture[disc(index) > 0] = 20, 20, 220
        write(tmp_path / "clips" / "shot" / "frames" / f"{index:05d}.png", picture)
        write(tmp_path / "clips" / "shot" / "masks" / f"{index:05d}.png", disc(index))
    return tmp_path / "clips" / "shot" / "frames"


@pytest.fixture
def key(clip: Path) -> str:
    return f"0={clip.parent / 'masks' / '00000.png'}"


def test_mattes_lie_where_they_were_asked_for(
    clip: Path, key: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["propagate", str(clip), "--key", key, "--out", str(tmp_path / "m"), "--engine", "flow"]
    assert status_of([*words, "--confidence", str(tmp_path / "c.json"), "--json"]) == 0
    told = capsys.readouterr()
    document = json.loads(told.out)
    assert document["outputs"] == [str(tmp_path / "m"), str(tmp_path / "c.json")]
    assert (document["frames"], document["propagated"], document["taken_over"]) == (COUNT, COUNT, 0)
    assert len(list((tmp_path / "m").glob("*.png"))) == COUNT
    assert status_of([*words, "--json", "--quiet"]) == 2
    assert "exists already" in json.loads(capsys.readouterr().out)["error"]


def test_every_option_arrives(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[PropagationRequest] = []

    def remember(request: PropagationRequest, _tell: object) -> Result:
        asked.append(request)
        return Result((), 1, 1, 0, 1.0)

    monkeypatch.setattr(editor.cli.propagate, "render", remember)
    words = (
        "propagate shot.mov --key 0=a.png --key walker@#1004=b.png --out m --range 0-9 --engine net "
        "--adapt never --direction forward --pin 3 --pin 5 --alpha 8 --confidence c.json --device cuda:1 "
        "--precision bf16 --seed 7 --threads 3 --restart --overwrite --quiet"
    )
    assert status_of(words.split()) == 0
    assert asked == [
        PropagationRequest(
            clip="shot.mov",
            keys=(KeySource("0", Path("a.png")), KeySource("#1004", Path("b.png"), "walker")),
            out="m",
            frames="0-9",
            engine="net",
            adapt="never",
            direction="forward",
            pinned=("3", "5"),
            alpha_px=8,
            confidence_out=Path("c.json"),
            device="cuda:1",
            precision="bf16",
            seed=7,
            threads=3,
            restart=True,
            overwrite=True,
        )
    ]


def test_keys_may_have_timecodes_and_equal_signs() -> None:
    assert key_source("01:00:00:05=a=b.png") == KeySource("01:00:00:05", Path("a=b.png"))


@pytest.mark.parametrize("wrong", ["a.png", "0=", "=a.png", "@0=a.png", "a/b@0=c.png", "..@0=c.png"])
def test_what_is_no_key_is_refused(wrong: str) -> None:
    with pytest.raises(UsageError):
        key_source(wrong)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--key", "0=missing.png"], "missing.png"),
        (["--key", "9=KEY"], "no frame 9"),
        (["--key", "0=KEY", "--range", "2-4"], "outside the frames"),
        (["--key", "0=KEY", "--engine", "magic"], "auto, flow, net"),
        (["--key", "0=KEY", "--engine", "flow", "--adapt", "always"], "choose auto or net"),
        (["--key", "0=KEY", "--pin", "x"], "'x' is no frame"),
    ],
)
def test_unusable_input_has_status_2_and_one_sentence(
    clip: Path, key: str, tmp_path: Path, words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [word.replace("KEY", key.partition("=")[2]) for word in words]
    assert status_of(["propagate", str(clip), "--out", str(tmp_path / "m"), *given]) == 2
    said = capsys.readouterr().err
    assert told in said
    assert said.count("\n") == 1
    assert not (tmp_path / "m").exists()


def test_remove_goes_from_a_painted_key_to_the_clean_plate(clip: Path, key: str, tmp_path: Path) -> None:
    out = tmp_path / "clean"
    words = [
        "remove",
        str(clip),
        "--key",
        key,
        "--out",
        str(out / "%05d.png"),
        "--engine",
        "spatial",
        "--quiet",
    ]
    out.mkdir()
    assert status_of([*words, "--grow", "3"]) == 0
    for index in range(COUNT):
        before = cv2.imread(str(clip / f"{index:05d}.png"))
        after = cv2.imread(str(out / f"{index:05d}.png"))
        assert before is not None
        assert after is not None
        gone = np.abs(before.astype(int) - after)[disc(index) > 0].mean()
        far = disc(index)[:, :] == 0
        far &= cv2.dilate(disc(index), np.ones((25, 25), np.uint8)) == 0
        assert gone > 30
        assert np.array_equal(before[far], after[far])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clean", "clips"]


def test_remove_says_what_carries_the_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def remember(request: object, _tell: object) -> Result:
        asked.append(request)
        return Result((), 1, 1, 0, 1.0)

    monkeypatch.setattr("editor.render.propagation.removal.render", remember)
    words = "remove shot.mov --key 0=a.png --out o.mov --engine opn --key-engine net --adapt never --quiet"
    assert status_of(words.split()) == 0
    mattes, removal = asked
    assert isinstance(mattes, PropagationRequest)
    assert isinstance(removal, RemovalRequest)
    assert (mattes.engine, mattes.adapt, removal.engine) == ("net", "never", "opn")


@pytest.mark.parametrize("words", [[], ["--mask", "m", "--key", "0=a.png"]])
def test_remove_wants_either_mattes_or_keys(
    words: list[str], clip: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status_of(["remove", str(clip), "--out", "out.mov", *words]) == 2
    assert "--key" in capsys.readouterr().err


def test_score_tells_how_well_true_keys_are_carried(clip: Path) -> None:
    facts = {"frames": COUNT, "masks": {"kind": "ground-truth segmentation", "count": COUNT}}
    (clip.parent / "clip.json").write_text(json.dumps(facts))
    words = ["propagation", str(clip.parent.parent), "--engine", "flow", "--adapt", "never", "--json"]
    done = CliRunner().invoke(score_app, [*words, "--keys", "one", "--keys", "20", "--keys", "corrections"])
    assert done.exit_code == 0, done.output
    scores = json.loads(done.stdout)
    assert set(scores) == {"shot", "mean"}
    assert scores["shot"] == scores["mean"]
    assert 0.6 < scores["mean"]["J"] <= 1
    assert scores["mean"]["every 20 J&F"] >= scores["mean"]["one J&F"] - 0.05
    assert scores["mean"]["3 keys even"] >= scores["mean"]["3 keys uncorrected"]


def test_score_refuses_folders_without_truth(tmp_path: Path) -> None:
    done = CliRunner().invoke(score_app, ["propagation", str(tmp_path)])
    assert isinstance(done.exception, UsageError)
