"""`cleanplate bench`: speed and memory of the whole way from file to file, on this machine."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
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
from editor.masks.benchmark import mask_figures
from editor.media.opening import open_clip
from editor.media.planning import plan_delivery
from editor.media.writing import open_writer
from editor.render.request import RemovalRequest
from editor.render.supervisor import render

app = typer.Typer()

HOLE_SHARE = 0.05
SIZES = {"480p": "854x480", "720p": "1280x720", "1080p": "1920x1080"}
DEFAULT_SIZES = "480p", "1080p"
ENGINE, COMPARED = "explicit", "spatial"
TRANSFER = "read and write"

_UI_LARGE, _UI_FRAMES = "3840x2160", 60
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
    """The measurement of one clip.

    Attributes
    ----------
    size : str
        Width x height of the clip.
    frame_count : int
        Its length.
    hole_share : float
        Share of each picture that is hole.
    transfer, compared, engine : Run
        Reading plus writing alone, engine `spatial`, engine `explicit`.
    """

    size: str
    frame_count: int
    hole_share: float
    transfer: Run
    compared: Run
    engine: Run

    def speed_against(self, other: Run) -> float:
        """How many times as fast as another way the engine is."""
        return self.engine.frames_per_second / other.frames_per_second

    def document(self) -> dict[str, object]:
        """All figures and their ratios, ready for JSON."""
        return {
            **asdict(self),
            "speed_against_spatial": self.speed_against(self.compared),
            "speed_against_read_and_write": self.speed_against(self.transfer),
        }


@app.command("bench")
def bench_command(
    size: Annotated[
        list[str] | None,
        typer.Option(
            "--size", help="480p, 720p, 1080p or width x height; may be repeated.  [480p and 1080p]"
        ),
    ] = None,
    frames: Annotated[int, typer.Option("--frames", min=2, help="Length of each clip.")] = 100,
    networks: Annotated[
        bool,
        typer.Option("--networks", help="Only the networks, against their authors' procedures."),
    ] = False,
    masks: Annotated[bool, typer.Option("--masks", help="Only the evaluation of mattes.")] = False,
    ui: Annotated[bool, typer.Option("--ui", help="Only the window, against its speed budget.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> None:
    """Measure completion from file to file, against the simplest engine and against no engine at all."""
    if networks:
        bench_networks(as_json=as_json)
        return
    if masks:
        bench_masks(as_json=as_json)
        return
    if ui:
        bench_ui(as_json=as_json, quiet=quiet)
        return
    scenes = [SceneSettings(*picture_size(SIZES.get(one, one))) for one in size or DEFAULT_SIZES]
    machine = this_machine()
    if not as_json:
        typer.echo(told_machine(machine))
    benches = []
    for scene in scenes:
        benches.append(measure(SampleSettings(scene, frames, HOLE_SHARE), quiet=quiet))
        if not as_json:
            typer.echo(f"\n{told(benches[-1])}")
    if as_json:
        document = {"machine": asdict(machine), "clips": [bench.document() for bench in benches]}
        typer.echo(json.dumps(document))


def bench_networks(*, as_json: bool) -> None:
    """Measure the learned engines beside their authors' procedures."""
    from engines.measure.network_speed import measure_networks

    machine = this_machine()
    runs = measure_networks(machine.cores)
    if as_json:
        typer.echo(json.dumps({"machine": asdict(machine), "networks": [asdict(run) for run in runs]}))
        return
    head = ("", "s/frame", "times as fast", "levels off", "peak MiB")
    rows = [
        (
            run.name,
            number(run.seconds_per_frame, 2),
            number(run.times_as_fast, 2),
            number(run.mean_levels_off, 2),
            number(None if run.peak_bytes is None else run.peak_bytes / _MIB, 0),
        )
        for run in runs
    ]
    typer.echo(f"{told_machine(machine)}\n\n{table(head, rows)}")


def bench_masks(*, as_json: bool) -> None:
    """Measure how fast the mattes of a project are evaluated."""
    machine, figures = this_machine(), mask_figures()
    if as_json:
        typer.echo(json.dumps({"machine": asdict(machine), "masks": asdict(figures)}))
        return
    head = ("10 shapes and 50 strokes at 1920x1080", "hard", "soft throughout")
    rows = [
        ("all of it, ms", number(figures.hard_ms, 1), number(figures.soft_ms, 1)),
        ("after an edit, ms", number(figures.hard_edit_ms, 1), number(figures.soft_edit_ms, 1)),
    ]
    size = f"300 key mattes: {figures.key_matte_bytes / 1e6:.1f} MB"
    typer.echo(f"{told_machine(machine)}\n\n{table(head, rows)}\n{size}")


def bench_ui(*, as_json: bool, quiet: bool) -> None:
    """Measure the window, in a process of its own that needs no screen."""
    machine = this_machine()
    with tempfile.TemporaryDirectory(prefix="cleanplate-bench-") as name:
        folder = Path(name)
        clips = []
        for size, count in ((SIZES["1080p"], _UI_FRAMES), (_UI_LARGE, 2), (SIZES["720p"], _UI_FRAMES)):
            settings = SampleSettings(SceneSettings(*picture_size(size)), count, HOLE_SHARE)
            sample = draw_sample(folder / size, settings, overwrite=False, quiet=quiet)
            clips.append(sample.shot)
        command = [sys.executable, "-m", "ui.bench", *map(str, clips)]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    figures = json.loads(done.stdout)
    if as_json:
        typer.echo(json.dumps({"machine": asdict(machine), "ui": figures}))
        return
    keys = ("median_ms", "high_ms", "budget_ms")
    rows = [(figure["name"], *(number(figure[key], 1) for key in keys)) for figure in figures]
    head = ("", "median, ms", "95 %, ms", "budget, ms")
    typer.echo(f"{told_machine(machine)}\n\n{table(head, rows)}")


def measure(settings: SampleSettings, *, quiet: bool) -> Bench:
    """Draw a sample and run all ways through it.

    Parameters
    ----------
    settings : SampleSettings
        What is worked on.
    quiet : bool
        Whether progress is kept silent.

    Raises
    ------
    CleanplateError
        If a run fails.
    """
    count = settings.frame_count
    with tempfile.TemporaryDirectory(prefix="cleanplate-bench-") as name:
        folder = Path(name)
        sample = draw_sample(folder / "sample", settings, overwrite=False, quiet=quiet)
        return Bench(
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
    """Write the measurement of a clip as a table."""
    head = ("", "frames/s", "seconds", "peak MiB", f"{ENGINE} against it")
    rows = [
        (
            run.name,
            number(run.frames_per_second, 2),
            number(run.seconds, 1),
            number(run.peak_bytes / _MIB, 0),
            number(bench.speed_against(run), 3),
        )
        for run in (bench.transfer, bench.compared, bench.engine)
    ]
    clip = f"{bench.frame_count} frames of {bench.size}, {bench.hole_share:.0%} of each is hole"
    return f"{clip}\n{table(head, rows)}"


def told_machine(machine: Machine) -> str:
    """Write a line about the machine."""
    memory = f"{machine.memory_bytes / (1 << 30):.0f} GiB"
    return f"{machine.processor}, {machine.cores} cores, {memory}, {machine.system}, Python {machine.python}"


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
