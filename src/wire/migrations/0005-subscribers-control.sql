-- What an operator chooses for one subscriber, and changes while it is served.

ALTER TABLE subscriber ADD COLUMN profile TEXT;               -- NULL: Standard Webhooks alone
ALTER TABLE subscriber ADD COLUMN rate_attempts INTEGER;      -- at most so many attempts ...
ALTER TABLE subscriber ADD COLUMN rate_ms INTEGER;            -- ... in so many milliseconds; NULL: as many as there are
ALTER TABLE subscriber ADD COLUMN former_settings TEXT;       -- JSON: filters and windows that older events go by still
ALTER TABLE subscriber ADD COLUMN public_key TEXT;            -- of the secret, where that is one of a pair; NULL: a shared one

DROP TRIGGER subscriber_is_changed;
CREATE TRIGGER subscriber_is_changed
AFTER UPDATE OF name, url, format, filter, secret, request_headers, state, generation, window, latest_until,
  profile, rate_attempts, rate_ms, former_settings, public_key ON subscriber
BEGIN INSERT INTO subscriber_change (subscriber_id) VALUES (new.id); END;
