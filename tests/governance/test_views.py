"""The pages as people use them: reading an agenda, and a decision from its paper to the public register."""

import pytest
from django.urls import reverse

from bcsp.documents.models import StoredPaper
from bcsp.documents.papers import Readers
from bcsp.people.models import Organisation, Post
from bcsp.records.clock import today
from bcsp.records.models import AccessEvent
from governance import actions, queries, tasks
from governance.actions.storing import store_notice
from governance.models import Action, AgendaItem, Decision, Meeting
from tests.governance import make
from tests.make import body, client, user, viewer

pytestmark = pytest.mark.django_db
DAY = {"day_day": "14", "day_month": "5", "day_year": "2031", "hour": "09:30", "place": "Room 5"}
CLOSES = {"papers_close_day": "5", "papers_close_month": "5", "papers_close_year": "2031"}


def text(answer) -> str:
    return answer.content.decode()


def named(**words):
    return make.paper(body("bvsc"), "Flats.", Readers("named", bodies=(body("pdg").pk,)), title="Flats", **words)


def test_a_clerk_arranges_a_meeting_with_its_standing_item():
    answer = client("clerk").post(reverse("governance:meeting_arrange"), {"body": body("pdg").pk, **DAY, **CLOSES})
    meeting = Meeting.objects.get()
    assert answer.headers["Location"] == meeting.get_absolute_url()
    assert meeting.when == "Wednesday 14 May 2031, 9.30am"
    assert [item.title for item in meeting.items.all()] == ["Emerging trends"]


def test_a_clerk_arranges_only_for_the_bodies_served():
    answer = client("clerk").post(reverse("governance:meeting_arrange"), {"body": body("ldg-north").pk, **DAY})
    assert answer.status_code == 422
    assert not Meeting.objects.exists()


def test_every_fault_of_a_form_at_once_and_nothing_lost():
    answer = client("clerk").post(reverse("governance:meeting_arrange"), {"place": "Room <5>", "hour": "late"})
    html = text(answer)
    assert answer.status_code == 422
    assert 'value="Room &lt;5&gt;"' in html
    for target in ("#id_body", "#id_day_day", "#id_hour"):
        assert f'href="{target}"' in html


def test_papers_close_before_the_meeting():
    closes = {"papers_close_day": "15", "papers_close_month": "5", "papers_close_year": "2031"}
    answer = client("clerk").post(reverse("governance:meeting_arrange"), {"body": body("pdg").pk, **DAY, **closes})
    assert "Papers must close on or before the day" in text(answer)


def test_two_clerks_on_one_item_lose_nothing():
    item = actions.add_item(meeting=make.meeting(), title="Mine", by=viewer("clerk"))
    actions.edit_item(item=item, version=1, title="Theirs", introduction="", by=viewer("coordinator"))
    address = reverse("governance:item_edit", args=[item.pk])
    answer = client("clerk").post(address, {"version": 1, "title": "Also mine", "purpose": "decision"})
    html = text(answer)
    assert answer.status_code == 409
    assert "Theirs" in html
    assert "Also mine" in html


def test_the_button_that_removes_a_standing_item_is_not_there_and_its_post_refused():
    meeting = make.meeting()
    item, browser = make.emerging(meeting), client("clerk")
    html = text(browser.get(meeting.get_absolute_url()))
    address = reverse("governance:item_remove", args=[item.pk])
    assert address not in html
    html = text(browser.post(address))
    assert "Nobody can remove it" in html
    assert AgendaItem.objects.filter(pk=item.pk).exists()


def test_an_item_is_removed_from_a_check_page():
    meeting, browser = make.meeting(), client("clerk")
    item = actions.add_item(meeting=meeting, title="Apologies", by=viewer("clerk"))
    address = reverse("governance:item_remove", args=[item.pk])
    assert address in text(browser.get(meeting.get_absolute_url()))
    assert "Remove item 2 from the agenda?" in text(browser.get(address))
    assert meeting.items.count() == 2
    browser.post(address)
    assert [each.title for each in meeting.items.all()] == ["Emerging trends"]


def test_an_item_moves_only_where_there_is_room_and_says_where_it_is():
    meeting, browser = make.meeting(), client("clerk")
    item = actions.add_item(meeting=meeting, title="Apologies", by=viewer("clerk"))
    html = text(browser.get(meeting.get_absolute_url()))
    assert (html.count('value="up"'), html.count('value="down"')) == (1, 1)
    answer = browser.post(reverse("governance:item_change", args=[item.pk]), {"do": "up"})
    assert answer.headers["Location"] == f"{meeting.get_absolute_url()}?moved={item.pk}#item-{item.pk}"
    assert "Moved: this is now item 1." in text(browser.get(answer.headers["Location"]))


def test_a_cancelled_meeting_is_to_come_until_its_day_has_passed():
    soon, gone = make.meeting(days=3), make.meeting(days=-3)
    for each in (soon, gone):
        actions.cancel_meeting(meeting=each, why="Snow", by=viewer("clerk"))
    assert [list(rows(viewer("clerk"))) for rows in (queries.upcoming, queries.past)] == [[soon], [gone]]
    assert "Cancelled" in text(client("clerk").get(reverse("governance:meeting_list")))


def test_what_can_only_be_done_on_the_day_is_not_offered_before():
    meeting, browser = make.published(days=5), client("clerk")
    html = text(browser.get(meeting.get_absolute_url()))
    assert "Mark as held" not in html
    assert f"On {meeting.day:%-d %B %Y} you can mark it as held." in html
    html = text(browser.get(make.draft(make.emerging(meeting)).get_absolute_url()))
    assert "Agree and lock" not in html
    assert f"You can do this from {meeting.day:%-d %B %Y}." in html
    today_s = make.published()
    assert "Mark as held" in text(browser.get(today_s.get_absolute_url()))
    html = text(browser.get(make.draft(make.emerging(today_s)).get_absolute_url()))
    assert "mark the meeting as held</a>" in html


def test_the_register_says_what_was_decided_and_by_whom():
    item = make.emerging(make.held())
    make.agreed(item, audience="public", title="Vapes", wording="Test ten samples. Report in May.")
    html = text(client("anonymous").get(reverse("governance_public:decision_list")))
    assert "Test ten samples.</span>" in html
    assert f">{body('pdg').name}</td>" in html
    assert "Test ten samples.</span>" in text(client("pdg").get(reverse("governance:decision_list")))


def test_long_papers_are_folded_but_the_first_and_the_agenda_lists_its_items(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc"), title="Vapes"), make.paper(body("board"), title="Bikes"))
    meeting = make.meeting(days=0)
    actions.add_item(meeting=meeting, title="Any other business", by=viewer("clerk"))
    html = text(client("pdg").get(actions.publish_agenda(meeting=meeting, by=viewer("clerk")).get_absolute_url()))
    assert html.count('<details class="govuk-details bcsp-fold" open>') == 1
    assert html.count('<details class="govuk-details bcsp-fold">') == 1
    assert ">1a. Vapes</a>" in html
    assert ">1b. Bikes</h4>" in html
    assert html.count('href="#items"') == 2
    for item in meeting.items.all():
        assert f'href="#item-{item.pk}"' in html


def test_publishing_shows_first_what_will_be_frozen(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc"), title="Vapes"), named())
    meeting, browser = make.meeting(), client("clerk")
    address = reverse("governance:meeting_publish", args=[meeting.pk])
    page = browser.get(address)
    html = text(page)
    assert "Vapes" in html
    assert "Named readers" in html
    assert "2 decisions are asked" in html
    browser.post(address, {**page.context["form"].initial, "audience": "partners"})
    meeting.refresh_from_db()
    assert meeting.state == "published"
    assert meeting.items.get().papers.count() == 2


def test_a_member_reads_the_papers_and_a_partner_only_those_for_partners(monkeypatch):
    make.offers(monkeypatch, make.paper(body("board"), "Vapes text.", title="Vapes"), named(public_line="A line."))
    address = make.published().get_absolute_url()
    html = text(client("pdg").get(address))
    assert "Vapes text." in html
    assert "Flats." in html
    html = text(client("partner").get(address))
    assert "Vapes text." in html
    assert "Flats" not in html
    assert "A line." in html


def test_reading_a_named_paper_is_logged_once_a_page(monkeypatch):
    make.offers(monkeypatch, named())
    meeting = make.published()
    client("pdg").get(meeting.get_absolute_url())
    event = AccessEvent.objects.get()
    assert event.person_id == viewer("pdg").person_id
    assert [each.split(":")[0] for each in event.records] == ["documents.storedpaper"]
    client("partner").get(meeting.get_absolute_url())
    assert AccessEvent.objects.count() == 1


def test_headings_of_a_paper_stand_below_its_item(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc"), title="Vapes"))
    html = text(client("pdg").get(make.published().get_absolute_url()))
    assert html.count("<h1") == 1
    assert "<h4>Vapes</h4>" in html


def test_typed_text_is_escaped_all_the_way(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc"), "<script>alert(1)</script><h1>x", title="<b>T</b>"))
    html = text(client("pdg").get(make.published().get_absolute_url()))
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;h1&gt;x" in html
    assert "<b>T</b>" not in html


def test_packs_wait_then_are_ready_with_their_size(monkeypatch):
    meeting = make.published()
    address = reverse("governance:pack_states", args=[meeting.pk])
    html = text(client("pdg").get(address, headers={"HX-Request": "true"}))
    assert "Being built" in html
    assert "hx-trigger" in html
    for pack in meeting.packs.all():
        tasks.build_pack(pack.pk)
    html = text(client("pdg").get(address, headers={"HX-Request": "true"}))
    assert "hx-trigger" not in html
    assert "Agenda and papers, named readers: 3 pages" in html
    assert "Named readers" not in text(client("partner").get(address, headers={"HX-Request": "true"}))


def decide(browser, item, place, **changed):
    data = {"title": "Vapes", "wording": "Test ten samples.", "reasons": "Nobody knows what is in them."}
    data |= {"follows": "yes", "departs": "", "authority": "meeting", "authority_detail": "The members present"}
    data |= {"decided_on_day": str(today().day), "decided_on_month": str(today().month)}
    data |= {"decided_on_year": str(today().year), "audience": "public", "screened": "on", **changed}
    return browser.post(reverse("governance:decision_record_paper", args=[item.pk, place.pk]), data)


def test_a_decision_from_its_paper_to_the_public_register(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc"), title="Vapes", recommendation="Test samples"))
    item, browser = make.emerging(make.held()), client("clerk")
    place = item.papers.get()
    html = text(browser.get(reverse("governance:decision_record_paper", args=[item.pk, place.pk])))
    assert ">Test samples</textarea>" in html
    answer = decide(browser, item, place)
    decision = Decision.objects.get()
    assert answer.headers["Location"] == decision.get_absolute_url()
    html = text(browser.get(decision.get_absolute_url()))
    assert "everyone can read this" in html
    assert 'name="version" value="1"' in html
    assert client("anonymous").get("/public/decisions/DEC-2026-0001/").status_code == 404
    browser.post(reverse("governance:decision_agree", args=[decision.pk]), {"version": decision.version})
    decision.refresh_from_db()
    tasks.store_decision_notice(decision.pk)
    everyone = client("anonymous")
    assert "Vapes" in text(everyone.get(reverse("governance_public:decision_list")))
    page = everyone.get(reverse("governance_public:decision_detail", args=[decision.reference]))
    assert "Nobody knows what is in them." in text(page)
    notice = everyone.get(reverse("governance_public:decision_notice", args=[decision.reference]))
    assert notice.content.startswith(b"%PDF")


def test_a_departure_needs_its_reason(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc")))
    item = make.emerging(make.held())
    answer = decide(client("clerk"), item, item.papers.get(), follows="no")
    assert answer.status_code == 422
    assert "Say why it departs from the recommendation" in text(answer)
    assert "Test ten samples." in text(answer)


def test_a_decision_is_screened_before_it_goes_out(monkeypatch):
    make.offers(monkeypatch, make.paper(body("bvsc")))
    item, browser = make.emerging(make.held()), client("clerk")
    given = browser, item, item.papers.get()
    assert "Read your text once more, then tick" in text(decide(*given, screened=""))
    assert "graded police intelligence" in text(decide(*given, reasons="Graded 1BP by the force."))
    marked = {"authority_detail": "Mr Invented", "wording": "Call 0121 496 0000."}
    html = text(decide(*given, **marked))
    assert "“Mr Invented” in “Whose authority” looks like a person&#39;s name" in html
    assert decide(*given, **marked, checked=["wording: 0121 496 0000"]).status_code == 422
    assert not Decision.objects.exists()
    assert (
        decide(*given, **marked, checked=["wording: 0121 496 0000", "authority_detail: Mr Invented"]).status_code == 302
    )


def test_items_and_actions_are_screened():
    meeting, browser = make.meeting(), client("clerk")
    handle, add_item = (
        {"title": "Posts by @invented", "purpose": "discussion"},
        reverse("governance:item_add", args=[meeting.pk]),
    )
    assert "looks like a handle" in text(browser.post(add_item, handle))
    browser.post(add_item, {**handle, "checked": "title: @invented"})
    item = meeting.items.get(title="Posts by @invented")
    edit = {"title": "Posts", "purpose": "discussion", "introduction": "By @invented", "version": item.version}
    address = reverse("governance:item_edit", args=[item.pk])
    assert browser.post(address, edit).status_code == 422
    assert browser.post(address, {**edit, "checked": "introduction: @invented"}).status_code == 302
    data = {"nature": "immediate", "owner_post": Post.objects.first().pk, **handle}
    data |= {"due_day": "1", "due_month": "2", "due_year": "2031"}
    decision = make.agreed(make.emerging(make.held()))
    address = reverse("governance:action_add", args=[decision.pk])
    assert browser.post(address, data).status_code == 422
    assert browser.post(address, {**data, "checked": "title: @invented"}).status_code == 302
    todo = Action.objects.get()
    said = {"version": 1, "progress": "Wrote to @invented", "state": "open"}
    assert "looks like a handle" in text(browser.post(todo.get_absolute_url(), said))
    browser.post(todo.get_absolute_url(), {**said, "checked": "progress: @invented"})
    todo.refresh_from_db()
    assert todo.progress == "Wrote to @invented"


def test_a_paper_in_a_line_is_decided_like_the_others(monkeypatch):
    make.offers(monkeypatch, *(make.paper(each) for each in Organisation.objects.order_by("pk")[:7]))
    draft, browser = make.meeting(days=0), client("clerk")
    assert "7 decisions are asked" in text(browser.get(reverse("governance:meeting_publish", args=[draft.pk])))
    meeting = actions.publish_agenda(meeting=draft, by=viewer("clerk"))
    actions.hold_meeting(meeting=meeting, by=viewer("clerk"))
    item = make.emerging(meeting)
    html = text(browser.get(meeting.get_absolute_url()))
    for place in item.papers.all():
        assert reverse("governance:decision_record_paper", args=[item.pk, place.pk]) in html
    decide(browser, item, place)
    assert Decision.objects.get().subject == place.subject


def test_a_named_paper_asks_for_the_tick_in_the_form(monkeypatch):
    make.offers(monkeypatch, named())
    item, browser = make.emerging(make.held()), client("clerk")
    answer = decide(browser, item, item.papers.get())
    assert answer.status_code == 422
    assert "The paper behind this decision is for named readers" in text(answer)
    assert decide(browser, item, item.papers.get(), opened="on").status_code == 302


@pytest.mark.parametrize("audience", ["partners", "named"])
def test_what_is_not_public_is_not_on_the_public_pages(audience):
    decision = make.agreed(make.emerging(make.held()), audience=audience, title="Quiet words")
    everyone = client("clerk")  # signed in, and yet the public there
    assert "Quiet words" not in text(everyone.get(reverse("governance_public:decision_list")))
    for name in ("decision_detail", "decision_notice"):
        assert everyone.get(reverse(f"governance_public:{name}", args=[decision.reference])).status_code == 404
    assert client("anonymous").get(decision.get_absolute_url()).status_code == 302


def test_public_pages_leave_persons_out():
    from bcsp.people.models import Person

    decision = make.agreed(make.emerging(make.held()), audience="public")
    person = Person.objects.get(pk=viewer("pdg").person_id)
    given = {"title": "Write", "due": today(), "decision": decision, "by": viewer("clerk")}
    actions.add_action(owner_person=person, organisation=body("pdg"), **given)
    html = text(client("anonymous").get(reverse("governance_public:decision_detail", args=[decision.reference])))
    assert "Write" in html
    assert person.name not in html
    assert "Persona" not in html


def test_the_notice_as_pdf_lists_the_actions_without_persons():
    decision = make.agreed(make.emerging(make.held()), audience="public")
    store_notice(decision=decision, by=None)
    first = queries.notice_for(viewer("pdg"), decision)
    officer = user("ldg.north").person
    given = {"owner_person": officer, "organisation": body("ldg-north"), "due": today()}
    actions.add_action(title="Write", decision=decision, by=viewer("clerk"), **given)
    store_notice(decision=decision, by=None)
    store_notice(decision=decision, by=None)
    last = queries.notice_for(viewer("pdg"), decision)
    assert StoredPaper.objects.filter(key=last.key).count() == 2
    assert "Actions that follow" not in first.html
    assert f"{body('ldg-north')}" in last.html
    assert officer.name not in last.html
    answer = client("anonymous").get(reverse("governance_public:decision_notice", args=[decision.reference]))
    assert answer.content == bytes(last.file.content)


def test_the_register_is_narrowed_by_words_body_and_year():
    item = make.emerging(make.held())
    make.agreed(item, title="Vapes near schools")
    make.agreed(item, title="Towpath lights")
    browser, address = client("pdg"), reverse("governance:decision_list")
    html = text(browser.get(address, {"q": "vape", "body": body("pdg").pk, "year": today().year}))
    assert "Vapes near schools" in html
    assert "Towpath lights" not in html
    assert "No decision fits" in text(browser.get(address, {"body": body("board").pk}))
    assert browser.get(address, {"year": "never", "body": "x", "page": "x"}).status_code == 200


def test_an_action_is_given_out_and_progress_said_in_a_line():
    decision, browser = make.agreed(make.emerging(make.held())), client("clerk")
    data = {"title": "Write to schools", "nature": "root_cause", "owner_post": Post.objects.first().pk}
    address, gone = reverse("governance:action_add", args=[decision.pk]), {"due_day": "1", "due_month": "2"}
    assert "must be today or later" in text(browser.post(address, {**data, **gone, "due_year": "2020"}))
    browser.post(address, {**data, **gone, "due_year": "2031"})
    todo = Action.objects.get()
    Action.objects.update(due="2020-02-01")
    assert "Overdue" in text(client("pdg").get(reverse("governance:action_list")))
    browser.post(todo.get_absolute_url(), {"version": 1, "progress": "Sent", "state": "done"})
    todo.refresh_from_db()
    assert (todo.state, todo.progress) == ("done", "Sent")


def test_only_officers_and_organisations_are_offered_and_vacant_posts_say_so():
    decision = make.agreed(make.emerging(make.held()))
    officer, partner, post = user("ldg.south").person, user("partner").person, Post.objects.first()
    address = reverse("governance:action_add", args=[decision.pk])
    fields = client("clerk").get(address).context["form"].fields
    people, organisations = fields["owner_person"].queryset, fields["organisation"].queryset
    assert officer in people
    assert partner not in people
    assert organisations.exists()
    assert not organisations.filter(kind="area_of_work").exists()
    assert (post.pk, f"{post} (vacant)") in [(key and key.value, word) for key, word in fields["owner_post"].choices]
    officer.memberships.update(post=post)
    fields = client("clerk").get(address).context["form"].fields
    assert (post.pk, str(post)) in [(key and key.value, word) for key, word in fields["owner_post"].choices]


def test_an_action_needs_exactly_one_owner():
    decision = make.agreed(make.emerging(make.held()))
    data = {"title": "Write", "nature": "immediate", "due_day": "1", "due_month": "2", "due_year": "2031"}
    answer = client("clerk").post(reverse("governance:action_add", args=[decision.pk]), data)
    assert "Choose one owner: a post, or a person" in text(answer)


# Queries -------------------------------------------------------------------------------------------------------


def _queries(address: str, django_assert_max_num_queries, most: int = 100) -> int:
    browser = client("clerk")
    browser.get(address)  # warms what is asked once a process
    with django_assert_max_num_queries(most) as counted:
        assert browser.get(address).status_code == 200
    return len(counted)


def test_an_agenda_takes_as_many_queries_for_three_papers_as_for_one(monkeypatch, django_assert_max_num_queries):
    rows = list(Organisation.objects.order_by("pk")[:3])
    make.offers(monkeypatch, make.paper(rows[0]))
    one = _queries(make.published().get_absolute_url(), django_assert_max_num_queries)
    make.offers(monkeypatch, *(make.paper(row) for row in rows))
    meeting = make.meeting(days=0)
    for number in range(2):
        actions.add_item(meeting=meeting, title=f"Item {number}", by=viewer("clerk"))
    actions.publish_agenda(meeting=meeting, by=viewer("clerk"))
    assert _queries(meeting.get_absolute_url(), django_assert_max_num_queries) == one


@pytest.mark.parametrize("name", ["meeting_list", "decision_list", "action_list"])
def test_a_list_takes_as_many_queries_for_three_rows_as_for_one(name, django_assert_max_num_queries):
    def one_more() -> None:
        decision = make.agreed(make.emerging(make.held()))
        given = {"title": "Write", "due": today(), "decision": decision, "by": viewer("clerk")}
        actions.add_action(owner_post=Post.objects.first(), **given)
        make.draft(decision.item)
        make.meeting()

    one_more()
    address = reverse(f"governance:{name}")
    one = _queries(address, django_assert_max_num_queries)
    one_more()
    one_more()
    assert _queries(address, django_assert_max_num_queries) == one


def test_a_decision_is_superseded_under_another_item():
    old, later = make.agreed(make.emerging(make.held())), make.emerging(make.held())
    browser, address = client("clerk"), reverse("governance:decision_supersede", args=[old.pk])
    html = text(browser.get(address))
    assert f">{later}</option>" in html
    data = {"title": "Again", "wording": "Monthly.", "reasons": "Faster.", "authority": "meeting", "item": later.pk}
    data |= {"authority_detail": "The members present", "audience": "partners", "screened": "on"}
    data |= {"decided_on_day": str(today().day), "decided_on_month": str(today().month)}
    browser.post(address, data | {"decided_on_year": str(today().year)})
    new = Decision.objects.get(supersedes=old)
    assert new.item == later
    actions.agree_decision(decision=new, by=viewer("clerk"))
    assert "Another decision took the place of this one" in text(browser.get(old.get_absolute_url()))
