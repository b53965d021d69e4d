"""The database itself refuses to change what was tabled, published, recorded.

A later migration that rebuilds one of these tables on SQLite must make its trigger again: SQLite drops it with the table.
"""

from typing import Any

from django.db import migrations

NEVER_CHANGE = (
    "treaty_drafts_version",
    "treaty_drafts_entry",
    "treaty_drafts_rollingprovision",
    "treaty_drafts_source",
)
FUNCTION = """
CREATE FUNCTION treaty_drafts_never_changes() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'a row of % never changes', TG_TABLE_NAME; END $$
"""
TRIGGER = {
    "postgresql": "CREATE TRIGGER {table}_never_changes BEFORE UPDATE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION treaty_drafts_never_changes()",
    "sqlite": "CREATE TRIGGER {table}_never_changes BEFORE UPDATE ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'a row of {table} never changes'); END",
}


def make(apps: Any, schema_editor: Any) -> None:
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(FUNCTION, params=None)
    for table in NEVER_CHANGE:
        schema_editor.execute(TRIGGER[vendor].format(table=table))


def drop(apps: Any, schema_editor: Any) -> None:
    on = {"postgresql": " ON {table}", "sqlite": ""}[schema_editor.connection.vendor]
    for table in NEVER_CHANGE:
        schema_editor.execute(("DROP TRIGGER {table}_never_changes" + on).format(table=table))
    if on:
        schema_editor.execute("DROP FUNCTION treaty_drafts_never_changes()")


class Migration(migrations.Migration):
    dependencies = (("treaty_drafts", "0001_first"),)
    operations = (migrations.RunPython(make, drop),)
