"""What networks learned from key mattes is kept, within bounds, and nothing depends on it."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from removal_clips import Listener, ignore, write_png
from test_propagating import COUNT, disc, frame, overlap

from editor.errors import UsageError
from editor.media.playback.proxies import FOLDER_VARIABLE
from editor.render.propagation.kept_weights import KeptWeights
from editor.render.propagation.request import KeySource, PropagationRequest
from editor.render.propagation.work import propagate
from engines.propagate.net.adaptation import AdaptationSettings


def test_what_is_kept_comes_back_and_what_is_not_asked_for_goes_first(tmp_path: Path) -> None:
    kept = KeptWeights(tmp_path / "cache" / "learned", most_files=2)
    assert kept.get("a") is None
    for at, name in enumerate("ab"):
        kept.put(name, name.encode())
        os.utime(tmp_path / "cache" / "learned" / f"{name}.weights", (at, at))
    assert kept.get("a") == b"a"
    kept.put("c", b"c")
    assert [kept.get(name) for name in "abc"] == [b"a", None, b"c"]
    assert len(list((tmp_path / "cache" / "learned").iterdir())) == 2


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    kept = KeptWeights(tmp_path / "file")
    kept.put("a", b"a")
    assert kept.get("a") is None


@pytest.fixture
def request_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PropagationRequest:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "cache"))
    quick = AdaptationSettings(steps=2, batch_size=1, size_px=64)
    monkeypatch.setattr("engines.propagate.net.learned.AdaptationSettings", lambda: quick)
    for index in range(COUNT):
        write_png(tmp_path / "shot" / f"{index:05d}.png", frame(index))
    write_png(tmp_path / "key.png", disc(0))
    keys = (KeySource("0", tmp_path / "key.png"),)
    out = str(tmp_path / "mattes")
    return PropagationRequest(str(tmp_path / "shot"), keys, out, engine="net", threads=1)


def test_a_network_that_adapts_makes_mattes_of_their_own_and_learns_once(
    request_of: PropagationRequest, tmp_path: Path
) -> None:
    for turn in range(2):
        asked = replace(request_of, adapt="always", out=str(tmp_path / f"adapted{turn}"), precision="fp32")
        propagate(asked, Listener(), ignore)
        assert len(list((tmp_path / "cache" / "learned").iterdir())) == 1
    one, other = (sorted((tmp_path / f"adapted{turn}").glob("*.png")) for turn in range(2))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]
    assert overlap(one[-1], disc(COUNT - 1)) > 0.6
    plain = replace(
        request_of, adapt="never", precision="fp32", out=str(tmp_path / "adapted0"), overwrite=True
    )
    assert propagate(plain, Listener(), ignore).filled_count == COUNT


def test_short_ways_are_not_learned_for(request_of: PropagationRequest, tmp_path: Path) -> None:
    propagate(replace(request_of, precision="fp32"), Listener(), ignore)
    assert not (tmp_path / "cache").exists()


def test_what_has_no_network_cannot_adapt(request_of: PropagationRequest) -> None:
    with pytest.raises(UsageError, match="auto, always, never"):
        propagate(replace(request_of, adapt="sometimes"), Listener(), ignore)
    with pytest.raises(UsageError, match="no network that could adapt"):
        propagate(replace(request_of, engine="flow", adapt="always"), Listener(), ignore)
