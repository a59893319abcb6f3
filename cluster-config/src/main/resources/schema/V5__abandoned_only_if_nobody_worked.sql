-- Up to here every interaction whose customer had left was shown as abandoned, also when somebody worked on it. The events
-- were right, the rows of those that nobody changes any more would stay wrong for ever. As text and from the end, where the
-- field stands behind the attached data: as jsonb the data's numbers would not be what they were.
update interaction i
set snapshot = regexp_replace(i.snapshot, '^(.*),"abandonedAt":"[^"]*"(.*)$', '\1\2')
from event_journal j
where i.snapshot like '%,"abandonedAt":"%'
  and j.persistence_id = 'interaction|' || i.tenant || '/' || i.id
  and substring(j.event_payload from 1 for 22) = convert_to('{"type":"went-offline"', 'UTF8')
  and position(convert_to('"abandoned":false', 'UTF8') in j.event_payload) > 0;
