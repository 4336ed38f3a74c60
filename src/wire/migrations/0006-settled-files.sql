-- Files that need not be read again though no story's row says so: they hold several stories, or an older version.
CREATE TABLE settled_file (
  path TEXT PRIMARY KEY,             -- relative to stories/
  stamp TEXT NOT NULL
) STRICT, WITHOUT ROWID;
