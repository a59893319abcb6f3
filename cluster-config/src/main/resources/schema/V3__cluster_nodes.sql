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
