"""Search over a million records: what it takes to find and to read the first page, beside the same statement through
bare psycopg. The slowest twentieth decides: words that stand in a third of the records are among the questions."""

import json
import os
import subprocess
import sys
import time
from functools import cache
from itertools import product
from statistics import quantiles

from bcsp.postgres import ROOT
from bench.million import MILLION, million, vocabulary
from bench.rows import Row

LIMIT, TIMES_BARE = 100.0, 3.0  # milliseconds; so many times psycopg
ROUNDS = 3


def measure() -> Row:
    """The 95th of a hundred searches, in milliseconds, of a worker that has searched for these viewers before."""
    ours, beside = _measured()
    name = f"search {MILLION:,} records, 95th of 100"
    return Row(name, ours, "bare psycopg, the same statement", beside, min(LIMIT, TIMES_BARE * beside), "ms")


@cache
def _measured() -> tuple[float, float]:
    """In a process of its own, whose settings name the database."""
    with million() as url:
        environment = {**os.environ, "DATABASE_URL": url, "DEBUG": "true"}
        done = subprocess.run(
            [sys.executable, "-m", "bench.search"], cwd=ROOT, check=True, capture_output=True, env=environment
        )
    return tuple(json.loads(done.stdout))


def questions() -> list[str]:
    """Forty: words from the most to the least frequent, alone and together, a phrase, a ward, and misspelt ones."""
    words = vocabulary()
    often, now_and_then, seldom = words[:12], words[60:500:40], words[900::600]
    together = [f"{a} {b}" for a, b in zip(often, often[5:] + often[:5], strict=True)][:6]
    mixed = [f"{a} {b}" for a, b in zip(often, now_and_then, strict=False)][:6]
    three = [f"{often[n]} {often[n + 3]} {now_and_then[n]}" for n in range(4)]
    rest = [f'"{often[0]} {often[1]}"', f"{now_and_then[0]} -{often[2]}", "aston", f"{often[3]} aston"]
    return [*often[:8], *now_and_then[:6], *seldom[:4], *together, *mixed, *three, *rest, "comunity safty", "mediaton"]


def _measure() -> tuple[float, float]:
    import psycopg
    from django.conf import settings

    from bcsp.people.models import Organisation, Person
    from bcsp.people.roles import Role
    from bcsp.records.viewer import Viewer
    from bcsp.search.hits import Sought, written
    from bcsp.search.queries import search
    from bcsp.search.words import asked

    settings.DEBUG = False
    pdg, maker = Organisation.objects.get(slug="pdg").pk, Person.objects.latest("pk").pk
    whose = {"is_member": True, "bodies": frozenset({pdg})}
    viewers = [
        Viewer(person_id=maker + 1, roles=frozenset({Role.COORDINATOR}), **whose),
        Viewer(person_id=maker + 2, roles=frozenset({Role.MEMBER}), **whose),
        Viewer(person_id=maker + 3, is_member=True),
    ]
    taken, beside, slow = [], [], []
    bare = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    for turn in range(ROUNDS + 1):
        for viewer, question in product(viewers, questions()):
            begin = time.perf_counter()
            search(question, viewer)
            between = time.perf_counter()
            statement, values = written(read := asked(question), viewer, Sought(read.query))
            again = time.perf_counter()
            bare.execute(statement, values).fetchall()
            end = time.perf_counter()
            if turn:  # the first round warms both
                taken.append(1000 * (between - begin))
                beside.append(1000 * (end - again))
                slow.append((taken[-1], beside[-1], question, viewer.person_id - maker))
    for row in sorted(slow)[-15:]:
        print("{:.0f} ms, bare {:.0f} ms: {} (viewer {})".format(*row), file=sys.stderr)
    return quantiles(taken, n=20)[-1], quantiles(beside, n=20)[-1]


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bcsp.settings")
    django.setup()
    print(json.dumps(_measure()))
