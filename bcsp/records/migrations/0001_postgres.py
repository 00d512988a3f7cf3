from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations

CREATE_CACHE = """
CREATE TABLE cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX cache_expires ON cache (expires);
"""


class Migration(migrations.Migration):
    """What PostgreSQL itself must have before any table of ours.

    Extensions for constraints (no two on the same day) and likely matches; and the table of the shared cache, as a
    migration, so that nobody has to remember `createcachetable`.
    """

    dependencies = []
    run_before = [("people", "0001_initial")]
    operations = [
        TrigramExtension(),
        BtreeGistExtension(),
        migrations.RunSQL(CREATE_CACHE, "DROP TABLE cache"),
    ]
