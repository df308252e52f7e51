"""Any sequence of any edits, undone and redone, gives the same documents in the same order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from project_clips import ellipse, matte, stroke
from session import prepare

from editor.masks.model.frame_mattes import FrameState
from editor.masks.model.objects import MaskObject, MatteEdge
from editor.masks.model.tracks import PlanarTrack
from editor.project.history.events import Cause, Committed, LayerKind
from editor.project.project import Project

Edit = Callable[[Project, int, int], None]


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


def set_setting(project: Project, first: int, second: int) -> None:
    project.settings.set(f"setting {first}", second / 3 if second else None)


EDITS: tuple[Edit, ...] = (
    add_shot, change_shot, remove_shot, add_object, change_object, move_object, remove_object, draw_stroke,
    draw_shape, put_matte, change_layer, move_layer, remove_layer, exchange_frames, change_track, set_setting,
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


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
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
