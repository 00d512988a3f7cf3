"""Write the plan's rows: bodies, authorities, boards, priorities, outputs, wards, scales. Only what is missing.

A row that staff have changed stays as they made it; running this twice changes nothing.
"""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Model

from bcsp.people.models import Organisation, Post
from bcsp.places.models import Ward
from bcsp.plan.models import (
    Accountability,
    CrossCuttingPriority,
    Measure,
    MeasuredOutput,
    NamedBoard,
    Output,
    Relevance,
)
from bcsp.records.actions import history_context
from bcsp.scales.models import Scale, Term
from bcsp.strands import strands

REFERENCE = Path(__file__).parent / "reference"
ACCOUNTABLE_POST = "Accountable lead, developing the partnership"


def load_plan() -> None:
    """Write every reference row of the kernel, then ask each strand for its own."""
    with transaction.atomic(), history_context("load_plan", by=None):
        load_organisations()
        load_wards()
        load_scales()
        load_outputs()
        load_priorities()
        for strand in strands():
            strand.reference()


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((REFERENCE / f"{name}.toml").read_text())


def load_organisations() -> None:
    rows = read("organisations")["organisation"]
    named = 0
    for row in rows:
        fields = {
            k: v for k, v in row.items() if k not in {"slug", "posts", "parent", "alignment", "seats_for_authorities"}
        }
        parent = Organisation.objects.get(slug=row["parent"]) if "parent" in row else None
        organisation, _ = Organisation.objects.get_or_create(slug=row["slug"], defaults={**fields, "parent": parent})
        fill(organisation, "purpose", fields.get("purpose", ""))
        for post in row.get("posts", []):
            load_post(organisation, **post)
        if "alignment" in row:
            named += 1
            NamedBoard.objects.get_or_create(
                organisation=organisation, defaults={"alignment": row["alignment"], "position": named}
            )
    load_seats(rows)


def load_seats(rows: list[dict[str, Any]]) -> None:
    """A seat on PDG for each responsible authority."""
    for row in (row for row in rows if "seats_for_authorities" in row):
        organisation, duties = Organisation.objects.get(slug=row["slug"]), row["seats_for_authorities"]
        for authority in Organisation.objects.filter(kind=Organisation.Kind.AUTHORITY, is_sample=False):
            load_post(organisation, f"Member for {authority}", duties, on_behalf_of=authority)


def load_post(organisation: Organisation, label: str, duties: str, **fields: Any) -> None:
    post, _ = Post.objects.get_or_create(organisation=organisation, label=label, defaults={"duties": duties, **fields})
    fill(post, "duties", duties)


def fill(row: Model, column: str, words: str) -> None:
    """A text that rows of an earlier release lack; what stands there stays."""
    if words and not getattr(row, column):
        setattr(row, column, words)
        row.save(update_fields=[column])


def load_wards() -> None:
    wards = read("wards")
    prefix, first = wards["first"][:3], int(wards["first"][3:])
    for number, name in enumerate(wards["names"]):
        Ward.objects.get_or_create(
            code=f"{prefix}{first + number:06d}", defaults={"name": name, "sort_name": name.casefold()}
        )


def load_scales() -> None:
    for row in read("scales")["scale"]:
        terms = row.pop("terms")
        scale, _ = Scale.objects.get_or_create(code=row["code"], defaults=row)
        for position, (code, label, test) in enumerate(terms, 1):
            Term.objects.get_or_create(
                key=f"{scale.code}.{code}",
                defaults={"scale": scale, "code": code, "label": label, "test": test, "position": position},
            )


def load_outputs() -> None:
    plan = read("plan")
    for row in plan["output"]:
        output, _ = Output.objects.get_or_create(code=row["code"], defaults=row)
        for slug in plan["accountable"]:
            post = Post.objects.get(organisation__slug=slug, label=ACCOUNTABLE_POST)
            Accountability.objects.get_or_create(output=output, post=post)
    for position, row in enumerate(plan["measure"], 1):
        measure, _ = Measure.objects.get_or_create(
            code=row["code"], defaults={"wording": row["wording"], "position": position}
        )
        for code in row["outputs"]:
            MeasuredOutput.objects.get_or_create(measure=measure, output_id=code)


def load_priorities() -> None:
    for position, row in enumerate(read("plan")["priority"], 1):
        fields = {k: v for k, v in row.items() if k not in {"slug", "relevant"}}
        priority, _ = CrossCuttingPriority.objects.get_or_create(
            slug=row["slug"], defaults={**fields, "position": position}
        )
        for slug in row.get("relevant", []):
            Relevance.objects.get_or_create(priority=priority, organisation=Organisation.objects.get(slug=slug))
