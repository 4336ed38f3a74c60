-- The spine: stories with all their versions, the hash-chained log, subscribers with their cursors, receipts.
-- Instants are ISO 8601 in UTC, so that they sort as text.

CREATE TABLE story (
  id INTEGER PRIMARY KEY,
  guid TEXT NOT NULL UNIQUE,
  slug TEXT NOT NULL UNIQUE,
  first_created TEXT NOT NULL,
  version INTEGER NOT NULL,          -- the newest
  ranking_date TEXT NOT NULL,        -- of the newest: its place in feeds (src/story/dating.ts)
  seq INTEGER NOT NULL,              -- of the event that made the newest
  path TEXT UNIQUE,                  -- file, relative to stories/; NULL once another story has taken the name
  file_hash TEXT NOT NULL,
  file_stamp TEXT NOT NULL,
  missing INTEGER NOT NULL DEFAULT 0 -- 1: a pass has found the file gone
) STRICT;

CREATE INDEX story_newest ON story (ranking_date DESC, seq DESC);
CREATE INDEX story_file_hash ON story (file_hash);

CREATE TABLE version (
  story_id INTEGER NOT NULL REFERENCES story (id),
  version INTEGER NOT NULL,
  content TEXT NOT NULL,             -- the StoryVersion as JSON; its SHA-256 is the event's content_hash
  PRIMARY KEY (story_id, version)
) STRICT;

CREATE TABLE event (
  seq INTEGER PRIMARY KEY,           -- 1, 2, 3 ... without gaps
  type TEXT NOT NULL,
  story_id INTEGER NOT NULL REFERENCES story (id),
  version INTEGER NOT NULL,
  committed_at TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TABLE subscriber (
  id INTEGER PRIMARY KEY AUTOINCREMENT,   -- never used again: receipts outlive the subscriber
  name TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  format TEXT NOT NULL,
  filter TEXT NOT NULL,              -- JSON
  secret TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at TEXT NOT NULL,
  cursor INTEGER NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0,
  retry_at TEXT,
  last_error TEXT
) STRICT;

CREATE TABLE receipt (
  subscriber_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  finished_at TEXT NOT NULL,
  status INTEGER,
  attempts INTEGER NOT NULL,
  duration_ms INTEGER NOT NULL,
  reason TEXT,
  PRIMARY KEY (subscriber_id, seq, finished_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE note (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
