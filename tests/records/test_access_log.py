"""The access log answers "who has read this" without reading it all."""

import pytest
from django.db import connection

from bcsp.people.models import Person
from bcsp.records.models import AccessEvent

pytestmark = pytest.mark.django_db
READS = """
    INSERT INTO records_accessevent (at, person_id, how, path, records)
    SELECT now(), %s, 'page', '/', jsonb_build_array('documents.storedpaper:' || n, 'governance.agendaitem:' || n / 9)
    FROM generate_series(1, 5000) n
"""


def test_readers_of_a_record_are_found_by_an_index():
    person = Person.objects.create(name="A. Reader")
    with connection.cursor() as cursor:
        cursor.execute(READS, [person.pk])
        cursor.execute("ANALYZE records_accessevent")
    found = AccessEvent.objects.filter(records__has_any_keys=["documents.storedpaper:7", "governance.agendaitem:100"])
    assert found.count() == 10
    assert "records_access_records" in found.explain()
