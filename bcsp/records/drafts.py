"""Drafts: nothing typed is lost. A draft belongs to one person and one form, and goes when the form is sent."""

from collections import defaultdict

from django.apps import apps
from django.conf import settings
from django.db import models
from django.http import HttpResponse, QueryDict
from django.urls import Resolver404, resolve

from bcsp.govuk.plaintext import legible
from bcsp.records.keys import as_key
from bcsp.records.models import Draft

NEVER_KEPT = {"csrfmiddlewaretoken", "draft-key", "draft-path", "save-draft", "code", "once"}
DONE = "draft-done"  # the cookie that tells the browser which of its copies the server has; drafts.js takes it away


def keep(viewer, key: str, data: QueryDict, path: str = "") -> Draft:
    """Keep what was typed into the form `key` on the page `path`. The last one wins: it is one person's own text."""
    payload = {legible(name): [legible(text) for text in data.getlist(name)] for name in data if _is_text(name)}
    given = {"payload": payload, **({"path": path} if name_of(path) else {})}
    draft, _ = Draft.objects.update_or_create(person_id=viewer.person_id, key=legible(key)[:200], defaults=given)
    return draft


def kept(viewer, key: str) -> Draft | None:
    return Draft.objects.filter(person_id=viewer.person_id, key=key).first()


def forget(viewer, key: str) -> bool:
    """Let the draft go; whether there was one. Of two who do so at once, one is told so."""
    return Draft.objects.filter(person_id=viewer.person_id, key=key).delete()[0] > 0


def begun(viewer) -> list[Draft]:
    """The viewer's own drafts whose page is known, the newest first, each with what its form is `called`."""
    rows = Draft.objects.filter(person_id=viewer.person_id).exclude(path="").defer("payload").order_by("-saved_at")
    found = []
    for row in rows:
        row.called, row.about = _named(row.path)
        if row.called:
            found.append(row)
    things = _things([row for row in found if row.about], viewer)
    for row in found:
        if row.key in things:
            row.called = f"{row.called} {row.about.format(thing=things[row.key])}"
    return found


def name_of(path: str) -> str:
    """What the form on this page of ours is called, such as "Log a trend"; nothing for a page without drafts."""
    return _named(path)[0]


def _named(path: str) -> tuple[str, str]:
    """The name of a page's form, and what is to follow it where its thing is known: "Add an item", "to {thing}"."""
    try:
        match = resolve(path.partition("?")[0]) if len(path) <= 500 else None
    except Resolver404:
        return "", ""
    view = getattr(match and match.func, "view_class", None)
    called = getattr(view, "called", "")
    return (called.format(**match.kwargs), getattr(view, "about", "")) if called else ("", "")


def _things(rows: list[Draft], viewer) -> dict[str, models.Model]:
    """What the drafts are about, by their keys (`ItemForm:governance.meeting:12`), as far as the viewer may read it
    now: one query a kind."""
    about: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        _, label, pk = (row.key.split(":") + ["", ""])[:3]
        if as_key(pk):
            about[label][row.key] = as_key(pk)
    found = {}
    for label, keys in about.items():
        try:
            kind = apps.get_model(label)
        except (LookupError, ValueError):
            continue  # a form of another kind, or a model that is no more
        rows_of = kind.objects.visible_to(viewer) if hasattr(kind.objects, "visible_to") else kind.objects.all()
        by_pk = rows_of.in_bulk(set(keys.values()))
        found |= {key: by_pk[pk] for key, pk in keys.items() if pk in by_pk}
    return found


def tell(answer: HttpResponse, key: str) -> HttpResponse:
    """Let the browser know that its own copy of this form is no longer needed."""
    answer.set_cookie(DONE, key, max_age=60, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    return answer


def as_data(draft: Draft) -> QueryDict:
    """The draft as a form's data, to be shown unvalidated."""
    data = QueryDict(mutable=True)
    for name, values in draft.payload.items():
        data.setlist(name, values)
    return data


def typed(data: QueryDict) -> list[tuple[str, str]]:
    """The texts of a form that could not be taken, by field name, to be given back; nothing secret, nothing empty."""
    names = filter(_is_text, data)
    return [(name.replace("_", " ").replace("-", " "), text) for name in names for text in data.getlist(name) if text]


def _is_text(name: str) -> bool:
    return name not in NEVER_KEPT and "password" not in name
