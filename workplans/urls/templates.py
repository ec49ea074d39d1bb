from django.urls import path

from workplans.views import templates

patterns = [
    path("susunan/", templates.index, name="templates"),
    path("susunan/baru/", templates.start, name="start_template"),
    path("susunan/<int:template>/", templates.show, name="template"),
    path("susunan/<int:template>/berlakukan/", templates.enforce, name="enforce_template"),
    path("susunan/<int:template>/tukar/", templates.swap, name="swap_stages"),
    path("susunan/<int:template>/tahan/", templates.take_back, name="hold_back_template"),
    path("susunan/<int:template>/pihak/<int:template_party>/", templates.change_party, name="change_template_party"),
    path("susunan/<int:template>/hapus/", templates.discard, name="discard_template"),
    path("susunan/<int:template>/tahap/<int:template_stage>/", templates.change_stage, name="change_template_stage"),
    path("susunan/<int:template>/tahap/<int:template_stage>/langkah/", templates.add, name="add_template_step"),
    path("susunan/<int:template>/langkah/<int:template_step>/", templates.change_step, name="change_template_step"),
    path("susunan/<int:template>/langkah/<int:template_step>/hapus/", templates.remove, name="remove_template_step"),
]
