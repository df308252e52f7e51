"""The tables of a project, version 3."""

from __future__ import annotations

APPLICATION_ID = 0x434C504C
"""`CLPL`, where SQLite keeps the mark of a program in a file's header."""

VERSION = 3

CONTENT = (
    "settings", "media", "shots", "tracks", "plates", "objects", "overlays", "shapes", "strokes", "mattes",
)  # fmt: skip
"""Tables that make up the document: every change of them is an edit with a name, which can be undone.

Each has an integer `id` that is never given twice.
"""

BLOB_COLUMNS = {
    "strokes": "points_blob",
    "mattes": "picture_blob",
    "plates": "picture_blob",
    "overlays": "content_blob",
}
"""Tables whose rows name one in `blobs`, and the column that does; equal bytes lie there once."""

PLATES = """
CREATE TABLE plates (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    shot_id INTEGER NOT NULL REFERENCES shots DEFERRABLE INITIALLY DEFERRED,
    frame INTEGER NOT NULL,
    origin TEXT NOT NULL,
    is_linear INTEGER NOT NULL,
    picture_blob TEXT NOT NULL REFERENCES blobs DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (shot_id, frame)
);
CREATE INDEX plates_of_shot ON plates (shot_id, frame);
"""
"""What version 2 brought."""

OVERLAYS = """
CREATE TABLE overlays (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    object_id INTEGER NOT NULL UNIQUE REFERENCES objects DEFERRABLE INITIALLY DEFERRED,
    content_blob TEXT NOT NULL REFERENCES blobs DEFERRABLE INITIALLY DEFERRED
);
"""
"""What version 3 brought."""

TABLES = f"""{PLATES}{OVERLAYS}
CREATE TABLE settings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
);
CREATE TABLE media (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    absolute TEXT NOT NULL,
    relative TEXT,
    size_bytes INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    pixel_aspect TEXT NOT NULL,
    frame_count INTEGER NOT NULL,
    rate TEXT NOT NULL
);
CREATE TABLE shots (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    media_id INTEGER NOT NULL REFERENCES media DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    first_frame INTEGER NOT NULL,
    last_frame INTEGER NOT NULL,
    handles INTEGER NOT NULL
);
CREATE TABLE tracks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    shot_id INTEGER NOT NULL REFERENCES shots DEFERRABLE INITIALLY DEFERRED,
    parameters TEXT NOT NULL
);
CREATE TABLE objects (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    shot_id INTEGER NOT NULL REFERENCES shots DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    parameters TEXT NOT NULL
);
CREATE TABLE shapes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    object_id INTEGER NOT NULL REFERENCES objects DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    first_frame INTEGER,
    last_frame INTEGER,
    parameters TEXT NOT NULL
);
CREATE TABLE strokes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    object_id INTEGER NOT NULL REFERENCES objects DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    first_frame INTEGER,
    last_frame INTEGER,
    parameters TEXT NOT NULL,
    points_blob TEXT NOT NULL REFERENCES blobs DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE mattes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    object_id INTEGER NOT NULL REFERENCES objects DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    first_frame INTEGER NOT NULL,
    last_frame INTEGER NOT NULL,
    matte_class TEXT NOT NULL,
    parameters TEXT NOT NULL,
    picture_blob TEXT NOT NULL REFERENCES blobs DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (object_id, matte_class, first_frame),
    CHECK (first_frame = last_frame)
);
CREATE TABLE blobs (
    name TEXT PRIMARY KEY,
    content BLOB NOT NULL
);
CREATE TABLE view (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE history (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    made_at TEXT NOT NULL,
    shot_id INTEGER,
    frame INTEGER,
    is_undone INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE history_rows (
    step_id INTEGER NOT NULL REFERENCES history ON DELETE CASCADE,
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    image TEXT,
    PRIMARY KEY (step_id, table_name, row_id)
) WITHOUT ROWID;
CREATE INDEX history_undone ON history (id) WHERE is_undone;
CREATE INDEX shots_of_media ON shots (media_id);
CREATE INDEX tracks_of_shot ON tracks (shot_id);
CREATE INDEX objects_of_shot ON objects (shot_id);
CREATE INDEX shapes_of_object ON shapes (object_id, first_frame, last_frame, position);
CREATE INDEX strokes_of_object ON strokes (object_id, first_frame, last_frame, position);
CREATE INDEX mattes_of_object ON mattes (object_id, first_frame, last_frame, position);
"""
