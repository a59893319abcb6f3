#!/usr/bin/env python3
"""Makes this fixture anew: lets the jars of one version live the life of life.py, and keeps the tables that it leaves.

    git worktree add --detach FIRST bb1de36 && cd FIRST && ./mvnw -B -ntp -Pdist -Dmaven.test.skip=true package
    node/src/test/resources/first-edition/make.py --lib FIRST/benchmark/target/dist/lib

Needs Python 3.11, psql and a JDK; overwrites schema.sql, tables/ and answers.json beside it.
"""

import argparse
import json
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
import zipfile

import client
import life

HERE = pathlib.Path(__file__).resolve().parent
TABLES = {  # in the order in which they are kept, so that another run differs only where the life did
    "schema_history": "installed_rank",
    "event_journal": "ordering",  # its payload as the text that it is
    "snapshot": "persistence_id, sequence_number",
    "interaction": "tenant, submitted_at, id",
    "agent": "tenant, id",
    "queue_definition": "tenant, id",
    "read_side_position": "reader",
    "read_side_failure": "persistence_id, sequence_number",
}
# As Flyway makes it, for the version that wrote the fixture.
HISTORY = """create table schema_history (
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
"""
# Longer than it takes to make it, and over soon after.
LONG = {"IXION_OFFER_TIMEOUT": "10m", "IXION_HANDLING_TIMEOUT": "10m", "IXION_AGENT_GRACE": "10m"}
SHORT = {"IXION_OFFER_TIMEOUT": "2s", "IXION_AGENT_GRACE": "1s"}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Node:
    """One node with its embedded database, as `ixion start` runs it."""

    def __init__(self, lib, data, port, settings):
        self.port = port
        own = {k: v for k, v in os.environ.items() if not k.startswith("IXION_")}
        # Nobody leaves the memory: this version answers 500 for nested data that was read back from its journal.
        own |= {"IXION_PASSIVATE_AFTER": "1h"} | settings
        java = ["java", "-Xmx512m", "-XX:+UseSerialGC", "-cp", f"{lib}/*", "io.ixion.benchmark.Ixion"]
        self.log = open(data.parent / "node.log", "ab")
        self.process = subprocess.Popen(
            [*java, "start", "--data", str(data), "--port", str(port)], env=own, stdout=self.log, stderr=self.log
        )
        try:
            client.until("the node to be ready", self.ready, patience=90)
        except BaseException:
            self.stop()
            raise

    def ready(self):
        if self.process.poll() is not None:
            raise SystemExit(f"the node has ended; see {self.log.name}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/ready", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False

    def stop(self):
        self.process.terminate()
        self.process.wait(60)
        self.log.close()


class Server:
    """The embedded database without its node."""

    def __init__(self, data):
        self.home, self.port = data / "postgres", free_port()
        self.programs = next((data / "binaries").glob("*/bin/pg_ctl")).parent
        self.environment = os.environ | {"PGPASSWORD": (data / "postgres.password").read_text().strip()}

    def __enter__(self):
        self.control("start", "-l", str(self.home.parent / "export.log"), "-o", f"-p {self.port}")
        return self

    def __exit__(self, *failure):
        self.control("stop", "-m", "fast")

    def control(self, what, *more):
        as_nobody = ["unshare", "-U"] if os.geteuid() == 0 else []  # PostgreSQL refuses to run as root
        subprocess.run([*as_nobody, self.programs / "pg_ctl", "-w", "-s", "-D", self.home, what, *more], check=True)

    def query(self, sql):
        psql = f"psql -XqAt -v ON_ERROR_STOP=1 -h 127.0.0.1 -p {self.port} -U postgres -d postgres -c".split()
        environment = self.environment | {"PGTZ": "UTC"}
        return subprocess.run(
            [*psql, sql], env=environment, check=True, stdout=subprocess.PIPE, encoding="utf-8"
        ).stdout


def export(server, lib):
    shutil.rmtree(HERE / "tables", ignore_errors=True)
    (HERE / "tables").mkdir()
    for table, order in TABLES.items():
        # In hexadecimal, as psql leaves out what it takes for no character.
        rows = server.query(
            "select encode(convert_to(row_to_json(t)::text, 'UTF8'), 'hex')"
            f" from (select * from {table} order by {order}) t"
        )
        rows = [json.loads(bytes.fromhex(row)) for row in rows.split()]
        for row in rows:
            if "event_payload" in row:
                row["event_payload"] = bytes.fromhex(row["event_payload"].removeprefix("\\x")).decode()
        lines = [json.dumps({k: v for k, v in row.items() if v is not None}, ensure_ascii=False) + "\n" for row in rows]
        (HERE / "tables" / f"{table}.jsonl").write_text("".join(lines), "utf-8")
    with zipfile.ZipFile(next(pathlib.Path(lib).glob("cluster-config-*.jar"))) as jar:
        migrations = sorted(name for name in jar.namelist() if name.startswith("schema/V"))
        (HERE / "schema.sql").write_text(
            "\n".join([HISTORY, *(jar.read(name).decode() for name in migrations)]), "utf-8"
        )


def lost_as_the_node_stopped(server, agent):
    """The stop has ended its stream, which was stored."""
    last = server.query(
        "select convert_from(event_payload, 'UTF8') from event_journal"
        f" where persistence_id = 'agent|{agent['tenant']}/{agent['id']}' order by sequence_number desc limit 1"
    )
    agent["answer"]["revision"] += 1
    agent["answer"]["session"] |= {"connected": False, "lostUntil": client.time_of(json.loads(last)["lostUntil"])}


def check(server, answers):
    """What the journal holds is what was answered: nothing more, nothing less."""
    counted = dict(
        line.split("\t")
        for line in server.query(
            "select persistence_id || chr(9) || max(sequence_number) from event_journal group by persistence_id"
        ).splitlines()
    )
    for kind in "interaction", "agent":
        for one in answers[kind + "s"]:
            stored = int(counted.pop(f"{kind}|{one['tenant']}/{one['id']}"))
            if one["answer"].get("session", {}).get("connected"):
                lost_as_the_node_stopped(server, one)
            assert stored == one["answer"]["revision"], (one["tenant"], one["id"], stored, one["answer"]["revision"])
    assert not counted, counted
    assert server.query("select count(*) from read_side_failure").strip() == "0"
    assert int(server.query("select count(*) from snapshot")) > 0
    position, last = (
        server.query("select p.ordering, (select max(ordering) from event_journal) from read_side_position p")
        .strip()
        .split("|")
    )
    assert position == last, f"the read side is at {position} of {last}"


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--lib", required=True, help="the jars of the version that is to write")
    arguments.add_argument("--port", type=int, default=0)
    given = arguments.parse_args()
    port = given.port or free_port()
    work = pathlib.Path(tempfile.mkdtemp(prefix="ixion-first-edition-"))
    data = work / "data"
    story = life.Life(port)
    for settings, part in (SHORT, story.before_the_restart), (LONG, story.after_the_restart):
        node = Node(given.lib, data, port, settings)
        try:
            part()
        finally:
            node.stop()
    answers = story.answers()
    with Server(data) as server:
        export(server, given.lib)
        check(server, answers)
    lines = [
        f' "{kind}": [\n' + ",\n".join(json.dumps(one, ensure_ascii=False) for one in all_of) + "\n ]"
        for kind, all_of in answers.items()
    ]
    (HERE / "answers.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
    shutil.rmtree(work)
    print(
        "made in", round(time.process_time(), 1), "s of CPU:", {kind: len(all_of) for kind, all_of in answers.items()}
    )


if __name__ == "__main__":
    main()
