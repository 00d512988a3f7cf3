"""`script/bench`: each measure of ours beside a peer measured in the same run, and beside its limit.

A measure is a function in a module of this folder that returns a `Row`; `ROWS` names them. Exits with 1 where one of
ours is over its limit.
"""

from bench import warm_start
from bench.rows import Row, table

ROWS = (warm_start.measure,)


def main() -> None:
    rows: list[Row] = [measure() for measure in ROWS]
    print(table(rows))
    if late := [row.name for row in rows if not row.kept]:
        raise SystemExit(f"Over the limit: {', '.join(late)}.")


if __name__ == "__main__":
    main()
