-- To be run once after a dump was restored into a database, before any node starts; also rebuilds the read side.
-- The journal is read in the order of its transactions, and those of another server mean nothing in this one: all that
-- was restored is committed, so it counts as older than whatever comes, in the order of its numbers.
begin;
update event_journal set txid = '0';
truncate interaction, agent, read_side_failure;
update read_side_position set txid = '0', ordering = 0 where reader = 'journal';
commit;
