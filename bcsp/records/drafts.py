"""Drafts: nothing typed is lost. A draft belongs to one person and one form, and goes when the form is sent."""

from django.http import QueryDict

from bcsp.govuk.plaintext import legible
from bcsp.records.models import Draft

NEVER_KEPT = {"csrfmiddlewaretoken", "draft-key", "save-draft", "code", "once"}


def keep(viewer, key: str, data: QueryDict) -> Draft:
    """Keep what was typed into the form `key`. The last one wins: it is one person's own text."""
    payload = {legible(name): [legible(text) for text in data.getlist(name)] for name in data if _is_text(name)}
    draft, _ = Draft.objects.update_or_create(
        person_id=viewer.person_id, key=legible(key)[:200], defaults={"payload": payload}
    )
    return draft


def kept(viewer, key: str) -> Draft | None:
    return Draft.objects.filter(person_id=viewer.person_id, key=key).first()


def forget(viewer, key: str) -> bool:
    """Let the draft go; whether there was one. Of two who do so at once, one is told so."""
    return Draft.objects.filter(person_id=viewer.person_id, key=key).delete()[0] > 0


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
