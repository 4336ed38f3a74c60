-- Which story stands in which feed. Derived from the log; the addresses of feeds are not, since readers have them.

CREATE TABLE feed (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,                -- main, named, language, section, country
  key TEXT NOT NULL,
  label TEXT NOT NULL,
  language TEXT NOT NULL,
  path TEXT NOT NULL UNIQUE,         -- below feeds/, for ever
  retired INTEGER NOT NULL DEFAULT 0,
  places INTEGER NOT NULL DEFAULT 0, -- given so far
  latest_seq INTEGER NOT NULL DEFAULT 0,
  UNIQUE (kind, key)
) STRICT;

CREATE TABLE feed_story (
  feed_id INTEGER NOT NULL REFERENCES feed (id),
  place INTEGER NOT NULL,            -- 0, 1, 2 ... in the order in which they came
  story_id INTEGER NOT NULL REFERENCES story (id),
  ranking_date TEXT NOT NULL,        -- of the story's newest version, as in story
  seq INTEGER NOT NULL,
  PRIMARY KEY (feed_id, place)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX feed_story_of_story ON feed_story (story_id, feed_id);
CREATE INDEX feed_story_newest ON feed_story (feed_id, ranking_date DESC, seq DESC);

-- Documents of feeds that are to be written; archive 0 is the feed's own.
CREATE TABLE stale_document (
  feed_id INTEGER NOT NULL REFERENCES feed (id),
  archive INTEGER NOT NULL,
  PRIMARY KEY (feed_id, archive)
) STRICT, WITHOUT ROWID;
