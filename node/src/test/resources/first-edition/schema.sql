create table schema_history (
  installed_rank integer       not null primary key,
  version        varchar(50),
  description    varchar(200)  not null,
  type           varchar(20)   not null,
  script         varchar(1000) not null,
  checksum       integer,
  installed_by   varchar(100)  not null,
  installed_on   timestamp     not null default now(),
  execution_time integer       not null,
  success        boolean       not null
);
create index schema_history_s_idx on schema_history (success);

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

-- What the read side makes of the journal. Nobody else writes these tables, except queue_definition.
create table interaction (
  tenant        text        not null,
  id            text        not null,
  revision      bigint      not null,
  state         text        not null,
  is_held       boolean     not null,
  is_online     boolean     not null,
  queue         text        not null,
  media_type    text        not null,
  type          text,
  subtype       text,
  external_id   text,
  parent_id     text,
  agent         text,                 -- who is offered it or works on it
  priority      integer     not null,
  requirement   text        not null, -- medium and skills in canonical form: the class it waits in
  placement     integer     not null, -- the number of its next or present offer
  waiting_since timestamptz not null, -- moved_to_queue_at less the credited waiting
  moved_to_queue_at timestamptz not null,
  submitted_at  timestamptz not null,
  deadline      timestamptz,          -- when something must happen by itself
  completed_at  timestamptz,
  snapshot      text        not null, -- the whole interaction as JSON
  primary key (tenant, id)
);

create index interaction_waiting_idx
  on interaction (tenant, queue, requirement, (-priority), waiting_since, id)
  where state = 'queued' and not is_held;
create index interaction_submitted_idx on interaction (tenant, submitted_at desc, id desc);
create index interaction_external_idx on interaction (tenant, external_id) where external_id is not null;
create index interaction_agent_idx on interaction (tenant, agent) where agent is not null;
create index interaction_deadline_idx on interaction (deadline) where deadline is not null;

create table agent (
  tenant    text    not null,
  id        text    not null,
  revision  bigint  not null,
  logged_in boolean not null,
  snapshot  text    not null, -- the whole agent as JSON
  primary key (tenant, id)
);

create index agent_logged_in_idx on agent (tenant, id) where logged_in;

-- Configuration: the one owner of this truth is the table itself.
create table queue_definition (
  tenant      text        not null,
  id          text        not null,
  version     bigint      not null,
  description text,
  changed_at  timestamptz not null default now(),
  primary key (tenant, id)
);

create table read_side_position (
  reader   text   primary key,
  txid     xid8   not null,
  ordering bigint not null
);

insert into read_side_position values ('journal', '0', 0);

-- Events that could not be applied: loud, and in nobody's way.
create table read_side_failure (
  persistence_id  text        not null,
  sequence_number bigint      not null,
  failed_at       timestamptz not null default now(),
  reason          text        not null,
  primary key (persistence_id, sequence_number)
);

-- Which node is which, and which one is dead for the database: see docs/decisions/0007-downing-by-proof.md.
create table cluster_node (
  uid     bigint      primary key, -- of the actor system
  inc     bigint      not null,    -- the incarnation: key of its lock, part of the names of its sessions
  address text        not null,
  at      timestamptz not null default now()
);

-- A row here is the decision: whoever it names must not write again, ever.
create table node_fenced (
  inc    bigint      primary key,
  by_inc bigint      not null,
  reason text        not null,
  at     timestamptz not null default now()
);

-- The first statement of every session of a node's pools.
create function node_guard(me bigint) returns boolean language plpgsql as $$
begin
  if exists (select from node_fenced where inc = me) then
    raise exception 'the incarnation % is fenced', me using errcode = 'IX001';
  end if;
  return true;
end $$;

-- Fences a node unless the caller is fenced itself; one at a time. All in one statement, so that a caller that freezes
-- cannot keep the mutex. Each statement in here sees what was committed while it waited.
create function node_fence(dead bigint, me bigint, why text) returns boolean language plpgsql as $$
begin
  perform pg_advisory_xact_lock(1769499503, 1);
  insert into node_fenced (inc, by_inc, reason)
    select dead, me, why where not exists (select from node_fenced where inc = me)
    on conflict do nothing;
  return not exists (select from node_fenced where inc = me);
end $$;

-- A queue asks for its open offers when it starts and at every sweep: without this each of them looked at the work of
-- all agents of the tenant.
create index interaction_offered_idx on interaction (tenant, queue) where state = 'offered';
