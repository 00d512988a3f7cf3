"""Corporate memory's pages: what was tried, priorities, lessons, providers; and what no reader may see of them."""

from decimal import Decimal

import pytest
from django.urls import reverse

from bcsp.people.models import Organisation
from memory import actions
from memory.models import Intervention, Lesson, Priority, ProviderUse
from tests.make import client, text, viewer
from tests.memory import make

pytestmark = pytest.mark.django_db
LOG = {
    "title": "Benches by the gate",
    "place": "A park",
    "who": "The council",
    "begins_day": "3",
    "begins_month": "2",
    "begins_year": "2025",
    "screened": "on",
}
ENDED = {
    "ends_day": "4",
    "ends_month": "6",
    "ends_year": "2025",
    "found": "Calls fell.",
    "lesson": "Ask who sits there.",
}


def page(name: str, *args) -> str:
    return reverse(f"memory:{name}", args=args)


def test_eight_fields_are_enough_and_a_result_wants_its_ground():
    analyst = client("analyst")
    said = text(analyst.post(page("intervention_log"), {**LOG, "result": "worked"}))
    for words in ("Say how we know it", "tell the next person", "the day on which it ended"):
        assert words in said
    assert not Intervention.objects.exists()
    assert analyst.post(page("intervention_log"), {**LOG, **ENDED, "result": "no_detectable_effect"}).status_code == 302
    row = Intervention.objects.get()
    assert row.reference.startswith("IN-")
    shown = text(client("partner").get(row.get_absolute_url()))
    for words in ("No detectable effect", "Calls fell.", "Ask who sits there.", "Partners only"):
        assert words in shown


def test_a_result_without_a_word_for_it_is_asked_for():
    said = text(client("analyst").post(page("intervention_log"), {**LOG, "found": "Calls fell."}))
    assert "Choose what came of it" in said


def test_an_intervention_is_filtered_by_its_result_and_compared_with_another():
    worked, other = make.ended("Visits"), make.ended("Letters", result="backfired")
    pdg = client("pdg")
    shown = text(pdg.get(page("intervention_list"), {"result": "backfired"}))
    assert other.get_absolute_url() in shown
    assert worked.get_absolute_url() not in shown
    assert pdg.get(page("intervention_list"), {"result": "no such", "priority": "x", "page": "-1"}).status_code == 200
    beside = text(pdg.get(page("intervention_compare"), {"with": [worked.reference, other.reference, "IN-0"]}))
    assert beside.index("Visits") < beside.index("Letters")
    assert "Harm found" in beside


def test_what_is_for_named_readers_is_in_no_list_export_search_or_lesson():
    row = make.named("Canary visits", lesson="Canary words.")
    use = {"provider": Organisation.objects.get(slug="bvsc"), "year": 2025, "what": "Canary", "amount": Decimal(7)}
    ProviderUse.objects.create(intervention=row, **use)
    make.lesson("Canary claim", intervention=row)
    addresses = [
        page("intervention_list"),
        f"{page('intervention_compare')}?with={row.reference}&with={make.ended().reference}",
        page("lesson_list"),
        page("provider_list"),
        page("provider_export"),
        f"{reverse('search:search')}?q=canary",
        reverse("home"),
    ]
    for address in addresses:
        assert "Canary" not in text(client("partner").get(address, follow=True)).replace('value="canary"', "")
        assert Lesson.objects.get().reference not in text(client("pdg").get(address))
    assert "Canary visits" in text(client("coordinator").get(page("intervention_list")))
    assert "Canary" in text(client("coordinator").get(page("provider_export")))


def test_an_export_holds_no_formula():
    row = make.ended("=1+1")
    use = {"provider": Organisation.objects.get(slug="bvsc"), "year": 2025, "what": "@now", "amount": Decimal(7)}
    ProviderUse.objects.create(intervention=row, **use)
    table = client("partner").get(page("provider_export")).content.decode("utf-8-sig")
    assert "'@now" in table
    assert ",@now" not in table


def test_detail_is_added_later_and_names_the_published_scale():
    row = make.ended()
    sent = {"version": row.version, "mechanism": "People see each other.", "maryland": "maryland.2"}
    assert client("analyst").post(page("intervention_add_detail", row.reference), sent).status_code == 302
    shown = text(client("partner").get(row.get_absolute_url()))
    for words in ("People see each other.", "Level 2", "Maryland"):
        assert words in shown
    stale = client("analyst2").post(page("intervention_add_detail", row.reference), {**sent, "mechanism": "No."})
    assert stale.status_code == 409


def test_a_lesson_comes_from_what_was_tried_leads_back_and_stops_holding():
    row = make.ended()
    lesson = make.lesson("Begin before the summer", intervention=row)
    shown = text(client("partner").get(lesson.get_absolute_url()))
    assert row.get_absolute_url() in shown
    assert lesson.get_absolute_url() in text(client("partner").get(row.get_absolute_url()))
    thread = text(client("partner").get(reverse("records:thread", args=["memory.lesson", lesson.pk])))
    assert row.get_absolute_url() in thread
    sent = {"version": lesson.version, "why": "Summers are quiet now."}
    assert client("coordinator").post(page("lesson_retire", lesson.reference), sent).status_code == 302
    assert "Begin before" not in text(client("partner").get(page("lesson_list")))
    assert "Summers are quiet now." in text(client("partner").get(lesson.get_absolute_url()))


def test_a_priority_says_why_and_what_became_of_it():
    before, after = make.priority("Parks", dissent="One asked for less."), make.priority("Public places")
    day = {"day_day": "1", "day_month": "4", "day_year": "2026", "why": "Places, not ages."}
    send = client("coordinator").post
    address = page("succession_record", before.pk)
    assert "Choose the priority that came after" in text(send(address, {**day, "how": "renamed"}))
    assert "dropped has none after" in text(send(address, {**day, "how": "dropped", "after": after.pk}))
    assert send(address, {**day, "how": "renamed", "after": after.pk}).status_code == 302
    for row, other in ((before, after), (after, before)):
        shown = text(client("partner").get(row.get_absolute_url()))
        assert other.get_absolute_url() in shown
        assert "Places, not ages." in shown
    assert "One asked for less." in text(client("partner").get(before.get_absolute_url()))


def test_two_priorities_at_once_take_two_places():
    plan = make.plan()
    rows = [make.priority(plan=plan) for _ in range(3)]
    assert [row.position for row in rows] == [1, 2, 3]
    assert Priority.objects.filter(plan=plan).count() == 3


LISTS = ("intervention_list", "lesson_list", "priority_list", "provider_list")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_as_many_queries_for_three_rows_as_for_one(name, django_assert_max_num_queries):
    partner, counts = client("partner"), []
    for rows in (1, 2):
        for _ in range(rows):
            row = make.ended(priority=make.priority())
            make.lesson(intervention=row)
            use = {"provider": Organisation.objects.get(slug="bvsc"), "year": 2025, "what": "x", "amount": Decimal(7)}
            ProviderUse.objects.create(intervention=row, **use)
            step = {"how": "renamed", "day": row.begins, "why": "So."}
            actions.record_succession(before=make.priority(), after=row.priority, **step, by=viewer("coordinator"))
        partner.get(page(name))
        with django_assert_max_num_queries(12) as captured:
            partner.get(page(name))
        counts.append(len(captured))
    assert counts[0] == counts[1]
