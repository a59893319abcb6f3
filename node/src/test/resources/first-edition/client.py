"""A user of the API who knows the right answers, reckoned from what was asked and not from what came back."""

import datetime
import http.client
import json
import time
import urllib.parse

API = "/api/v1"
READ = json.loads


def until(what, condition, patience=30):
    end = time.monotonic() + patience
    while not condition():
        if time.monotonic() > end:
            raise SystemExit(f"waited in vain for {what}")
        time.sleep(0.05)


def quoted(name):
    return urllib.parse.quote(name, safe="")


def time_of(text):
    """A time as the API writes it."""
    utc = datetime.datetime.fromisoformat(text).astimezone(datetime.UTC)
    return utc.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def merged(target, patch):
    """RFC 7396."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result


def same(a, b):
    """As JSON: to Python, True, 1 and 1.0 are equal."""
    if type(a) is not type(b):
        return False
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    if isinstance(a, list):
        return len(a) == len(b) and all(map(same, a, b))
    return a == b


class Tenant:
    def __init__(self, port, name, requests):
        self.port, self.name, self.requests = port, name, requests
        self.interactions, self.agents, self.queues = [], [], []

    def headers(self, more):
        return {"Ixion-Tenant": self.name, "Content-Type": "application/json"} | {k: v for k, v in more.items() if v}

    def send(self, method, path, body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        payload = None if body is None else body.encode()
        connection.request(
            method, API + path, payload, self.headers({k.replace("_", "-"): v for k, v in headers.items()})
        )
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, READ(content or b"null")

    def ask(self, method, path, body=None, key=None, asleep=False, **headers):
        """What is asked with a key is kept: it must be known again for as long as its owner remembers it."""
        quoted_key = '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"' if key else None
        status, answer = self.send(method, path, body, Idempotency_Key=quoted_key, **headers)
        # 500: done, but the answer could not be written (see README.md)
        if status not in (200, 201) and not (asleep and status == 500):
            raise SystemExit(f"{method} {path} {(body or str())[:300]}: {status} {answer}")
        if key:
            self.requests.append(
                {
                    "tenant": self.name,
                    "method": method,
                    "path": API + path,
                    "key": quoted_key,
                    "body": body or "",
                    "headers": {k.replace("_", "-"): v for k, v in headers.items() if v},
                }
            )
        return answer

    def rows(self, path="/interactions"):
        rows, cursor = {}, ""
        while True:
            page = self.ask("GET", f"{path}?limit=100{cursor}")
            rows |= {row.get("id", row.get("name")): row for row in page["items"]}
            if "next" not in page["page"]:
                return rows
            cursor = "&cursor=" + quoted(page["page"]["next"])

    def queue(self, name, *descriptions):
        """Made, and then given each description; None takes it away."""
        for description in descriptions or [None]:
            self.ask("PUT", f"/queues/{quoted(name)}", json.dumps({"description": description} if description else {}))
        self.queues.append(
            {
                "tenant": self.name,
                "answer": {"name": name, "version": max(1, len(descriptions))}
                | ({"description": descriptions[-1]} if descriptions and descriptions[-1] else {}),
            }
        )
        return name

    def agent(self, story, name, **profile):
        return Agent(self, story, name, profile)

    def submit(self, story, queue, medium, data="{}", key=None, **fields):
        return Interaction(self, story, queue, medium, data, key, fields)


class Agent:
    """Its profile and session, as they must be."""

    def __init__(self, tenant, story, name, profile):
        self.tenant, self.story, self.name, self.path = tenant, story, name, f"/agents/{quoted(name)}"
        self.sessions, self.media = 0, None
        self.configure(**profile)
        tenant.agents.append(self)

    def configure(self, key=None, **profile):
        self.profile = {"skills": {}, "groups": [], "capacity": {}} | profile
        self.tenant.ask("PUT", self.path, json.dumps(profile, ensure_ascii=False), key)

    def log_in(self, media, key=None):
        self.tenant.ask("POST", self.path + "/session", json.dumps({"media": media}), key)
        if self.media is None:
            self.sessions, self.media = self.sessions + 1, {}
        for name, state in media.items():
            if self.media.get(name, {}).get("state") != state:
                self.media[name] = {"state": state}
        return self

    def log_out(self, key=None):
        self.tenant.ask("DELETE", self.path + "/session", None, key)
        self.media = None

    def ready(self, medium, key=None):
        self.tenant.ask("POST", f"{self.path}/media/{quoted(medium)}/ready", "{}", key)
        self.media[medium] = {"state": "ready"}

    def not_ready(self, medium, reason=None, key=None):
        self.tenant.ask(
            "POST",
            f"{self.path}/media/{quoted(medium)}/not-ready",
            json.dumps({"reason": reason} if reason else {}, ensure_ascii=False),
            key,
        )
        self.media[medium] = {"state": "not-ready"} | ({"reason": reason} if reason else {})

    def answer(self):
        return self.tenant.ask("GET", self.path)

    def session(self):
        return self.answer().get("session")

    def open_stream(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.tenant.port, timeout=60)
        connection.request("GET", API + self.path + "/events", headers=self.tenant.headers({}))
        self.stream = connection.getresponse()
        self.stream.readline()
        until(f"the stream of {self.name}", lambda: self.session()["connected"])

    def lose_stream(self):
        self.stream.close()
        until(f"the stream of {self.name} to be lost", lambda: not (self.session() or {}).get("connected"))

    def checked(self):
        answer = self.answer()
        profile = {k: sorted(v) if k == "groups" else v for k, v in self.profile.items()}
        assert {k: answer[k] for k in profile} == profile, (answer, profile)
        session = answer.get("session")
        assert (session is None) == (self.media is None), (self.name, session)
        if session:
            media = {m: {k: v for k, v in state.items() if k != "since"} for m, state in session["media"].items()}
            assert session["number"] == self.sessions and media == self.media, (session, self.media)
        return {"story": self.story, "tenant": self.tenant.name, "id": self.name, "answer": answer}


class Interaction:
    """Its place and its data, as they must be."""

    def __init__(self, tenant, story, queue, medium, data, key, fields):
        self.tenant, self.story, self.queue, self.asleep = tenant, story, queue, False
        self.place, self.number, self.by, self.revision = "queued", 1, None, 1
        self.held, self.online = fields.get("isHeld", False), fields.get("isOnline", False)
        self.abandoned, self.reason = False, None
        self.data, self.fields = merged({}, READ(data)), {"mediaType": medium} | fields
        body = json.dumps({"queue": queue} | self.fields, ensure_ascii=False)[:-1] + f', "data": {data}}}'
        self.id = tenant.ask("POST", "/interactions", body, key)["id"]
        self.path = f"/interactions/{self.id}"
        tenant.interactions.append(self)

    def row(self):
        """Of its owner, unless that cannot answer."""
        return self.tenant.rows().get(self.id, {}) if self.asleep else self.tenant.ask("GET", self.path)

    def asked(self, action, body=None, **headers):
        self.tenant.ask(
            "POST", self.path + action, json.dumps(body or {}, ensure_ascii=False), asleep=self.asleep, **headers
        )
        self.revision += 1

    def patch(self, data, by=None, key=None, if_match=False):
        """The data is a text, as it is sent."""
        match = f'"r{self.revision}"' if if_match else None
        self.tenant.ask(
            "PATCH", self.path, f'{{"data": {data}}}', key, self.asleep, Ixion_Agent=by and by.name, If_Match=match
        )
        self.data, self.revision = merged(self.data, READ(data)), self.revision + 1

    def move(self, queue, hold=False, reason=None, by=None, key=None):
        body = {"queue": queue, "hold": hold} | ({"reason": reason} if reason else {})
        self.asked("/queue", body, key=key, Ixion_Agent=by and by.name)
        self.queue, self.held, self.place, self.by, self.number = queue, hold, "queued", None, self.number + 1

    def hold(self, reason=None, key=None):
        self.asked("/hold", {"reason": reason} if reason else {}, key=key)
        self.held = True

    def resume(self):
        self.asked("/resume")
        self.held = False

    def offline(self):
        self.asked("/offline")
        self.online, self.abandoned = False, self.place in ("queued", "offered")

    def stop(self, reason=None, by=None, key=None):
        self.asked("/stop", {"reason": reason} if reason else {}, key=key, Ixion_Agent=by and by.name)
        self.place, self.by, self.held, self.reason = "stopped", None, False, reason

    def offered(self, agent):
        """Waits until it is offered to this agent, who alone can be meant."""
        until(f"the offer of '{self.story}' to {agent.name}", lambda: self.row().get("offeredTo") == agent.name)
        self.place, self.by, self.revision = "offered", agent, self.revision + 1
        return self

    def answered(self, how, body=None):
        path = f"/offers/off_{self.id.removeprefix('ixn_')}_{self.number}/{how}"
        self.tenant.ask("POST", path, json.dumps(body or {}, ensure_ascii=False), asleep=self.asleep)
        self.revision += 1

    def accept(self):
        self.answered("accept")
        self.place = "handling"
        return self

    def reject(self, reason=None):
        self.answered("reject", {"reason": reason} if reason else {})
        self.back()

    def returned(self):
        """Waits until it has come back by itself: missed, rescinded or released."""
        until(f"the return of '{self.story}'", lambda: self.row().get("state") == "queued")
        self.revision += 1
        self.back()

    def back(self):
        self.place, self.by, self.number = "queued", None, self.number + 1

    def expected(self):
        agent = {"offered": "offeredTo", "handling": "assignedTo"}.get(self.place)
        return (
            self.fields
            | {
                "id": self.id,
                "tenant": self.tenant.name,
                "queue": self.queue,
                "state": self.place,
                "revision": self.revision,
                "isHeld": self.held,
                "isOnline": self.online,
                "data": self.data,
            }
            | ({agent: self.by.name, "offerId": f"off_{self.id.removeprefix('ixn_')}_{self.number}"} if agent else {})
            | ({"stopReason": self.reason} if self.reason else {})
        )

    def checked(self, row):
        """The answer of the list, which this version reads rightly, where nothing in it is other than it must be."""
        expected = self.expected()
        if expected.get("receivedAt", "").startswith("9999"):
            del expected["receivedAt"], row["receivedAt"]  # this version shows it as the year 0000
        elif "receivedAt" in expected:
            expected["receivedAt"] = time_of(expected["receivedAt"])
        for name, value in expected.items():
            assert same(row.get(name), value), (self.story, name, row.get(name), value)
        for name in "offeredTo", "assignedTo", "offerId", "stopReason":
            assert (name in row) == (name in expected), (self.story, name, row)
        if not self.abandoned:
            row.pop("abandonedAt", None)  # this version shows it of whoever left while an agent worked for them
        assert ("abandonedAt" in row) == self.abandoned, (self.story, row)
        events = self.tenant.ask("GET", self.path + "/events?limit=500")["items"]
        assert [event["revision"] for event in events] == list(range(1, self.revision + 1)), (self.story, events)
        return {"story": self.story, "tenant": self.tenant.name, "id": self.id, "answer": row}
