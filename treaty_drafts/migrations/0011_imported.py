"""Which revisions were imported: they know, too, how far the record had come."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("treaty_drafts", "0010_comments"),)
    operations = (
        migrations.AddField(model_name="rollingtext", name="imported", field=models.BooleanField(default=False)),
    )
