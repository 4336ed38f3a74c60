-- What the API needs: answers that are given again, and stories in the order of what happened to them.

CREATE TABLE idempotency_key (
  token_id INTEGER NOT NULL,
  key TEXT NOT NULL,                 -- as the client chose it; each token has its own
  fingerprint TEXT NOT NULL,         -- SHA-256 of what was asked for
  process TEXT NOT NULL,             -- that began it: without an answer of a process that is gone, it broke off
  begun_at TEXT NOT NULL,
  answer TEXT,                       -- JSON, sealed where it shows a secret; NULL: under way
  expires_at TEXT NOT NULL,
  PRIMARY KEY (token_id, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_key_expiry ON idempotency_key (expires_at);

CREATE INDEX story_seq ON story (seq);
