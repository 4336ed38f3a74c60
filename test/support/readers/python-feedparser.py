"""Reads a feed with feedparser, on the terms of the last answer, and prints what it holds as JSON."""

import calendar
import json
import sys

import feedparser

url, etag, modified = sys.argv[1:4]
answer = feedparser.parse(url, etag=etag or None, modified=modified or None)
if answer.bozo:
    sys.exit(f"not well-formed: {answer.bozo_exception}")
print(
    json.dumps(
        {
            "etag": answer.get("etag", ""),
            "modified": answer.get("modified", ""),
            "items": [
                {
                    "id": entry.id,
                    "title": entry.title,
                    "author": entry.author,
                    "published": calendar.timegm(entry.published_parsed) * 1000,
                    "html": entry.content[0].value,
                }
                for entry in answer.entries
            ],
        }
    )
)
