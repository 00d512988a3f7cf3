from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "bcsp.documents"
