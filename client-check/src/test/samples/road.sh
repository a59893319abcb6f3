#!/usr/bin/env bash
# The road of an interaction with curl: road.sh http://127.0.0.1:8080 [TENANT]
set -euo pipefail
node=$1
api=$node/api/v1
json='Content-Type: application/json'
work=$(mktemp -d)
stream=
trap '[ -z "$stream" ] || kill -- -"$stream"; rm -rf "$work"' EXIT

# every request: the tenant, today's only name of a customer
ask() { curl --silent --show-error --max-time 30 -H "Ixion-Tenant: ${tenant:-default}" "$@"; }
tenant=${2:-default}

# requests that have one effect however often they are done: curl repeats after 408, 429, 500, 502, 503 and 504, and
# waits as long as Retry-After says
safely() { ask --retry 5 --retry-connrefused "$@"; }

# a text of an answer by its name; jq does this better
field() { grep -o "\"$1\":\"[^\"]*\"" | head -1 | cut -d'"' -f4 || true; }

safely -o "$work/queue" -X PUT "$api/queues/inbound" -H "$json" -d '{}'
safely -o "$work/agent" -X PUT "$api/agents/ana" -H "$json" -d '{"skills": {"german": 3}}'
safely -o "$work/agent" -X POST "$api/agents/ana/session" -H "$json" -H 'Idempotency-Key: "login-1"' \
  -d '{"media": {"chat": "ready"}}'

# once, however often it is sent: the key names the request
submit() {
  safely -D "$work/head" -X POST "$api/interactions" -H "$json" -H 'Idempotency-Key: "order-4711"' \
    -d '{"queue": "inbound", "mediaType": "chat", "isHeld": true, "skills": {"german": 1},
         "data": {"customer": {"name": "Bea"}}}'
}
id=$(submit | field id)
[ "$(submit | field id)" = "$id" ]
grep -qi '^idempotent-replayed: true' "$work/head"

# only if nobody has changed it meanwhile: 412 stale-revision when somebody has
etag=$(ask -D - -o "$work/interaction" "$api/interactions/$id" | tr -d '\r' | sed -n 's/^etag: //Ip')
change() {
  ask -X PATCH "$api/interactions/$id" -H 'Content-Type: application/merge-patch+json' -H "If-Match: $etag" \
    -d '{"data": {"note": "called back"}}'
}
[ "$(change | field state)" = queued ]
[ "$(change | field code)" = stale-revision ]

# page by page, until there is no next one
submitted() {
  local next='' page
  while :; do
    page=$(safely -G "$api/interactions" -d queue=inbound -d limit=50 ${next:+--data-urlencode "cursor=$next"})
    grep -o '"id":"ixn_[^"]*"' <<<"$page" || true
    next=$(field next <<<"$page")
    [ -n "$next" ] || break
  done
}
until submitted | grep -q "$id"; do sleep 0.2; done # lists follow the changes with a short delay

# the stream, for as long as it takes; connects again after the last event that was seen
follow() {
  while :; do
    last=$(sed -n 's/^id: //p' "$work/events" | tail -1)
    ask --no-buffer --max-time 0 --speed-limit 1 --speed-time 30 "$api/agents/ana/events" \
      ${last:+-H "Last-Event-ID: $last"} >>"$work/events" || true
    sleep 1
  done
}
touch "$work/events"
set -m # with a process group of its own, to end it as a whole
follow &
stream=$!
set +m

safely -o "$work/interaction" -X POST "$api/interactions/$id/resume" -H 'Idempotency-Key: "resume-1"'
until offer=$(field offerId <"$work/events") && [ -n "$offer" ]; do sleep 0.2; done # in a snapshot or an offer

# an offer's id is key enough
safely -o "$work/interaction" -X POST "$api/offers/$offer/accept"
safely -o "$work/interaction" -X POST "$api/interactions/$id/stop" -H "$json" -H 'Idempotency-Key: "stop-1"' \
  -d '{"reason": "solved"}'

# what happened; types that come later are just other words here
until types=$(safely "$api/interactions/$id/events" | grep -o '"type":"[^"]*"' | cut -d'"' -f4 | tr '\n' ' ') &&
  [[ $types == *stopped* ]]; do sleep 0.2; done
echo "$types"
