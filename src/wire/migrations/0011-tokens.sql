-- Access tokens of the HTTP API: what one may do, what it may see, and until when.

CREATE TABLE token (
  id INTEGER PRIMARY KEY AUTOINCREMENT,   -- never used again: what others note of a token outlives it
  name TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,         -- SHA-256 of the token in hex; the token itself is nowhere
  scopes TEXT NOT NULL,              -- with blanks between them, as RFC 6749 §3.3 writes them
  filter TEXT NOT NULL,              -- JSON
  trusted INTEGER NOT NULL DEFAULT 0,    -- may see stories under embargo
  created_at TEXT NOT NULL,
  expires_at TEXT,
  revoked_at TEXT,
  last_used_at TEXT                  -- to the minute or so
) STRICT;

-- A name is free again once its token is revoked.
CREATE UNIQUE INDEX token_name ON token (name) WHERE revoked_at IS NULL;
