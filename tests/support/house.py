# SPDX-License-Identifier: Apache-2.0
"""The whole house on one machine: Postgres, broker, mail catcher, every service.

Story tests, fault tests, benchmarks and the demo start it the same way:

    with House("build/story/house") as house:
        house.seed(seed)                     # dealers and users, as `beurt-ctl seed` takes
        house.publisher("autoflex").publish(invoice)
        house.portal("sanne", "…").proposals("2026-W48")

Everything lives in one folder; every program is told apart by its own process id, has its
own log there, and ends when the harness ends. A start is from nothing: what a run that died
left in the folder goes, what a living one has there is not touched. BROKER=kafka runs it on
Apache Kafka.
"""
import concurrent.futures
import fcntl
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys

import psycopg2

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "support"), str(ROOT / "deploy" / "kafka")]

import topics  # noqa: E402
from chaos import chaos_of  # noqa: E402
from clock import Clock  # noqa: E402
from mailbox import Mailbox  # noqa: E402
from polling import NotInTime, eventually  # noqa: E402
from portal import Portal  # noqa: E402
from ports import free_port  # noqa: E402
from program import Program  # noqa: E402
from publisher import Publisher  # noqa: E402
from recorder import Recorder  # noqa: E402
from settling import Settling  # noqa: E402
from template import Template  # noqa: E402

SERVICES = ("invoice", "reminder", "inspection", "fleet", "notification", "gateway")
# What the embedded broker needs of its clients, see services/broker/README.md.
EMBEDDED_SETTINGS = ("fetch.wait.max.ms=5;socket.nagle.disable=true;"
                     "session.timeout.ms=6000;heartbeat.interval.ms=1000;group.instance.id=")
KAFKA_SETTINGS = "fetch.wait.max.ms=20;session.timeout.ms=6000;heartbeat.interval.ms=1000"


class House:
    PASSWORD_MEBIBYTES = "19"  # the least: stories log in hundreds of times
    COMMAND_SECONDS = "5"  # how long the gateway waits for an answer before it says 202

    def __init__(self, folder, broker=None, binaries=None, vendors=(), durable=False,
                 instances=None, ports=None, settings=None, services=SERVICES):
        """`instances`: {"invoice": 2}; `ports`: {"portal": 8080, "mail": 8025};
        `settings`: {"gateway": {"BEURT_…": "…"}}; `durable`: Postgres flushes to disk."""
        self.folder = pathlib.Path(folder).resolve()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.broker_kind = broker or os.environ.get("BROKER", "embedded")
        assert self.broker_kind in ("embedded", "kafka"), f"BROKER={self.broker_kind}?"
        self.binaries = pathlib.Path(binaries or os.environ.get("BEURT_BIN")
                                     or ROOT / "build" / "bin")
        self.vendors = tuple(vendors)
        self.durable = durable
        self.instances = instances or {}
        self.ports = ports or {}
        self.settings = settings or {}
        self.services = services
        self.clock = Clock(self.folder / "clock")
        self.programs = {}
        self.recorder = None
        self.brokers = None
        self.base_url = None
        self.mail_url = None
        self._settling = None
        self._conninfo = None
        self._closers = []
        self._lock = None

    # --- life -------------------------------------------------------------------------

    def __enter__(self):
        try:
            return self.start()
        except BaseException:
            self.stop()
            raise

    def __exit__(self, *_why):
        self.stop()

    def start(self):
        self.drop_postgres()
        self._claim()
        shutil.rmtree(self.folder / "log", ignore_errors=True)
        # Programs are started by this thread only: they end with the thread that did.
        with concurrent.futures.ThreadPoolExecutor(1) as beside:
            postgres = beside.submit(self.start_postgres)
            self.start_broker()
            self.start_mail()
            postgres.result()
        self.migrate()
        self.start_services()
        self.wait_ready()
        chaos = chaos_of(self)
        if chaos:
            self._closers.append(chaos.close)
        return self

    def stop(self):
        """The answers of services that did not end well."""
        for close in reversed(self._closers):
            close()
        self._closers = []
        services = {name: program for name, program in reversed(self.programs.items())
                    if name not in ("broker", "mail")}
        for program in services.values():
            program.end()  # all at once: each takes its time
        codes = {name: program.stop() for name, program in services.items()}
        for name in ("mail", "broker"):
            if name in self.programs:
                self.programs[name].stop()
        if self.broker_kind == "kafka" and self.brokers:
            self._script("deploy/kafka/run.sh", "stop", self.folder / "kafka", "KILL")
        self.stop_postgres()
        self._release()
        for program in self.programs.values():
            program.check_sanitizers()
        return {name: code for name, code in codes.items() if code}

    def _claim(self):
        """The folder is this house's until it is stopped or its process ends."""
        if self._lock:
            return
        lock = open(self.folder / "lock", "a", encoding="utf-8")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            raise AssertionError(f"another house lives in {self.folder}: end it first, or "
                                 "use another folder") from None
        self._lock = lock

    def _release(self):
        if self._lock:
            self._lock.close()
        self._lock = None

    def _script(self, *argv, **env):
        run = subprocess.run([str(ROOT / argv[0]), *map(str, argv[1:])], text=True,
                             env={**os.environ, **env}, capture_output=True, check=False,
                             stdin=subprocess.DEVNULL, timeout=600)
        assert run.returncode == 0, f"{' '.join(map(str, argv))}: {run.stderr[-2000:]}"
        return run.stdout.strip()

    # --- Postgres ---------------------------------------------------------------------

    @property
    def _postgres(self):
        return self.folder / "postgres"

    def start_postgres(self):
        self._claim()
        with Template(self.folder.parent / "postgres-template", self.binaries) as template:
            self._script("deploy/postgres/run.sh", "start", self._postgres,
                         PG_UNSAFE="" if self.durable else "1",
                         PG_TEMPLATE=str(template.data or ""))

    def stop_postgres(self, mode="immediate"):
        self._script("deploy/postgres/run.sh", "stop", self._postgres,
                     "fast" if self.durable else mode)

    def restart_postgres(self, mode="immediate"):
        """As its crash and return: every transaction that was not committed is gone."""
        assert self.durable, "without flushing, Postgres may forget what it committed"
        self._script("deploy/postgres/run.sh", "stop", self._postgres, mode)
        self.start_postgres()

    def drop_postgres(self):
        """Forget all rows, also those of a run that died: the next start makes a new cluster.
        What the embedded broker said ended with it, so no later run can go on from them."""
        was_ours = self._lock is not None
        self._claim()
        self.stop_postgres()
        home = dict(part.split("=", 1) for part in self.conninfo("postgres").split())["host"]
        shutil.rmtree(home, ignore_errors=True)
        if not was_ours:
            self._release()

    def conninfo(self, role):
        if not self._conninfo:
            self._conninfo = self._script("deploy/postgres/run.sh", "conninfo",
                                          self._postgres, "ROLE")
        return self._conninfo.replace("ROLE", role)

    def query(self, sql, *args, role="postgres"):
        """Rows as tuples, for checkers: the tests' own eyes see every schema."""
        with psycopg2.connect(self.conninfo(role)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(sql, args or None)
                return cursor.fetchall() if cursor.description else []

    def migrate(self):
        if self.services:
            self.ctl("migrate", *self.services, BEURT_DATABASES=self.conninfo("{role}"))

    # --- broker -----------------------------------------------------------------------

    def start_broker(self):
        port = self.ports.get("broker") or free_port(3)
        self.brokers = f"127.0.0.1:{port}"
        if self.broker_kind == "kafka":
            # One that a killed harness left behind.
            self._script("deploy/kafka/run.sh", "stop", self.folder / "kafka", "KILL")
            shutil.rmtree(self.folder / "kafka", ignore_errors=True)
            self._script("deploy/kafka/run.sh", "start", self.folder / "kafka", port,
                         VENDORS=" ".join(self.vendors), KAFKA_HEAP="384m")
            return
        more = [vendor for vendor in self.vendors
                if vendor not in topics.declared_vendors()]
        port_file = self.folder / "broker.port"
        port_file.unlink(missing_ok=True)
        program = Program(
            "broker", [self.binaries / "beurt-broker", "--port", port, "--control-port",
                       port + 1, "--admin-port", port + 2, "--port-file", port_file,
                       *(word for vendor in more for word in ("--vendor", vendor))],
            self.folder / "log" / "broker.log")
        self.programs["broker"] = program.start()
        eventually(lambda: self._serves(program, port_file), 60, program.tail)

    @staticmethod
    def _serves(program, port_file):
        if not program.is_running:
            raise NotInTime(f"{program.name} ended\n{program.tail()}")
        return port_file.exists()

    def tell_broker(self, command):
        """down, up, rtt N: of the embedded broker only."""
        port = int(self.brokers.rsplit(":", 1)[1]) + 1
        with socket.create_connection(("127.0.0.1", port), 5) as line:
            line.sendall(command.encode() + b"\n")
            answer = line.makefile().readline().strip()
        assert answer == "ok", f"the broker on {command}: {answer}"

    def restart_kafka(self, signal_name="KILL"):
        """As a broker's crash and return; what it acknowledged must still be there."""
        assert self.broker_kind == "kafka", "the embedded broker forgets everything"
        port = self.brokers.rsplit(":", 1)[1]
        self._script("deploy/kafka/run.sh", "stop", self.folder / "kafka", signal_name)
        self._script("deploy/kafka/run.sh", "start", self.folder / "kafka", port,
                     VENDORS=" ".join(self.vendors), KAFKA_HEAP="384m")

    @property
    def topics(self):
        """(name, partitions) of every topic of the house."""
        return [(name, count) for name, count, _ in topics.declared_topics(self.vendors)]

    @property
    def kafka_admin(self):
        """Who deletes records: the embedded broker does so on a port of its own."""
        if self.broker_kind == "kafka":
            return ""
        return f"127.0.0.1:{int(self.brokers.rsplit(':', 1)[1]) + 2}"

    @property
    def kafka_settings(self):
        return KAFKA_SETTINGS if self.broker_kind == "kafka" else EMBEDDED_SETTINGS

    # --- mail -------------------------------------------------------------------------

    def start_mail(self):
        port_file = self.folder / "mail.port"
        port_file.unlink(missing_ok=True)
        program = Program(
            "mail", [sys.executable, ROOT / "deploy/mail/catcher.py", "--dir",
                     self.folder / "mails", "--smtp-port", self.ports.get("smtp", 0),
                     "--http-port", self.ports.get("mail", 0), "--port-file", port_file],
            self.folder / "log" / "mail.log")
        self.programs["mail"] = program.start()
        eventually(port_file.exists, 60, program.tail)
        self.smtp_port, mail_port = map(int, port_file.read_text().split())
        self.mail_url = f"http://127.0.0.1:{mail_port}"

    @property
    def mailbox(self):
        return Mailbox(self.mail_url)

    # --- services ---------------------------------------------------------------------

    def start_services(self):
        for service in self.services:
            for number in range(1, self.instances.get(service, 1) + 1):
                self.start_service(service, number)

    def start_service(self, service, number=1):
        """Start instance `number`, or start it again after a kill; does not wait."""
        name = f"{service}-{number}"
        if name not in self.programs:
            self.programs[name] = self._service(service, number, name)
        return self.programs[name].start()

    def _service(self, service, number, name):
        admin = free_port()
        env = {"BEURT_DATABASE": self.conninfo(f"beurt_{service}"),
               "BEURT_BROKERS": self.brokers, "BEURT_KAFKA": self.kafka_settings,
               "BEURT_KAFKA_ADMIN": self.kafka_admin,
               "BEURT_CLOCK": str(self.clock.path), "BEURT_INSTANCE": name,
               "BEURT_ADMIN_PORT": str(admin), **self._own_settings(service, number),
               **self.settings.get(service, {}), **self.settings.get(name, {})}
        return Program(name, [self.binaries / f"beurt-{service}"],
                       self.folder / "log" / f"{name}.log", env,
                       f"http://127.0.0.1:{admin}/readyz")

    def _own_settings(self, service, number):
        if service == "notification":
            return {"BEURT_SMTP_URL": f"smtp://127.0.0.1:{self.smtp_port}",
                    "BEURT_TOKEN_KEYS": "1:" + "5a" * 32, "BEURT_ADDRESS_KEY": "a5" * 32}
        if service in ("inspection", "fleet"):
            return {"BEURT_LINK_KEYS": "1:" + "3c" * 32}
        if service == "gateway":
            return self._gateway_settings(number)
        return {}

    def gateway_url(self, number):
        """Where instance `number` of the gateway listens; the first is base_url."""
        port = self.programs[f"gateway-{number}"].env["BEURT_HTTP_PORT"]
        return f"http://127.0.0.1:{port}"

    def _gateway_settings(self, number):
        port = self.ports.get("portal") if number == 1 else None
        port = port or free_port()
        if number == 1:
            self.base_url = f"http://127.0.0.1:{port}"
        return {"BEURT_HTTP_PORT": str(port), "BEURT_WEB": str(ROOT / "build" / "web"),
                "BEURT_DATABASE": self.conninfo("beurt_gateway_projector"),
                "BEURT_PORTAL_DATABASE": self.conninfo("beurt_gateway"),
                "BEURT_COMMAND_SECONDS": self.COMMAND_SECONDS,
                "BEURT_PASSWORD_MEBIBYTES": self.PASSWORD_MEBIBYTES,
                "BEURT_ENTRIES_PER_MINUTE": "100000",  # everybody comes from one address
                "BEURT_CONNECTOR_KEYS": "1:" + "c0" * 32}

    def wait_ready(self, deadline=180.0):
        for program in list(self.programs.values()):
            program.wait_ready(deadline)

    def log_lines(self, name):
        """What a program logged, as objects; lines that are no JSON are left out."""
        path = self.programs[name].log
        for line in path.read_text(errors="replace").splitlines():
            if line.startswith("{"):
                yield json.loads(line)

    # --- people and programs outside --------------------------------------------------

    def ctl(self, *argv, stdin=None, check=True, **env):
        """beurt-ctl with the house's database and broker; its standard output."""
        run = subprocess.run(
            [str(self.binaries / "beurt-ctl"), *map(str, argv)], text=True, input=stdin,
            capture_output=True, check=False, timeout=600,
            env={"PATH": os.environ["PATH"], "BEURT_BROKERS": self.brokers or "",
                 "BEURT_KAFKA": self.kafka_settings,
                 "BEURT_CLOCK": str(self.clock.path), **env})
        assert not check or run.returncode == 0, \
            f"beurt-ctl {' '.join(map(str, argv))}: {run.returncode}\n{run.stdout[-1000:]}" \
            f"\n{run.stderr[-2000:]}"
        return run.stdout if check else run

    def seed(self, seed):
        """Dealers and users: {"dealers": […], "users": […]}; every service knows them."""
        path = self.folder / "seed.json"
        path.write_text(json.dumps(seed, ensure_ascii=False, indent="\t"))
        said = self.ctl("seed", path, BEURT_PASSWORD_MEBIBYTES=self.PASSWORD_MEBIBYTES,
                        BEURT_DATABASE=self.conninfo("beurt_gateway_projector"))
        self.settle()
        return said

    def settle(self, deadline=300.0):
        """Until everything that was said has been heard by everybody."""
        if not self._settling:
            self._settling = Settling(self)
            self._closers.append(self._settling.close)
        self._settling.wait(deadline)

    def publisher(self, vendor, **settings):
        return Publisher(self.brokers, vendor, settings, self.clock)

    def portal(self, login=None, password=None, **more):
        return Portal(self.base_url, login, password, **more)

    def record(self, path=None):
        """Record all traffic from here on; stops with the house, after catching up."""
        self.recorder = Recorder(self.brokers, self.topics,
                                 path or self.folder / "traffic.jsonl").start()
        self._closers.append(self.recorder.stop)
        return self.recorder
