"""What was done, what can be undone and redone, and how much of it is kept."""

from __future__ import annotations

from editor.project.history import steps
from editor.project.history.compaction import compact
from editor.project.history.events import Step
from editor.project.history.store import Store
from editor.project.storage.causes import explained


class History:
    """The history of a project; it lies in the file, so that it outlives the program.

    Parameters
    ----------
    store : Store
        The document.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def steps(self) -> list[Step]:
        """List all steps in the order they were done, those that were undone last."""
        with explained(self._store.file.path):
            connection = self._store.file.connection
            return [*steps.done_steps(connection), *steps.undone_steps(connection)]

    def latest_steps(self, most: int) -> list[Step]:
        """List the last of the steps that `steps` lists, without reading the others."""
        with explained(self._store.file.path):
            connection = self._store.file.connection
            undone = steps.last_steps(connection, most, is_undone=True)
            return [*steps.last_steps(connection, most - len(undone), is_undone=False), *undone]

    @property
    def next_undo(self) -> Step | None:
        """What undo would take back; its place says where to look first."""
        with explained(self._store.file.path):
            return steps.last_done(self._store.file.connection)

    @property
    def next_redo(self) -> Step | None:
        """What redo would do again."""
        with explained(self._store.file.path):
            return steps.first_undone(self._store.file.connection)

    def mark(self) -> int:
        """Remember this moment, so that what follows can be gathered."""
        last = self.next_undo
        return 0 if last is None else last.id

    def gather(self, mark: int, name: str) -> Step | None:
        """Make one step of all edits done since a mark: the points of a shape, the way of a slider.

        Parameters
        ----------
        mark : int
            What `mark` returned.
        name : str
            For the menu.

        Returns
        -------
        Step or None
            None where together they changed nothing; the history then says nothing of them.
        """
        return self._store.gather(mark, name)

    def forget(self, kept_count: int) -> None:
        """Forget all but the latest steps and what was undone, and make the file as small as it can be.

        Parameters
        ----------
        kept_count : int
            Steps that can still be undone afterwards.

        Raises
        ------
        ProjectError
            If the project cannot be written to.
        """
        with self._store.raw_transaction() as connection:
            steps.forget(connection, kept_count)
        compact(self._store)
