"""Notices: row, job and letter stand or fall together; the letter says only "sign in to read"."""

import pytest
from django.core import mail
from django.db import transaction

from bcsp.notices.actions import notify
from bcsp.notices.models import Notice
from bcsp.notices.tasks import mail_notice
from tests import make


@pytest.mark.django_db(transaction=True)
def test_the_letter_goes_once_and_carries_no_content(work_off, mailoutbox):
    with transaction.atomic():
        notify([make.user("analyst").person_id] * 2, "A referral waits for you", "/horizon/referrals/")
    work_off()
    mail_notice(notice_id=Notice.objects.get().pk)  # a job that is tried again
    [letter] = mailoutbox
    assert letter.to == ["analyst@test.example.org"]
    assert letter.subject == "A referral waits for you"
    assert "Sign in to read: " in letter.body
    assert "/horizon/referrals/" in letter.body


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_for_what_did_not_happen(work_off, mailoutbox):
    analyst = make.user("analyst")
    with transaction.atomic():
        notify([analyst.person_id], "A referral waits for you", "/horizon/referrals/")
        transaction.set_rollback(True)
    work_off()
    assert not Notice.objects.exists()
    assert not mail.outbox


@pytest.mark.django_db
def test_the_list_shows_ones_own_and_a_button_marks_them_read():
    for persona in ("analyst", "coordinator"):
        Notice.objects.create(recipient=make.user(persona).person, text=f"For the {persona}", url="/")
    page = make.client("analyst").get("/notices/").content.decode()
    assert "For the analyst" in page
    assert "For the coordinator" not in page
    assert "(1 new)" in page
    make.client("analyst").post("/notices/")
    assert "(1 new)" not in make.client("analyst").get("/notices/").content.decode()
    assert Notice.objects.filter(read_at__isnull=True).count() == 1


@pytest.mark.django_db
def test_a_text_that_is_too_long_is_cut_and_undoes_nothing():
    notify([make.user("analyst").person_id], f"{'A body with a very long name ' * 9}: the agenda is published", "/")
    text = Notice.objects.get().text
    assert text.startswith("A body with a very long name A body")
    assert text.endswith(" …")
