"""An edit read beside the window. Importing this takes a while: `ui.edits` does it in the background only."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from editor.media.opening import probe
from editor.media.timecode import timecode_after
from editor.project.content.media import ClipFacts, look_at
from editor.timeline.opening import open_timeline
from editor.timeline.shots.naming import ShotNames
from editor.timeline.shots.shot import Shot, Uncleanable, make_shots
from editor.timeline.shots.uses import Use, uses_of
from editor.timeline.sidecar.comparing import compare
from editor.timeline.sidecar.recalling import all_recalled
from editor.timeline.sidecar.record import recorded
from editor.timeline.sidecar.store import SideCar, load, merged, save, sidecar_path
from ui.edits.listing import EditList, ListedShot, ListSettings
from ui.edits.tracing import Known, plate_versions, traced
from ui.edits.tracks import TracedEdit

_MOST_FRAMES_A_SECOND = 240


class EditReader:
    """An edit with its media and the list of shots beside it.

    Parameters
    ----------
    path : Path
        The edit.
    rate : Fraction or None
        Frames per second of an EDL; None to take the most probable one.
    search : sequence of Path
        Folders to search for media that does not lie where the edit says.

    Raises
    ------
    TimelineError
        If it, or the list of shots beside it, cannot be read.
    """

    def __init__(self, path: Path, rate: Fraction | None = None, search: Sequence[Path] = ()) -> None:
        self.path = path
        self._timeline = open_timeline(path, rate=rate, search=search)
        self._listed = sidecar_path(path)
        self._known = load(self._listed) if self._listed.exists() else None

    def shots(self, settings: ListSettings) -> EditList:
        """Make shots of all clips; those that the list beside the edit knows keep their names.

        Raises
        ------
        UsageError
            If the pattern for names is none.
        """
        made, notices = self._make(settings)
        recalled = made.recalled
        rows = [self._row(shot, is_known=shot.name in recalled) for shot in made.shots]
        rows += [self._left_out(one) for one in made.left_out]
        return EditList(tuple(rows), (*self._timeline.timeline.notices, *notices))

    def tracks(self, settings: ListSettings, plates: Path) -> TracedEdit:
        """Trace all tracks for the screen; muted clips, which are listed when asked for, are looked at, too.

        Parameters
        ----------
        settings : ListSettings
            How shots are made.
        plates : Path
            Folder that clean plates are delivered to.

        Raises
        ------
        UsageError
            If the pattern for names is none.
        """
        known, _notices = self._make(settings, with_muted=True)
        return traced(self.path, self._timeline.timeline, replace(known, plates=self._plates(plates)))

    def _make(self, settings: ListSettings, *, with_muted: bool = False) -> tuple[Known, list[str]]:
        timeline = self._timeline
        known = () if self._known is None else self._known.shots
        uses = uses_of(timeline.timeline, with_disabled=settings.with_disabled or bool(known))
        names = ShotNames(settings.pattern, [shot.name for shot in known])
        found = compare(known, uses, timeline.sequence_names)
        handles = settings.handles if self._known is None else self._known.handles
        recalled, notices = all_recalled(found, timeline.finder, probe, handles)
        taken = {id(use.clip) for one in found for use in one.uses}
        fresh = [use for use in uses if id(use.clip) not in taken]
        made, left_out = make_shots(fresh, timeline.finder, names, settings.handles)
        if with_muted and not settings.with_disabled:
            listed = taken | {id(use.clip) for use in uses}
            every = uses_of(timeline.timeline, with_disabled=True)
            muted = [use for use in every if id(use.clip) not in listed]
            more, others = make_shots(muted, timeline.finder, names, settings.handles)
            made, left_out = [*made, *more], [*left_out, *others]
        is_known = frozenset(shot.name for shot in recalled)
        return Known((*recalled, *made), is_known, left_out, {}), notices

    def _plates(self, folder: Path) -> dict[str, tuple[int, ...]]:
        known = () if self._known is None else self._known.shots
        return plate_versions(folder, {shot.name: shot.plates for shot in known})

    def facts(self, rows: Sequence[ListedShot]) -> dict[str, ClipFacts]:
        """Find out what a project keeps of the clips of some shots.

        Raises
        ------
        MediaError
            If one of them cannot be read.
        """
        return {clip: look_at(clip) for clip in dict.fromkeys(row.clip for row in rows)}

    def remember(self, names: Collection[str], settings: ListSettings) -> Path:
        """Write shots into the list beside the edit, so that deliveries and changed edits know them.

        Parameters
        ----------
        names : collection of str
            Of shots, as they are called under these settings.
        settings : ListSettings
            How they were made: a list that was asked for with others may still be under way.

        Raises
        ------
        WriteError
            If the folder does not take it.
        """
        made, _notices = self._make(settings, with_muted=True)
        shots = {shot.name: shot for shot in made.shots}
        known = self._known or SideCar(self.path.name, settings.handles, ())
        sequences = self._timeline.sequence_names
        before = {shot.name: shot.plates for shot in known.shots}
        fresh = [recorded(shots[name], sequences, before.get(name, ())) for name in names]
        self._known = SideCar(known.timeline, known.handles, merged(known.shots, fresh))
        save(self._known, self._listed)
        return self._listed

    def _row(self, shot: Shot, *, is_known: bool) -> ListedShot:
        use = shot.uses[0]
        return ListedShot(
            name=shot.name,
            clip=shot.media.clip,
            clip_name=use.clip.name or Path(shot.media.clip).name,
            frames=shot.needed,
            handles=shot.handles,
            timecode=self._timecode(use),
            use_count=len(shot.uses),
            markers=tuple(_told(use) for use in shot.uses if use.markers),
            is_known=is_known,
        )

    def _left_out(self, one: Uncleanable) -> ListedShot:
        name = one.use.clip.name
        return ListedShot(name=name, clip_name=name, timecode=self._timecode(one.use), why_not=one.why)

    def _timecode(self, use: Use) -> str:
        sequence = self._timeline.timeline.sequences[use.sequence]
        frame = int(sequence.start + use.record.start)
        if sequence.rate > _MOST_FRAMES_A_SECOND or frame < 0:
            return f"{float(frame / sequence.rate):.3f} s"
        zero = "00:00:00;00" if sequence.is_drop_frame and round(sequence.rate) in (30, 60) else "00:00:00:00"
        return timecode_after(zero, frame, sequence.rate)


def _told(use: Use) -> str:
    marker = use.markers[0]
    return marker.name or marker.comment or marker.colour or "marker"
