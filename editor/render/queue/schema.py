"""The tables of the queue, version 2."""

from __future__ import annotations

APPLICATION_ID = 0x434C5051
"""`CLPQ`, where SQLite keeps the mark of a program in a file's header."""

VERSION = 2

TABLES = """
CREATE TABLE jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'removal',
    state TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    waits_path TEXT,
    waits_bytes INTEGER NOT NULL DEFAULT 0,
    bundle TEXT NOT NULL,
    out TEXT NOT NULL,
    engine TEXT NOT NULL,
    device TEXT NOT NULL,
    memory_bytes INTEGER NOT NULL DEFAULT 0,
    priority INTEGER NOT NULL DEFAULT 0,
    position REAL NOT NULL,
    farm TEXT,
    farm_runner TEXT,
    keeps_parts INTEGER NOT NULL DEFAULT 1,
    is_tidy INTEGER NOT NULL DEFAULT 0,
    adder TEXT NOT NULL DEFAULT '',
    added_at REAL NOT NULL,
    started_at REAL,
    ended_at REAL,
    attempts INTEGER NOT NULL DEFAULT 0,
    stage INTEGER NOT NULL DEFAULT 0,
    frames INTEGER NOT NULL DEFAULT 0,
    share_done REAL NOT NULL DEFAULT 0,
    frames_per_second REAL NOT NULL DEFAULT 0,
    seconds_left REAL
);
CREATE TABLE needs (
    job_id INTEGER NOT NULL REFERENCES jobs ON DELETE CASCADE,
    needed_id INTEGER NOT NULL REFERENCES jobs ON DELETE CASCADE,
    PRIMARY KEY (job_id, needed_id)
) WITHOUT ROWID;
CREATE TABLE tasks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    job_id INTEGER NOT NULL REFERENCES jobs ON DELETE CASCADE,
    stage INTEGER NOT NULL,
    number INTEGER NOT NULL,
    level INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'waiting',
    runner TEXT,
    worker TEXT NOT NULL DEFAULT '',
    starts INTEGER NOT NULL DEFAULT 0,
    deaths INTEGER NOT NULL DEFAULT 0,
    frames INTEGER NOT NULL DEFAULT 0,
    expected_s REAL NOT NULL DEFAULT 0,
    share_done REAL NOT NULL DEFAULT 0,
    seconds REAL NOT NULL DEFAULT 0,
    UNIQUE (job_id, stage, number)
);
CREATE TABLE runners (
    token TEXT PRIMARY KEY,
    process TEXT NOT NULL,
    beat_at REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE log (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    job_id INTEGER NOT NULL REFERENCES jobs ON DELETE CASCADE,
    at REAL NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX jobs_by_state ON jobs (state, priority DESC, position);
CREATE INDEX tasks_by_job ON tasks (job_id, stage, number);
CREATE INDEX tasks_running ON tasks (runner) WHERE runner IS NOT NULL;
CREATE INDEX log_of_job ON log (job_id);
"""

UPGRADES = ("ALTER TABLE jobs ADD COLUMN kind TEXT NOT NULL DEFAULT 'removal'",)
"""From each version to the next, the first from version 1."""
