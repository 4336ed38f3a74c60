-- The life of a story: whether it may be used, who may know of it, and when that changes by itself.

-- Of the newest version, so that lists need not open its text.
ALTER TABLE story ADD COLUMN pub_status TEXT NOT NULL DEFAULT 'usable';
ALTER TABLE story ADD COLUMN audience TEXT;    -- 'trusted': nobody else may know of it; NULL: everybody may
ALTER TABLE story ADD COLUMN embargo TEXT;     -- waits on the wire for this instant
ALTER TABLE story ADD COLUMN expires TEXT;     -- from then on no longer in feeds
ALTER TABLE story ADD COLUMN translation_of TEXT;    -- guid

UPDATE story SET pub_status = coalesce((
  SELECT json_extract(version.content, '$.pubStatus') FROM version
  WHERE version.story_id = story.id AND version.version = story.version), 'usable');

CREATE INDEX story_withdrawn ON story (ranking_date) WHERE pub_status <> 'usable';
CREATE INDEX story_embargo ON story (embargo) WHERE embargo IS NOT NULL;
CREATE INDEX story_translation ON story (translation_of) WHERE translation_of IS NOT NULL;
CREATE INDEX story_expires ON story (expires) WHERE expires IS NOT NULL;

-- Events for the trusted alone leave no gap in the numbers that others see. NULL: the same as seq.
ALTER TABLE event ADD COLUMN public_seq INTEGER;
ALTER TABLE event ADD COLUMN audience TEXT;

-- What takes a story back: no earlier version is sent after it.
DROP INDEX event_kill;
CREATE INDEX event_withdrawal ON event (seq) WHERE type IN ('story.killed', 'story.held');

ALTER TABLE subscriber ADD COLUMN trusted INTEGER NOT NULL DEFAULT 0;    -- gets stories under embargo
CREATE INDEX subscriber_trusted ON subscriber (id) WHERE trusted = 1;

-- An operator has changed it: the columns of 0005, and its trust.
DROP TRIGGER subscriber_is_changed;
CREATE TRIGGER subscriber_is_changed
AFTER UPDATE OF name, url, format, filter, secret, request_headers, state, generation, window, latest_until,
  profile, rate_attempts, rate_ms, former_settings, public_key, trusted ON subscriber
BEGIN INSERT INTO subscriber_change (subscriber_id) VALUES (new.id); END;

-- Feeds that a story has stood in, and no longer does: should it be withdrawn, the notice goes there too.
CREATE TABLE feed_left (
  story_id INTEGER NOT NULL REFERENCES story (id),
  feed_id INTEGER NOT NULL REFERENCES feed (id),
  PRIMARY KEY (story_id, feed_id)
) STRICT, WITHOUT ROWID;

-- Files that belong to a story without being its own: notices, leads that another has replaced, further takes.
CREATE TABLE side_file (
  path TEXT PRIMARY KEY,
  hash TEXT NOT NULL,
  stamp TEXT NOT NULL,
  story_id INTEGER NOT NULL REFERENCES story (id),
  role TEXT NOT NULL,
  take TEXT                          -- JSON, of a take
) STRICT, WITHOUT ROWID;
CREATE INDEX side_file_hash ON side_file (hash);
CREATE INDEX side_file_of_story ON side_file (story_id);
