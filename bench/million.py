"""A database of its own with a million records of corporate memory, written by PostgreSQL itself.

Words fall as they do in any language: the tenth as often as the first ten times over, a few in most records and most in
a few. A fifth of the records are public, three fifths for partners, the rest for named readers; applications are always
for named readers.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import product

import psycopg
from psycopg import sql

from bcsp.database import database
from bcsp.postgres import EMBEDDED, ROOT
from bench.words import COMMON

NAME = "bench_search"
MILLION = 1_000_000
INTERVENTIONS, LESSONS, APPLICATIONS = 400_000, 300_000, 300_000
WORDS, SENTENCES = 6_000, 40_000
TABLES = ("memory_intervention", "memory_lesson", "memory_application", "memory_interventionward")
SETTINGS = "SET session_replication_role = replica; SET maintenance_work_mem = '256MB'; SET synchronous_commit = off"

POOL = """
CREATE TABLE pool AS SELECT n, array_to_string(words[1:5], ' ') AS title, array_to_string(words, ' ') AS text
FROM (
    SELECT s AS n, array_agg((%s::text[])[floor(exp(random() * ln(%s)))::int]) AS words
    FROM generate_series(0, %s) AS s, generate_series(1, 13) WHERE s = s GROUP BY s
) AS sentences;
ALTER TABLE pool ADD PRIMARY KEY (n);
ANALYZE pool;
"""
# The pool's sentences, taken in an order that has nothing to do with the record's number.
PICKED = """
FROM generate_series(%(first)s, %(last)s) AS i
JOIN pool AS a ON a.n = (i * 7919::bigint) %% %(pool)s
JOIN pool AS b ON b.n = (i * 104729::bigint + 13) %% %(pool)s
"""
READERS = """
CASE i %% 5 WHEN 0 THEN 'public' WHEN 4 THEN 'named' ELSE 'partners' END,
CASE WHEN i %% 10 = 4 THEN ARRAY[%(body)s::bigint] ELSE '{}' END,
CASE WHEN i %% 10 = 9 THEN ARRAY['analyst', 'coordinator'] ELSE '{}'::text[] END, '{}'
"""
COLUMNS = "version, created_at, created_by_id, audience, reader_bodies, reader_roles, reader_people"
MADE = "1, now(), %(maker)s, "
INSERTS = {
    "memory_intervention": f"""
        INSERT INTO memory_intervention ({COLUMNS}, reference, title, place, who, begins, ends, result, found, lesson,
            screened)
        SELECT {MADE} {READERS}, 'IN-' || i, a.title, 'Street ' || i %% 900, 'Team ' || i %% 90, '2024-01-01',
            '2024-06-01',
            (ARRAY['worked', 'promising', 'no_detectable_effect', 'not_delivered', 'not_evaluated'])[1 + i %% 5],
            b.text, b.title, true {PICKED}
    """,
    "memory_lesson": f"""
        INSERT INTO memory_lesson ({COLUMNS}, reference, claim, use_when, avoid_when, evidence, owner_id, review_on,
            retired_why, screened)
        SELECT {MADE} {READERS}, 'LE-' || i, a.title, b.title, 'Never', b.text, %(post)s, '2027-01-01', '', true
        {PICKED}
    """,
    "memory_application": f"""
        INSERT INTO memory_application ({COLUMNS}, reference, direction, applicant_id, title, what, asked, received_on,
            outcome, decided_how, decided_by, reasons, reasons_note, conditions, would_change, told, internal)
        SELECT {MADE} 'named', '{{}}', ARRAY['analyst', 'clerk', 'coordinator'], '{{}}', 'AP-' || i, 'in',
            %(applicant)s, a.title, b.text, 500, '2024-01-01', '', '', '', '{{}}', '', '', '', '', '' {PICKED}
    """,
}
WARDS = """
INSERT INTO memory_interventionward (intervention_id, ward_id)
SELECT id, (ARRAY(SELECT ward.code FROM places_ward AS ward))[1 + id % 69] FROM memory_intervention WHERE id % 2 = 0
"""


@contextmanager
def million() -> Iterator[str]:
    """The DATABASE_URL of a database with a million records; made anew, and dropped afterwards."""
    with database(), _server() as server:
        server.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {NAME}")
        url = f"postgres://postgres@/{NAME}?host={EMBEDDED.sockets}"
        try:
            fill(url)
            yield url
        finally:
            if not os.environ.get("KEEP_BENCH"):
                server.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")


def fill(url: str) -> None:
    """Migrate, load the plan, and write the million: without triggers or indexes, which come back once it stands."""
    for command in ("migrate", "load_plan"):
        environment = {**os.environ, "DATABASE_URL": url}
        subprocess.run([sys.executable, "manage.py", command, "--verbosity=0"], cwd=ROOT, env=environment, check=True)
    with _connected(url) as connection:
        indexes = _without_indexes(connection)
        connection.execute(_literal(connection, POOL, [vocabulary(), WORDS, SENTENCES - 1]))
        known = _known(connection)
    with ThreadPoolExecutor(2) as both:
        list(both.map(partial(_insert, url, known), *zip(*_pieces(), strict=True)))
        with _connected(url) as connection:
            connection.execute("DROP TABLE pool")
            connection.execute(WARDS)
        list(both.map(partial(_run, url), [*indexes, *(f"VACUUM ANALYZE {table}" for table in TABLES)]))


def vocabulary() -> list[str]:
    """Real words first, the most frequent ones; then made ones, which no stemmer shortens to the same."""
    syllables = [a + b for a, b in product("bdfgklmnprtvz", "aiou")]
    made = (f"{a}{b}{c}k" for c, b, a in product(syllables[:8], syllables, syllables))
    return [*COMMON, *(word for word, _ in zip(made, range(WORDS - len(COMMON)), strict=False))]


def _known(connection: psycopg.Connection) -> dict[str, int]:
    """Keys that the records point to; the rows that load_plan doesn't write are made."""
    row = connection.execute("""
        WITH person AS (
            INSERT INTO people_person (name, named_in_public, is_sample) VALUES ('Bench', false, true) RETURNING id
        )
        SELECT person.id, (SELECT id FROM people_organisation WHERE slug = 'pdg') FROM person
    """).fetchone()
    return {"maker": row[0], "body": row[1], "pool": SENTENCES, "post": 1, "applicant": 1}


def _pieces() -> Iterator[tuple[str, int, int]]:
    """The rows in pieces that two connections share."""
    for table, many in zip(INSERTS, (INTERVENTIONS, LESSONS, APPLICATIONS), strict=True):
        for first in range(0, many, 50_000):
            yield table, first, first + 49_999


def _insert(url: str, known: dict[str, int], table: str, first: int, last: int) -> None:
    with _connected(url) as connection:
        connection.execute(INSERTS[table], {**known, "first": first, "last": last})


def _without_indexes(connection: psycopg.Connection) -> list[str]:
    """Drop the indexes that belong to no constraint; what makes them again."""
    rows = connection.execute(
        """SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
        WHERE indrelid = ANY(%s::regclass[]) AND NOT indisunique""",
        [list(TABLES)],
    ).fetchall()
    for name, _ in rows:
        connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    return [made for _, made in rows]


def _run(url: str, statement: str) -> None:
    with _connected(url) as connection:
        connection.execute(statement)


def _literal(connection: psycopg.Connection, statement: str, values: list) -> str:
    """With its values written in, for several statements at once."""
    return psycopg.ClientCursor(connection).mogrify(statement, values)


def _connected(url: str) -> psycopg.Connection:
    connection = psycopg.connect(url, autocommit=True)
    connection.execute(SETTINGS)
    return connection


def _server() -> psycopg.Connection:
    settings = EMBEDDED.django_settings()
    return psycopg.connect(host=settings["HOST"], user=settings["USER"], dbname="postgres", autocommit=True)
