"""What the actions of navigation, view and objects do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QInputDialog, QWidget

from editor.masks.codec import encode_matte
from editor.masks.model.frame_mattes import FrameMatte, FrameState, digest_of
from editor.masks.model.shapes import Shape
from editor.masks.model.strokes import Stroke
from editor.project.content.layers import Placed
from editor.project.content.objects import ProjectObject
from editor.project.content.shots import Shot
from editor.project.history.events import Place
from editor.project.project import Project
from ui.actions.key_router import KeyRouter
from ui.actions.registry import ActionRegistry
from ui.desk.attention import frames_in_need, key_frames
from ui.desk.desk import Desk
from ui.desk.mattes import MatteRequest, plain_matte
from ui.desk.view_options import ViewMode, ViewOptions
from ui.tools.shape_keys import key_at, with_key, without_key
from ui.viewer.panel import ViewerPanel
from ui.window.markers import markers_of, set_marker
from ui.window.places import typed_frame
from ui.window.sound import SoundPlayer
from ui.window.toolbox import Toolbox
from ui.window.transport import Transport

_DIFFERENCES = (1, 4, 16)
_TURN_DEG = 45.0


class Commands(QObject):
    """Binds actions to the desk.

    Parameters
    ----------
    desk : Desk
        What they act on.
    actions : ActionRegistry
        The actions.
    panel : ViewerPanel
        The middle of the window.
    toolbox : Toolbox
        The tools.
    router : KeyRouter
        Knows which keys are held.
    """

    markers_changed = pyqtSignal()

    def __init__(
        self, desk: Desk, actions: ActionRegistry, panel: ViewerPanel, toolbox: Toolbox, router: KeyRouter
    ) -> None:
        super().__init__(panel)
        self._desk, self._actions, self._panel = desk, actions, panel
        self._toolbox, self._router = toolbox, router
        self.sound = SoundPlayer()
        self.has_sound: Callable[[], bool] = lambda: False
        self.sound.failed.connect(desk.document.failed.emit)
        self.transport = Transport(
            desk.playhead,
            self.sound,
            self._heard_clip,
            lambda frame: desk.frames.best(frame) is not None,
        )
        self._held = ""
        self._bind_transport()
        self._bind_places()
        self._bind_view()
        self._bind_objects()
        panel.transport.asked.connect(self.go_to)
        desk.view.changed.connect(self._show_view)
        desk.playhead.range_changed.connect(lambda: actions["loop"].setChecked(desk.playhead.is_looping))
        self._show_view(desk.view.options, desk.view.options)

    def go_to(self, typed: str) -> None:
        """Go to a frame or timecode that was typed; say so where it is none."""
        frame = typed_frame(typed, self._desk.playhead.frame, self._desk.playhead.rate)
        if frame is None:
            self._desk.document.noticed.emit(
                self.tr("{0} is no frame: type 120, 00:00:04:20, +20 or -1:00.").format(typed)
            )
        else:
            self._desk.playhead.go(frame)

    # Playback

    def _bind_transport(self) -> None:
        desk, bind, playhead = self._desk, self._actions.bind, self._desk.playhead
        bind("play", self._play)
        bind("shuttle-back", lambda: self._shuttle(-1))
        bind("shuttle-forward", lambda: self._shuttle(1))
        bind("shuttle-stop", self._hold_shuttle)
        for sign, way in ((-1, "back"), (1, "forward")):
            bind(f"step-{way}", partial(self._step, lambda: 1, sign))
            bind(f"small-step-{way}", partial(self._step, lambda: desk.preferences.small_step, sign))
            bind(f"large-step-{way}", partial(self._step, lambda: desk.preferences.large_step, sign))
        bind("start", lambda: self._go_to_end(playhead.frames, 0))
        bind("end", lambda: self._go_to_end(playhead.frames, -1))
        bind("mark-in", playhead.mark_in_here)
        bind("mark-out", playhead.mark_out_here)
        bind("goto-in", lambda: self._go_to_end(playhead.marked, 0))
        bind("goto-out", lambda: self._go_to_end(playhead.marked, -1))
        bind("clear-range", lambda: playhead.mark(None, None))
        bind("sound", self._switch_sound)
        self._actions["sound"].setChecked(True)
        bind("loop", lambda: playhead.set_looping(self._actions["loop"].isChecked()))

    def _heard_clip(self) -> str:
        """Tell which clip is heard while it plays; empty where it has no sound."""
        return self._desk.frames.clip if self.has_sound() else ""

    def _switch_sound(self) -> None:
        self.sound.is_muted = not self._actions["sound"].isChecked()
        if self.sound.is_muted:
            self.sound.stop()

    def _go_to_end(self, frames: range, end: int) -> None:
        if frames:
            self._go(frames[end])

    def _play(self) -> None:
        if self._router.is_held("shuttle-stop"):
            self.transport.play(1)
        else:
            self.transport.toggle()

    def _shuttle(self, direction: int) -> None:
        if self._router.is_held("shuttle-stop"):
            self._step(lambda: 1, direction)
        else:
            self.transport.shuttle(direction)

    def _hold_shuttle(self) -> None:
        self.transport.stop()
        self._router.hold("shuttle-stop")

    def _step(self, frames: Callable[[], int], sign: int) -> None:
        self.transport.stop()
        self._desk.playhead.step(sign * frames())

    def _go(self, frame: int) -> None:
        self.transport.stop()
        self._desk.playhead.go(frame)

    # Places worth going to

    def _bind_places(self) -> None:
        bind = self._actions.bind
        bind("edit-previous", lambda: self._go_to_edit(-1))
        bind("edit-next", lambda: self._go_to_edit(1))
        bind("key-previous", lambda: self._go_beside(self._keys(), -1))
        bind("key-next", lambda: self._go_beside(self._keys(), 1))
        bind("marker-previous", lambda: self._go_beside(sorted(self._markers()), -1))
        bind("marker-next", lambda: self._go_beside(sorted(self._markers()), 1))
        bind("marker-add", self._add_marker)
        bind("marker-edit", self._edit_marker)
        bind("attention-next", lambda: self._go_to_need(1))
        bind("attention-previous", lambda: self._go_to_need(-1))
        bind("goto", self._type_place)

    def _go_beside(self, frames: list[int], sign: int) -> bool:
        """Go to the next of some frames that way; False where there is none."""
        here = self._desk.playhead.frame
        beyond = [frame for frame in frames if (frame - here) * sign > 0]
        if not beyond:
            return False
        self._go(min(beyond) if sign > 0 else max(beyond))
        return True

    def _go_to_edit(self, sign: int) -> None:
        """Go to the end of the shot that way; from there, on to the next shot."""
        playhead, selection = self._desk.playhead, self._desk.selection
        project, shot = self._desk.document.project, selection.shot
        if (
            project is None
            or shot is None
            or self._go_beside([playhead.frames[0], playhead.frames[-1]], sign)
        ):
            return
        shots = project.shots.all()
        other = [one.id for one in shots].index(shot.id) + sign
        if 0 <= other < len(shots):
            selection.choose_shot(shots[other])
            self._go(playhead.frames[0] if sign > 0 else playhead.frames[-1])

    def _keys(self) -> list[int]:
        project, thing = self._desk.document.project, self._desk.selection.object
        if project is None or thing is None:
            return []
        return key_frames([placed.layer for placed in project.layers.of(thing.id)])

    def _markers(self) -> dict[int, str]:
        project, shot = self._desk.document.project, self._desk.selection.shot
        return {} if project is None or shot is None else markers_of(project, shot)

    def _add_marker(self) -> None:
        frame = self._desk.playhead.frame
        if frame not in self._markers():
            self._set_marker("")

    def _set_marker(self, text: str | None) -> None:
        found = self._here()
        if found is not None:
            project, shot = found
            with self._desk.document.attempt():
                set_marker(project, shot, self._desk.playhead.frame, text)
                self.markers_changed.emit()

    def _edit_marker(self) -> None:
        name = self._markers().get(self._desk.playhead.frame)
        if name is None:
            self._desk.document.noticed.emit(self.tr("There is no marker on this frame."))
            return
        told = self.tr("Name of the marker; nothing removes it.")
        text, is_given = QInputDialog.getText(self._window(), self.tr("Marker"), told, text=name)
        if is_given:
            self._set_marker(text.strip() or None)

    def _go_to_need(self, sign: int) -> None:
        project, thing = self._desk.document.project, self._desk.selection.object
        if project is None or thing is None:
            return
        frames = frames_in_need(project, thing.id, self._desk.playhead.marked)
        if not frames:
            self._desk.document.noticed.emit(self.tr("No frame of this object needs attention."))
            return
        here = self._desk.playhead.frame
        at = frames.index(here) + sign if here in frames else (0 if sign > 0 else -1)
        self._go(frames[at % len(frames)])

    def _type_place(self) -> None:
        self._panel.transport.place.setFocus()
        self._panel.transport.place.selectAll()

    # View

    def _bind_view(self) -> None:
        bind, view, viewer = self._actions.bind, self._desk.view, self._panel.viewer
        for mode in ViewMode:
            bind(f"mode-{mode.value}", partial(self._set_mode, mode))
        bind("overlays", lambda: view.change(has_overlays=not view.options.has_overlays))
        bind("matte", lambda: view.toggle(ViewMode.MATTE))
        bind("before-after", self._compare)
        bind("wipe", lambda: view.toggle(ViewMode.WIPE))
        bind("wipe-turn", self._turn_wipe)
        bind("difference", self._cycle_difference)
        bind("onion", lambda: view.change(has_onion=not view.options.has_onion))
        bind("loupe", lambda: view.change(has_loupe=not view.options.has_loupe))
        bind("steady", lambda: self._hold_still(is_object=False))
        bind("steady-object", lambda: self._hold_still(is_object=True))
        viewer.steady.changed.connect(self._show_steady)
        viewer.steady.failed.connect(self._desk.document.failed.emit)
        bind("neutral", lambda: view.change(gain=1.0, gamma=1.0))
        bind("fit", viewer.fit)
        bind("one-to-one", viewer.show_pixels)
        bind("pan", self._hold_pan)

    def _set_mode(self, mode: ViewMode) -> None:
        self._desk.view.change(mode=mode)
        self._show_view(self._desk.view.options, self._desk.view.options)

    def _compare(self) -> None:
        is_result = self._desk.view.options.mode is ViewMode.RESULT
        self._desk.view.change(mode=ViewMode.SOURCE if is_result else ViewMode.RESULT)

    def _turn_wipe(self) -> None:
        angle = (self._desk.view.options.wipe_angle_deg + _TURN_DEG) % 360
        self._desk.view.change(mode=ViewMode.WIPE, wipe_angle_deg=angle)

    def _cycle_difference(self) -> None:
        options = self._desk.view.options
        if options.mode is not ViewMode.DIFFERENCE:
            self._desk.view.change(mode=ViewMode.DIFFERENCE, difference_gain=_DIFFERENCES[0])
        elif options.difference_gain == _DIFFERENCES[-1]:
            self._desk.view.toggle(ViewMode.DIFFERENCE)
        else:
            larger = _DIFFERENCES[_DIFFERENCES.index(options.difference_gain) + 1]
            self._desk.view.change(difference_gain=larger)

    def _hold_still(self, *, is_object: bool) -> None:
        """Hold the background or the selected object still, or let go of it."""
        steady = self._panel.viewer.steady
        name = "steady-object" if is_object else "steady"
        if not self._actions[name].isChecked():
            steady.release()
            return
        self._held = name
        thing = self._desk.selection.object
        request = None if thing is None or not is_object else self._desk.mattes.request(only=thing.id)
        if is_object and (request is None or not request.objects[0].layers):
            self._desk.document.noticed.emit(self.tr("The selected object has no mask on this frame."))
            self._show_steady()
            return
        steady.hold(request)

    def _show_steady(self) -> None:
        is_on = self._panel.viewer.steady.is_on
        for name in ("steady", "steady-object"):
            self._actions[name].setChecked(is_on and name == self._held)

    def _hold_pan(self) -> None:
        viewer = self._panel.viewer
        viewer.is_pan_held = True

        def let_go() -> None:
            viewer.is_pan_held = False

        self._router.hold("pan", let_go)

    def _show_view(self, _before: ViewOptions, options: ViewOptions) -> None:
        for mode in ViewMode:
            self._actions[f"mode-{mode.value}"].setChecked(mode is options.mode)
        self._actions["overlays"].setChecked(options.has_overlays)
        self._actions["onion"].setChecked(options.has_onion)
        self._actions["loupe"].setChecked(options.has_loupe)

    # Objects and masks

    def _bind_objects(self) -> None:
        bind = self._actions.bind
        bind("object-new", self._add_object)
        bind("object-remove", self._remove_object)
        bind("mask-delete", self._delete_mask)
        bind("accept", self._accept)
        bind("keyframe-set", self._set_keyframe)
        bind("keyframe-remove", self._remove_keyframe)
        for number in range(1, 10):
            bind(f"object-{number}", partial(self._choose_object, number - 1))

    def _add_object(self) -> None:
        found = self._here()
        if found is not None:
            project, shot = found
            name = self.tr("Object {0}").format(len(self._desk.selection.objects) + 1)
            with self._desk.document.attempt():
                self._desk.selection.choose_object(project.add_object(shot, name).id)

    def _remove_object(self) -> None:
        project, thing = self._desk.document.project, self._desk.selection.object
        if project is not None and thing is not None:
            with self._desk.document.attempt():
                project.objects.remove(thing.id)

    def _choose_object(self, number: int) -> None:
        objects = self._desk.selection.objects
        if number < len(objects):
            self._desk.selection.choose_object(objects[number].id)

    def _delete_mask(self) -> None:
        """Delete what is selected; otherwise what is painted of the object on this frame alone."""
        if self._toolbox.tool.delete():
            return
        project, thing, frame = (
            self._desk.document.project,
            self._desk.selection.object,
            self._desk.playhead.frame,
        )
        if project is None or thing is None:
            return
        here = [placed for placed in project.layers.on_frame(thing.id, frame) if _is_of_one_frame(placed)]
        with self._desk.document.attempt(), project.edit("Delete mask", Place(thing.shot_id, frame)):
            for placed in here:
                project.layers.remove(placed)

    def _accept(self) -> None:
        """Finish what is drawn, or pin the matte of this frame."""
        if self._toolbox.tool.finish():
            return
        thing, request = self._desk.selection.object, self._desk.mattes.request()
        if thing is None or request is None:
            return
        position = [one.id for one in self._desk.selection.objects].index(thing.id)
        if not request.objects[position].layers:
            self._desk.document.noticed.emit(self.tr("This frame has no matte to accept."))
            return
        self._desk.background.run(
            partial(_encoded, request, position),
            partial(self._pin, thing, request.frame),
            self._desk.document.failed.emit,
        )

    def _pin(self, thing: ProjectObject, frame: int, encoded: bytes) -> None:
        project = self._desk.document.project
        if project is None:
            return
        matte = FrameMatte(frame, FrameState.PINNED, digest_of(encoded))
        with self._desk.document.attempt(), project.edit("Accept frame", Place(thing.shot_id, frame)):
            project.layers.put_matte(thing.id, matte, encoded)

    def _set_keyframe(self) -> None:
        found = self._chosen_shape()
        if found is not None:
            project, placed, shape = found
            grid, tracks = project.grid(self._shot()), project.tracks.by_id(self._shot().id)
            key = key_at(shape, self._desk.playhead.frame, tracks, grid)
            with self._desk.document.attempt():
                project.layers.change(placed, with_key(shape, key))

    def _remove_keyframe(self) -> None:
        found = self._chosen_shape()
        if found is None:
            return
        project, placed, shape = found
        rest = without_key(shape, self._desk.playhead.frame)
        if rest is None:
            self._desk.document.noticed.emit(self.tr("There is no keyframe here that could be removed."))
            return
        with self._desk.document.attempt():
            project.layers.change(placed, rest)

    def _chosen_shape(self) -> tuple[Project, Placed, Shape] | None:
        project, placed = self._desk.document.project, self._desk.selection.shape
        if project is None or placed is None or not isinstance(placed.layer, Shape):
            self._desk.document.noticed.emit(self.tr("Select a shape first."))
            return None
        return project, placed, placed.layer

    def _here(self) -> tuple[Project, Shot] | None:
        project, shot = self._desk.document.project, self._desk.selection.shot
        return None if project is None or shot is None else (project, shot)

    def _shot(self) -> Shot:
        shot = self._desk.selection.shot
        assert shot is not None
        return shot

    def _window(self) -> QWidget | None:
        return self._panel.window()


def _encoded(request: MatteRequest, position: int) -> bytes:
    return encode_matte(plain_matte(request, position))


def _is_of_one_frame(placed: Placed) -> bool:
    layer = placed.layer
    return isinstance(layer, FrameMatte) or (isinstance(layer, Stroke) and layer.span.is_one_frame)
