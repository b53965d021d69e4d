from django.apps import AppConfig


class TreatyDrafts(AppConfig):
    name = "treaty_drafts"
    verbose_name = "Treaty Drafts"
