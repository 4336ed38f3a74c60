-- Fan-out that writes nothing for each subscriber, and starts without a look at the whole log.

-- How far deliveries have got as a whole. Whoever is not `behind` has all that matches up to the checkpoint, wherever its
-- own cursor rests.
CREATE TABLE delivery (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  checkpoint INTEGER NOT NULL,
  life INTEGER NOT NULL,             -- counts the processes that have delivered
  orderly INTEGER NOT NULL,          -- 1: the last of them has written down all that it did
  crashed_life INTEGER NOT NULL,     -- the first life after the last that did not
  crashed_until INTEGER NOT NULL     -- the log's head then: beyond it nothing was sent without a record
) STRICT;
-- Where there are subscribers already, nobody knows how the last process ended.
INSERT INTO delivery VALUES (1, 0, 0, NOT EXISTS (SELECT 1 FROM subscriber), 0, 0);

-- 1: its own cursor tells how far it has got.
ALTER TABLE subscriber ADD COLUMN behind INTEGER NOT NULL DEFAULT 1;
-- The life in which it was added: what died before that sent nothing to it.
ALTER TABLE subscriber ADD COLUMN since_life INTEGER NOT NULL DEFAULT 0;
-- The last event that went to it, for the next one to name.
ALTER TABLE subscriber ADD COLUMN previous_seq INTEGER;

-- Whom somebody has added, changed or removed, in turn: read instead of all subscribers. Triggers, so that no statement can
-- forget it; what deliveries write by themselves (cursor, failures ...) is not among the columns.
CREATE TABLE subscriber_change (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  subscriber_id INTEGER NOT NULL
) STRICT;
CREATE TRIGGER subscriber_is_added AFTER INSERT ON subscriber
BEGIN INSERT INTO subscriber_change (subscriber_id) VALUES (new.id); END;
CREATE TRIGGER subscriber_is_removed AFTER DELETE ON subscriber
BEGIN INSERT INTO subscriber_change (subscriber_id) VALUES (old.id); END;
CREATE TRIGGER subscriber_is_changed
AFTER UPDATE OF name, url, format, filter, secret, request_headers, state, generation, window, latest_until ON subscriber
BEGIN INSERT INTO subscriber_change (subscriber_id) VALUES (new.id); END;

-- Stories whose newest version a subscriber is to be sent again, because somebody asked for it.
CREATE TABLE resend (
  subscriber_id INTEGER NOT NULL REFERENCES subscriber (id) ON DELETE CASCADE,
  story_id INTEGER NOT NULL REFERENCES story (id),
  PRIMARY KEY (subscriber_id, story_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER resend_is_asked_for AFTER INSERT ON resend
BEGIN INSERT INTO subscriber_change (subscriber_id) VALUES (new.subscriber_id); END;
