"""`cleanplate project render`: a shot of a project, clean."""

from __future__ import annotations

from typing import Annotated

import typer

from editor.cli.options import failing_as_json, option, report, verbosity
from editor.cli.presenter import Presenter
from editor.cli.project.options import JsonOption, ProjectPath, chosen_shot, opened
from editor.cli.sizes import scale_factor, size_bytes


def render_command(
    path: ProjectPath,
    out: Annotated[str, option("--out", "A .mov, .mkv, .mp4 or .mxf, or a folder or pattern of pictures.")],
    shot_name: Annotated[str | None, option("--shot", "Name of the shot, or #3 for its number.")] = None,
    engine: Annotated[str | None, option("--engine", "What fills; that of the objects if not given.")] = None,
    scale: Annotated[
        str, typer.Option("--scale", help="Work on a proxy, and deliver it at that size.", metavar="1/2")
    ] = "1",
    codec: Annotated[str | None, option("--codec", "Another than the one that goes with --out.")] = None,
    matte_out: Annotated[str | None, option("--matte", "Also deliver the evaluated matte.")] = None,
    patch_out: Annotated[str | None, option("--patch", "Also deliver the fill alone as RGBA.")] = None,
    threads: Annotated[
        int | None, typer.Option("--threads", min=1, help="Processor threads for the fill; all if not given.")
    ] = None,
    memory: Annotated[str | None, option("--memory", "So much all processes may take.", "4G")] = None,
    restart: Annotated[bool, typer.Option("--restart", help="Do not go on where a render stopped.")] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace outputs that exist.")] = False,
    as_json: JsonOption = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing but errors.")] = False,
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
