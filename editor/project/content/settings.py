"""What a project is set to, and how it was last looked at."""

from __future__ import annotations

import json
from typing import Any

from editor.project.content.parameters import to_text
from editor.project.history.store import Store


class Settings:
    """Settings of the project by name; part of the document, so that changes can be undone.

    Parameters
    ----------
    store : Store
        The document.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> dict[str, Any]:
        """Read all of them: what JSON can hold, by name."""
        found = self._store.select("SELECT name, value FROM settings ORDER BY name")
        return {row["name"]: json.loads(row["value"]) for row in found}

    def get(self, name: str, default: Any = None) -> Any:
        """Read one; `default` where it is not set."""
        return self.all().get(name, default)

    def set(self, name: str, value: Any) -> None:
        """Set one to what JSON can hold; None takes it away."""
        found = self._store.select("SELECT id FROM settings WHERE name = ?", name)
        with self._store.edit(f"Set {name}"):
            if found and value is None:
                self._store.delete("settings", found[0]["id"])
            elif found:
                self._store.update("settings", found[0]["id"], {"value": to_text(value)})
            elif value is not None:
                self._store.insert("settings", {"name": name, "value": to_text(value)})


class View:
    """How the project was last looked at (play head, zoom, hidden overlays), by name.

    It is kept with the project but is no part of the document: none of it can be undone, nobody is told.

    Parameters
    ----------
    store : Store
        The document.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> dict[str, Any]:
        """Read all of it: what JSON can hold, by name."""
        found = self._store.select("SELECT name, value FROM view ORDER BY name")
        return {row["name"]: json.loads(row["value"]) for row in found}

    def keep(self, values: dict[str, Any]) -> None:
        """Keep what JSON can hold, by name, beside what is kept already."""
        rows = [(name, to_text(value)) for name, value in values.items()]
        with self._store.raw_transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO view VALUES (?, ?)", rows)
