"""The road of an interaction with Python's standard library: road.py http://127.0.0.1:8080 [TENANT]"""

import json
import random
import sys
import time
import urllib.error
import urllib.parse
import urllib.request


class Refused(Exception):
    """An answer other than 2xx; `code` is what a program looks at."""

    def __init__(self, status, problem):
        super().__init__(f"{status} {problem.get('code')}: {problem.get('detail')}")
        self.status, self.code, self.problem = status, problem.get("code"), problem


class Ixion:
    def __init__(self, node, tenant="default"):
        self.api = node + "/api/v1"
        self.headers = {"Ixion-Tenant": tenant, "Accept": "application/json"}  # later: Authorization, too

    def send(self, method, path, body=None, **headers):
        """Sends until it is known what came of it; gives status, headers and JSON of the answer."""
        safe = method in ("GET", "PUT", "DELETE") or "/offers/" in path or "Idempotency_Key" in headers
        for sent in range(1, 7):
            try:
                return self.send_once(method, path, body, headers)
            except urllib.error.HTTPError as answer:
                status, after = answer.code, answer.headers.get("Retry-After")
                refused = Refused(status, json.loads(answer.read() or "{}"))
                not_done = status in (408, 429, 503)
                unknown = status in (502, 504)
            except OSError as lost:  # nobody knows whether it was done
                refused, after, not_done, unknown = lost, None, False, True
            if sent == 6 or not (not_done or unknown and safe):
                raise refused
            time.sleep(float(after or 0) + random.uniform(0.5, 1) * min(5, 0.1 * 2**sent))

    def send_once(self, method, path, body, headers):
        request = urllib.request.Request(self.api + path, method=method, headers=self.headers)
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers, json.load(answer)

    def pages(self, path, **filters):
        """The items of all pages; only the absence of `next` is the end."""
        cursor = {}
        while True:
            query = urllib.parse.urlencode({**filters, **cursor})
            _, _, page = self.send("GET", f"{path}?{query}")
            yield from page["items"]
            if "next" not in page["page"]:
                return
            cursor = {"cursor": page["page"]["next"]}

    def events(self, agent, last_id=None):
        """Type and notice of what an agent is told, for ever; goes on after the last one that was handled."""
        pause = 1.0
        while True:
            headers = {**self.headers, "Accept": "text/event-stream"}
            if last_id:
                headers["Last-Event-ID"] = last_id
            request = urllib.request.Request(f"{self.api}/agents/{agent}/events", headers=headers)
            try:
                with urllib.request.urlopen(request, timeout=30) as stream:  # a comment comes every 10 s
                    event = {}
                    for line in stream:
                        name, _, value = line.decode().rstrip("\n").partition(": ")
                        if name == "retry":
                            pause = int(value) / 1000
                        elif name:  # a comment has no name
                            event[name] = value
                        elif "data" in event:
                            if event["id"] != last_id:
                                yield event["event"], json.loads(event["data"])
                            last_id, event = event["id"], {}
            except urllib.error.HTTPError as answer:
                if answer.code // 100 == 4 and answer.code not in (408, 429):
                    raise
            except OSError:
                pass
            time.sleep(pause * random.uniform(0.5, 1))


def main(node, tenant="default"):
    ixion = Ixion(node, tenant)
    ixion.send("PUT", "/queues/inbound", {})
    ixion.send("PUT", "/agents/ana", {"skills": {"german": 3}})
    ixion.send("POST", "/agents/ana/session", {"media": {"chat": "ready"}}, Idempotency_Key='"login-1"')

    # once, however often it is sent: the key names the request
    chat = {"queue": "inbound", "mediaType": "chat", "isHeld": True, "data": {"customer": {"name": "José"}}}
    status, _, interaction = ixion.send("POST", "/interactions", chat, Idempotency_Key='"order-4711"')
    again, headers, same = ixion.send("POST", "/interactions", chat, Idempotency_Key='"order-4711"')
    assert (status, again, headers["Idempotent-Replayed"]) == (201, 200, "true")
    assert same == interaction
    path = "/interactions/" + interaction["id"]

    # only if nobody has changed it meanwhile
    _, headers, _ = ixion.send("GET", path)
    note = {"data": {"note": "called back"}}
    ixion.send("PATCH", path, note, If_Match=headers["ETag"])
    try:
        ixion.send("PATCH", path, note, If_Match=headers["ETag"])
        raise AssertionError("it has changed since")
    except Refused as refused:
        assert refused.code == "stale-revision"

    # lists follow the changes with a short delay
    while interaction["id"] not in [each["id"] for each in ixion.pages("/interactions", queue="inbound", limit=2)]:
        time.sleep(0.2)

    ixion.send("POST", path + "/resume", Idempotency_Key='"resume-1"')
    for event, notice in ixion.events("ana"):
        # a snapshot holds all that is open; there are other types, and more will come
        offers = [notice] if event == "offer" else notice.get("offers", [])
        work = [notice["interaction"]] if event == "assigned" else notice.get("interactions", [])
        for offer in offers:
            ixion.send("POST", f"/offers/{offer['offerId']}/accept")
        for each in work:
            solved = {"reason": "solved"}
            ixion.send("POST", f"/interactions/{each['id']}/stop", solved, Idempotency_Key='"stop-1"')
        if event == "taken":
            break

    types = []
    while "stopped" not in types:
        types = [event["type"] for event in ixion.pages(path + "/events", limit=2)]
        time.sleep(0.2)
    print(*types)


if __name__ == "__main__":
    main(*sys.argv[1:])
