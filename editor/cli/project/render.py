"""`cleanplate project render`: a shot of a project, clean."""

from __future__ import annotations

from typing import Annotated

from editor.cli.options import failing_as_json, option, report, verbosity
from editor.cli.presenter import Presenter
from editor.cli.project.options import JsonOption, ProjectPath, chosen_shot, opened
from editor.cli.render_options import (
    CodecOption,
    MatteOutOption,
    MemoryOption,
    OutOption,
    OverwriteOption,
    PatchOutOption,
    QuietOption,
    RestartOption,
    ScaleOption,
    ThreadsOption,
)
from editor.cli.sizes import scale_factor, size_bytes


def render_command(
    path: ProjectPath,
    out: OutOption,
    shot_name: Annotated[str | None, option("--shot", "Name of the shot, or #3 for its number.")] = None,
    engine: Annotated[str | None, option("--engine", "What fills; that of the objects if not given.")] = None,
    scale: ScaleOption = "1",
    codec: CodecOption = None,
    matte_out: MatteOutOption = None,
    patch_out: PatchOutOption = None,
    threads: ThreadsOption = None,
    memory: MemoryOption = None,
    restart: RestartOption = False,
    overwrite: OverwriteOption = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Remove the objects of a shot and deliver it."""
    wishes = {} if engine is None else {"engine": engine}
    with (
        failing_as_json(as_json=as_json),
        opened(path, read_only=True) as project,
        Presenter(verbosity(quiet=quiet, verbose=False)) as presenter,
    ):
        result = project.render(
            chosen_shot(project, shot_name),
            out,
            tell=presenter,
            scale=scale_factor(scale),
            codec=codec,
            matte_out=matte_out,
            patch_out=patch_out,
            threads=threads,
            memory_bytes=None if memory is None else size_bytes(memory),
            restart=restart,
            overwrite=overwrite,
            **wishes,
        )
    counts = {"filled": result.filled_count, "resumed": result.resumed_count}
    report(result, presenter, counts, as_json=as_json)
