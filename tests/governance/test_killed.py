"""A worker killed while it builds a pack: the last good pack stays, and the job is done again."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest
from django.db import connection
from procrastinate.exceptions import AlreadyEnqueued

from bcsp.notices.tasks import retry_stalled
from bcsp.postgres import ROOT
from governance import actions
from governance.models import Pack
from tests.database import url_of
from tests.governance import make
from tests.make import viewer

SLOW = """
import django, time
django.setup()
from procrastinate.contrib.django import app
from governance import tasks
tasks.build = lambda content: time.sleep(60)
with app.replace_connector(app.connector.get_worker_connector()) as working:
    working.run_worker(queues=["packs"], install_signal_handlers=False, listen_notify=False)
"""


def doing() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing' AND queue_name = 'packs'")
        return bool(cursor.fetchone()[0])


def give_back() -> None:
    """Half an hour later: the dead worker's heart has not been heard, and the minutely task is due."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '30 minutes'")
    with suppress(AlreadyEnqueued):  # by the worker before it died
        retry_stalled.defer(timestamp=0)


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_mid_build_leaves_the_last_good_pack_and_a_retry(work_off):
    meeting = make.published()
    work_off()
    pack = meeting.packs.get(audience="partners")
    good = pack.stored
    actions.rebuild_pack(pack=pack, by=viewer("clerk"))
    environment = {**os.environ, "DATABASE_URL": url_of(connection.settings_dict["NAME"])}
    worker = subprocess.Popen([sys.executable, "-c", SLOW], cwd=ROOT, env=environment)
    try:
        until = time.monotonic() + 40
        while not doing() and time.monotonic() < until:
            time.sleep(0.1)
        assert doing()
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    pack.refresh_from_db()
    assert (pack.state, pack.stored) == ("waiting", good)
    give_back()
    work_off()  # gives the job back
    work_off()  # and does it
    pack = Pack.objects.get(pk=pack.pk)
    assert pack.state == "ready"
    assert pack.stored != good
