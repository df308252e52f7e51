"""The queue at work: kills at any moment, two runners, disks and files that fail, workers that die."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import psutil
import pytest
from queue_tools import COUNT, SLOW, Place, wait_until, workers_of

sys.path.insert(0, str(Path(__file__).parent.parent))
from removal_clips import Listener, ignore, install_engine, write_movie

from editor.render.jobs.bundle import Bundle
from editor.render.jobs.outcome import do
from editor.render.jobs.tasks import Stage
from editor.render.queue import control
from editor.render.queue.claims import Claims
from editor.render.queue.database import Database
from editor.render.queue.jobs import State, jobs, log_of
from editor.render.queue.runner import Runner, RunnerSettings
from editor.render.queue.upkeep import take_back
from editor.render.queue.worker_process import WorkerProcess

DEADLY = """
import os, signal
from pathlib import Path
from engines.complete.spatial import SpatialEngine
class Engine(SpatialEngine):
    name = "deadly"
    def complete(self, window):
        lives = Path(os.environ["TEST_LIVES"])
        left = int(lives.read_text())
        if window.start >= 8 and left > 0:
            lives.write_text(str(left - 1))
            os.kill(os.getpid(), signal.SIGSEGV)
        return super().complete(window)
"""

STUCK = """
import time, os
from pathlib import Path
from engines.complete.spatial import SpatialEngine
class Engine(SpatialEngine):
    name = "stuck"
    def complete(self, window):
        lives = Path(os.environ["TEST_LIVES"])
        if int(lives.read_text()):
            lives.write_text("0")
            time.sleep(600)
        return super().complete(window)
"""


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture
def slow_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    return with_engine(tmp_path, monkeypatch, "slow", SLOW)


def with_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, code: str) -> Place:
    engines = install_engine(tmp_path / "engines", name, code)
    monkeypatch.setenv("PYTHONPATH", str(engines))
    (tmp_path / "lives").write_text("1")
    monkeypatch.setenv("TEST_LIVES", str(tmp_path / "lives"))
    return Place(tmp_path, name, engines)


def work(place: Place, settings: RunnerSettings | None = None) -> list[str]:
    told: list[str] = []
    with Database(place.queue) as database:
        Runner(database, settings, lambda title, text: told.append(f"{title}: {text}")).run()
    return told


def torture(place: Place, who: str, kills: int, seed: int, job_count: int = 3) -> None:
    """Kill -9 somebody again and again while some jobs after the other are done."""
    chance = random.Random(seed)
    names: list[str] = []
    seen: dict[int, psutil.Process] = {}
    runner = None
    for _ in range(kills):
        if all(state is State.DONE for state in place.states().values()):
            fresh = [f"{len(names) + at}.mkv" for at in range(job_count)]
            for name in fresh:
                place.add(name)
            names += fresh
        if runner is not None and runner.poll() is not None:
            runner.communicate()
            runner = None
        runner = runner or place.start("run", "--no-notify")
        victim = runner if who == "runner" else place.start("list", "--follow") if who == "client" else None
        time.sleep(chance.uniform(0.2, 3.0))
        seen |= {one.pid: one for one in workers_of(runner)}
        if victim is not None:
            victim.kill()
            victim.communicate()
        for worker in workers_of(runner)[:1] if who == "worker" else []:
            worker.kill()
    if runner is not None:
        runner.communicate(timeout=600)
    place.run("run", "--no-notify")
    assert set(place.states().values()) == {State.DONE}, place.reasons()
    assert all(place.is_true(name) for name in names)
    assert place.leftovers() == []
    assert psutil.wait_procs(seen.values(), 10)[1] == []


def test_kills_change_nothing(slow_place: Place) -> None:
    torture(slow_place, "runner", 2, seed=7, job_count=1)


@pytest.mark.slow
@pytest.mark.parametrize("who", ["runner", "worker", "client"])
def test_thirty_kills_change_nothing(slow_place: Place, who: str) -> None:
    torture(slow_place, who, 30, seed=30)


def test_a_killed_add_leaves_nothing(place: Place) -> None:
    for pause_s in (0.8, 1.2, 1.6):
        words = ("add", str(place.clip), "--mask", str(place.mask), "--out", str(place.folder / "o.mkv"))
        adding = place.start(*words)
        time.sleep(pause_s)
        adding.kill()
        adding.communicate()
        with Database(place.queue) as database:
            take_back(database)
            known = {Path(one.bundle).name for one in jobs(database)}
            for one in jobs(database):
                control.cancel(database, one.id, keep_parts=False)
            assert {path.name for path in place.queue.glob("jobs/*")} == known
            control.clear(database)
    assert list(place.queue.glob("jobs/*")) == []


def test_two_runners_do_each_task_once(slow_place: Place) -> None:
    for at in range(2):
        slow_place.add(f"{at}.mkv")
    runners = [slow_place.start("run", "--no-notify") for _ in range(2)]
    for runner in runners:
        assert runner.wait(600) == 0
        runner.communicate()
    with Database(slow_place.queue) as database:
        rows = database.select("SELECT job_id, starts FROM tasks")
        assert len(rows) == 2 * 5
        assert {row["starts"] for row in rows} == {1}
    assert all(slow_place.is_true(f"{at}.mkv") for at in range(2))


@pytest.mark.slow
def test_a_worker_that_dies_is_replaced_and_one_that_always_dies_fails_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = with_engine(tmp_path, monkeypatch, "deadly", DEADLY)
    dying = place.add("dying.mkv")
    (tmp_path / "lives").write_text("99")
    place.engine = "spatial"
    place.add("other.mkv")
    told = work(place)
    assert place.states() == {dying: State.FAILED, dying + 1: State.DONE}
    assert "the worker process was killed by SIGSEGV, 5 times in a row" in place.reasons()[dying]
    assert [title.partition(":")[0] for title in told] == ["dying.mkv", "other.mkv"]
    with Database(place.queue) as database:
        starts = database.select("SELECT max(starts) FROM tasks WHERE job_id = ?", dying)
    assert [count for (count,) in starts] == [9]
    (tmp_path / "lives").write_text("2")
    with Database(place.queue) as database:
        control.retry(database, dying)
        levels = database.select("SELECT level FROM tasks WHERE job_id = ?", dying)
        assert {level for (level,) in levels} == {0}
    work(place)
    assert place.states()[dying] is State.DONE
    assert place.is_true("dying.mkv")
    assert place.leftovers() == []


class HastyClock:
    """Hurries from when an engine is stuck until its worker is ended, so that the limit can be generous."""

    def __init__(self, lives: Path) -> None:
        self.lives = lives
        self.ahead_s = 0.0
        self.is_over = False

    def monotonic(self) -> float:
        if not self.is_over and self.lives.read_text() == "0":
            self.ahead_s += 1
        return time.monotonic() + self.ahead_s


def test_a_worker_that_gets_nowhere_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = with_engine(tmp_path, monkeypatch, "stuck", STUCK)
    job_id = place.add("out.mkv")
    clock = HastyClock(tmp_path / "lives")

    def kill(worker: WorkerProcess) -> None:
        clock.is_over = True
        worker._process.kill()

    monkeypatch.setattr("editor.render.queue.runner.time", clock)
    monkeypatch.setattr(WorkerProcess, "kill", kill)
    work(place, RunnerSettings(silence_s=3600, stall_s=60))
    assert clock.is_over
    assert place.states()[job_id] is State.DONE
    with Database(place.queue) as database:
        assert any("finished nothing for" in text for _, text in log_of(database, job_id))
    assert place.is_true("out.mkv")


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="stops a process")
def test_a_worker_that_is_silent_is_replaced(slow_place: Place) -> None:
    job_id = slow_place.add("out.mkv")
    runner = slow_place.start("run", "--no-notify", "--silence", "10")
    wait_until(lambda: bool(workers_of(runner)))
    workers_of(runner)[0].send_signal(signal.SIGSTOP)
    assert runner.wait(600) == 0
    runner.communicate()
    with Database(slow_place.queue) as database:
        assert any("was silent for" in text for _, text in log_of(database, job_id))
    assert slow_place.is_true("out.mkv")


def test_a_source_that_vanishes_pauses_the_job_until_it_is_back(place: Place) -> None:
    job_id = place.add("out.mkv")
    away = place.clip.rename(place.folder / "away.mkv")
    told: list[str] = []
    runner = Thread(target=lambda: told.extend(work(place)), daemon=True)
    runner.start()
    wait_until(lambda: place.states()[job_id] is State.PAUSED)
    assert "the clip is not there; plug its drive in again" in place.reasons()[job_id]
    away.rename(place.clip)
    runner.join()
    assert place.states()[job_id] is State.DONE
    assert place.is_true("out.mkv")
    assert [text.partition(": ")[2].partition(":")[0] for text in told] == ["paused", "done"]


def test_a_source_that_was_replaced_fails_the_job(place: Place) -> None:
    job_id = place.add("out.mkv")
    write_movie(place.clip, COUNT, rate=30)
    work(place)
    assert place.states()[job_id] is State.FAILED
    assert "put the former file back and retry the job" in place.reasons()[job_id]
    assert not (place.folder / "out.mkv").exists()


def test_a_segment_that_was_damaged_is_made_again(place: Place) -> None:
    job_id = place.add("out.mkv")
    with Database(place.queue) as database:
        claims = Claims(database)
        claims.enter()
        while (claim := claims.claim()) is not None and claim.task.stage <= Stage.SEGMENT:
            bundle = Bundle(claim.task.bundle)
            claims.end(claim, do(claim.task, bundle, Listener(), ignore))
        damaged = next(place.queue.rglob("segments/*.fills"))
        damaged.write_bytes(damaged.read_bytes()[:-9])
        claims.leave()
    work(place)
    assert place.states()[job_id] is State.DONE
    assert place.is_true("out.mkv")


DISKS = """
import subprocess
import sys
from pathlib import Path
from threading import Thread
sys.path[:0] = sys.argv[1:3]
from queue_tools import Place, wait_until
from editor.render.jobs.bundle import Bundle
from editor.render.jobs.outcome import Ending, do
from editor.render.jobs.tasks import Stage, Task
from editor.render.queue.claims import Claims
from editor.render.queue.control import cancel, retry
from editor.render.queue.database import Database
from editor.render.queue.jobs import jobs
from editor.render.queue.runner import Runner
place = Place(Path(sys.argv[3]))
target = Path("target")
def mount(*words):
    subprocess.run(["mount", "-t", "tmpfs", "-o", *words, "none", "target"], check=True)
def listed():
    with Database(place.queue) as database:
        return jobs(database)
def states():
    return [one.state.value for one in listed()]
def run():
    with Database(place.queue) as database:
        Runner(database).run()
def runner():
    thread = Thread(target=run, daemon=True)
    thread.start()
    return thread
def step(bundle, stage, number=0):
    return do(Task(bundle.folder, stage, number), bundle, lambda _: None, lambda: None)
"""

FULL = """
mount("size=80m")
for name in ("full.mkv", "locked.mkv"):
    place.add(f"target/{name}")
full, locked = listed()
assert step(Bundle(Path(full.bundle)), Stage.PREPARE).ending is Ending.DONE
with (target / "ballast").open("wb", buffering=0) as ballast:
    try:
        while True:
            ballast.write(bytes(4096))
    except OSError:
        ballast.truncate(ballast.tell() - 20480)
at_work = runner()
wait_until(lambda: states() == ["paused", "paused"])
first, second = listed()
assert "the disk is full; make room, and the job goes on" in first.reason, first.reason
assert "are needed there and" in second.reason, second.reason
assert list(target.glob("*.mkv")) == []
mount("remount,ro,size=200m")
at_work.join()
first, second = listed()
assert [one.state.value for one in (first, second)] == ["failed", "failed"], (first, second)
assert all("may not be written to" in one.reason for one in (first, second)), (first, second)
mount("remount,rw")
(target / "ballast").unlink()
with Database(place.queue) as database:
    for one in (first, second):
        retry(database, one.id)
run()
assert states() == ["done", "done"], listed()
assert all(place.is_true(f"target/{name}") for name in ("full.mkv", "locked.mkv"))
assert sorted(path.name for path in target.iterdir()) == ["full.mkv", "locked.mkv"]
"""

UNPLUGGED = """
def plug_in():
    subprocess.run(["mount", "--bind", "drive", "target"], check=True)
def join(job_id):
    with Database(place.queue) as database:
        claims = Claims(database, job_id)
        claims.enter()
        while (claim := claims.claim()) is not None and claim.task.stage < Stage.CHECK:
            claims.end(claim, do(claim.task, Bundle(claim.task.bundle), lambda _: None, lambda: None))
        claims.leave()
Path("drive").mkdir()
subprocess.run(["mount", "-t", "tmpfs", "none", "drive"], check=True)
plug_in()
for name in ("pictures/####.png", "cancelled.mkv"):
    join(place.add(f"target/{name}"))
place.add("target/out.mkv")
assert sorted(path.name[:10] for path in target.iterdir()) == [".cancelled", ".pictures."]
subprocess.run(["umount", "target"], check=True)
at_work = runner()
wait_until(lambda: states() == ["paused", "paused", "paused"])
for one in listed():
    assert "the drive of the output is not there; plug its drive in again" in one.reason, one
with Database(place.queue) as database:
    cancel(database, 2, keep_parts=False)
assert list(target.iterdir()) == []
plug_in()
at_work.join()
assert states() == ["done", "cancelled", "done"], listed()
assert place.is_true("target/out.mkv")
assert len(list(target.glob("pictures/*.png"))) == 24
assert sorted(path.name for path in target.iterdir()) == ["out.mkv", "pictures"]
"""


@pytest.mark.parametrize("script", [FULL, UNPLUGGED], ids=["full", "unplugged"])
def test_a_disk_that_takes_nothing(tmp_path: Path, script: str) -> None:
    if sys.platform != "linux" or subprocess.run(["unshare", "-rm", "true"], check=False).returncode:
        pytest.skip("small disks are mounted in a namespace of our own")
    (tmp_path / "target").mkdir()
    here = Path(__file__).parent
    words = [sys.executable, "-c", DISKS + script, str(here), str(here.parent), str(tmp_path)]
    done = subprocess.run(
        ["unshare", "-rm", *words], cwd=tmp_path, capture_output=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stderr.decode()


def test_a_paused_job_gives_its_worker_back_and_goes_on_where_it_was(slow_place: Place) -> None:
    job_id = slow_place.add("out.mkv")
    runner = slow_place.start("run", "--no-notify", "--stay")
    try:
        wait_until(lambda: any((slow_place.queue / "jobs").rglob("segments/*.fills")))
        with Database(slow_place.queue) as database:
            control.pause(database, job_id)
        wait_until(lambda: not workers_of(runner))
        kept = {path: path.stat().st_mtime_ns for path in slow_place.queue.rglob("segments/*.fills")}
        assert kept
        assert slow_place.states()[job_id] is State.PAUSED
        with Database(slow_place.queue) as database:
            control.resume(database, job_id)
        wait_until(lambda: slow_place.states()[job_id] is State.DONE)
    finally:
        runner.terminate()
        runner.communicate()
    with Database(slow_place.queue) as database:
        starts = database.select("SELECT starts FROM tasks WHERE stage = 1 AND number = 0")
        assert [row["starts"] for row in starts] == [1]
    assert slow_place.is_true("out.mkv")


@pytest.mark.parametrize("keeps", [pytest.param(True, marks=pytest.mark.slow), False])
def test_cancel_keeps_or_removes_finished_frames(slow_place: Place, keeps: bool) -> None:
    job_id = slow_place.add("out.mkv")
    runner = slow_place.start("run", "--no-notify")
    wait_until(lambda: any(slow_place.queue.rglob("segments/*.fills")))
    with Database(slow_place.queue) as database:
        control.cancel(database, job_id, keep_parts=keeps)
    assert runner.wait(600) == 0
    runner.communicate()
    assert any(slow_place.queue.rglob("segments/*.fills")) == keeps
    assert slow_place.leftovers() == []
    assert not (slow_place.folder / "out.mkv").exists()
    with Database(slow_place.queue) as database:
        control.retry(database, job_id)
    work(slow_place)
    assert slow_place.is_true("out.mkv")
