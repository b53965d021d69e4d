"""Live drafting: the log of a draft's words, client ids, snapshots, checkpoints, who is there.

On SQLite this rebuilds the table of drafts, which has no trigger.
"""

import uuid
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

CASCADE = django.db.models.deletion.CASCADE
PROTECT = django.db.models.deletion.PROTECT
NUMBERED = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def of_draft(related_name: str) -> tuple[str, Any]:
    return ("draft", models.ForeignKey("treaty_drafts.draft", CASCADE, related_name=related_name))


def as_edited(apps: Any, schema_editor: Any) -> None:
    """Which edition changed what is not known of earlier ones: the last may have changed anything."""
    apps.get_model("treaty_drafts", "Draft").objects.update(beside_edition=models.F("edition"))


class Migration(migrations.Migration):
    dependencies = (
        ("treaty_drafts", "0008_settling"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    )
    operations = (
        migrations.AddField("draft", "seq", models.PositiveIntegerField(default=0)),
        migrations.AddField("draft", "beside_edition", models.PositiveIntegerField(default=1)),
        migrations.RunPython(as_edited, migrations.RunPython.noop),
        migrations.CreateModel(
            name="DraftUpdate",
            fields=[
                NUMBERED,
                of_draft("updates"),
                ("seq", models.PositiveIntegerField()),
                ("update", models.BinaryField()),
                ("text_hash", models.CharField(max_length=64)),
                ("edition", models.PositiveIntegerField()),
                (
                    "edit_id",
                    models.UUIDField(
                        default=uuid.uuid4, help_text="of the client's making: the same edit is logged once"
                    ),
                ),
                (
                    "restores",
                    models.PositiveIntegerField(
                        null=True, blank=True, help_text="the earlier seq whose words it brings back"
                    ),
                ),
                ("by", models.ForeignKey(settings.AUTH_USER_MODEL, PROTECT, related_name="+")),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ("seq",),
                "constraints": (
                    models.UniqueConstraint(fields=("draft", "seq"), name="one_update_of_a_seq"),
                    models.UniqueConstraint(fields=("draft", "edit_id"), name="one_update_of_an_edit"),
                ),
            },
        ),
        migrations.CreateModel(
            name="DraftClient",
            fields=[
                NUMBERED,
                of_draft("clients"),
                ("number", models.BigIntegerField()),
                (
                    "colour",
                    models.PositiveSmallIntegerField(help_text="0 to 7, the same for a person in all connections"),
                ),
                ("user", models.ForeignKey(settings.AUTH_USER_MODEL, CASCADE, related_name="+")),
            ],
            options={
                "ordering": ("pk",),
                "constraints": (models.UniqueConstraint(fields=("draft", "number"), name="one_client_of_a_number"),),
            },
        ),
        migrations.CreateModel(
            name="DraftSnapshot",
            fields=[
                (
                    "draft",
                    models.OneToOneField(
                        "treaty_drafts.draft", CASCADE, related_name="snapshot", primary_key=True, serialize=False
                    ),
                ),
                ("seq", models.PositiveIntegerField()),
                ("state", models.BinaryField()),
            ],
            options={"ordering": ("pk",)},
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                of_draft("checkpoints"),
                ("seq", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=100)),
                ("by", models.ForeignKey(settings.AUTH_USER_MODEL, PROTECT, related_name="+")),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ("seq", "at"),
                "constraints": (models.UniqueConstraint(fields=("draft", "name"), name="one_checkpoint_of_a_name"),),
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                NUMBERED,
                of_draft("present"),
                ("client", models.BigIntegerField()),
                ("name", models.CharField(max_length=300)),
                ("colour", models.PositiveSmallIntegerField()),
                ("user", models.ForeignKey(settings.AUTH_USER_MODEL, CASCADE, related_name="+")),
                ("anchor", models.CharField(blank=True, max_length=200)),
                ("head", models.CharField(blank=True, max_length=200)),
                ("seen_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("client",),
                "constraints": (models.UniqueConstraint(fields=("draft", "client"), name="once_present"),),
            },
        ),
    )
