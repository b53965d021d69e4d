"""The load of `bench.live` on a bare relay: `python -m bench.live_relay FOLDER`, with the same numbers of sockets and drafts.

FOLDER has the server of y-websocket, which keeps documents in memory and asks nobody who they are:
`npm install --prefix FOLDER y-websocket@2.1.0 yjs@13.6.27`. One process, no database; an edit counts as acknowledged
when it comes back to its sender. What this project's server costs on top is what it promises on top.
"""

import argparse
import asyncio
import base64
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from websockets.asyncio.client import connect

from bench.live import cpu, peak, play, tell
from bench.live_typist import Heard, Typist, number
from tests import servers


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    for name, default in (("sockets", 579), ("drafts", 30), ("seconds", 60)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--rate", type=float, default=0.5)
    asked = parser.parse_args()
    port = servers._free_port()
    command = ["node", asked.folder / "node_modules" / "y-websocket" / "bin" / "server.cjs"]
    relay = subprocess.Popen(
        command, env=os.environ | {"HOST": "127.0.0.1", "PORT": str(port)}, stdout=subprocess.DEVNULL
    )
    try:
        time.sleep(2)
        typists = [OfARelay(n, f"draft-{n % asked.drafts}", "", port) for n in range(asked.sockets)]
        heard = Heard()
        asyncio.run(play(typists, heard, asked, None))
        print(f"y-websocket: {asked.sockets} sockets on {asked.drafts} documents, {asked.seconds} s")
        tell(asked.seconds, typists, heard)
        print(f"its process, from its start: {peak(relay.pid)} MB, {cpu(relay.pid):.1f} s of CPU")
    finally:
        relay.terminate()
        relay.wait(30)
    return 0


class OfARelay(Typist):
    """One who types into y-websocket: binary messages, a client id of one's own choice."""

    async def open(self) -> None:
        self.wire = await connect(f"ws://127.0.0.1:{self.port}/{self.draft}", compression=None, ping_interval=None)
        await self.wire.send(b"\0\0\1\0")  # what there is, for somebody who has nothing
        self.client = self.number + 2

    async def _send(self, edit: str, update: str) -> None:  # noqa: ARG002 (what the other server asks for)
        raw = base64.b64decode(update)
        assert self.wire
        await self.wire.send(b"\0\2" + number(len(raw)) + raw)

    def _read(self, raw: str | bytes) -> dict[str, Any]:
        assert isinstance(raw, bytes)
        if raw[:2] != b"\0\2":
            return {"type": "other"}
        update = base64.b64encode(raw[3:] if raw[2] < 128 else raw[4:]).decode()
        if update not in self.own:
            return {"type": "edits", "edits": [[self.seq + 1, update]]}
        edit = next(edit for edit, (sent, _) in self.unsaved.items() if sent == update)
        return {"type": "saved", "id": edit, "seq": 0}


if __name__ == "__main__":
    sys.exit(main())
