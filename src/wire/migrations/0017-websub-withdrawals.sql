-- Who is to have a feed without what was taken back is not left to a back-off of hours.
ALTER TABLE websub_subscription ADD COLUMN withdrawal_seq INTEGER; -- event: the last kill or hold that it may not know of; NULL: none
ALTER TABLE websub_subscription ADD COLUMN withdrawal_since TEXT;  -- since when it is owed a feed without that
