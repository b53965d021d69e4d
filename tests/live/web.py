"""A web process of its own, as in production: uvicorn, the database of the tests, Redis."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 30


class Web:
    """A uvicorn that can be killed and started again on the same port."""

    def __init__(self, environment: dict[str, str], *, module: str = "uvicorn", sockets: bool = True) -> None:
        self.environment = os.environ | environment
        self.module = module
        self.sockets = sockets
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [
            "-m",
            self.module,
            "treaty_drafts.project.asgi:application",
            "--port",
            str(self.port),
            "--no-access-log",
        ]
        if not self.sockets:
            command += ["--ws", "none"]
        quiet = ["--log-level", "warning", "--ws-max-size", "1500000", "--ws-per-message-deflate", "false"]
        self.process = subprocess.Popen([sys.executable, *command, *quiet], cwd=ROOT, env=self.environment)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                urlopen(f"http://127.0.0.1:{self.port}/api/negotiations/", timeout=5).close()
                return
            except HTTPError:
                return
            except (URLError, OSError):
                time.sleep(0.1)
        raise RuntimeError("uvicorn did not start")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self.process:
            self.process.send_signal(how)
            self.process.wait(30)
            self.process = None


@contextmanager
def web(redis: str = "", *, module: str = "uvicorn", sockets: bool = True, **environment: str) -> Iterator[Web]:
    """A web process on the database that this process uses; without `sockets`, as behind a gateway that blocks them."""
    given = {"DATABASE_URL": database(), "REDIS_URL": redis, "SECRET_KEY": settings.SECRET_KEY, "HTTPS": "off"}
    made = Web(given | environment, module=module, sockets=sockets)
    made.start()
    try:
        yield made
    finally:
        made.stop()


def database() -> str:
    """The address of the database that this process uses."""
    of = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{of['NAME']}"
    return f"postgres://{of['USER']}:{of['PASSWORD']}@{of['HOST']}:{of['PORT']}/{of['NAME']}"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
