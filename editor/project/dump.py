"""A project as plain values: for scripts, for tests, and for the day nothing else reads it."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from editor.project.content.parameters import to_text
from editor.project.history.rows import Row, decoded
from editor.project.history.store import Store
from editor.project.storage.schema import CONTENT, VERSION

_TEXTS = ("parameters", "value")


def dump(store: Store) -> dict[str, Any]:
    """Put everything in a project into values that JSON can hold.

    Returns
    -------
    dict
        Rows of each table by its name; `history` with the images of its rows; `blobs` by name, as base64.
    """
    return {
        "format": VERSION,
        "path": str(store.file.path),
        "document": document_hash(store),
        **{table: [_readable(row) for row in _rows(store, table)] for table in CONTENT},
        "view": [_readable(row) for row in store.select("SELECT * FROM view ORDER BY name")],
        "history": [_step(store, row) for row in _rows(store, "history")],
        "blobs": {
            row["name"]: base64.b64encode(row["content"]).decode("ascii")
            for row in store.select("SELECT * FROM blobs ORDER BY name")
        },
    }


def document_hash(store: Store) -> str:
    """Hash the document as it is now, without its history and how it is looked at: SHA-256, hexadecimal."""
    digest = hashlib.sha256()
    for table in CONTENT:
        digest.update(to_text([table, _rows(store, table)]).encode())
    return digest.hexdigest()


def _rows(store: Store, table: str) -> list[Row]:
    return store.select(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608 - names of our own tables


def _readable(row: Row) -> Row:
    return {name: json.loads(cell) if name in _TEXTS else cell for name, cell in row.items()}


def _step(store: Store, step: Row) -> dict[str, Any]:
    images = store.select(
        "SELECT table_name, row_id, image FROM history_rows WHERE step_id = ? ORDER BY table_name, row_id",
        step["id"],
    )
    return {**step, "rows": [{**image, "image": decoded(image["image"])} for image in images]}
