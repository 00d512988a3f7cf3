"""`script/bench`: each measure of ours beside a peer measured in the same run, and beside its limit.

A measure is a function in a module of this folder that returns a `Row`, or None where its peer is not here; `ROWS`
names them. Exits with 1 where one of ours is over its limit.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bcsp.settings")
django.setup()

from bench import document, pack, search, warm_start  # noqa: E402 - they use the application
from bench.rows import Row, table  # noqa: E402

ROWS = (
    warm_start.measure,
    pack.joining_time,
    pack.joining_memory,
    pack.printing_time,
    document.page_time,  # after the warm start, which sets the sample up
    document.printing_time,
    document.printing_memory,
    search.measure,
)


def main() -> None:
    rows: list[Row] = [row for measure in ROWS if (row := measure())]
    print(table(rows))
    if late := [row.name for row in rows if not row.kept]:
        raise SystemExit(f"Over the limit: {', '.join(late)}.")


if __name__ == "__main__":
    main()
