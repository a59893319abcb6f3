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
