from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from editor.render.ahead import WritingBehind, reading_ahead


def test_items_come_in_order_and_only_so_many_ahead() -> None:
    made: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(20):
            made.append(number)
            yield number

    with reading_ahead(numbers(), 3) as items:
        assert next(items) == 0
        time.sleep(0.05)
        assert len(made) <= 6
        assert list(items) == list(range(1, 20))


def test_an_error_while_reading_arrives_in_its_place() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise OSError("torn")

    with reading_ahead(broken(), 2) as items:
        assert next(items) == 1
        with pytest.raises(OSError, match="torn"):
            next(items)


def test_leaving_early_ends_the_thread() -> None:
    with reading_ahead(iter(range(10**9)), 2) as items:
        assert next(items) == 0
    assert "reading ahead" not in {thread.name for thread in threading.enumerate()}


def test_everything_is_written_in_order() -> None:
    written: list[int] = []
    behind = WritingBehind(written.append, 2)
    for number in range(50):
        behind.put(number)
    behind.finish()
    assert written == list(range(50))


def test_an_error_while_writing_reaches_who_hands_over() -> None:
    def refuse(number: int) -> None:
        raise OSError(f"full at {number}")

    behind = WritingBehind(refuse, 1)
    behind.put(0)
    deadline = time.monotonic() + 60
    with pytest.raises(OSError, match="full at 0"):
        put_until(behind, deadline)
    with pytest.raises(OSError, match="full at 0"):
        behind.finish()


def test_abandoning_drops_what_waits() -> None:
    gate = threading.Event()
    written: list[int] = []

    def slow(number: int) -> None:
        gate.wait(5)
        written.append(number)

    behind = WritingBehind(slow, 10)
    for number in range(8):
        behind.put(number)
    threading.Timer(0.1, gate.set).start()
    behind.abandon()
    assert len(written) < 8
    assert "writing behind" not in {thread.name for thread in threading.enumerate()}


def put_until(behind: WritingBehind[int], deadline: float) -> None:
    while time.monotonic() < deadline:
        behind.put(1)
