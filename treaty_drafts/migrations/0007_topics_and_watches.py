"""Subjects that a negotiation watches of its own, and the provisions that each delegation keeps an eye on."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

CASCADE = django.db.models.deletion.CASCADE
LISTS = ("strong", "supporting", "unless", "context", "examples", "counter_examples")


class Migration(migrations.Migration):
    dependencies = (("treaty_drafts", "0006_flags_and_tags"),)
    operations = (
        migrations.CreateModel(
            name="OwnTopic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        help_text="names it in addresses and flags; stays when the name changes", max_length=60
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("definition", models.TextField(max_length=1000)),
                *((name, models.JSONField(blank=True, default=list)) for name in LISTS),
                ("negotiation", models.ForeignKey("treaty_drafts.negotiation", CASCADE, related_name="own_topics")),
            ],
            options={
                "ordering": ("pk",),
                "constraints": (
                    models.UniqueConstraint(fields=("negotiation", "key"), name="one_topic_of_a_key"),
                    models.UniqueConstraint(fields=("negotiation", "name"), name="one_topic_of_a_name"),
                ),
            },
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("delegation", models.ForeignKey("treaty_drafts.delegation", CASCADE, related_name="watches")),
                ("provision", models.ForeignKey("treaty_drafts.provision", CASCADE, related_name="watches")),
            ],
            options={
                "ordering": ("pk",),
                "constraints": (models.UniqueConstraint(fields=("delegation", "provision"), name="watched_once"),),
            },
        ),
    )
