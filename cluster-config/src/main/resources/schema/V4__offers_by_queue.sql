-- A queue asks for its open offers when it starts and at every sweep: without this each of them looked at the work of
-- all agents of the tenant.
create index interaction_offered_idx on interaction (tenant, queue) where state = 'offered';
