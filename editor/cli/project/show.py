"""`cleanplate project show`: what a project holds, and which of its clips are there."""

from __future__ import annotations

import json
from typing import Any

import typer

from editor.cli.project.options import JsonOption, ProjectPath, opened
from editor.cli.tables import table
from editor.project.content.media import Presence
from editor.project.content.shots import Shot
from editor.project.project import Project
from editor.project.storage.holder import holder_of


def show_command(path: ProjectPath, as_json: JsonOption = False) -> None:
    """Show the shots, objects and clips of a project, its backups, and who has it open."""
    with opened(path, read_only=True) as project:
        described = _document(project)
    if as_json:
        typer.echo(json.dumps(described, ensure_ascii=False))
        return
    typer.echo(f"{described['path']}: {described['edits']} edits in its history")
    if described["open_by"] is not None:
        typer.echo(f"It is open, by {described['open_by']}.")
    if described["shots"]:
        typer.echo(
            "\n"
            + table(("shot", "frames", "objects", "clip"), [_shot_row(shot) for shot in described["shots"]])
        )
    for clip in described["clips"]:
        if clip["presence"] != Presence.PRESENT.value:
            typer.echo(f"Note: the clip {clip['path']} is {clip['presence']}.", err=True)
    for backup in described["backups"]:
        typer.echo(f"backup {backup}")


def _document(project: Project) -> dict[str, Any]:
    holder = holder_of(project.path)
    return {
        "path": str(project.path),
        "document": project.document_hash(),
        "open_by": None if holder is None else holder.told(),
        "edits": len(project.history.steps()),
        "clips": [
            {
                "id": media.id,
                "path": media.facts.absolute,
                "presence": project.media.locate(media).presence.value,
                "size": [media.facts.width, media.facts.height],
                "frames": media.facts.frame_count,
                "rate": str(media.facts.rate),
            }
            for media in project.media.all()
        ],
        "shots": [_shot(project, shot) for shot in project.shots.all()],
        "backups": [str(backup.path) for backup in project.backups()],
    }


def _shot(project: Project, shot: Shot) -> dict[str, Any]:
    return {
        "id": shot.id,
        "name": shot.name,
        "clip": project.media.get(shot.media_id).name,
        "first_frame": shot.first_frame,
        "last_frame": shot.last_frame,
        "handles": shot.handles,
        "objects": [
            {
                "id": one.id,
                "name": one.settings.name,
                **{kind.value: count for kind, count in project.layers.count(one.id).items()},
            }
            for one in project.objects.of(shot.id)
        ],
    }


def _shot_row(shot: dict[str, Any]) -> tuple[str, ...]:
    objects = ", ".join(one["name"] for one in shot["objects"])
    frames = f"{shot['first_frame']}-{shot['last_frame']}"
    return f"#{shot['id']} {shot['name']}", frames, objects or "-", shot["clip"]
