-- What an endpoint answered when it refused an event for good: for whoever has to find out why.
CREATE TABLE refusal (
  receipt_id INTEGER PRIMARY KEY REFERENCES receipt (id) ON DELETE CASCADE,
  answer TEXT NOT NULL
) STRICT;
