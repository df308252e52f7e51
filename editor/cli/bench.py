"""`cleanplate bench`: speed and memory of the whole way from file to file, on this machine."""

from __future__ import annotations

import json
import os
import platform
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import psutil
import typer

from editor.cli.data import draw_sample, picture_size
from editor.cli.footprint import PeakMemory
from editor.cli.tables import number, table
from editor.datasets.sample.scene import SceneSettings
from editor.datasets.synthesise import Sample, SampleSettings
from editor.media.opening import open_clip
from editor.media.planning import plan_delivery
from editor.media.writing import open_writer
from editor.render.request import RemovalRequest
from editor.render.supervisor import render

app = typer.Typer()

HOLE_SHARE = 0.05
SIZES = {"480p": "854x480", "720p": "1280x720", "1080p": "1920x1080"}
ENGINE, COMPARED = "explicit", "spatial"
TRANSFER = "read and write"

_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Run:
    """What one way through the clip took.

    Attributes
    ----------
    name : str
        Engine, or `TRANSFER` for reading plus writing alone.
    seconds : float
        From start to finished file, start of processes included.
    frames_per_second : float
        Over all of that.
    peak_bytes : int
        Memory of all processes together, at its highest.
    """

    name: str
    seconds: float
    frames_per_second: float
    peak_bytes: int


@dataclass(frozen=True, slots=True)
class Machine:
    """Where it ran.

    Attributes
    ----------
    processor : str
        Its model, as the system names it.
    cores : int
        Processors this process may use.
    memory_bytes : int
        Installed memory.
    system : str
        Operating system.
    python : str
        Version.
    """

    processor: str
    cores: int
    memory_bytes: int
    system: str
    python: str


@dataclass(frozen=True, slots=True)
class Bench:
    """The whole measurement.

    Attributes
    ----------
    machine : Machine
        Where it ran.
    size : str
        Width x height of the clip.
    frame_count : int
        Its length.
    hole_share : float
        Share of each picture that is hole.
    transfer, compared, engine : Run
        Reading plus writing alone, engine `spatial`, engine `explicit`.
    """

    machine: Machine
    size: str
    frame_count: int
    hole_share: float
    transfer: Run
    compared: Run
    engine: Run

    def document(self) -> dict[str, object]:
        """All figures and their ratios, ready for JSON."""
        ratios = {
            "speed_against_spatial": self.engine.frames_per_second / self.compared.frames_per_second,
            "speed_against_read_and_write": self.engine.frames_per_second / self.transfer.frames_per_second,
        }
        return {**asdict(self), "ratios": ratios, "peak_memory_bytes": self.engine.peak_bytes}


@app.command("bench")
def bench_command(
    size: Annotated[str, typer.Option("--size", help="480p, 720p, 1080p, or width x height.")] = "480p",
    frames: Annotated[int, typer.Option("--frames", min=2, help="Length of the clip.")] = 100,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> None:
    """Measure completion from file to file, against the simplest engine and against no engine at all."""
    scene = SceneSettings(*picture_size(SIZES.get(size, size)))
    settings = SampleSettings(scene, frames, HOLE_SHARE)
    with tempfile.TemporaryDirectory(prefix="cleanplate-bench-") as folder:
        sample = draw_sample(Path(folder) / "sample", settings, overwrite=False, quiet=quiet)
        bench = measure(sample, settings, Path(folder))
    typer.echo(json.dumps(bench.document()) if as_json else told(bench))


def measure(sample: Sample, settings: SampleSettings, folder: Path) -> Bench:
    """Run all ways through a sample.

    Parameters
    ----------
    sample : Sample
        What is worked on.
    settings : SampleSettings
        What it is.
    folder : Path
        Where outputs may be written.

    Raises
    ------
    CleanplateError
        If a run fails.
    """
    count = settings.frame_count
    return Bench(
        machine=this_machine(),
        size=f"{settings.scene.width}x{settings.scene.height}",
        frame_count=count,
        hole_share=HOLE_SHARE,
        transfer=_timed(TRANSFER, count, lambda: transfer(sample.shot, folder / "copy.mov")),
        compared=_timed(COMPARED, count, lambda: _fill(sample, COMPARED, folder)),
        engine=_timed(ENGINE, count, lambda: _fill(sample, ENGINE, folder)),
    )


def transfer(source: Path, out: Path) -> None:
    """Read every frame of a clip and write it as a removal would, without touching it.

    Raises
    ------
    CleanplateError
        If it cannot be read or written.
    """
    with ExitStack() as stack:
        reader = stack.enter_context(closing(open_clip(source)))
        writer = open_writer(plan_delivery(out, reader.info))
        stack.callback(writer.abort)
        for index in range(len(reader)):
            writer.write(reader.read(index))
        writer.close()


def this_machine() -> Machine:
    """Describe the machine."""
    return Machine(
        processor=_processor(),
        cores=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        memory_bytes=int(psutil.virtual_memory().total),
        system=f"{platform.system()} {platform.release()} {platform.machine()}",
        python=platform.python_version(),
    )


def told(bench: Bench) -> str:
    """Write a measurement as a table with a line about the machine."""
    machine = bench.machine
    head = ("", "frames/s", "seconds", "peak MiB", "speed against it")
    rows = [
        (
            run.name,
            number(run.frames_per_second, 2),
            number(run.seconds, 1),
            number(run.peak_bytes / _MIB, 0),
            number(bench.engine.frames_per_second / run.frames_per_second, 3),
        )
        for run in (bench.transfer, bench.compared, bench.engine)
    ]
    clip = f"{bench.frame_count} frames of {bench.size}, {bench.hole_share:.0%} of each is hole"
    where = f"{machine.processor}, {machine.cores} cores, {machine.memory_bytes / (1 << 30):.0f} GiB"
    return f"{clip}\n{where}, {machine.system}, Python {machine.python}\n\n{table(head, rows)}"


def _fill(sample: Sample, engine: str, folder: Path) -> None:
    out = folder / f"{engine}.mov"
    render(RemovalRequest(str(sample.shot), sample.mattes, str(out), engine=engine), lambda _: None)


def _timed(name: str, frame_count: int, work: Callable[[], None]) -> Run:
    with PeakMemory() as memory:
        start = time.perf_counter()
        work()
        seconds = time.perf_counter() - start
    return Run(name, seconds, frame_count / seconds, memory.peak_bytes)


def _processor() -> str:
    told_by_linux = Path("/proc/cpuinfo")
    if told_by_linux.is_file():
        for line in told_by_linux.read_text(encoding="utf-8", errors="replace").splitlines():
            key, _, model = line.partition(":")
            if key.strip() == "model name":
                return model.strip()
    return platform.processor() or platform.machine()
