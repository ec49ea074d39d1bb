"""Programmes of the agencies, their progress and reviews, and the board that sets them side by side."""

from django.urls import path

from programmes.views import (
    board,
    programme,
    programme_activities,
    programme_figures,
    programme_steps,
    progress,
    reviews,
)

urlpatterns = [
    path("", programme.index, name="list"),
    path("unduh/", programme.export, name="export"),
    path("baru/", programme.add, name="add"),
    path("angka/", programme_figures.figures, name="figures"),
    path("papan/", board.board, name="board"),
    path("papan/unduh/", board.export, name="export_board"),
    path("papan/cetak/<str:region>/", board.issue, name="print_board"),
    path("papan/cetakan/<str:region>/", board.paper, name="paper_of_board"),
    path("evaluasi/", reviews.index, name="reviews"),
    path("evaluasi/unduh/", reviews.export, name="export_reviews"),
    path("<int:pk>/", programme.detail, name="detail"),
    path("<int:pk>/ubah/", programme.change, name="change"),
    path("<int:pk>/desa/", programme.villages, name="villages"),
    path("<int:pk>/kegiatan/baru/", programme_activities.add, name="add_activity"),
    path("<int:pk>/kegiatan/<int:activity>/ubah/", programme_activities.change, name="change_activity"),
    path("<int:pk>/kegiatan/<int:activity>/hapus/", programme_activities.remove, name="remove_activity"),
    path("<int:pk>/kemajuan/<str:month>/", progress.record, name="progress"),
    path("<int:pk>/evaluasi/<int:review>/", reviews.record, name="review"),
    path("<int:pk>/putusan/<str:name>/", programme_steps.step, name="step"),
]
