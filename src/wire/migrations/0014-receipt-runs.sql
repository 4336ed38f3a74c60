-- What a delivery writes: receipts in few bytes, and no page of 4 kB in the index for each subscriber that gets an event.

CREATE TABLE receipt_in_brief (
  id INTEGER PRIMARY KEY,
  subscriber_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  dead INTEGER NOT NULL,             -- 1: given up; 0: acknowledged
  finished_at INTEGER NOT NULL,      -- milliseconds since 1970
  status INTEGER,
  attempts INTEGER NOT NULL,
  duration_ms INTEGER NOT NULL,
  reason TEXT
) STRICT;
INSERT INTO receipt_in_brief
SELECT id, subscriber_id, seq, outcome = 'dead',
  coalesce(CAST(round(unixepoch(finished_at, 'subsec') * 1000) AS INTEGER), 0), status, attempts, duration_ms, reason
FROM receipt ORDER BY id;

-- It goes with the receipts that it belongs to, and is put back after them.
CREATE TEMP TABLE refusal_meanwhile AS SELECT receipt_id, answer FROM refusal;
DROP TABLE refusal;
DROP TABLE receipt;
ALTER TABLE receipt_in_brief RENAME TO receipt;
CREATE TABLE refusal (
  receipt_id INTEGER PRIMARY KEY REFERENCES receipt (id) ON DELETE CASCADE,
  answer TEXT NOT NULL
) STRICT;
INSERT INTO refusal SELECT receipt_id, answer FROM refusal_meanwhile;
DROP TABLE refusal_meanwhile;

CREATE INDEX receipt_of_event ON receipt (seq, subscriber_id);
CREATE INDEX receipt_dead ON receipt (subscriber_id) WHERE dead = 1;

-- Receipts by subscriber, so many thousands at a time: those up to `until` and after the run before it. What has come
-- since the last run is in none.
CREATE TABLE receipt_run (until INTEGER PRIMARY KEY) STRICT;
CREATE TABLE receipt_in_run (
  run INTEGER NOT NULL,              -- its `until`
  subscriber_id INTEGER NOT NULL,
  receipt_id INTEGER NOT NULL,
  PRIMARY KEY (run, subscriber_id, receipt_id)
) STRICT, WITHOUT ROWID;

INSERT INTO receipt_run SELECT max(id) FROM receipt HAVING count(*) > 0;
INSERT INTO receipt_in_run
SELECT until, subscriber_id, id FROM receipt CROSS JOIN receipt_run ORDER BY subscriber_id, id;

CREATE TRIGGER receipt_is_forgotten AFTER DELETE ON receipt
BEGIN
  DELETE FROM receipt_in_run
  WHERE run = (SELECT min(until) FROM receipt_run WHERE until >= old.id)
    AND subscriber_id = old.subscriber_id AND receipt_id = old.id;
END;
