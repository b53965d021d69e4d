"""PostgreSQL and Redis for a bench, as in production: durable, and to be killed and started again."""

import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests import servers

START_SECONDS = 60


class Killable:
    """A server that is started again on the same port with the same data."""

    def __init__(
        self, command: Sequence[object], folder: Path, ready: Callable[[], bool], account: servers._Account
    ) -> None:
        self.command, self.folder, self.ready, self.account = list(map(str, command)), folder, ready, account
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process is None or self.process.poll() is not None:
                self.process = self._begin()  # a database that was killed waits for its children to go
            time.sleep(0.1)
            if self.process.poll() is None and self.ready():
                return
        raise servers.ServerError(f"{self.command[0]} did not start")

    def stop(self, how: signal.Signals) -> None:
        if self.process:
            self.process.send_signal(how)
            self.process.wait()

    def _begin(self) -> subprocess.Popen[bytes]:
        of = self.account
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(  # a program of ours
                self.command, cwd=self.folder, stdout=log, stderr=log, start_new_session=True, user=of.user,
                group=of.group, extra_groups=of.extra_groups,
            )  # fmt: skip


@contextmanager
def postgres() -> Iterator[tuple[str, Killable]]:
    """A PostgreSQL that writes to the disk before it says that it did."""
    account = servers._account()
    with servers._folder("bench-postgres", account) as folder:
        programs = servers._postgres_programs(folder, account)
        servers._initdb(programs / "initdb", folder / "data", account)
        port = servers._free_port()
        settings = {"listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": folder}
        options = [
            f"--{name}={value}" for name, value in (settings | {"synchronous_commit": "on", "fsync": "on"}).items()
        ]
        made = Killable([programs / "postgres", "-D", folder / "data", *options], folder, lambda: _takes(port), account)
        made.start()
        try:
            yield f"postgres://postgres@127.0.0.1:{port}/postgres", made
        finally:
            made.stop(signal.SIGINT)


@contextmanager
def redis() -> Iterator[tuple[str, Killable]]:
    with servers._folder("bench-redis", servers._SAME) as folder:
        port = servers._free_port()
        options = ["--bind", "127.0.0.1", "--port", port, "--save", "", "--appendonly", "no"]
        made = Killable([servers._redis_program(), *options], folder, lambda: servers._answers(port), servers._SAME)
        made.start()
        try:
            yield f"redis://127.0.0.1:{port}/0", made
        finally:
            made.stop(signal.SIGTERM)


def _takes(port: int) -> bool:
    """Whether PostgreSQL lets somebody in; a recovering one does not."""
    import psycopg

    try:
        psycopg.connect(f"postgres://postgres@127.0.0.1:{port}/postgres", connect_timeout=2).close()
    except (OSError, psycopg.OperationalError):
        return False
    return True
