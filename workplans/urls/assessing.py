"""The participatory assessment, the action plan and its results."""

from django.urls import path

from workplans.views import actions, assessing, results, voting

patterns = [
    path("<int:pk>/kebutuhan/", assessing.needs, name="needs"),
    path("<int:pk>/kebutuhan/baru/", assessing.add_one_need, name="add_need"),
    path("<int:pk>/kebutuhan/matriks/", assessing.matrix, name="matrix"),
    path("<int:pk>/kebutuhan/matriks/unduh/", assessing.export_matrix, name="export_matrix"),
    path("<int:pk>/kebutuhan/<int:need>/ubah/", assessing.change_one_need, name="change_need"),
    path("<int:pk>/kebutuhan/<int:need>/hapus/", assessing.remove_one_need, name="remove_need"),
    path("<int:pk>/kebutuhan/<int:need>/jalan-keluar/", assessing.answer, name="answer_need"),
    path("<int:pk>/sumber/baru/", assessing.add_one_source, name="add_source"),
    path("<int:pk>/sumber/lembaga/", assessing.take_institutions, name="take_institutions"),
    path("<int:pk>/sumber/<int:source>/ubah/", assessing.change_one_source, name="change_source"),
    path("<int:pk>/sumber/<int:source>/hapus/", assessing.remove_one_source, name="remove_source"),
    path("<int:pk>/tahap/<int:position>/suara/", voting.vote, name="vote"),
    path("<int:pk>/tindak/", actions.index, name="actions"),
    path("<int:pk>/tindak/baru/", actions.add, name="add_action"),
    path("<int:pk>/tindak/<int:action>/", actions.detail, name="action"),
    path("<int:pk>/tindak/<int:action>/ubah/", actions.change, name="change_action"),
    path("<int:pk>/tindak/<int:action>/hapus/", actions.remove, name="remove_action"),
    path("<int:pk>/tindak/<int:action>/sasaran/", actions.targets, name="targets"),
    path("<int:pk>/tindak/<int:action>/sasaran/<int:target>/hapus/", actions.drop, name="drop_target"),
    path("<int:pk>/tindak/<int:action>/pelaksanaan/", actions.link, name="link_activity"),
    path("<int:pk>/tindak/<int:action>/pelaksanaan/<int:activity>/hapus/", actions.unlink, name="unlink_activity"),
    path("<int:pk>/tindak/<int:action>/hasil/", results.record, name="record_result"),
    path("<int:pk>/hasil/", results.index, name="results"),
    path("<int:pk>/hasil/agenda/", results.to_agenda, name="hand_over"),
]
