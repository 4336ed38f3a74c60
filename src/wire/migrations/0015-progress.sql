-- How far each subscriber has got, apart from what it wants: these are the rows that deliveries write all the time, so
-- narrow that hundreds share a page of 4 kB, where ten do with an address, a filter and secrets beside them.
CREATE TABLE progress (
  subscriber_id INTEGER PRIMARY KEY REFERENCES subscriber (id) ON DELETE CASCADE,
  cursor INTEGER NOT NULL,
  previous_seq INTEGER,              -- the last event that went to it, for the next one to name
  behind INTEGER NOT NULL,           -- 1: its own cursor tells how far it has got
  failures INTEGER NOT NULL,
  failing_since TEXT,                -- nothing but failure since
  retry_at TEXT,
  last_error TEXT
) STRICT;
INSERT INTO progress
SELECT id, cursor, previous_seq, behind, failures, failing_since, retry_at, last_error FROM subscriber;

ALTER TABLE subscriber DROP COLUMN cursor;
ALTER TABLE subscriber DROP COLUMN previous_seq;
ALTER TABLE subscriber DROP COLUMN behind;
ALTER TABLE subscriber DROP COLUMN failures;
ALTER TABLE subscriber DROP COLUMN failing_since;
ALTER TABLE subscriber DROP COLUMN retry_at;
ALTER TABLE subscriber DROP COLUMN last_error;
