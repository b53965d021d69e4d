"""Joint drafts: with whom a draft is shared, where a document of its own begins, what of the comments is seen.

On SQLite this rebuilds tables that have no trigger.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models

CASCADE = django.db.models.deletion.CASCADE
STATES = [("invited", "Invited"), ("joined", "Joined"), ("ended", "Ended")]


class Migration(migrations.Migration):
    dependencies = (("treaty_drafts", "0013_drafting_room"),)
    operations = (
        migrations.AddField("draft", "begins", models.PositiveIntegerField(default=0)),
        migrations.AddField(
            "draftupdate",
            "begins",
            models.BooleanField(default=False, help_text="a new document, made of the plain words: it holds no others"),
        ),
        migrations.AddField("comment", "seq", models.PositiveIntegerField(default=0)),
        migrations.RemoveConstraint("checkpoint", "one_checkpoint_of_a_name"),
        migrations.AddConstraint(
            "checkpoint",
            models.UniqueConstraint(fields=("draft", "seq", "name"), name="one_checkpoint_of_a_name"),
        ),
        migrations.CreateModel(
            name="Sharing",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("state", models.CharField(choices=STATES, default="invited", max_length=10)),
                ("begins", models.PositiveIntegerField(blank=True, null=True)),
                ("until", models.PositiveIntegerField(blank=True, null=True)),
                ("invited_at", models.DateTimeField()),
                ("joined_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("delegation", models.ForeignKey("treaty_drafts.delegation", CASCADE, related_name="sharings")),
                ("draft", models.ForeignKey("treaty_drafts.draft", CASCADE, related_name="sharings")),
                (
                    "ended_by",
                    models.ForeignKey("treaty_drafts.delegation", CASCADE, blank=True, null=True, related_name="+"),
                ),
            ],
            options={
                "ordering": ("invited_at", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=~models.Q(state="ended"), fields=("draft", "delegation"), name="one_open_sharing"
                    )
                ],
            },
        ),
    )
