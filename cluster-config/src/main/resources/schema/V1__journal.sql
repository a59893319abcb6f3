-- The tables of akka-persistence-jdbc 5.2, with two changes of ours:
-- * txid, so that the read side can follow the journal in commit order without waiting for gaps;
-- * an index on (txid, ordering) in place of the plugin's index on ordering, and no tag table.
create table event_journal (
  ordering           bigserial,
  persistence_id     varchar(255) not null,
  sequence_number    bigint       not null,
  deleted            boolean      not null default false,
  writer             varchar(255) not null,
  write_timestamp    bigint,
  adapter_manifest   varchar(255),
  event_ser_id       integer      not null,
  event_ser_manifest varchar(255) not null,
  event_payload      bytea        not null,
  meta_ser_id        integer,
  meta_ser_manifest  varchar(255),
  meta_payload       bytea,
  txid               xid8         not null default pg_current_xact_id(),
  primary key (persistence_id, sequence_number)
);

create index event_journal_txid_idx on event_journal (txid, ordering);

create table snapshot (
  persistence_id        varchar(255) not null,
  sequence_number       bigint       not null,
  created               bigint       not null,
  snapshot_ser_id       integer      not null,
  snapshot_ser_manifest varchar(255) not null,
  snapshot_payload      bytea        not null,
  meta_ser_id           integer,
  meta_ser_manifest     varchar(255),
  meta_payload          bytea,
  primary key (persistence_id, sequence_number)
);
