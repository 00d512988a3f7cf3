"""Reviews of providers, by rules 8 and 9 of practice.md: facts, shown first, three years, never during scoring."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.urls import reverse

from bcsp.people.models import Person
from bcsp.records.clock import pretend, today
from bcsp.records.errors import NotAllowed, Refused
from bcsp.records.redaction import redact
from memory import actions
from memory.models import Applicant, ProviderReview, ProviderUse
from tests.make import body, client, text, viewer
from tests.memory import make

pytestmark = pytest.mark.django_db
WORDS = {"again": "not_for_this", "agreed": "Ten visits.", "delivered": "Canary: four visits."}
PROVIDER = reverse("memory:provider_detail", args=["bvsc"])
LISTS = (reverse("memory:provider_list"), reverse("memory:provider_export"))


def page(name: str, use: ProviderUse) -> str:
    return reverse(f"memory:{name}", args=[use.intervention.reference, use.pk])


def shown(review: ProviderReview, by: str = "analyst", **words) -> ProviderReview:
    review.refresh_from_db()
    given = {"shown_on": today(), **words}
    row = actions.show_review(review=review, version=review.version, by=viewer(by), **given)
    row.refresh_from_db()
    return row


def asked(**words):
    """An application of the provider that the reviews are of."""
    return make.application(body("bvsc").name, title="Benches", **words)


def test_a_review_counts_once_the_provider_was_shown_it_and_its_answer_stands_beside_it():
    use, analyst = make.use(), client("analyst")
    said = text(analyst.post(page("review_record", use), {}))
    for words in ("Say what was agreed", "Say what was delivered", "Say whether we would again"):
        assert words in said
    said = text(analyst.post(page("review_record", use), {**WORDS, "delivered": "Ring 0121 496 0000."}))
    assert "looks like a telephone number" in said
    assert analyst.post(page("review_record", use), WORDS).status_code == 302
    assert "it doesn’t count" in text(client("clerk").get(PROVIDER))
    for address in LISTS:
        assert "Not for this" not in text(client("clerk").get(address))
    day = {"shown_on_day": str(today().day), "shown_on_month": str(today().month)}
    sent = {"version": 1, "reply": "Six were called off.", **day}
    late = {**sent, "shown_on_year": str(today().year + 1)}
    assert "That day is to come" in text(analyst.post(page("review_show", use), late))
    assert analyst.post(page("review_show", use), {**sent, "shown_on_year": str(today().year)}).status_code == 302
    there = text(client("clerk").get(PROVIDER))
    for words in (f"Counts until {today():%-d %B} {today().year + 3}", "Six were called off.", "Canary: four visits."):
        assert words in there
    for address in LISTS:
        assert "Not for this" in text(client("clerk").get(address))


OTHERS = ("partner", "pdg", "chair", "board", "ldg.north", "outsider", "admin", "anonymous")


WORDS_OF_REVIEWS = ("Canary", "Not for this", "Would we again", "Ten visits", "Counts until")


def test_no_byte_of_a_review_is_anybodys_but_the_teams():
    use = shown(make.review(), reply="Canary answer.").use
    forms = (page("review_record", use), page("review_show", use))
    addresses = [
        PROVIDER,
        *LISTS,
        *forms,
        f"{LISTS[0]}?q=canary&provider={use.provider_id}",
        use.intervention.get_absolute_url(),
        reverse("records:thread", args=["memory.intervention", use.intervention_id]),
        f"{reverse('search:search')}?q=canary",
        use.provider.get_absolute_url(),
        reverse("home"),
        "/public/document/",
        "/plan/",
    ]
    leaks = []
    for persona in OTHERS:
        browser = client(persona)
        for address in addresses:
            said = text(browser.get(address, follow=True)).replace('value="canary"', "")
            leaks += [(persona, address, words) for words in WORDS_OF_REVIEWS if words in said]
        for address in forms:
            browser.post(address, {**WORDS, "version": 2})
        assert not ProviderReview.objects.visible_to(viewer(persona)).exists()
    assert leaks == []
    assert ProviderReview.objects.get().version == 2
    for words in WORDS_OF_REVIEWS:  # the team is told each of them
        assert words in text(client("clerk").get(PROVIDER))


def test_who_wrote_it_reads_it_no_more_once_they_have_left_the_team():
    review = make.review()
    analyst = viewer("analyst")
    person = Person.objects.get(pk=analyst.person_id)
    person.memberships.update(organisation=body("bvsc"), role="member")
    assert not ProviderReview.objects.visible_to(viewer("analyst")).exists()
    assert ProviderReview.objects.visible_to(viewer("clerk")).get() == review


def test_what_is_changed_is_shown_to_the_provider_again_before_it_counts():
    row = shown(make.review(), reply="We agree.")
    same = actions.change_review(review=row, version=row.version, **WORDS, by=viewer("analyst"))
    assert (same.counts, same.reply) == (True, "We agree.")
    sent = {**WORDS, "delivered": "Five visits.", "version": same.version}
    assert client("clerk").post(page("review_record", row.use), sent).status_code == 302
    assert client("clerk").post(page("review_record", row.use), sent).status_code == 409
    row.refresh_from_db()
    assert (row.counts, row.reply) == (False, "")


def test_a_review_expires_three_years_after_it_was_shown_and_is_on_no_page_then():
    day = today()
    row = shown(make.review())
    assert row.expires_on == day.replace(year=day.year + 3)
    with pretend(row.expires_on - timedelta(days=1)):
        assert "Canary" in text(client("clerk").get(PROVIDER))
    with pretend(row.expires_on):
        there = text(client("clerk").get(PROVIDER))
        assert "Its review has expired" in there
        for address in (PROVIDER, *LISTS):
            said = text(client("clerk").get(address))
            assert "Canary" not in said
            assert "Not for this" not in said
        assert client("clerk").get(page("review_record", row.use)).status_code == 404
        for act, words in ((actions.change_review, {**WORDS, "agreed": "x"}), (actions.show_review, {"reply": "x"})):
            with pytest.raises(Refused, match="has expired"):
                act(review=row, version=row.version, by=viewer("clerk"), **words)
    assert row.events.filter(delivered__contains="Canary").exists()


@pytest.mark.parametrize("name", ["its own", "one that merged into it", "one beside it", "its former"])
def test_nobody_reads_reviews_while_an_application_of_the_organisation_is_scored(name):
    row = shown(make.review())
    if name == "its own":
        bid = asked()
    else:
        own = asked(decided={"outcome": "not_funded"}).applicant
        bid = make.application("Another Trust", title="Lamps")
        pair = (own, bid.applicant) if name == "its former" else (bid.applicant, own)
        merged = {"into": pair[1], "why": "One took over."}
        actions.merge_applicant(applicant=pair[0], version=pair[0].version, by=viewer("clerk"), **merged)
        if name == "one beside it":
            third = make.application("A third Trust", decided={"outcome": "not_funded"}).applicant
            Applicant.objects.filter(pk=own.pk).update(organisation=None)
            third = actions.change_applicant(
                applicant=third, version=third.version, name=third.name, identifier="", also_called="",
                organisation=body("bvsc"), by=viewer("clerk"),
            )  # fmt: skip
            actions.merge_applicant(applicant=third, version=third.version, by=viewer("clerk"), **merged)
    there = text(client("clerk").get(PROVIDER))
    assert "not shown while an application of this organisation is being scored" in there
    for address in (PROVIDER, *LISTS):
        said = text(client("clerk").get(address))
        assert "Canary" not in said
        assert "Not for this" not in said
    assert client("clerk").get(page("review_show", row.use)).status_code == 404
    for write in (
        lambda: actions.record_review(use=make.use(), by=viewer("clerk"), **WORDS),
        lambda: actions.change_review(review=row, version=row.version, by=viewer("clerk"), **WORDS),
        lambda: actions.show_review(review=row, version=row.version, by=viewer("clerk")),
    ):
        with pytest.raises(Refused, match="is being scored"):
            write()
    bid.refresh_from_db()
    decided = {"outcome": "not_funded", "reasons": ["late"], "decided_on": today(), "decided_how": "delegated"}
    actions.decide_application(application=bid, version=bid.version, decided_by="x", by=viewer("clerk"), **decided)
    assert "Canary" in text(client("clerk").get(PROVIDER))


def test_whoever_has_an_interest_in_the_provider_neither_reads_nor_writes_its_reviews():
    row = shown(make.review(by="clerk"), by="clerk")
    bid = asked(decided={"outcome": "not_funded"})
    person = Person.objects.get(pk=viewer("analyst").person_id)
    assert "Canary" in text(client("analyst").get(PROVIDER))
    actions.declare_interest(application=bid, person=person, what="trustee", by=viewer("clerk"))
    waits = asked(received_on=today())  # nor are they told that one is being scored
    actions.declare_interest(application=waits, person=person, what="trustee", by=viewer("clerk"))
    for address in (PROVIDER, *LISTS):
        said = text(client("analyst").get(address))
        for words in ("Canary", "Not for this", "scored", bid.reference, "Benches"):
            assert words not in said
    assert client("analyst").get(page("review_record", row.use)).status_code == 403
    with pytest.raises(NotAllowed, match="have an interest"):
        actions.record_review(use=make.use(), by=viewer("analyst"), **WORDS)


def test_a_review_that_nobody_showed_waits_on_its_writers_home_page_after_four_weeks():
    with pretend(today() - timedelta(days=29)):
        row = make.review(by="clerk")
    ask = "it doesn’t count until then"
    assert ask in text(client("clerk").get(reverse("home")))
    assert ask not in text(client("analyst").get(reverse("home")))
    shown(row, by="analyst")
    assert ask not in text(client("clerk").get(reverse("home")))
    make.review(by="clerk")
    assert ask not in text(client("clerk").get(reverse("home")))


def test_the_list_takes_as_many_queries_for_three_reviews_as_for_one(django_assert_max_num_queries):
    clerk, counts = client("clerk"), []
    for rows in (1, 2):
        for _ in range(rows):
            shown(make.review(make.use(f"ldg-{['north', 'south', 'east'][ProviderUse.objects.count()]}")))
        for address in LISTS:
            clerk.get(address)
            with django_assert_max_num_queries(12) as captured:
                clerk.get(address)
            counts.append(len(captured))
    assert counts[:2] == counts[2:]


def test_the_database_holds_what_a_review_is():
    there = ProviderReview.objects.filter(pk=make.review().pk)
    for name, words in (
        ("memory_providerreview_whole", {"agreed": ""}),
        ("memory_providerreview_whole", {"delivered": ""}),
        ("memory_providerreview_whole", {"again": "fail"}),
        ("memory_providerreview_shown_first", {"reply": "No."}),
        ("memory_providerreview_named", {"audience": "partners", "reader_roles": []}),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            there.update(**words)


def test_the_database_holds_what_the_provider_was_shown_and_of_whom_it_is():
    row = shown(make.review())
    there = ProviderReview.objects.filter(pk=row.pk)
    for words in ({"delivered": "Less."}, {"again": "yes"}, {"shown_on": today() + timedelta(days=1)}):
        with pytest.raises(IntegrityError, match="shown to the provider again"), transaction.atomic():
            there.update(**words)
    redact(record=row, columns=["delivered"], why="It named somebody.", by=viewer("coordinator"))
    assert (there.get().delivered, there.get().shown_on) == ("[removed]", today())
    with pytest.raises(IntegrityError, match="Add the other provider"), transaction.atomic():
        ProviderUse.objects.update(provider=body("pdg"))
    with pytest.raises(ProgrammingError, match="Cannot delete"), transaction.atomic():
        there.delete()
    with pytest.raises(Refused, match="so it stays"):
        actions.remove_use(use=row.use, version=row.use.intervention.version, by=viewer("clerk"))
