"""A declared interest: the person is kept away from the matter, and from every paper and pack that was issued of it."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Func, Model, Q, Value

from bcsp.documents.models import StoredPaper
from bcsp.records.keeping import keep_away
from bcsp.records.models import Audience
from governance.actions import packs
from governance.models import Decision, ItemPaper, Pack
from governance.notices import key_of as notice_key


def keep_from_matter(subject: Model, person_id: int) -> None:
    """Keep the person away from the subject, from what was issued about it, and from every pack that holds any of that.

    Call inside the action by which the interest is declared. Packs are locked as whoever builds them does, so that none
    comes out meanwhile that knows nothing of it.
    """
    keep_away(subject, person_id)
    kind = ContentType.objects.get_for_model(subject)
    decided = Decision.objects.filter(subject_kind=kind, subject_id=subject.pk, audience=Audience.NAMED)
    about = Q(subject_kind=kind, subject_id=subject.pk) | Q(
        subject_kind=ContentType.objects.get_for_model(Decision), subject_id__in=decided.values("pk")
    )
    places = ItemPaper.objects.filter(about, paper__audience=Audience.NAMED)
    built = Pack.objects.filter(audience=Audience.NAMED, meeting__items__papers__in=places).values("pk")
    rows = Pack.objects.filter(pk__in=built).select_for_update(of=("self",)).order_by("pk")
    keys = [*(packs.key_of(row) for row in rows), *(notice_key(row) for row in decided)]
    issued = StoredPaper.objects.filter(Q(pk__in=places.values("paper")) | Q(key__in=keys))
    more = Func(F("kept_from"), Value(person_id), function="array_append")
    issued.exclude(kept_from__contains=[person_id]).update(kept_from=more)
