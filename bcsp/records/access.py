"""The access log: reads of named-reader records, one event a response, committed before its bytes leave."""

from collections.abc import Iterable

from bcsp.records.models import AccessEvent


def log_reads(request, records: Iterable, how: str = "page") -> None:
    """Write one event for the named-reader records among `records`; nothing where there is none.

    Called by a view once it knows all that its response shows. Outside any transaction, so it is committed at once.
    """
    named = [_name(record) for record in records if record is not None and record.is_named]
    if named and request.viewer.person_id:
        AccessEvent.objects.create(person_id=request.viewer.person_id, how=how, path=request.path[:300], records=named)


def _name(record) -> str:
    """`label:key` of a record; what is shown without being a row yet says it of itself (`read_as`)."""
    return getattr(record, "read_as", None) or f"{record._meta.label_lower}:{record.pk}"
