"""Addresses of disputes."""

from django.urls import path

from encours.web.disputes import answering, files, tree, views
from encours.web.disputes.form import DISPUTE
from encours.web.records.urls import addresses

urlpatterns = [
    path("litiges/", views.disputes, name="disputes"),
    path("reglages/motifs-de-litige/", tree.causes, name="dispute_causes"),
    path("reglages/motifs-de-litige/<int:number>/", tree.change, name="change_dispute_cause"),
    *addresses(DISPUTE, "litiges", "litige"),
    path("litiges/<code:record>/cloture/", views.close, name="close_dispute"),
    path("litiges/<code:record>/pieces/", files.add, name="add_dispute_file"),
    path("litiges/<code:record>/pieces/<int:number>/", files.take, name="dispute_file"),
    path("litiges/<code:record>/pieces/<int:number>/retrait/", files.remove, name="remove_dispute_file"),
    path("litiges/<code:record>/reponse/", answering.answer, name="answer_dispute"),
    path("litiges/<code:record>/relance/", answering.ask_again, name="ask_dispute_again"),
    path("litiges/<code:record>/reouverture/", views.reopen, name="reopen_dispute"),
]
