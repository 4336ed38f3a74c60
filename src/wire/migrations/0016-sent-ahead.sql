-- What was sent beyond a cursor that waits for something before it: without that it would go out again at the next start.
ALTER TABLE progress ADD COLUMN sent_ahead TEXT;  -- JSON, numbers of events; NULL: none
