"""Live drafting under load: `python -m bench.live [--sockets 579] [--drafts 30] [--seconds 60] [--kill web|redis|postgres]`.

Real uvicorn processes behind the nginx that is shipped (--direct: without it), PostgreSQL (durable) and Redis.
Everybody makes half an edit a second; an edit is on another
screen when the frame with it has arrived there. With --kill, what is named is killed (-9) every quarter of the time and
started again a second later. In the end the log is compared with what was acknowledged.
"""

import argparse
import asyncio
import os
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import Any

from bench import killable
from bench.live_typist import Heard, Typist


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("sockets", 579), ("drafts", 30), ("seconds", 60), ("processes", 2)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--rate", type=float, default=0.5)
    parser.add_argument("--direct", action="store_true")
    parser.add_argument("--kill", choices=("web", "redis", "postgres"))
    asked = parser.parse_args()
    with ExitStack() as stack:
        database, postgres = stack.enter_context(killable.postgres())
        address, redis = stack.enter_context(killable.redis())
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "treaty_drafts.project.settings", "DATABASE_URL": database, "REDIS_URL": "",
            "SECRET_KEY": "of-the-bench", "HTTPS": "off",
        }  # fmt: skip
        drafts, cookies = prepare(asked.drafts, asked.sockets)
        from tests.live.nginx import nginx
        from tests.live.web import web

        webs = [stack.enter_context(web(address)) for _ in range(asked.processes)]
        ports = [w.port for w in webs]
        if not asked.direct:
            ports = [stack.enter_context(nginx(ports))]
        typists = [
            Typist(n, drafts[n % len(drafts)], cookie, ports[n % len(ports)]) for n, cookie in enumerate(cookies)
        ]
        heard = Heard()
        killed = {"web": webs[0], "redis": redis, "postgres": postgres}.get(asked.kill or "")
        asyncio.run(play(typists, heard, asked, killed))
        memory = [peak(w.process.pid) for w in webs if w.process]
        spent = [cpu(w.process.pid) for w in webs if w.process]
        wrong = check(typists, drafts)
    behind = "without nginx" if asked.direct else "behind nginx"
    print(f"{asked.sockets} sockets on {asked.drafts} drafts, {asked.processes} processes {behind}, {asked.seconds} s")
    print(f"{asked.kill} killed three times" if asked.kill else "nothing killed")
    tell(asked.seconds, typists, heard)
    print(
        "each process, from its start: "
        + ", ".join(f"{m} MB, {s:.1f} s of CPU" for m, s in zip(memory, spent, strict=True))
    )
    print(f"acknowledged and lost or doubled: {len(wrong)}")
    for line in wrong[:10]:
        print("  ", line)
    return 1 if wrong else 0


def prepare(drafts: int, people: int) -> tuple[list[str], list[str]]:
    """A negotiation with a delegation of that many people and as many drafts; their ids, and the cookies."""
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.core.management import call_command

    from tests import factories
    from tests.live.sockets import cookie_of
    from treaty_drafts.models import Membership

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    call_command("migrate", verbosity=0)
    cast = factories.cast()
    made = [cast.draft("ardenia", "art_1", "Article 1 bis\n\nQuiet.", kind="insert") for _ in range(drafts)]
    users = [get_user_model().objects.create_user(f"person-{n}") for n in range(people)]
    delegation = cast.delegation("ARD")
    for user in users:
        Membership.objects.create(user=user, negotiation=cast.negotiation, role="drafter", delegation=delegation)
    return [str(d.pk) for d in made], [cookie_of(user) for user in users]


async def play(typists: Sequence[Typist], heard: Heard, asked: argparse.Namespace, killed: Any) -> None:
    random = Random(1)
    for first in range(0, len(typists), 50):
        await asyncio.gather(*(t.open() for t in typists[first : first + 50]))
    tasks = [asyncio.create_task(t.listen(heard)) for t in typists]
    heard.began = time.monotonic()
    ends = heard.began + asked.seconds
    tasks += [asyncio.create_task(t.type(random.random() / asked.rate, 1 / asked.rate, ends, heard)) for t in typists]
    if killed:
        for _ in range(3):
            await asyncio.sleep(asked.seconds / 4)
            await asyncio.to_thread(killed.stop, signal.SIGKILL)
            await asyncio.sleep(1)
            await asyncio.to_thread(killed.start)
    await asyncio.sleep(max(0, ends - time.monotonic()))
    deadline = time.monotonic() + 60
    while any(t.unsaved for t in typists) and time.monotonic() < deadline:
        await asyncio.sleep(0.2)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, *(t.close() for t in typists), return_exceptions=True)


def check(typists: Sequence[Typist], drafts: list[str]) -> list[str]:
    """Acknowledged edits that the log lacks, has elsewhere or twice, or whose words are not once in the text."""
    from django.db import connection

    from treaty_drafts.live import loading
    from treaty_drafts.models import Draft, DraftUpdate

    connection.close()
    rows: dict[str, list[int]] = {}
    for key, at in DraftUpdate.objects.values_list("edit_id", "seq"):
        rows.setdefault(str(key), []).append(at)
    texts = {str(d.pk): d for d in Draft.objects.filter(pk__in=drafts)}
    wrong = [f"{d.pk}: the log does not make the text" for d in texts.values() if loading.at(d, d.seq).text != d.text]
    for typist in typists:
        for edit, (seq, words) in typist.saved.items():
            if rows.get(edit) != [seq]:
                wrong.append(f"{edit} was acknowledged at {seq}, and is at {rows.get(edit)}")
            if texts[typist.draft].text.count(words) != 1:
                wrong.append(f"{words} is not once in the text")
        wrong += [f"{edit} was never acknowledged" for edit in typist.unsaved]
    return wrong


def tell(seconds: int, typists: Sequence[Typist], heard: Heard) -> None:
    saved = sum(len(t.saved) for t in typists)
    print(f"edits acknowledged: {saved:,}, {saved / seconds:.0f} a second; on other screens: {len(heard.screens):,}")
    for name, times in (("to another screen", heard.screens), ("acknowledged after", heard.acks)):
        print(f"{name}: " + ", ".join(f"p{p} {percentile(times, p) * 1000:,.0f} ms" for p in (50, 95, 99, 100)))
    print(f"refused: {dict(heard.refused) or 0}; connections lost: {heard.lost}")


def percentile(times: list[float], p: int) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, len(ordered) * p // 100)] if ordered else 0.0


def peak(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))


def cpu(pid: int) -> float:
    """Seconds of processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())
