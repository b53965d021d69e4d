"""A real nginx in front of web processes, with the configuration that is shipped."""

import re
import signal
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests import servers

SHIPPED = Path(__file__).resolve().parents[2] / "docker" / "nginx.conf"
AROUND = """\
{user}
daemon off;
pid {folder}/pid;
error_log stderr;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{shipped}
}}
"""


@contextmanager
def nginx(webs: Sequence[int]) -> Iterator[int]:
    """The port of an nginx that passes on to the web processes at these ports."""
    command = servers.nginx()
    assert command
    with servers._folder("nginx", servers._SAME) as folder:
        port = servers._free_port()
        account = servers._account()
        user = "" if account.user is None else "user root;"
        (folder / "conf").write_text(AROUND.format(user=user, folder=folder, shipped=_shipped(port, webs)))
        started = [command, "-p", folder, "-e", "stderr", "-c", folder / "conf"]
        with servers._running(started, folder, servers._SAME, lambda: _listens(port), stop=signal.SIGTERM):
            yield port


def _shipped(port: int, webs: Sequence[int]) -> str:
    """The configuration with other ports, and nothing else that is other."""
    there = " ".join(rf"server 127.0.0.1:{web}\1;" for web in webs)
    made, named = re.subn("server web:8000([^;]*);", there, SHIPPED.read_text())
    made, listens = re.subn("listen 80;", f"listen 127.0.0.1:{port};", made)
    assert (named, listens) == (2, 1)
    return made


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
