"""When somebody was given a role: what happened before, elsewhere on the site, is nothing to the secretariat."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("treaty_drafts", "0003_proposals"),)
    operations = (migrations.AddField("membership", "given_at", models.DateTimeField(blank=True, null=True)),)
