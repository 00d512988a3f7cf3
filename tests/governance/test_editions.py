"""Editions: begun, reviewed, approved, published, withdrawn; and what the database itself refuses."""

import hashlib
from datetime import timedelta
from threading import Barrier, Thread

import pgtrigger
import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from bcsp.documents.models import StoredFile
from bcsp.records.clock import today
from bcsp.records.errors import NotAllowed, Refused, Stale
from bcsp.records.viewer import Viewer
from governance import actions
from governance.document.contents import document
from governance.document.standing import in_force, standings
from governance.models import Edition, EditionSection
from governance.tasks import print_edition
from governance.views.public_document import DRAWN
from tests.governance import make
from tests.governance.editions import edition, publish_edition
from tests.make import body, client, text, viewer

pytestmark = pytest.mark.django_db


def test_an_edition_begins_with_the_default_text_of_every_section_and_the_next_with_the_words_before():
    first = edition("published", summary="Our own words.")
    assert "<p>Our own words.</p>" in first.html
    following = actions.start_edition(by=viewer("clerk"))
    assert following.number == 2
    assert following.sections.get(section="summary").text == "Our own words."
    assert all(section.text.strip() or section.section.blocks for section in following.sections.all())


def test_nobody_else_writes_the_document():
    for persona in ("pdg", "partner", "outsider", "analyst", "ldg.north", "chair"):  # this chair is PDG's
        with pytest.raises(NotAllowed):
            actions.start_edition(by=viewer(persona))


def test_a_draft_is_read_by_its_writers_a_review_by_members_and_what_is_published_by_everyone():
    found = edition("draft")

    def readers():
        return {each for each in ("clerk", "coordinator", "pdg", "outsider", "") if _sees(each, found)}

    assert readers() == {"clerk", "coordinator"}
    found = actions.ask_review(edition=found, version=found.version, by=viewer("clerk"))
    assert readers() == {"clerk", "coordinator", "pdg"}
    publish_edition(actions.approve_edition(**_by_the_board(found)))
    assert readers() == {"clerk", "coordinator", "pdg", "outsider", ""}
    assert not EditionSection.objects.visible_to(Viewer.public()).exists()  # the public has the edition's own text


def test_what_is_approved_can_be_written_no_more_until_it_is_taken_back_and_then_wants_a_new_approval():
    found = edition("approved")
    section = found.sections.get(section="summary")
    with pytest.raises(Refused, match="what was approved"):
        actions.write_section(section=section, version=1, title="x", text="x", by=viewer("clerk"))
    found = actions.take_back(edition=found, version=found.version, by=viewer("clerk"), why="One more word.")
    assert (found.state, found.approval_day) == ("draft", None)
    with pytest.raises(Refused, match="Record who approved"):
        publish_edition(found)


def test_publishing_freezes_text_and_pages_with_their_hash_and_each_edition_keeps_its_address():
    first = edition(prints=True)
    assert first.html_sha256 == hashlib.sha256(first.html.encode()).hexdigest()
    assert bytes(first.pdf.content)[:5] == b"%PDF-"
    second = edition("published", today() + timedelta(days=30))
    assert in_force() == first
    assert in_force(today() + timedelta(days=30)) == second
    found = standings([first, second], today() + timedelta(days=30))
    assert (found[1].word, found[2].word) == ("Superseded", "In force")
    page = client("anonymous").get(second.public_url)
    assert "It comes into force on" in text(page)


def test_an_edition_follows_those_before_it():
    edition("published", today() + timedelta(days=10))
    with pytest.raises(Refused, match="Choose a day after it"):
        publish_edition(edition("approved"), today() + timedelta(days=10))
    with pytest.raises(Refused, match="on the day of its publishing or later"):
        publish_edition(Edition.objects.get(state="approved"), today() - timedelta(days=1))


def test_a_withdrawn_edition_loses_its_text_facts_and_pages_everywhere_and_its_address_says_why():
    found = edition(prints=True, summary=f"A {make.CANARY} word.")
    pdf = found.pdf.sha256
    anonymous = client("anonymous")
    assert make.CANARY in text(anonymous.get(found.public_url))
    actions.withdraw_edition(
        edition=found, version=found.version, reason="It names a child.", keep_words=False, by=viewer("coordinator")
    )
    page, file = anonymous.get(found.public_url), anonymous.get(f"/public/document/editions/{found.number}.pdf")
    assert page.status_code == file.status_code == 410
    assert "It names a child." in text(page)
    assert "It names a child." in text(file)
    assert in_force() is None
    assert "No edition is in force" in text(anonymous.get("/public/document/"))
    assert make.CANARY not in str(DRAWN.pages)
    assert StoredFile.objects.get(sha256=pdf).content is None
    assert rows_with(make.CANARY) == []


def test_withdrawing_may_keep_the_words_for_the_next_edition():
    found = edition("published", summary="Mend me.")
    by = viewer("clerk")
    actions.withdraw_edition(edition=found, version=found.version, reason="A wrong date.", keep_words=True, by=by)
    following = Edition.objects.open().get()
    assert following.sections.get(section="summary").text == "Mend me."
    assert found.sections.get(section="summary").text == "[removed]"


def test_a_draft_is_thrown_away_and_its_number_is_free_again():
    found = edition("draft")
    actions.drop_edition(edition=found, version=found.version, by=viewer("clerk"), why="")
    assert edition("draft").number == 1


def test_comments_are_made_in_review_and_answered_by_the_writers():
    found = edition("review")
    section = found.sections.get(section="summary")
    said = actions.comment(edition=found, section=section, text="Say who chairs.", by=viewer("pdg"))
    with pytest.raises(NotAllowed):
        actions.settle_comment(comment=said, version=1, answer="Done.", by=viewer("pdg"))
    done = actions.settle_comment(comment=said, version=1, answer="Done.", by=viewer("clerk"))
    assert (done.answer, done.settled_at is not None) == ("Done.", True)
    with pytest.raises(Refused, match="while the edition is in review"):
        actions.comment(edition=edition_taken_back(found), section=None, text="Late.", by=viewer("pdg"))


def test_an_approval_names_an_agreed_decision_of_that_body_on_its_day_and_no_day_before_the_draft_or_to_come():
    found, other = edition("review"), make.agreed(make.emerging(make.held()))
    given, yesterday = _by_the_board(found), today() - timedelta(days=1)
    for change, fault in (
        ({"decision": other}, "agreed decision of Board"),
        ({"decision": other, "body": other.body, "day": yesterday}, f"{other.reference} was decided on"),
        ({"day": yesterday}, "nobody can have approved it before"),
        ({"day": today() + timedelta(days=1)}, "is to come"),
    ):
        with pytest.raises(Refused, match=fault):
            actions.approve_edition(**{**given, **change})


def test_typed_and_pasted_text_is_kept_clean_and_nothing_in_it_is_fetched():
    found = edition(prints=True, summary=NASTY)
    for harm in ("<script", "onerror", "javascript:", "file:", "<img", "evil.example/x.png"):
        assert harm not in found.html
    assert "Kept words" in found.html
    assert found.pdf


def test_the_database_itself_keeps_a_published_edition():
    edition(prints=True)
    for change in (
        "UPDATE governance_edition SET change_note = 'Other'",
        "UPDATE governance_edition SET html = 'Other'",
        "UPDATE governance_edition SET facts = '[]'",
        "UPDATE governance_edition SET pdf_id = NULL",
        "UPDATE governance_edition SET state = 'approved', published_at = NULL, published_by_id = NULL",
        "DELETE FROM governance_edition",
        "UPDATE governance_editionsection SET text = 'Other'",
        "DELETE FROM governance_editionsection",
    ):
        kept = False
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(change)
        except IntegrityError:
            kept = True
        assert kept, change


def test_the_database_refuses_an_edition_that_lacks_what_it_needs():
    found = edition("published")
    for change, words in (
        ({"review_due": None}, "published"),
        ({"review_due": F("effective_from")}, "review"),
        ({"approval_day": None}, "approval"),
        ({"state": "withdrawn"}, "withdrawn"),
    ):
        with (
            pgtrigger.ignore("governance.Edition:published_stays"),
            pytest.raises(IntegrityError, match=f"governance_edition_{words}"),
            transaction.atomic(),
        ):
            Edition.objects.filter(pk=found.pk).update(**change)


def test_one_edition_is_prepared_at_a_time():
    edition("draft")
    with pytest.raises(Refused, match="Another edition is being prepared"):
        actions.start_edition(by=viewer("coordinator"))


@pytest.mark.django_db(transaction=True)
def test_of_two_publishings_at_once_one_stands():
    found, faults, start = edition("approved"), [], Barrier(2)

    def publish():
        try:
            start.wait()
            publish_edition(found)
        except (Stale, Refused) as fault:
            faults.append(fault)
        finally:
            connection.close()

    both = [Thread(target=publish) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert [type(fault) for fault in faults] == [Stale]
    assert Edition.objects.get(number=found.number).state == "published"


def test_a_published_page_asks_one_query_and_is_not_sent_twice(django_assert_max_num_queries):
    found, anonymous = edition("published"), client("anonymous")
    for address in ("/public/document/", found.public_url):
        first = anonymous.get(address)  # draws it, once a process
        with django_assert_max_num_queries(1):
            assert anonymous.get(address).content == first.content
        again = anonymous.get(address, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_printing_twice_prints_once_and_an_edition_withdrawn_meanwhile_is_not_printed():
    found = edition(prints=True)
    kept = found.pdf_id
    print_edition(found.pk)
    assert Edition.objects.get(pk=found.pk).pdf_id == kept


def test_a_document_of_a_day_has_all_sections():
    found = document(edition("draft").sections.select_related("section"), today())
    assert [chapter.number for chapter in found.chapters][:2] == ["", "1"]


NASTY = """Kept words <script>alert(1)</script><img src="https://evil.example/x.png" onerror="x()">
<a href="javascript:x()">one</a> <a href="file:///etc/passwd">two</a>"""


def _by_the_board(found):
    return {"edition": found, "version": found.version, "body": body("board"), "day": today(), "by": viewer("clerk")}


def edition_taken_back(found):
    return actions.take_back(edition=found, version=found.version, by=viewer("clerk"), why="")


def _sees(persona, found):
    reader = viewer(persona) if persona else Viewer.public()
    return Edition.objects.visible_to(reader).filter(pk=found.pk).exists()


def rows_with(word):
    """The tables that hold a word anywhere, history too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for name in tables:
            cursor.execute(f'SELECT count(*) FROM "{name}" t WHERE t::text LIKE %s', [f"%{word}%"])
            found += [name] if cursor.fetchone()[0] else []
    return found
