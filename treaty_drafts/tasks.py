"""Background jobs: an id in, one verb called. Without a broker they run in threads of this process."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

from celery import shared_task
from django.conf import settings
from django.db import connection, transaction

from . import circulation

workers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="embedded-job")


@shared_task(name="treaty_drafts.tasks.make_export")
def make_export(export_id: str) -> None:
    circulation.make(export_id=export_id)


@shared_task(name="treaty_drafts.tasks.sweep")
def sweep() -> None:
    """Start again what was lost with its worker."""
    for export_id in circulation.lost():
        make_export.delay(export_id)


def start_export(export_id: str) -> None:
    """Have an export made in the background, once the transaction that asked for it is committed."""
    start = (
        partial(workers.submit, _in_thread, export_id) if settings.EMBEDDED else partial(make_export.delay, export_id)
    )
    transaction.on_commit(start)


def _in_thread(export_id: str) -> None:
    """Make an export, and any that an earlier process left unmade: nothing else sweeps in the embedded default."""
    try:
        for one in (export_id, *circulation.lost()):
            make_export(one)
    finally:
        connection.close()
