"""Anchors to words of a revision: flags that are set aside, and tags."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (
        ("treaty_drafts", "0005_publishing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    )

    operations = (
        migrations.CreateModel(
            name="Anchor",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("side", models.CharField(choices=[("text", "Text"), ("base", "Base")], max_length=4)),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("words", models.TextField(blank=True)),
                (
                    "state",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="anchors",
                        to="treaty_drafts.rollingprovision",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SetAside",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("topic", models.CharField(max_length=50)),
                ("wordings", models.JSONField(default=list)),
                ("reason", models.TextField()),
                ("sequence", models.PositiveIntegerField()),
                ("set_aside_at", models.DateTimeField()),
                ("taken_back_sequence", models.PositiveIntegerField(blank=True, null=True)),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                (
                    "anchor",
                    models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to="treaty_drafts.anchor"),
                ),
                (
                    "set_aside_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("sequence",),
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=100)),
                ("topic", models.CharField(blank=True, max_length=50)),
                ("tagged_at", models.DateTimeField()),
                (
                    "anchor",
                    models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to="treaty_drafts.anchor"),
                ),
                (
                    "delegation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tags",
                        to="treaty_drafts.delegation",
                    ),
                ),
                (
                    "tagged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("name", "tagged_at"),
            },
        ),
        migrations.AddConstraint(
            model_name="anchor",
            constraint=models.CheckConstraint(
                condition=models.Q(("start__lte", models.F("end"))), name="begins_before_it_ends"
            ),
        ),
    )
