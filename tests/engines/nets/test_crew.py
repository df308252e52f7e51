from __future__ import annotations

import threading

import pytest
import torch

from engines.nets.crew import Crew
from engines.nets.scratch import Scratch


@pytest.fixture
def crew() -> Crew:
    return Crew(torch.device("cpu"), torch.float32)


def test_every_part_is_done_once(crew: Crew) -> None:
    assert worked(crew, 100) == list(range(100))


def test_no_two_tasks_share_working_memory(crew: Crew) -> None:
    wrong: list[int] = []

    def task(part: int, scratch: Scratch) -> None:
        own = scratch.take("own", 1000).fill_(part)
        threading.Event().wait(0.002)
        if not bool((own == part).all()):
            wrong.append(part)

    crew.work(task, range(40))
    assert not wrong


def test_what_a_task_raises_comes_out_and_work_goes_on(crew: Crew) -> None:
    def fail(part: int, scratch: Scratch) -> None:
        raise ValueError(part)

    with pytest.raises(ValueError, match="7"):
        crew.work(fail, [7])
    assert worked(crew, 3) == [0, 1, 2]


def test_threads_of_others_keep_their_number(crew: Crew) -> None:
    before = torch.get_num_threads()
    worked(crew, 8)
    crew.rest()
    later: list[int] = []
    thread = threading.Thread(target=lambda: later.append(torch.get_num_threads()))
    thread.start()
    thread.join()
    assert (torch.get_num_threads(), later) == (before, [before])


def test_there_is_work_again_after_a_rest(crew: Crew) -> None:
    assert worked(crew, 2) == [0, 1]
    crew.rest()
    assert worked(crew, 2) == [0, 1]


def worked(crew: Crew, count: int) -> list[int]:
    done: list[int] = []

    def task(part: int, scratch: Scratch) -> None:
        done.append(part)

    crew.work(task, range(count))
    return sorted(done)
