"""Addresses of the first page and of its workbook."""

from django.urls import path

from encours.web.cockpit.board import board, board_file, board_made
from encours.web.cockpit.views import cockpit

urlpatterns = [
    path("", cockpit, name="cockpit"),
    path("classeur/", board, name="board"),
    path("classeur/<int:number>/", board_made, name="board_made"),
    path("classeur/<int:number>/fichier/", board_file, name="board_file"),
]
