"""Every address of the web: each folder of pages names its own."""

from django.urls import include, path

from encours.web.site.features import PAGES

urlpatterns = [path("", include(f"encours.web.{name}.urls")) for name in PAGES]
handler403 = "encours.web.shell.mistakes.refused"
handler404 = "encours.web.shell.mistakes.unknown"
handler500 = "encours.web.shell.mistakes.broken"
