"""What the queue itself costs: segments a second with 1 to 64 workers, and lists of 10,000 jobs.

`python tests/render/queue/scaling.py` prints a line for each number of workers that do a stand-in segment of
100 ms. Workers are threads of a few processes, each with a connection of its own, so that processors do not
set the limit. Then it lists 10,000 jobs, in this process and as `cleanplate queue list`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

from editor.render.jobs.outcome import Ending, Outcome
from editor.render.queue.claims import Claims
from editor.render.queue.database import QUEUE_VARIABLE, Database
from editor.render.queue.jobs import jobs

SEGMENT_S = 0.1
ROUNDS = 20
THREADS = 16


def fill(folder: Path, count: int) -> None:
    with Database(folder) as database, database.change() as connection:
        connection.execute(
            "INSERT INTO jobs (id, name, state, bundle, out, engine, device, position, added_at)"
            " VALUES (1, 'job', 'waiting', '/b', '/o', 'auto', 'auto', 1, 0)"
        )
        rows = [(number,) for number in range(count)]
        connection.executemany("INSERT INTO tasks (job_id, stage, number) VALUES (1, 1, ?)", rows)


def work(folder: Path) -> None:
    with Database(folder) as database:
        claims = Claims(database)
        claims.enter()
        while (claim := claims.claim()) is not None:
            time.sleep(SEGMENT_S)
            claims.end(claim, Outcome(Ending.DONE))
        claims.leave()


def several(folder: Path, count: int) -> None:
    threads = [Thread(target=work, args=(folder,)) for _ in range(count)]
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def measure(workers: int) -> float:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fill(folder, workers * ROUNDS)
        counts = [min(THREADS, workers - first) for first in range(0, workers, THREADS)]
        processes = [
            subprocess.Popen(
                [sys.executable, __file__, name, str(count)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for count in counts
        ]
        for process in processes:
            assert process.stdout is not None
            process.stdout.readline()
        started_s = time.perf_counter()
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        for process in processes:
            process.communicate()
        elapsed_s = time.perf_counter() - started_s
        with Database(folder) as database:
            starts = {row["starts"] for row in database.select("SELECT starts FROM tasks")}
        assert starts == {1}
        return workers * ROUNDS / elapsed_s


def listing() -> str:
    with tempfile.TemporaryDirectory() as name:
        row = "INSERT INTO jobs (name, state, bundle, out, engine, device, position, added_at) VALUES "
        with Database(Path(name)) as database:
            with database.change() as connection:
                connection.executemany(
                    row + "('job', 'waiting', '/b', ?, 'auto', 'auto', ?, 0)",
                    [(f"/{at}.mov", at) for at in range(10_000)],
                )
            here_s = min(timed(lambda: len(jobs(database))) for _ in range(5))
        environment = {**os.environ, QUEUE_VARIABLE: name}
        table_s, json_s = command(environment), command(environment, "--json")
        start_s = command(environment, "--help")
    return (
        f"10,000 jobs: {here_s:.3f} s to list; as a command {table_s:.2f} s, with --json {json_s:.2f} s; "
        f"{start_s:.2f} s are its start\n"
    )


def command(environment: dict[str, str], *more: str) -> float:
    words = [sys.executable, "-c", "from editor.cli.main import run; run()", "queue", "list", *more]
    return min(
        timed(lambda: subprocess.run(words, env=environment, check=True, capture_output=True))
        for _ in range(3)
    )


def timed(act: Callable[[], object]) -> float:
    started_s = time.perf_counter()
    act()
    return time.perf_counter() - started_s


if __name__ == "__main__":
    if len(sys.argv) > 1:
        several(Path(sys.argv[1]), int(sys.argv[2]))
    else:
        for number in (1, 2, 4, 8, 16, 32, 64):
            sys.stdout.write(f"{number} workers: {measure(number):.1f} segments/s\n")
        sys.stdout.write(listing())
