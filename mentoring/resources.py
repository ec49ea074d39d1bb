"""Lists of families under guidance, and how they came there, as spreadsheets."""

from django.utils import timezone
from import_export import fields, resources


class MentorshipResource(resources.Resource):
    """Rows of queries.visits.with_course."""

    plasma = fields.Field("plasma__head_name", "Keluarga plasma")
    pioneer = fields.Field("pioneer__head_name", "Keluarga pionir")
    mentor = fields.Field("mentor__name", "Pendamping")
    village = fields.Field("village__full_name", "Desa")
    district = fields.Field("village__parent__full_name", "Kecamatan")
    code = fields.Field("village_id", "Kode desa")
    began_on = fields.Field("course_began_on", "Mulai dibina")
    state = fields.Field(column_name="Keadaan")
    last_on = fields.Field("last_on", "Kunjungan terakhir")
    next_on = fields.Field("next_on", "Kunjungan berikutnya")
    late_on = fields.Field("late_on", "Terlambat sejak")
    missed = fields.Field("missed", "Kunjungan terlewat")
    tasks = fields.Field("tasks_open", "Tugas belum selesai")

    def dehydrate_state(self, mentorship):
        return "Berjalan" if mentorship.is_open else mentorship.get_end_display()


class WaitingResource(resources.Resource):
    """Rows of queries.pairing.unpaired."""

    file_number = fields.Field("file_number", "Nomor berkas")
    head = fields.Field("head_name", "Keluarga plasma")
    place = fields.Field("place", "Tempat")
    village = fields.Field("village__full_name", "Desa")
    district = fields.Field("village__parent__full_name", "Kecamatan")
    code = fields.Field("village_id", "Kode desa")
    recorded = fields.Field(column_name="Dicatat")

    def dehydrate_recorded(self, family):
        return timezone.localdate(family.recorded_at)


class WatchedResource(resources.Resource):
    """Rows of queries.board.watched_rows."""

    plasma = fields.Field("mentorship__plasma__head_name", "Keluarga")
    village = fields.Field("mentorship__village__full_name", "Desa")
    district = fields.Field("mentorship__village__parent__full_name", "Kecamatan")
    code = fields.Field("mentorship__village_id", "Kode desa")
    decided_on = fields.Field("decided_on", "Lulus")
    watch_until = fields.Field("watch_until", "Dipantau sampai")
    due = fields.Field("watch_is_due", "Sudah waktunya ditutup")


class CourseResource(resources.Resource):
    """Rows of queries.progress.lines_of."""

    plasma = fields.Field("mentorship__plasma__head_name", "Keluarga plasma")
    pioneer = fields.Field("mentorship__pioneer__head_name", "Keluarga pionir")
    village = fields.Field("mentorship__village__full_name", "Desa")
    district = fields.Field("mentorship__village__parent__full_name", "Kecamatan")
    code = fields.Field("mentorship__village_id", "Kode desa")
    began_on = fields.Field("mentorship__course_began_on", "Mulai dibina")
    end = fields.Field("mentorship__get_end_display", "Berakhir karena")
    first_mean = fields.Field(column_name="Nilai asesmen awal")
    last_mean = fields.Field(column_name="Nilai asesmen terakhir")
    first_income = fields.Field(column_name="Pendapatan awal")
    last_income = fields.Field(column_name="Pendapatan terakhir")
    visits = fields.Field("visits", "Kunjungan")

    def dehydrate_first_mean(self, line):
        return round(line.means[0][1], 2) if line.means else None

    def dehydrate_last_mean(self, line):
        return round(line.means[-1][1], 2) if line.means else None

    def dehydrate_first_income(self, line):
        return line.incomes[0][1] if line.incomes else None

    def dehydrate_last_income(self, line):
        return line.incomes[-1][1] if line.incomes else None


class CalendarResource(resources.Resource):
    """Rows of queries.months.entries_between."""

    day = fields.Field("day", "Tanggal")
    plasma = fields.Field("mentorship__plasma__head_name", "Keluarga plasma")
    pioneer = fields.Field("mentorship__pioneer__head_name", "Keluarga pionir")
    village = fields.Field("mentorship__village__full_name", "Desa")
    district = fields.Field("mentorship__village__parent__full_name", "Kecamatan")
    code = fields.Field("mentorship__village_id", "Kode desa")
    rt = fields.Field("mentorship__plasma__rt", "RT")
    state = fields.Field(column_name="Keadaan")

    def dehydrate_state(self, entry):
        return entry.badge[2]


class SelectionResource(resources.Resource):
    began_on = fields.Field("began_on", "Mulai")
    village = fields.Field("village__full_name", "Desa")
    district = fields.Field("village__parent__full_name", "Kecamatan")
    code = fields.Field("village_id", "Kode desa")
    group = fields.Field("working_group", "Pokja")
    discussion = fields.Field("focus_group__held_on", "Diskusi kelompok")
    ended_on = fields.Field("ended_on", "Ditutup")


class TrainingResource(resources.Resource):
    """Rows of queries.training.training_rows."""

    held_on = fields.Field("held_on", "Tanggal")
    place = fields.Field("place", "Tempat")
    village = fields.Field("village__full_name", "Desa")
    district = fields.Field("village__parent__full_name", "Kecamatan")
    code = fields.Field("village_id", "Kode desa")
    given_by = fields.Field("given_by", "Diberikan oleh")
    present = fields.Field("present", "Keluarga hadir")
