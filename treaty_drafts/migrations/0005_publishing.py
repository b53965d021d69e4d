"""Corrections of published revisions, provisions agreed ad referendum, and how far each person has read the record.

On SQLite this rebuilds the tables of revisions and of exports, which have no trigger.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

PROTECT = django.db.models.deletion.PROTECT
CASCADE = django.db.models.deletion.CASCADE


class Migration(migrations.Migration):
    dependencies = (
        ("treaty_drafts", "0004_membership_given_at"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    )
    operations = (
        migrations.AlterModelOptions(
            name="rollingtext",
            options={
                "ordering": (
                    models.OrderBy(models.F("number"), descending=True, nulls_first=True),
                    "-correction",
                    "-prepared_at",
                )
            },
        ),
        migrations.RemoveConstraint(model_name="rollingtext", name="one_revision_of_a_number"),
        migrations.AddField(
            model_name="rollingtext",
            name="correction",
            field=models.PositiveIntegerField(default=0, help_text="the number of the Corr.; 0 for a revision itself"),
        ),
        migrations.AddConstraint(
            model_name="rollingtext",
            constraint=models.UniqueConstraint(
                fields=("instrument", "number", "correction"), name="one_revision_of_a_number"
            ),
        ),
        migrations.AddField(
            model_name="export",
            name="record_sequence",
            field=models.PositiveIntegerField(default=0, help_text="as of when it says what is agreed ad referendum"),
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sequence", models.PositiveIntegerField()),
                ("agreed_at", models.DateTimeField()),
                ("reopened_at", models.DateTimeField(blank=True, null=True)),
                ("reopened_sequence", models.PositiveIntegerField(blank=True, null=True)),
                ("reopened_because", models.TextField(blank=True)),
                ("agreed_by", models.ForeignKey(settings.AUTH_USER_MODEL, PROTECT, related_name="+")),
                ("provision", models.ForeignKey("treaty_drafts.provision", PROTECT, related_name="agreements")),
                (
                    "reserved_by",
                    models.ForeignKey("treaty_drafts.delegation", PROTECT, null=True, blank=True, related_name="+"),
                ),
                ("state", models.ForeignKey("treaty_drafts.rollingprovision", PROTECT, related_name="+")),
            ],
            options={
                "ordering": ("sequence",),
                "constraints": (
                    models.UniqueConstraint(
                        condition=models.Q(reopened_sequence=None),
                        fields=("provision",),
                        name="agreed_once_until_reopened",
                    ),
                ),
            },
        ),
        migrations.CreateModel(
            name="LastLook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sequence", models.PositiveIntegerField()),
                ("negotiation", models.ForeignKey("treaty_drafts.negotiation", CASCADE, related_name="last_looks")),
                ("user", models.ForeignKey(settings.AUTH_USER_MODEL, CASCADE, related_name="last_looks")),
            ],
            options={
                "ordering": ("pk",),
                "constraints": (
                    models.UniqueConstraint(fields=("user", "negotiation"), name="one_last_look_of_a_person"),
                ),
            },
        ),
    )
