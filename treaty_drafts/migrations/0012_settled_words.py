"""Where the words of a published settlement stand, and what each proposal had there instead."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("treaty_drafts", "0011_imported"),)
    operations = (
        migrations.AddField(
            "settlement",
            "anchor",
            models.OneToOneField("treaty_drafts.anchor", django.db.models.deletion.PROTECT, null=True, blank=True),
        ),
        migrations.AddField("settlement", "had", models.JSONField(default=dict)),
    )
