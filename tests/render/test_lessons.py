"""Learning ahead of a propagation: what is learned is found again, follows the seed, and stops."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from removal_clips import Listener, ignore, write_png
from test_propagating import COUNT, disc, frame

from editor.media.playback.proxies import FOLDER_VARIABLE
from editor.render.errors import InterruptedRenderError
from editor.render.messages import Phase
from editor.render.propagation.lessons import learn
from editor.render.propagation.request import KeySource, LessonRequest, PropagationRequest
from editor.render.propagation.work import propagate
from editor.render.supervisor import render
from engines.propagate.net.adaptation import AdaptationSettings

STEPS = 2


@pytest.fixture
def wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PropagationRequest:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "cache"))
    quick = AdaptationSettings(steps=STEPS, batch_size=1, size_px=64)
    monkeypatch.setattr("engines.propagate.net.learned.AdaptationSettings", lambda: quick)
    for index in range(COUNT):
        write_png(tmp_path / "shot" / f"{index:05d}.png", frame(index))
    keys = []
    for index in (0, 6):
        write_png(tmp_path / f"{index}.png", disc(index))
        keys.append(KeySource(str(index), tmp_path / f"{index}.png"))
    return PropagationRequest(
        str(tmp_path / "shot"),
        tuple(keys),
        str(tmp_path / "mattes"),
        engine="net",
        adapt="always",
        precision="fp32",
        threads=1,
    )


def lessons(tmp_path: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (tmp_path / "cache" / "learned").glob("*")}


def test_a_propagation_finds_what_was_learned_ahead(
    wanted: PropagationRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Listener()
    result = learn(LessonRequest(wanted), told, ignore)
    # One of both keys, for the frames between them, and one of the last, for those behind it.
    assert result.filled_count == 2 * STEPS
    assert [one.done for one in told.progress if one.phase is Phase.LEARNING] == [1, 2, 3, 4]
    assert not (tmp_path / "mattes").exists()
    kept = lessons(tmp_path)
    assert len(kept) == 2

    def fail(*_args: object) -> None:
        raise AssertionError("it learns again")

    monkeypatch.setattr("engines.propagate.net.learned.adapt", fail)
    assert propagate(wanted, Listener(), ignore).filled_count == COUNT
    assert learn(LessonRequest(wanted), Listener(), ignore).filled_count == 0
    assert lessons(tmp_path) == kept


def test_the_same_seed_teaches_the_same_and_another_something_else(
    wanted: PropagationRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for turn, seed in enumerate((3, 3, 4)):
        monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / str(turn)))
        learn(LessonRequest(replace(wanted, seed=seed)), Listener(), ignore)
        found.append({path.name: path.read_bytes() for path in (tmp_path / str(turn) / "learned").glob("*")})
    assert found[0] == found[1]
    assert not found[0].keys() & found[2].keys()
    assert not set(found[0].values()) & set(found[2].values())


def test_learning_stops_at_the_next_step_and_leaves_nothing_half_learned(
    wanted: PropagationRequest, tmp_path: Path
) -> None:
    listener = Listener()

    def check() -> None:
        if any(one.phase is Phase.LEARNING and one.done == STEPS + 1 for one in listener.progress):
            raise InterruptedRenderError

    with pytest.raises(InterruptedRenderError):
        learn(LessonRequest(wanted), listener, check)
    assert len(lessons(tmp_path)) == 1


def test_flow_has_nothing_to_learn(wanted: PropagationRequest, tmp_path: Path) -> None:
    for engine in ("flow", "auto"):  # so short a way is not worth it either
        asked = replace(wanted, engine=engine, adapt="auto")
        assert learn(LessonRequest(asked), Listener(), ignore).filled_count == 0
    assert render(LessonRequest(replace(wanted, engine="flow", adapt="auto")), Listener()).filled_count == 0
    assert not (tmp_path / "cache").exists()
