"""Points that the chair settles, and versions carried forward to another wording."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (
        ("treaty_drafts", "0007_topics_and_watches"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    )

    operations = (
        migrations.AddField("rollingtext", "settled", models.JSONField(blank=True, default=list)),
        migrations.CreateModel(
            name="Settlement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("was", models.TextField(blank=True)),
                ("text", models.TextField(blank=True)),
                ("wordings", models.JSONField(default=list)),
                ("seen", models.JSONField(default=list)),
                ("sequence", models.PositiveIntegerField()),
                ("settled_at", models.DateTimeField()),
                ("undone_sequence", models.PositiveIntegerField(blank=True, null=True)),
                ("published_sequence", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "settled_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "state",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settlements",
                        to="treaty_drafts.rollingprovision",
                    ),
                ),
            ],
            options={
                "ordering": ("sequence",),
            },
        ),
        migrations.CreateModel(
            name="Carried",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("base", models.TextField(blank=True)),
                ("base_hash", models.CharField(max_length=64)),
                ("text", models.TextField(blank=True)),
                ("conflicts", models.PositiveIntegerField(default=0)),
                ("sequence", models.PositiveIntegerField()),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="carried", to="treaty_drafts.version"
                    ),
                ),
            ],
            options={
                "ordering": ("sequence",),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "base_hash"), name="carried_once_to_a_base")
                ],
            },
        ),
    )
