-- The stories of a day on the desk's clocks, the most urgent first.
CREATE TABLE story_of_day (
  story_id INTEGER PRIMARY KEY REFERENCES story (id),
  day TEXT NOT NULL,
  urgency INTEGER,                   -- NULL: withdrawn
  ranking_date TEXT NOT NULL,
  seq INTEGER NOT NULL
) STRICT;
CREATE INDEX story_of_day_urgent ON story_of_day (day, urgency, ranking_date DESC, seq DESC);
CREATE INDEX story_of_day_newest ON story_of_day (day, seq);
