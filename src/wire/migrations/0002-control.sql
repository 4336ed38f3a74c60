-- What the operator asks: who got what, lately, of that story, and how far back an hour lies on the log.

-- Receipts in the order in which they were written, each at the end: a row costs a third less to write than one that has
-- to find its place among its subscriber's, and the newest are together. `id` grows with `finished_at`.
ALTER TABLE receipt RENAME TO receipt_by_subscriber;
CREATE TABLE receipt (
  id INTEGER PRIMARY KEY,
  subscriber_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  finished_at TEXT NOT NULL,
  status INTEGER,
  attempts INTEGER NOT NULL,
  duration_ms INTEGER NOT NULL,
  reason TEXT
) STRICT;
INSERT INTO receipt (subscriber_id, seq, outcome, finished_at, status, attempts, duration_ms, reason)
SELECT subscriber_id, seq, outcome, finished_at, status, attempts, duration_ms, reason
FROM receipt_by_subscriber ORDER BY finished_at;
DROP TABLE receipt_by_subscriber;

-- An index holds the id too: newest first, and counted from an id on, from the index alone.
CREATE INDEX receipt_of_subscriber ON receipt (subscriber_id);
CREATE INDEX receipt_of_event ON receipt (seq, subscriber_id);
CREATE INDEX receipt_dead ON receipt (subscriber_id) WHERE outcome = 'dead';

CREATE INDEX event_of_story ON event (story_id);
CREATE INDEX event_committed ON event (committed_at);

-- Counts how often the operator has set the cursor back: whoever still delivers from a place before that must not write it.
ALTER TABLE subscriber ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;

-- Secrets that have been replaced and still sign until then, so that receivers can change over in their own time.
CREATE TABLE former_secret (
  subscriber_id INTEGER NOT NULL REFERENCES subscriber (id) ON DELETE CASCADE,
  secret TEXT NOT NULL,
  until TEXT NOT NULL
) STRICT;
CREATE INDEX former_secret_of_subscriber ON former_secret (subscriber_id, until);

-- Header fields that one subscriber wants with every request, its authorization among them: JSON, sealed.
ALTER TABLE subscriber ADD COLUMN request_headers TEXT;
