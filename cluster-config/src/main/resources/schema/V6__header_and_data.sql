-- Header and attached data apart: whoever works on a queue or for an agent reads headers only. Rows of before keep their data in
-- the header's text until they change; readers know both.
alter table interaction rename column snapshot to header;
alter table interaction add column data text;

-- Snapshots of agents had the name of a Java class. Their events are all there, and the next snapshot has a short name.
delete from snapshot where persistence_id like 'agent|%';
