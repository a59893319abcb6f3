"""What users did with the first edition: two nodes' lives, one after the other, on one database."""

from client import Tenant, until
from shapes import SHAPES

DEEP = (
    '{"customer": {"name": "Bea", "address": {"city": "Köln", "geo": {"lat": 50.94, "lon": 6.96}},'
    ' "tags": ["vip", null, {"since": 2019}]}, "lines": [{"n": 1}, {"n": 2, "opts": []}], "empty": {}}'
)
LONGEST_QUEUE = "q" + "._@+:-" * 21 + "9"
PUNCTUATED = "acme.eu_1@west+dr:prod-2"
LONGEST_TENANT = ("tenant-" + "0123456789" * 13)[:128]


class Life:
    def __init__(self, port):
        self.requests, self.kept = [], None
        self.home, self.acme, self.far = (
            Tenant(port, name, self.requests) for name in ("default", PUNCTUATED, LONGEST_TENANT)
        )

    def before_the_restart(self):
        """Offers last 2 s and sessions 1 s: who does not answer misses, who loses the stream is logged out."""
        t = self.home
        t.queue("inbound")
        t.queue("billing", "Questions about bills", "Fragen zu Rechnungen — счета, 請求書 🧾")
        t.queue("no-longer-described", "for a while", None)
        t.queue(LONGEST_QUEUE, "the longest name there may be")
        self.missed()
        self.connection_lost()
        self.asleep = [
            t.submit(
                f"read back from the journal {n}",
                "inbound",
                "chat",
                DEEP,
                skills={"only.dmitri": 1},
                isOnline=n == 4,
                isHeld=n == 5,
            )
            for n in range(6)
        ]
        t.submit("stopped before a restart", "inbound", "letter", DEEP).stop("done")
        self.settled()
        for one in self.asleep:
            one.asleep = True

    def after_the_restart(self):
        """Offers, work and lost sessions last a day, so that they are still there at the end."""
        self.waiting()
        self.changed()
        self.agents()
        self.offers()
        self.work()
        self.returns()
        self.online()
        self.woken()
        self.punctuated()
        self.longest_tenant()
        self.settled()
        self.kept = self.all_answers()

    def missed(self):
        t = self.home
        ivan = t.agent("missed two offers in a row", "ivan", skills={"only.ivan": 2}, capacity={"chat": 2}).log_in(
            {"chat": "ready", "email": "not-ready"}
        )
        two = [t.submit("missed", "inbound", "chat", DEEP, skills={"only.ivan": 1}) for _ in range(2)]
        for one in two:
            one.offered(ivan)
        for one in two:
            one.returned()
        until("the medium to be not ready", lambda: ivan.session()["media"]["chat"]["state"] == "not-ready")
        ivan.media["chat"] = {"state": "not-ready", "reason": "missed-offers"}

    def connection_lost(self):
        t = self.home
        judy = t.agent("her connection was lost for too long", "judy", skills={"only.judy": 1}).log_in(
            {"chat": "ready"}
        )
        judy.open_stream()
        one = (
            t.submit("released as its agent's connection was lost", "inbound", "chat", DEEP, skills={"only.judy": 1})
            .offered(judy)
            .accept()
        )
        one.patch('{"customer": {"name": null, "address": {"zip": "50667"}}}', judy)
        judy.lose_stream()
        until("the session to end", lambda: judy.session() is None)
        judy.media = None
        one.returned()

    def waiting(self):
        t = self.home
        for shape, data in SHAPES.items():
            t.submit(f"waits; {shape}", "inbound", "letter", data)
        parent = t.submit(
            "waits in the longest queue", LONGEST_QUEUE, "task", DEEP, skills={f"skill-{n}": n + 1 for n in range(64)}
        )
        t.submit(
            "waits; every field",
            "billing",
            "Media.x_1@a+b:c-d",
            DEEP,
            externalId='Заказ №42/ä 📦 "x"',
            parentId=parent.id,
            type="Входящее 受信",
            subtype="Neu / جديد 🆕",
            isOnline=True,
            priority=1_000_000,
            receivedAt="2026-02-28T23:59:59.987+05:45",
            waitCredit="PT1H2M3.456S",
            skills={"german": 3, "Skill.x_1@a+b:c-d": 100},
        )
        t.submit("received in a year of five digits", "inbound", "letter", DEEP, receivedAt="9999-12-31T23:59:59-01:00")
        t.submit("waits; a timeout that is no text", "inbound", "letter", '{"handling-timeout": 300, "n": {"a": 1}}')
        t.submit("submitted held", "billing", "letter", DEEP, isHeld=True, priority=7)
        t.submit("held", "billing", "letter", DEEP).hold("wartet auf Papiere / ждём 📄")
        resumed = t.submit("held and resumed", "billing", "letter", DEEP)
        resumed.hold()
        resumed.resume()
        moved = t.submit("moved three times", "inbound", "letter", DEEP, waitCredit="PT5M")
        moved.move("billing", reason="falsch — 違う")
        moved.move(LONGEST_QUEUE)
        moved.move("no-longer-described", reason="last")
        t.submit("moved to be held", "inbound", "letter", DEEP).move("billing", hold=True, reason="later")
        t.submit("moved within its queue", "inbound", "letter", DEEP).move("inbound")
        stopped = t.submit("held, then stopped", "inbound", "letter", DEEP)
        stopped.hold("why not")
        stopped.stop()
        t.submit(
            "stopped by nobody in particular, for a reason",
            "inbound",
            "letter",
            SHAPES["keys and texts of many scripts, and emoji"],
        ).stop("erledigt ✅ готово")
        t.submit("stopped by nobody for no reason", "inbound", "task").stop()

    def changed(self):
        t = self.home
        one = t.submit("nested keys changed, added and deleted", "inbound", "letter", DEEP)
        one.patch('{"customer": {"address": {"city": "Bonn", "geo": {"lat": null}}}}')
        one.patch(
            '{"customer": {"tags": ["regular", {"a": null}, [null]]}, "lines": null, "empty": {"no": {"longer": true}}}',
            key="change-1",
            if_match=True,
        )
        one.patch(
            '{"customer": {"address": {"geo": {"lon": null, "alt": 53.10}, "none": null}}, "new": {"x": {"y": {"z": [1, {"q": 1.50}]}}}}',
            key="change-2",
            if_match=True,
        )
        one = t.submit(
            "texts became objects, objects texts",
            "inbound",
            "letter",
            '{"a": "text", "b": {"c": 1}, "d": [1], "e": {"f": {"g": 1}}, "h": 1}',
        )
        one.patch(
            '{"a": {"was": "text"}, "b": "was an object", "d": {"was": ["an", "array"]}, "e": {"f": [{}]}, "h": {"x": {"gone": null}}}'
        )
        one.patch('{"b": {"again": {"an": "object"}}, "e": {"f": {"g": 2}}, "h": {"x": {"y": null}}}')
        one = t.submit("everything deleted", "inbound", "letter", DEEP)
        one.patch('{"customer": null, "lines": null, "empty": null, "never": {"there": null}}')
        one = t.submit(
            "changed while held, oftener than attempts are remembered",
            "inbound",
            "letter",
            '{"n": {"last": 0, "all": {}}}',
            isHeld=True,
        )
        for n in range(1, 41):
            one.patch(
                f'{{"n": {{"last": {n}, "all": {{"n{n}": {{"half": {n / 2}}}, "n{n - 7}": null}}}}}}',
                key=f"change-n-{n}" if n > 38 else None,
            )
        t.submit(
            "submitted with a key; decimals written in several ways",
            "inbound",
            "letter",
            '{"price": {"net": 1.10, "vat": 0.190, "list": [2.50, 1e2, 1.5E3, 100.0, 0.1]}, "n": 12345678901234567890, "s": "1.10"}',
            key='order "4711" \\ 1',
            priority=3,
            receivedAt="2026-03-01T10:00:00+01:00",
            skills={"nobody.has": 9},
        )
        t.submit("submitted with a key; no data", "billing", "task", key="order-0")
        one = t.submit("everything with keys", "inbound", "letter", DEEP, key="order-1")
        one.patch('{"customer": {"address": {"street": "Ring", "number": 1.0}}}', key="order-1")
        one.move("billing", reason="a key belongs to an operation", key="order-1")
        one.hold("so", key="order-1")
        t.submit("stopped with a key", "inbound", "letter", DEEP, key="order-2").stop("so", key="order-2")

    def agents(self):
        t = self.home
        t.agent(
            "only configured",
            "ann",
            skills={"german": 5, "x.y_z@a+b:c-d": 100},
            groups=["first-line", "Первая линия", '第一線 "A"/1', "عربي 🙂"],
            capacity={"chat": 2, "email": 0, "Media.x_1@a+b:c-d": 1000},
        )
        bob = t.agent("configured three times", "bob@example.com", skills={"german": 1})
        bob.configure(groups=["b", "a"])
        bob.configure(key="bob", capacity={"chat": 0}, skills={"english": 2})
        t.agent("logged out again", "eve", skills={"german": 1}).log_in(
            {"chat": "ready", "email": "not-ready"}
        ).log_out(key="eve")
        frank = self.long_lived(t, "frank", 105)
        frank.configure(skills={"only.frank": 3}, groups=["veterans"], capacity={"chat": 3})
        frank.log_out()
        frank.log_in({"sms": "ready", "chat": "not-ready", "email": "not-ready"}, key="frank")
        frank.not_ready("email", "Mittagspause / обед 🍜", key="frank")
        frank.log_in({"fax": "ready", "voice": "not-ready"})
        frank.ready("voice", key="frank")
        frank.not_ready("fax")
        many = t.agent("logged in with more media than one login may name", "media", skills={"german": 1})
        for part in range(2):
            many.log_in({f"medium-{part}-{n}": "ready" if n % 2 else "not-ready" for n in range(40)})
        grace = t.agent("her stream is lost, her session not yet", "grace", skills={"only.grace": 1}).log_in(
            {"chat": "ready", "sms": "ready"}
        )
        grace.open_stream()
        t.submit("handled by one whose stream is lost", "billing", "chat", DEEP, skills={"only.grace": 1}).offered(
            grace
        ).accept()
        grace.not_ready("chat")
        grace.lose_stream()
        heidi = t.agent(
            "her stream was lost as the node stopped", "heidi", skills={"only.heidi": 1}, capacity={"chat": 2}
        ).log_in({"chat": "ready", "sms": "ready"})
        heidi.open_stream()
        t.submit("handled by one with a stream", "inbound", "chat", DEEP, skills={"only.heidi": 1}).offered(
            heidi
        ).accept()
        t.submit("offered on a stream", "inbound", "chat", DEEP, skills={"only.heidi": 1}).offered(heidi)
        heidi.not_ready("chat")

    @staticmethod
    def long_lived(tenant, name, pauses):
        one = tenant.agent("has lived long: there is a snapshot of it", name, skills={"german": 1}).log_in(
            {"chat": "not-ready"}
        )
        for _ in range(pauses):
            one.ready("chat")
            one.not_ready("chat", "pause")
        return one

    def offers(self):
        t = self.home
        carla = t.agent(
            "has open offers", "carla", skills={"only.carla": 1, "second-line": 1}, capacity={"chat": 8, "email": 8}
        ).log_in({"email": "ready", "chat": "ready"})
        only = {"skills": {"only.carla": 1}}
        t.submit("offered", "inbound", "chat", DEEP, **only).offered(carla)
        t.submit("offered; no data", "inbound", "email", **only).offered(carla)
        changed = t.submit(
            "offered, and changed meanwhile", "billing", "chat", SHAPES["an array of objects with arrays"], **only
        ).offered(carla)
        changed.patch('{"lines": [{"sku": "C3", "opts": [null, {"k": {"v": 1}}]}], "note": {"by": {"whom": "client"}}}')
        t.submit("offered, then stopped", "inbound", "chat", DEEP, **only).offered(carla).stop("customer called")
        t.submit("offered, then moved away", "inbound", "chat", DEEP, **only).offered(carla).move(
            "billing", hold=True, reason="no"
        )
        ken = t.agent("has rejected", "ken", skills={"only.ken": 1, "second-line": 1}).log_in({"email": "ready"})
        once = t.submit("rejected with a reason", "inbound", "email", DEEP, skills={"only.ken": 1}).offered(ken)
        ken.not_ready("email", "training")
        once.reject("не моя тема / 専門外")
        carla.not_ready("email")
        ken.ready("email")
        twice = t.submit(
            "rejected by one, offered to another", "billing", "email", DEEP, skills={"second-line": 1}
        ).offered(ken)
        ken.not_ready("email", "training")
        twice.reject()
        carla.ready("email")
        twice.offered(carla)
        carla.not_ready("email", "Feierabend")
        carla.not_ready("chat")

    def work(self):
        t = self.home
        self.dmitri = dmitri = t.agent(
            "works", "dmitri.2_eu@night+shift:B-1", skills={"only.dmitri": 7}, groups=["night"], capacity={"chat": 30}
        ).log_in({"chat": "ready"})
        only = {"skills": {"only.dmitri": 1}}
        one = t.submit("handled, changed by its agent", "billing", "chat", DEEP, **only).offered(dmitri).accept()
        one.patch(
            '{"customer": {"address": {"geo": {"lat": null}}}, "notes": [{"at": 1, "text": {"de": "Rückruf", "ru": "перезвонить"}}]}',
            dmitri,
            if_match=True,
        )
        one.patch('{"customer": {"vip": {"since": [2019, null]}}}')
        t.submit(
            "handled; a timeout of its own", "billing", "chat", '{"handling-timeout": "PT15M", "n": {"a": 1}}', **only
        ).offered(dmitri).accept()
        t.submit(
            "handled; a timeout that cannot be read",
            "billing",
            "chat",
            '{"handling-timeout": "soon", "n": {"a": 1}}',
            **only,
        ).offered(dmitri).accept()
        t.submit("handled; no data", "billing", "chat", **only).offered(dmitri).accept()
        moved = (
            t.submit("handled, then moved on by its agent", "inbound", "chat", DEEP, **only).offered(dmitri).accept()
        )
        moved.patch('{"summary": {"lines": ["a", {"b": null}]}}', dmitri)
        moved.move("billing", hold=True, reason="für morgen", by=dmitri)
        done = t.submit("handled, then stopped by its agent", "inbound", "chat", DEEP, **only).offered(dmitri).accept()
        done.patch('{"result": {"code": 17, "tags": []}}', dmitri)
        done.stop("gelöst / решено", dmitri)
        t.submit("handled, then stopped by a client", "inbound", "chat", DEEP, **only).offered(dmitri).accept().stop()

    def returns(self):
        t = self.home
        lin = t.agent("logged out with work and an offer", "lin", skills={"only.lin": 1}, capacity={"chat": 2}).log_in(
            {"chat": "ready"}
        )
        work = (
            t.submit("released as its agent logged out", "billing", "chat", DEEP, skills={"only.lin": 1})
            .offered(lin)
            .accept()
        )
        offer = t.submit("rescinded as its agent logged out", "billing", "chat", DEEP, skills={"only.lin": 1}).offered(
            lin
        )
        lin.log_out()
        work.returned()
        offer.returned()
        max_ = t.agent("his capacity was lowered", "max", skills={"only.max": 1}, capacity={"chat": 2}).log_in(
            {"chat": "ready"}
        )
        kept = (
            t.submit("kept when the capacity was lowered", "billing", "chat", DEEP, skills={"only.max": 1})
            .offered(max_)
            .accept()
        )
        over = t.submit(
            "rescinded as the capacity was lowered", "billing", "chat", DEEP, skills={"only.max": 1}
        ).offered(max_)
        max_.configure(skills={"only.max": 1}, capacity={"chat": 1})
        over.returned()
        max_.not_ready("chat", "enough")
        kept.patch('{"customer": {"address": null}}', max_)
        nina = t.agent("was inactive", "nina", skills={"only.nina": 1}).log_in({"chat": "ready"})
        idle = t.submit(
            "released as its agent was inactive",
            "billing",
            "chat",
            '{"handling-timeout": "PT1S", "n": {"a": {"b": []}}}',
            skills={"only.nina": 1},
        )
        idle.offered(nina).accept()
        nina.not_ready("chat")
        idle.returned()

    def online(self):
        t, dmitri = self.home, self.dmitri
        live = {"isOnline": True, "skills": {"only.dmitri": 1}}
        t.submit("online, waits", "inbound", "video", DEEP, isOnline=True)
        t.submit("gone offline while waiting: abandoned", "inbound", "video", DEEP, isOnline=True).offline()
        t.submit("gone offline while held: abandoned", "inbound", "video", DEEP, isOnline=True, isHeld=True).offline()
        t.submit("gone offline while offered: abandoned", "inbound", "chat", DEEP, **live).offered(dmitri).offline()
        t.submit("online, handled", "inbound", "chat", DEEP, **live).offered(dmitri).accept()
        t.submit("gone offline while handled: not abandoned", "inbound", "chat", DEEP, **live).offered(
            dmitri
        ).accept().offline()
        done = (
            t.submit("gone offline while handled, then stopped: not abandoned", "inbound", "chat", DEEP, **live)
            .offered(dmitri)
            .accept()
        )
        done.offline()
        done.stop("hung up", dmitri)
        gone = t.submit("abandoned and stopped", "inbound", "video", DEEP, isOnline=True)
        gone.offline()
        gone.stop("abandoned")

    def woken(self):
        """Done, though this version answers 500: it reads nested data back as something else, and stores it rightly."""
        changed, stopped, handled, offered, gone, held = self.asleep
        handled.offered(self.dmitri).accept()
        handled.patch('{"customer": {"address": {"geo": {"lat": 51.5}}}, "more": {"of": {"it": [[]]}}}', self.dmitri)
        for one in changed, stopped, offered, gone:
            one.offered(self.dmitri)
        self.dmitri.not_ready("chat", "Schichtende")
        changed.move("billing", hold=True)
        changed.patch(
            '{"customer": {"address": {"city": "Bonn", "geo": {"alt": 53.0}}, "tags": null}, "empty": {"no": "longer"}}'
        )
        changed.patch('{"customer": {"address": {"geo": {"lon": null}}}}')
        stopped.patch('{"customer": {"address": null}}')
        stopped.stop("so", self.dmitri)
        gone.offline()
        held.patch('{"lines": [{"n": {"m": null}}], "customer": {"name": {"first": "Bea"}}}')

    def punctuated(self):
        t = self.acme
        queue, other = t.queue("In.x_1@a+b:c-d", 'Ein & aus <b> "zitiert" \\ / ☎'), t.queue("0")
        agent = self.long_lived(t, "0.agent_x@y+z:w-1", 52)
        agent.configure(skills={"S.x_1@a+b:c-d": 1}, capacity={"M.x_1@a+b:c-d": 4})
        medium, fits = "M.x_1@a+b:c-d", {"skills": {"S.x_1@a+b:c-d": 1}}
        agent.log_in({medium: "ready"})
        agent.open_stream()
        t.submit("waits; names with every punctuation", queue, medium, DEEP, skills={"nobody:has": 1})
        t.submit("held; names with every punctuation", other, medium, DEEP, skills={"nobody:has": 1}).hold()
        t.submit("offered; names with every punctuation", queue, medium, DEEP, **fits).offered(agent)
        one = (
            t.submit("handled; names with every punctuation", queue, medium, DEEP, key="order-1", **fits)
            .offered(agent)
            .accept()
        )
        one.patch('{"customer": {"tags": {"not": ["a", "list"]}}}', agent, key="order-1")
        t.submit("moved by its agent; names with every punctuation", queue, medium, DEEP, **fits).offered(
            agent
        ).accept().move(other, hold=True, by=agent)
        t.submit("stopped; names with every punctuation", queue, medium, DEEP, **fits).offered(agent).accept().stop(
            "-", agent
        )
        agent.not_ready(medium, "a:b/c?d#e")
        agent.lose_stream()
        t.agent("of the same name as one of another tenant", "carla").log_in({"chat": "ready"})

    def longest_tenant(self):
        t = self.far
        t.queue("q")
        agent = t.agent(
            "the longest names that can be kept",
            ("agent-" + "abc.def_" * 20)[:120],
            skills={"s" * 128: 1},
            groups=["g" * 128],
        ).log_in({"chat": "ready"})
        t.submit("offered; the longest names", "q", "chat", DEEP, skills={"s" * 128: 1}, externalId="e" * 256).offered(
            agent
        )
        agent.not_ready("chat", "r" * 256)

    def tenants(self):
        return self.home, self.acme, self.far

    def settled(self):
        """The read side has seen all, and nothing moves any more."""
        for tenant in self.tenants():
            wanted = {one.id: (one.revision, one.place) for one in tenant.interactions}
            shown = lambda: {id: (row["revision"], row["state"]) for id, row in tenant.rows().items()}
            until(f"the lists of {tenant.name}", lambda: shown() == wanted)

    def all_answers(self):
        kept = {"interactions": [], "agents": [], "queues": [], "requests": self.requests}
        for tenant in self.tenants():
            rows, queues = tenant.rows(), tenant.rows("/queues")
            kept["interactions"] += [one.checked(rows[one.id]) for one in tenant.interactions]
            kept["agents"] += [agent.checked() for agent in tenant.agents]
            for queue in tenant.queues:
                shown = queues[queue["answer"]["name"]]
                assert {k: shown.get(k) for k in ("version", "description")} == {
                    k: queue["answer"].get(k) for k in ("version", "description")
                }, shown
            kept["queues"] += tenant.queues
        return kept

    def answers(self):
        return self.kept
