"""Comments on the words of a private draft."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

CASCADE, PROTECT = django.db.models.deletion.CASCADE, django.db.models.deletion.PROTECT
USER = settings.AUTH_USER_MODEL


class Migration(migrations.Migration):
    dependencies = (("treaty_drafts", "0009_live"),)
    operations = (
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("start", models.CharField(blank=True, max_length=200)),
                ("end", models.CharField(blank=True, max_length=200)),
                ("words", models.TextField(blank=True)),
                ("said", models.TextField()),
                ("said_at", models.DateTimeField()),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                ("draft", models.ForeignKey("treaty_drafts.draft", CASCADE, related_name="comments")),
                (
                    "on",
                    models.ForeignKey("treaty_drafts.comment", CASCADE, blank=True, null=True, related_name="answers"),
                ),
                ("resolved_by", models.ForeignKey(USER, PROTECT, blank=True, null=True, related_name="+")),
                ("said_by", models.ForeignKey(USER, PROTECT, related_name="+")),
            ],
            options={"ordering": ("said_at", "pk")},
        ),
    )
