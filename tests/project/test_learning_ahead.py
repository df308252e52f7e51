"""Learning while the user paints: what is asked for last is learned, and nothing waits for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from editor.errors import UsageError
from editor.project.learning_ahead import LearningAhead, Order
from editor.project.propagating import KeyMatte, frozen_propagation
from editor.render.messages import Message, Outlook, Result
from editor.render.propagation.request import LessonRequest, PropagationRequest

WAIT_S = 60.0
DONE = Result((), 1, 1, 0, 0.1)


class Worker:
    """Stands for a worker process that goes on learning until it is let go or stopped."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.done: list[int] = []
        self.is_learning = Event()
        self.may_tell = Event()
        self.may_tell.set()
        self.may_end = Event()

    def __call__(self, request: LessonRequest, tell: Callable[[Message], None]) -> Result:
        (key,) = request.propagation.keys
        assert key.path.is_file()
        self.begun.append(int(key.frame))
        self.is_learning.set()
        assert self.may_tell.wait(WAIT_S)
        tell(Outlook({}))
        while not self.may_end.wait(0.01):
            tell(Outlook({}))
        self.done.append(int(key.frame))
        return DONE


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Worker:
    worker = Worker()
    monkeypatch.setattr("editor.project.learning_ahead.render", worker)
    return worker


def order_of(frame: int) -> Order:
    key = KeyMatte(frame, lambda: np.full((4, 6), 255, np.uint8))
    return lambda: frozen_propagation("clip.mov", [key], range(10))


def test_a_newer_key_supersedes_what_is_being_learned(worker: Worker) -> None:
    ahead = LearningAhead(rest_s=0)
    ahead.learn(order_of(3))
    assert worker.is_learning.wait(WAIT_S)
    assert ahead.is_busy
    worker.is_learning.clear()
    ahead.learn(order_of(5))
    assert worker.is_learning.wait(WAIT_S)
    worker.may_end.set()
    assert ahead.wait(WAIT_S)
    assert (worker.begun, worker.done) == ([3, 5], [5])
    ahead.learn(order_of(7))
    assert ahead.wait(WAIT_S)
    assert worker.done == [5, 7]


def test_of_strokes_in_quick_succession_the_last_is_learned_from(worker: Worker) -> None:
    worker.may_tell.clear()
    ahead = LearningAhead(rest_s=0)
    ahead.learn(order_of(0))
    assert worker.is_learning.wait(WAIT_S)
    for frame in range(1, 5):
        ahead.learn(order_of(frame))
    worker.may_end.set()
    worker.may_tell.set()
    assert ahead.wait(WAIT_S)
    assert (worker.begun, worker.done) == ([0, 4], [4])


def test_stopping_gives_up_and_leaves_no_files(worker: Worker) -> None:
    folders: list[Path] = []

    @contextmanager
    def order() -> Iterator[PropagationRequest]:
        with order_of(1)() as request:
            folders.append(request.keys[0].path.parent)
            yield request

    ahead = LearningAhead(rest_s=0)
    ahead.learn(order)
    assert worker.is_learning.wait(WAIT_S)
    ahead.close()
    assert not ahead.is_busy
    assert worker.done == []
    assert not folders[0].exists()
    ahead.close()


def test_what_cannot_be_learned_disturbs_nobody(worker: Worker, caplog: pytest.LogCaptureFixture) -> None:
    @contextmanager
    def broken() -> Iterator[PropagationRequest]:
        raise UsageError("the clip is gone", remedy="find it")
        yield

    caplog.set_level("INFO")
    ahead = LearningAhead(rest_s=0)
    ahead.learn(broken)
    assert ahead.wait(WAIT_S)
    assert "the clip is gone" in caplog.text
    worker.may_end.set()
    ahead.learn(order_of(2))
    assert ahead.wait(WAIT_S)
    assert worker.done == [2]
