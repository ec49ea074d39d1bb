"""PostgreSQL finds a part of a name through a trigram index. SQLite reads its rows, which is quick enough there."""

from django.db import migrations
from django.db.utils import ProgrammingError

INDEX = "families_family_search"
NO_RIGHT = (
    "The extension pg_trgm is missing and this database user may not create it. "
    "Let a superuser run: CREATE EXTENSION pg_trgm; in this database, then migrate again."
)


def make_index(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    try:
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except ProgrammingError as error:
        raise RuntimeError(NO_RIGHT) from error
    schema_editor.execute(f"CREATE INDEX {INDEX} ON families_family USING gin (search_text gin_trgm_ops)")


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {INDEX}")


class Migration(migrations.Migration):
    dependencies = [("families", "0002_reference_data")]
    operations = [migrations.RunPython(make_index, drop_index)]
