"""Default deny at the door, and nothing typed is lost there."""

import pytest
from django.urls import reverse

from bcsp.people import account_urls
from tests import make

pytestmark = pytest.mark.django_db


def test_a_form_that_comes_after_signing_out_is_given_back():
    answer = make.client("anonymous").post(
        reverse("people:person_invite"), {"name": "<b>Long typed</b>", "email": "", "csrfmiddlewaretoken": "secret"}
    )
    assert answer.status_code == 401
    html = answer.content.decode()
    assert "&lt;b&gt;Long typed&lt;/b&gt;" in html
    assert "secret" not in html


def test_a_fragment_asked_for_after_signing_out_says_so():
    answer = make.client("anonymous").get(reverse("plan"), headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.content.decode() == "You have been signed out. Your text is kept: sign in again to go on."


def test_a_page_asked_for_without_a_sign_in_leads_to_it_and_back():
    answer = make.client("anonymous").get(reverse("plan"))
    assert answer.headers["Location"] == f"{reverse('account_login')}?next=/plan/"


def test_nobody_signs_up():
    before = make.client("anonymous").get("/accounts/signup/")
    assert "Sign up" not in before.content.decode() or before.status_code != 200 or "closed" in before.content.decode()


def test_someone_without_a_place_is_told_so():
    answer = make.client("outsider").get(reverse("plan"))
    assert answer.status_code == 403
    assert "no place in the partnership today" in answer.content.decode()


def test_an_invited_person_signs_in_by_a_code_from_mail(mailoutbox):
    admin = make.client("admin")
    form = {
        "name": "Ada Newcomer",
        "email": "Ada@test.example.org",
        "organisation": make.body("pdg").pk,
        "role": "member",
        "post": "",
        "first_day_day": "1",
        "first_day_month": "1",
        "first_day_year": "2026",
    }
    assert admin.post(reverse("people:person_invite"), form).status_code == 302
    browser = make.client("anonymous")
    browser.post(reverse("account_request_login_code"), {"email": "ada@test.example.org"})
    letter = mailoutbox[0].body
    code = next(line for line in letter.splitlines() if len(line.strip()) in (6, 7, 9) and " " not in line.strip())
    answer = browser.post(reverse("account_confirm_login_code"), {"code": code.strip()}, follow=True)
    assert "What waits for you" in answer.content.decode()


def test_asking_for_a_code_does_not_tell_who_has_a_sign_in(mailoutbox):
    browser = make.client("anonymous")
    answer = browser.post(reverse("account_request_login_code"), {"email": "nobody@test.example.org"})
    assert answer.status_code == 302
    assert not mailoutbox


ACCOUNT_PAGES = [pattern.name for pattern in account_urls.urlpatterns if "from_key" not in pattern.name]


@pytest.mark.parametrize("persona", ["anonymous", "analyst"])
@pytest.mark.parametrize("name", ACCOUNT_PAGES)
def test_no_account_page_fails(name, persona):
    browser = make.client(persona)
    assert browser.get(reverse(name)).status_code in {200, 302, 403}  # 403: there is no password to ask for again
    assert browser.post(reverse(name), {}).status_code in {200, 302, 401, 403, 405}


def test_a_password_is_changed():
    browser, who = make.client("analyst"), make.user("analyst")
    who.set_password("an old one, long enough")
    who.save()
    browser.force_login(who)
    new = "a new one\x07, long enough"
    sent = {"oldpassword": "an old one, long enough", "password1": new, "password2": new}
    browser.post(reverse("account_change_password"), sent)
    who.refresh_from_db()
    assert who.check_password("a new one, long enough")


@pytest.mark.parametrize("persona", ["outsider", "pdg"])
def test_what_was_typed_is_given_back_to_who_may_not_send_it(persona):
    sent = {"title": "Half a thought", "csrfmiddlewaretoken": "secret"}
    answer = make.client(persona).post("/horizon/trends/log/", sent)
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "Half a thought" in html
    assert "secret" not in html


def test_what_was_typed_is_given_back_where_the_thing_is_gone():
    answer = make.client("analyst").post("/horizon/referrals/RF-1999-0001/log/", {"title": "Half a thought"})
    assert answer.status_code == 404
    assert "Half a thought" in answer.content.decode()


@pytest.mark.parametrize("address", ["/horizon/trends/log/", "/records/drafts/", "/accounts/login/"])
def test_a_form_in_a_charset_of_its_own_is_refused(address):
    kind = "application/x-www-form-urlencoded; charset=utf-16"
    answer = make.client("analyst").post(address, b"title=a", content_type=kind)
    assert answer.status_code == 400
