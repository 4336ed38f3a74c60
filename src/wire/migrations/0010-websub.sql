-- Who gets a feed pushed whenever it changes (WebSub), by a lease; and the feeds of which a hub elsewhere is told.

CREATE TABLE websub_subscription (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- it is part of its name, and no name ever means another
  kind TEXT NOT NULL,                   -- subscriber, hub
  document TEXT NOT NULL,               -- below feeds/: the topic
  callback_key TEXT NOT NULL,           -- the callback in the one form in which callbacks are compared
  topic TEXT NOT NULL,                  -- as it was asked for
  callback TEXT NOT NULL,               -- as it was asked for
  host TEXT NOT NULL,                   -- of the callback
  secret TEXT,                          -- sealed
  created_at TEXT NOT NULL,
  verified_at TEXT NOT NULL,
  expires_at TEXT,                      -- end of the lease; a hub has none
  delivered TEXT NOT NULL,              -- SHA-256 of what it has
  owed TEXT NOT NULL,                   -- SHA-256 of what it is to have
  delivered_at TEXT,
  due_at TEXT,                          -- when it is tried; NULL: it has what it is to have
  failures INTEGER NOT NULL DEFAULT 0,  -- in a row
  failing_since TEXT,
  last_error TEXT,
  UNIQUE (document, callback_key)
) STRICT;

CREATE INDEX websub_due ON websub_subscription (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX websub_expiry ON websub_subscription (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX websub_host ON websub_subscription (host, kind);
