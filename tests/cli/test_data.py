from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from typer.testing import CliRunner

from editor.cli.data import app, frame_rate, picture_size
from editor.errors import UsageError
from editor.media.opening import probe


def test_synthesise_writes_what_was_asked_for(tmp_path: Path) -> None:
    words = ["synthesise", str(tmp_path / "street"), "--size", "96x64", "--seconds", "0.1", "--rate", "29.97"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    shot = probe(tmp_path / "street" / "shot.mov")
    assert (shot.width, shot.height, shot.frame_count) == (96, 64, 3)
    assert shot.rate == Fraction(30000, 1001)
    assert str(tmp_path / "street" / "mattes") in done.stdout.splitlines()


@pytest.mark.parametrize(
    ("text", "rate"),
    [("25", 25), ("23.976", Fraction(24000, 1001)), ("30000/1001", Fraction(30000, 1001)), ("12.5", 12.5)],
)
def test_frame_rates(text: str, rate: Fraction) -> None:
    assert frame_rate(text) == rate


@pytest.mark.parametrize("text", ["0", "-25", "fast", "1/0", "1000"])
def test_what_is_no_frame_rate_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="frame rate"):
        frame_rate(text)


def test_sizes() -> None:
    assert picture_size("1280x720") == (1280, 720)
    assert picture_size("640X360") == (640, 360)


@pytest.mark.parametrize("text", ["720", "1280x", "1281x720", "0x0", "axb"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="size"):
        picture_size(text)
