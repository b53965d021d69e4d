"""The room in which chair and secretariat draft the rolling text together."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

CASCADE, PROTECT = django.db.models.deletion.CASCADE, django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    dependencies = (("treaty_drafts", "0012_settled_words"),)
    operations = (
        migrations.AddField("delegation", "is_bureau", models.BooleanField(default=False, editable=False)),
        migrations.CreateModel(
            name="DraftingRoom",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opened_at", models.DateTimeField()),
                (
                    "instrument",
                    models.OneToOneField("treaty_drafts.instrument", CASCADE, related_name="drafting_room"),
                ),
                ("opened_by", models.ForeignKey(settings.AUTH_USER_MODEL, PROTECT, related_name="+")),
                ("start", models.ForeignKey("treaty_drafts.rollingtext", PROTECT, related_name="+")),
            ],
            options={"ordering": ("pk",)},
        ),
    )
