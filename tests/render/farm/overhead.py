"""What the queue and dask cost beside the work itself, on a clip of 300 frames.

`python tests/render/farm/overhead.py` does the same job in this process, through the local runner and through
dask with one worker, and prints the seconds from the end of the preparation to the end of the job; the start
of processes lies before that and is told apart.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "queue"))
from farm_tools import Farm
from queue_tools import Place
from removal_clips import request, write_mattes, write_movie

from editor.render.farm.dask_farm import FarmSettings, run_on_farm
from editor.render.jobs.bundle import Bundle
from editor.render.jobs.outcome import Ending, do
from editor.render.jobs.tasks import Stage, Task
from editor.render.queue.database import Database
from editor.render.queue.jobs import State, Wishes, add, job
from editor.render.queue.runner import Runner

COUNT, SEGMENT = 300, 48


def timed(place: Place, name: str, act: Callable[[Database, int], object]) -> tuple[float, float]:
    """Seconds until the preparation was done, and from there to the end."""
    with Database(place.queue) as database:
        wanted = request(place.clip, place.mask, place.folder / name, engine=place.engine)
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
    wanted = request(place.clip, place.mask, place.folder / "direct.mkv", engine=place.engine)
    bundle = Bundle(place.folder / "direct")
    bundle.write(wanted, "direct", SEGMENT)
    do(Task(bundle.folder, Stage.PREPARE), bundle, lambda _: None, lambda: None)
    segments = [Task(bundle.folder, Stage.SEGMENT, it.number) for it in bundle.read_plan().segments]
    started = time.time()
    for task in (*segments, Task(bundle.folder, Stage.JOIN), Task(bundle.folder, Stage.CHECK)):
        assert do(task, bundle, lambda _: None, lambda: None).ending is Ending.DONE
    return time.time() - started


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        place = Place(Path(name))
        write_movie(place.clip, COUNT)
        write_mattes(place.mask, COUNT)
        for _ in range(2):
            shutil.rmtree(place.folder / "direct", ignore_errors=True)
            direct = directly(place)
            start, local = timed(place, "local.mkv", lambda database, _: Runner(database).run())
            (place.folder / "local.mkv").rename(place.folder / "kept.mkv")
            with Farm(place.folder, 1, place.environment) as farm:
                farm_start, dask = timed(place, "dask.mkv", over(farm))
            same = (place.folder / "kept.mkv").read_bytes() == (place.folder / "dask.mkv").read_bytes()
            for made in ("direct.mkv", "dask.mkv"):
                (place.folder / made).unlink()
            sys.stdout.write(
                f"here {direct:.2f} s, local runner {local:.2f} s ({start:.2f} s to start and prepare), "
                f"dask {dask:.2f} s ({farm_start:.2f} s), same bytes: {same}\n"
            )


if __name__ == "__main__":
    main()
