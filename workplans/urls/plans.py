from django.urls import path

from workplans.views import parties, plans, stages, steps

OF_STAGE = "<int:pk>/tahap/<int:position>"
patterns = [
    path("", plans.index, name="list"),
    path("unduh/", plans.export, name="export"),
    path("mulai/", plans.begin, name="begin"),
    path("<int:pk>/", plans.detail, name="detail"),
    path("<int:pk>/fasilitator/", plans.facilitator, name="change_facilitator"),
    path("<int:pk>/tunda/", plans.delay, name="delay"),
    path("<int:pk>/putusan/<str:name>/", plans.step, name="plan_step"),
    path("<int:pk>/pihak/", parties.index, name="parties"),
    path("<int:pk>/pihak/<int:party>/", parties.tick, name="tick_party"),
    path("<int:pk>/pihak/<int:party>/batal/", parties.untick, name="untick_party"),
    path(f"{OF_STAGE}/", stages.stage, name="stage"),
    path(f"{OF_STAGE}/putusan/<str:name>/", stages.step, name="stage_step"),
    path(f"{OF_STAGE}/pertemuan/", stages.meeting, name="stage_meeting"),
    path(f"{OF_STAGE}/uraian/", stages.write, name="write_stage"),
    path(f"{OF_STAGE}/mulai/", stages.opening, name="change_opening"),
    path(f"{OF_STAGE}/laporan/", stages.report, name="stage_report"),
    path(f"{OF_STAGE}/langkah/", steps.add, name="add_step"),
    path(f"{OF_STAGE}/berkas/", steps.add_evidence, name="add_paper"),
    path("<int:pk>/langkah/<int:step>/selesai/", steps.finish, name="finish_step"),
    path("<int:pk>/langkah/<int:step>/batal/", steps.reopen, name="reopen_step"),
    path("<int:pk>/langkah/<int:step>/ubah/", steps.change, name="change_step"),
    path("<int:pk>/langkah/<int:step>/hapus/", steps.remove, name="remove_step"),
    path("<int:pk>/berkas/<int:paper>/", steps.download, name="paper"),
    path("<int:pk>/berkas/<int:paper>/hapus/", steps.remove_evidence, name="remove_paper"),
]
