"""What the queue, dask and openjd cost beside the work itself.

`python tests/render/farm/overhead.py` does a job of 300 drawn frames in this process, through the local
runner, through dask with one worker and through openjd, and prints the seconds from the end of the
preparation to the end of the job. The start of processes lies before that and is told apart; openjd starts
one for each task, which is measured by starting as many that do nothing. `overhead.py CLIP MASK SCALE ENGINE
WAY...` takes real footage, and only some of the ways `here`, `local`, `dask`, `openjd`; equal digests of what
they delivered say that their frames are the same.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from threading import Thread

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "queue"))
from farm_tools import Farm
from queue_tools import PROGRAM, Place
from removal_clips import request, write_mattes, write_movie

from editor.render.farm.dask_farm import FarmSettings, run_on_farm
from editor.render.jobs.bundle import Bundle
from editor.render.jobs.outcome import Ending, do
from editor.render.jobs.tasks import Stage, Task
from editor.render.queue.database import Database
from editor.render.queue.jobs import State, Wishes, add, job
from editor.render.queue.runner import Runner
from editor.render.request import RemovalRequest

COUNT, SEGMENT = 300, 48
BIN = Path(sys.executable).parent
NOTHING = (
    "import editor.cli.main, editor.cli.farm, editor.render.jobs.segment_filling, engines.complete.spatial"
)


def asked(place: Place, name: str) -> RemovalRequest:
    return replace(request(place.clip, place.mask, place.folder / name, engine=place.engine), scale=SCALE)


def timed(place: Place, name: str, act: Callable[[Database, int], object]) -> tuple[float, float]:
    """Seconds until the preparation was done, and from there to the end."""
    with Database(place.queue) as database:
        wanted = asked(place, name)
        job_id = add(database, wanted, Wishes(segment_frames=SEGMENT))
        begun = time.time()
        prepared: list[float] = []
        watcher = Thread(target=watch, args=(place, job_id, prepared))
        watcher.start()
        act(database, job_id)
        watcher.join()
        ended = job(database, job_id)
        assert ended.state is State.DONE, ended
        return prepared[0] - begun, (ended.ended_at or 0) - prepared[0]


def over(farm: Farm) -> Callable[[Database, int], object]:
    return lambda database, job_id: run_on_farm(database, job_id, FarmSettings(farm.address))


def watch(place: Place, job_id: int, prepared: list[float]) -> None:
    with Database(place.queue) as database:
        while not database.select("SELECT 1 FROM tasks WHERE job_id = ? AND stage = 1", job_id):
            time.sleep(0.005)
    prepared.append(time.time())


def directly(place: Place) -> float:
    wanted = asked(place, "here.mkv")
    bundle = Bundle(place.folder / "direct")
    bundle.write(wanted, "direct", SEGMENT)
    do(Task(bundle.folder, Stage.PREPARE), bundle, lambda _: None, lambda: None)
    segments = [Task(bundle.folder, Stage.SEGMENT, it.number) for it in bundle.read_plan().segments]
    started = time.time()
    for task in (*segments, Task(bundle.folder, Stage.JOIN), Task(bundle.folder, Stage.CHECK)):
        assert do(task, bundle, lambda _: None, lambda: None).ending is Ending.DONE
    return time.time() - started


def by_openjd(place: Place) -> tuple[float, float]:
    """Seconds that openjd takes, and those of them in which processes start."""
    with Database(place.queue) as database:
        wanted = asked(place, "openjd.mkv")
        job_id = add(database, wanted, Wishes(segment_frames=SEGMENT))
    bundle = place.folder / "bundle"
    words = [*PROGRAM, "farm", "template", str(job_id), "--out", str(bundle)]
    subprocess.run(words, env=place.environment, check=True, capture_output=True)
    tasks = len(Bundle(bundle / "job").read_layout().segments) + 2
    path = os.pathsep.join([str(BIN), os.environ["PATH"]])
    values = f"file://{bundle / 'parameter_values.json'}"
    run = [BIN / "openjd", "run", bundle / "template.json", "--step", "Verify", "--run-dependencies"]
    started = time.time()
    subprocess.run([*run, "-p", values], env={**os.environ, "PATH": path}, check=True, capture_output=True)
    elapsed = time.time() - started
    begun = time.time()
    subprocess.run([BIN / "openjd", "--help"], check=True, capture_output=True)
    for _ in range(tasks):
        subprocess.run([sys.executable, "-c", NOTHING], check=True, capture_output=True)
    return elapsed, time.time() - begun


def measured(place: Place, way: str) -> tuple[float, float]:
    """Seconds of the work, and those of starting and preparing."""
    if way == "here":
        return directly(place), 0.0
    if way == "openjd":
        elapsed, starts = by_openjd(place)
        return elapsed - starts, starts
    if way == "local":
        start, seconds = timed(place, "local.mkv", lambda database, _: Runner(database).run())
        return seconds, start
    with Farm(place.folder, 1, place.environment) as farm:
        start, seconds = timed(place, "dask.mkv", over(farm))
    return seconds, start


def main(footage: Sequence[str], ways: Sequence[str]) -> None:
    for way in ways:
        with tempfile.TemporaryDirectory() as name:
            place = Place(Path(name))
            if footage:
                place.clip, place.mask = map(Path, footage)
                place.engine = sys.argv[4]
            else:
                write_movie(place.clip, COUNT)
                write_mattes(place.mask, COUNT)
            seconds, start = measured(place, way)
            digest = hashlib.sha256((place.folder / f"{way}.mkv").read_bytes()).hexdigest()[:12]
        sys.stdout.write(f"{way}: {seconds:.2f} s ({start:.2f} s to start and prepare), {digest}\n")
        sys.stdout.flush()


SCALE = Fraction(sys.argv[3] if len(sys.argv) > 1 else 1)

if __name__ == "__main__":
    main(sys.argv[1:3], sys.argv[5:] or ("here", "local", "dask", "openjd"))
