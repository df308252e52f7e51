"""Any sequence of any edits, undone and redone, gives the same documents in the same order."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType, FrameType

from hypothesis import given, settings
from hypothesis import strategies as st
from project_clips import ellipse, matte, stroke
from session import prepare

import editor.project.project
from editor.errors import UsageError
from editor.masks.model.frame_mattes import FrameState
from editor.masks.model.objects import MaskObject, MatteEdge
from editor.masks.model.tracks import PlanarTrack
from editor.project.content.fingerprint import Fingerprint
from editor.project.content.media import ClipFacts
from editor.project.content.plates import PlateOrigin
from editor.project.copying import copy_to_frame, copy_to_shot
from editor.project.exchange import import_masks
from editor.project.history.events import Cause, Committed, LayerKind
from editor.project.moving import move_keys
from editor.project.pasting import copy_keys, paste_keys
from editor.project.project import Project

Edit = Callable[[Project, int, int], None]

PACKAGE = Path(editor.project.project.__file__).parent
NEED_PICTURES = {"add_clip", "click", "follow", "import_mattes", "propagate", "put_found"}
"""Edits that look at a clip, or take what a search saw there; they consist of others, which take part."""


def clip_facts(path: str, zoom: int = 1) -> ClipFacts:
    """What is known of a clip that does not exist; its name stands for its content."""
    return ClipFacts(
        path, Fingerprint(len(path), path), 64 * zoom, 36 * zoom, Fraction(1), 1000, Fraction(25)
    )


def _objects(project: Project) -> list[int]:
    return [one.id for shot in project.shots.all() for one in project.objects.of(shot.id)]


def _shots(project: Project) -> list[int]:
    return [shot.id for shot in project.shots.all()]


def add_shot(project: Project, first: int, second: int) -> None:
    project.shots.add(
        project.media.all()[0].id, range(first, first + second + 1), f"shot {second}", handles=first
    )


def change_shot(project: Project, first: int, second: int) -> None:
    for shot_id in _shots(project)[first : first + 1]:
        project.shots.change(shot_id, name=f"renamed {second}", frames=range(second, second + 5))


def remove_shot(project: Project, first: int, _: int) -> None:
    for shot_id in _shots(project)[first : first + 1]:
        project.shots.remove(shot_id)


def add_object(project: Project, first: int, second: int) -> None:
    for shot_id in _shots(project)[first : first + 1]:
        project.objects.add(shot_id, MaskObject(f"object {second}"))


def change_object(project: Project, first: int, second: int) -> None:
    for object_id in _objects(project)[first : first + 1]:
        project.objects.change(object_id, MaskObject(f"changed {second}", main=MatteEdge(grow=second / 7)))


def move_object(project: Project, first: int, second: int) -> None:
    for object_id in _objects(project)[first : first + 1]:
        project.objects.move(object_id, second)


def remove_object(project: Project, first: int, _: int) -> None:
    for object_id in _objects(project)[first : first + 1]:
        project.objects.remove(object_id)


def draw_stroke(project: Project, first: int, second: int) -> None:
    for object_id in _objects(project)[first : first + 1]:
        project.layers.add(object_id, stroke(second, seed=second))


def draw_shape(project: Project, first: int, second: int) -> None:
    for object_id in _objects(project)[first : first + 1]:
        project.layers.add(object_id, ellipse(second, second + 5))


def put_matte(project: Project, first: int, second: int) -> None:
    state = (FrameState.AI, FrameState.PINNED)[second % 2]
    for object_id in _objects(project)[first : first + 1]:
        project.layers.put_matte(object_id, matte(second // 2, state, bytes([second])), bytes([second]))


def change_layer(project: Project, first: int, second: int) -> None:
    for object_id in _objects(project)[first : first + 1]:
        for placed in project.layers.of(object_id)[second : second + 1]:
            if placed.kind is not LayerKind.MATTE:
                other = stroke(seed=9) if placed.kind is LayerKind.STROKE else ellipse(0, 8)
                project.layers.change(placed, other)


def move_layer(project: Project, first: int, second: int) -> None:
    for object_id in _objects(project):
        for placed in project.layers.of(object_id)[first : first + 1]:
            project.layers.move(placed, second)


def remove_layer(project: Project, first: int, second: int) -> None:
    for object_id in _objects(project)[first : first + 1]:
        for placed in project.layers.of(object_id)[second : second + 1]:
            project.layers.remove(placed)


def exchange_frames(project: Project, first: int, second: int) -> None:
    """Two mattes change places, within one edit."""
    for object_id in _objects(project)[first : first + 1]:
        with project.edit("Exchange"):
            for frame, content in ((1, bytes([second])), (2, bytes([second + 1]))):
                project.layers.put_matte(object_id, matte(frame, content=content), content)


def change_track(project: Project, first: int, second: int) -> None:
    for shot_id in _shots(project)[first : first + 1]:
        track = PlanarTrack(second, ((0.0, 0.0), (1.0, 0.0), (second / 9, 1.0)))
        tracks = project.tracks.of(shot_id)
        if not tracks:
            project.tracks.add(shot_id, track)
        elif second % 3:
            project.tracks.change(tracks[0].id, track)
        else:
            project.tracks.remove(tracks[0].id)


def put_plate(project: Project, first: int, second: int) -> None:
    for shot_id in _shots(project)[first : first + 1]:
        plates = project.plates.of(shot_id)
        if plates and second % 3 == 0:
            project.plates.remove(plates[0])
        else:
            project.plates.put(shot_id, second // 2, bytes([second]), tuple(PlateOrigin)[second % 3])


def put_overlay(project: Project, first: int, second: int) -> None:
    for object_id in _objects(project)[first : first + 1]:
        project.overlays.put(object_id, bytes([second]))


def set_setting(project: Project, first: int, second: int) -> None:
    project.settings.set(f"setting {first}", second / 3 if second else None)


def add_clip(project: Project, first: int, second: int) -> None:
    project.media.add(clip_facts(f"/clips/{first}.mov"))
    if second > 3:
        project.media.add(clip_facts(f"/clips/{second}.mov"))


def relink_clip(project: Project, first: int, second: int) -> None:
    for media in project.media.all()[first : first + 1]:
        project.media.relink(media.id, clip_facts(f"/originals/{second}.mov", zoom=1 + second))


def remove_clip(project: Project, first: int, _: int) -> None:
    used = {shot.media_id for shot in project.shots.all()}
    for media in project.media.all()[first : first + 1]:
        if media.id not in used:
            project.media.remove(media.id)


def copy_frame(project: Project, first: int, second: int) -> None:
    for object_id in _objects(project)[first : first + 1]:
        copy_to_frame(project, project.objects.get(object_id), first, second)


def copy_object(project: Project, first: int, second: int) -> None:
    for object_id in _objects(project)[first : first + 1]:
        for shot in project.shots.all()[second : second + 1]:
            copy_to_shot(project, project.objects.get(object_id), shot, first)


def paste_copied_keys(project: Project, first: int, second: int) -> None:
    for object_id in _objects(project)[first : first + 1]:
        thing = project.objects.get(object_id)
        copied = copy_keys(project, thing, range(second, second + 3))
        if copied is not None:
            paste_keys(project, copied, thing, 3 * second)


def bring_shapes(project: Project, first: int, second: int) -> None:
    for shot in project.shots.all()[first : first + 1]:
        with TemporaryDirectory() as folder:
            picture = Path(folder) / "box.svg"
            corner = f'<rect id="a" x="{second}" width="3" height="4"/>'
            svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{corner}</svg>'
            picture.write_text(svg, encoding="utf-8")
            import_masks(project, shot, picture)


def move_frames(project: Project, first: int, second: int) -> None:
    for object_id in _objects(project)[first : first + 1]:
        project.layers.put_matte(object_id, matte(1), b"matte")
        with suppress(UsageError):  # onto a frame that the shot does not have
            move_keys(project, project.objects.get(object_id), [1], second)


EDITS: tuple[Edit, ...] = (
    move_frames,
    paste_copied_keys,
    add_clip, relink_clip, remove_clip, copy_frame, copy_object, bring_shapes,
    add_shot, change_shot, remove_shot, add_object, change_object, move_object, remove_object, draw_stroke,
    draw_shape, put_matte, change_layer, move_layer, remove_layer, exchange_frames, change_track,
    put_plate, put_overlay, set_setting,
)  # fmt: skip


class Model:
    """What the history must be: the documents before and after each step."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.documents = [project.document_hash()]
        self.position = 0
        project.listen(self.hear)

    def hear(self, committed: Committed) -> None:
        if committed.cause is Cause.EDIT:
            del self.documents[self.position + 1 :]
            self.documents.append(self.project.document_hash())
            self.position += 1

    def undo(self) -> None:
        undone = self.project.undo()
        assert (undone is None) == (self.position == 0)
        self.position = max(0, self.position - 1)
        self.check()

    def redo(self) -> None:
        redone = self.project.redo()
        assert (redone is None) == (self.position == len(self.documents) - 1)
        self.position = min(len(self.documents) - 1, self.position + 1)
        self.check()

    def gather(self, count: int) -> None:
        """Gather the last few steps; together they may be nothing."""
        count = min(count, self.position)
        done = self.project.history.steps()[: self.position]
        mark = done[-count - 1].id if count < len(done) else 0
        gathered = self.project.history.gather(mark, "Gathered") if count else None
        if count:
            del self.documents[self.position - count + 1 : self.position + (gathered is None)]
            self.position -= count - (gathered is not None)
        self.check()

    def check(self) -> None:
        assert self.project.document_hash() == self.documents[self.position]


numbers = st.integers(0, 6)
actions = st.one_of(
    st.tuples(st.sampled_from(EDITS), numbers, numbers),
    st.tuples(st.sampled_from(["undo", "redo", "gather", "reopen"]), numbers, numbers),
)


@settings(max_examples=30)
@given(st.lists(actions, max_size=40))
def test_any_edits_undone_and_redone_give_the_same_documents(
    sequence: list[tuple[Edit | str, int, int]],
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "any.cleanplate"
        prepare(path)
        with Project.open(path) as project:
            project.history.forget(0)
            model = Model(project)
            for action, first, second in sequence:
                if callable(action):
                    action(project, first, second)
                elif action == "gather":
                    model.gather(first)
                elif action == "reopen":
                    with Project.open(path, read_only=True) as reader:
                        assert reader.document_hash() == model.documents[model.position]
                else:
                    getattr(model, action)()
            model.check()
            while model.position:
                model.undo()
            while model.position < len(model.documents) - 1:
                model.redo()


def functions_that_edit() -> set[str]:
    """Name the functions of the package that open an edit, by file and name."""
    found = set()
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name != "edit":
                calls = (inner.func for inner in ast.walk(node) if isinstance(inner, ast.Call))
                if any(isinstance(call, ast.Attribute) and call.attr == "edit" for call in calls):
                    found.add(f"{file.relative_to(PACKAGE).as_posix()}: {node.name}")
    return found


def test_every_edit_there_is_takes_part() -> None:
    codes: set[CodeType] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            codes.add(frame.f_code)

    with TemporaryDirectory() as folder:
        path = Path(folder) / "all.cleanplate"
        prepare(path)
        with Project.open(path) as project:
            sys.setprofile(note)
            try:
                for edit in EDITS:
                    for second in (1, 4, 0):
                        add_object(project, 0, second)
                        draw_stroke(project, 0, 1)
                        edit(project, 0, second)
                        edit(project, 1, 3)
                        if not project.shots.all():
                            add_shot(project, 0, 5)
            finally:
                sys.setprofile(None)
    called = {
        f"{file.relative_to(PACKAGE).as_posix()}: {code.co_name}"
        for code in codes
        if (file := Path(code.co_filename)).is_relative_to(PACKAGE)
    }
    missing = {one for one in functions_that_edit() if one.split(": ")[1] not in NEED_PICTURES} - called
    assert len(functions_that_edit()) > 20
    assert missing == set()
