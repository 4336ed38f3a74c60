-- Who was sent which version, kept for ever; what waits beside a cursor; how each subscriber is served.

-- One row for a story at a subscriber, whatever the number of its versions and attempts.
CREATE TABLE ledger (
  story_id INTEGER NOT NULL REFERENCES story (id),
  subscriber_id INTEGER NOT NULL,    -- also of those who were removed: they have the story still
  delivered INTEGER NOT NULL,        -- the highest version that was acknowledged; 0 for none
  possible INTEGER NOT NULL,         -- the highest version that may have arrived besides; 0 for none
  PRIMARY KEY (story_id, subscriber_id)
) STRICT, WITHOUT ROWID;

INSERT INTO ledger (story_id, subscriber_id, delivered, possible)
SELECT event.story_id, receipt.subscriber_id, max(event.version), 0
FROM receipt JOIN event ON event.seq = receipt.seq
WHERE receipt.outcome = 'delivered'
GROUP BY event.story_id, receipt.subscriber_id;

-- A story that a subscriber's cursor does not wait for: its kill, the newest version that was refused, or both.
CREATE TABLE lane (
  subscriber_id INTEGER NOT NULL REFERENCES subscriber (id) ON DELETE CASCADE,
  story_id INTEGER NOT NULL REFERENCES story (id),
  kill_seq INTEGER,                  -- goes first
  event_seq INTEGER,
  opened_at TEXT NOT NULL,
  failures INTEGER NOT NULL,         -- in a row, of what goes first
  retry_at TEXT,
  last_error TEXT,
  PRIMARY KEY (subscriber_id, story_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX event_kill ON event (seq) WHERE type = 'story.killed';

ALTER TABLE subscriber ADD COLUMN window INTEGER NOT NULL DEFAULT 4;           -- events in flight at most
ALTER TABLE subscriber ADD COLUMN failing_since TEXT;                          -- nothing but failure since
ALTER TABLE subscriber ADD COLUMN latest_until INTEGER NOT NULL DEFAULT 0;     -- up to here the newest versions alone
