"""Stances on paragraphs, packages, co-sponsors, texts that are handed in, the chair's office, clearance."""

import uuid
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def keep_trigger(apps: Any, schema_editor: Any) -> None:
    """SQLite drops the trigger of `0002_immutable` when it rebuilds the table of versions."""
    if schema_editor.connection.vendor == "sqlite":
        table = "treaty_drafts_version"
        schema_editor.execute(
            f"CREATE TRIGGER IF NOT EXISTS {table}_never_changes BEFORE UPDATE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'a row of {table} never changes'); END",
            params=None,
        )


class Migration(migrations.Migration):
    dependencies = (
        ("treaty_drafts", "0002_immutable"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    )

    operations = (
        migrations.CreateModel(
            name="HandedIn",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("amend", "Amend"), ("insert", "Insert"), ("delete", "Delete"), ("stance", "Stance")],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("note", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("confirmed", "Confirmed"), ("declined", "Declined")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("entered_at",),
            },
        ),
        migrations.CreateModel(
            name="Package",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=200)),
                ("note", models.TextField(blank=True)),
                ("sequence", models.PositiveIntegerField()),
            ],
            options={
                "ordering": ("sequence",),
            },
        ),
        migrations.CreateModel(
            name="Sponsorship",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("invited", "Invited"), ("asked", "Asked"), ("joined", "Joined"), ("ended", "Ended")],
                        max_length=10,
                    ),
                ),
                ("since", models.DateTimeField()),
            ],
            options={
                "ordering": ("delegation__name",),
            },
        ),
        migrations.AddField(
            model_name="delegation",
            name="is_chair",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="delegation",
            name="needs_clearance",
            field=models.BooleanField(default=False, help_text="its head clears a draft before it is tabled"),
        ),
        migrations.AddField(
            model_name="draft",
            name="authorship",
            field=models.CharField(
                blank=True,
                choices=[("chair", "Chair’s text"), ("facilitator", "Facilitator’s text"), ("non-paper", "Non-paper")],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="cleared_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="cleared_edition",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="draft",
            name="stances",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="membership",
            name="is_head",
            field=models.BooleanField(default=False, verbose_name="head of delegation"),
        ),
        migrations.AddField(
            model_name="version",
            name="authorship",
            field=models.CharField(
                blank=True,
                choices=[("chair", "Chair’s text"), ("facilitator", "Facilitator’s text"), ("non-paper", "Non-paper")],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="stances",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AlterField(
            model_name="draft",
            name="kind",
            field=models.CharField(
                choices=[("amend", "Amend"), ("insert", "Insert"), ("delete", "Delete"), ("stance", "Stance")],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="version",
            name="kind",
            field=models.CharField(
                choices=[("amend", "Amend"), ("insert", "Insert"), ("delete", "Delete"), ("stance", "Stance")],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_chair", True)), fields=("negotiation",), name="one_chair"
            ),
        ),
        migrations.AddField(
            model_name="handedin",
            name="after",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="treaty_drafts.provision",
            ),
        ),
        migrations.AddField(
            model_name="handedin",
            name="base",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="treaty_drafts.rollingprovision",
            ),
        ),
        migrations.AddField(
            model_name="handedin",
            name="delegation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="handed_in", to="treaty_drafts.delegation"
            ),
        ),
        migrations.AddField(
            model_name="handedin",
            name="entered_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="handedin",
            name="instrument",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="handed_in", to="treaty_drafts.instrument"
            ),
        ),
        migrations.AddField(
            model_name="handedin",
            name="provision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="treaty_drafts.provision",
            ),
        ),
        migrations.AddField(
            model_name="handedin",
            name="version",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="handed_in",
                to="treaty_drafts.version",
            ),
        ),
        migrations.AddField(
            model_name="package",
            name="delegation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="packages", to="treaty_drafts.delegation"
            ),
        ),
        migrations.AddField(
            model_name="package",
            name="instrument",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="packages", to="treaty_drafts.instrument"
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="package",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proposals",
                to="treaty_drafts.package",
            ),
        ),
        migrations.AddField(
            model_name="sponsorship",
            name="delegation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="sponsorships", to="treaty_drafts.delegation"
            ),
        ),
        migrations.AddField(
            model_name="sponsorship",
            name="proposal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="sponsorships", to="treaty_drafts.proposal"
            ),
        ),
        migrations.AddField(
            model_name="sponsorship",
            name="version",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sponsorships",
                to="treaty_drafts.version",
            ),
        ),
        migrations.AddConstraint(
            model_name="sponsorship",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "ended"), _negated=True),
                fields=("proposal", "delegation"),
                name="one_open_sponsorship",
            ),
        ),
        migrations.RunPython(keep_trigger, migrations.RunPython.noop),
    )
