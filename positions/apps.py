from django.apps import AppConfig


class Positions(AppConfig):
    name = "positions"
    default_auto_field = "django.db.models.BigAutoField"
