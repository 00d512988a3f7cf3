"""Migrations that draw the house's models twice, before and after, and not anew at each operation.

Django renders every model that hangs on a changed one after each operation; with history beside each table that is some
hundred models, some hundred times: a minute of a new database's first start. A model that a migration makes is made
whole here, with what later operations of the same migration add to it.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

ADDS = (migrations.AddField, migrations.AddConstraint, migrations.AddIndex)


class Migration(migrations.Migration):
    """For operations that stand by themselves: none may rename, or change twice, what another one needs as it was."""

    def apply(
        self, project_state: ProjectState, schema_editor: BaseDatabaseSchemaEditor, collect_sql: bool = False
    ) -> ProjectState:
        after = project_state.clone()
        after.__dict__.pop("apps", None)  # drawn once, when the first operation asks for it
        for operation in self.operations:
            operation.state_forwards(self.app_label, after)
        made: set[str] = set()
        for operation in self.operations:
            if isinstance(operation, migrations.CreateModel):
                made.add(operation.name_lower)
            if not _done(operation, made):
                operation.database_forwards(self.app_label, schema_editor, project_state, after)
        return after


def _done(operation: Operation, made: set[str]) -> bool:
    """Whether the model was made with it already."""
    return isinstance(operation, ADDS) and operation.model_name_lower in made
