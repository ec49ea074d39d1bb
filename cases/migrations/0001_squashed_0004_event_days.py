"""All tables of cases as they are after 0004_event_days, in one go: a new database need not live through its history.

The migrations that it replaces stay until no installation is older than they are.
"""

import django.db.models.deletion
import django.utils.timezone
import phonenumber_field.modelfields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('cases', '0001_initial'),
        ('cases', '0002_cases_in_full'),
        ('cases', '0003_corrections'),
        ('cases', '0004_event_days'),
    ]
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('documents', '0002_offices'),
        ('families', '0009_search'),
        ('institutions', '0006_meetings'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40, verbose_name='nomor kasus')),
                ('summary', models.TextField(max_length=2000, verbose_name='ringkasan')),
                ('urgency', models.PositiveSmallIntegerField(choices=[(1, 'Biasa'), (2, 'Segera'), (3, 'Darurat')], default=1, verbose_name='kegentingan')),
                ('sensitive', models.BooleanField(default=False, verbose_name='kasus peka')),
                ('opened_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='dibuka')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='batas waktu')),
                ('state', models.CharField(choices=[('recorded', 'Dicatat'), ('verified', 'Diverifikasi'), ('in_handling', 'Ditangani'), ('follow_up', 'Tindak lanjut'), ('closed', 'Ditutup'), ('dropped', 'Ditutup tanpa penanganan')], default='recorded', max_length=12, verbose_name='keadaan')),
                ('state_since', models.DateTimeField(default=django.utils.timezone.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('result', models.CharField(blank=True, choices=[('solved', 'Selesai'), ('partly', 'Selesai sebagian'), ('not_solved', 'Tidak selesai'), ('moved', 'Keluarga pindah'), ('withdrawn', 'Keluarga menarik diri'), ('died', 'Meninggal')], max_length=12, verbose_name='hasil')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='ditutup')),
                ('check_on', models.DateField(blank=True, null=True, verbose_name='periksa lagi')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='sudah diperiksa')),
                ('check_told_on', models.DateField(blank=True, editable=False, null=True)),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='families.family', verbose_name='keluarga')),
                ('handler', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handled_cases', to=settings.AUTH_USER_MODEL, verbose_name='penanggung jawab')),
                ('members', models.ManyToManyField(blank=True, to='families.familymember', verbose_name='anggota yang terkait')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('problems', models.ManyToManyField(blank=True, related_name='cases', to='families.problem', verbose_name='masalah')),
                ('village', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='desa')),
            ],
            options={
                'verbose_name': 'kasus',
                'ordering': ['-opened_on', '-pk'],
                'indexes': [models.Index(fields=['village', 'state'], name='cases_case_village_c003ff_idx'), models.Index(fields=['village', '-opened_on'], name='cases_case_village_c47990_idx'), models.Index(condition=models.Q(('checked_on', None), ('state', 'closed')), fields=['check_on'], name='case_check_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['recorded', 'verified', 'in_handling', 'follow_up', 'closed', 'dropped'])), name='case_state_known'), models.CheckConstraint(condition=models.Q(('urgency__in', [1, 2, 3])), name='case_urgency_known'), models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', False), ('state__in', frozenset(['closed', 'dropped']))), models.Q(models.Q(('state__in', frozenset(['closed', 'dropped'])), _negated=True), ('closed_on', None)), _connector='OR'), name='case_ended_has_date'), models.CheckConstraint(condition=models.Q(('result', ''), ('state', 'closed'), _negated=True), name='case_closed_has_result'), models.UniqueConstraint(fields=('village', 'number'), name='case_number_once_a_village')],
            },
        ),
        migrations.CreateModel(
            name='CaseConference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_on', models.DateField(verbose_name='tanggal')),
                ('place', models.CharField(max_length=120, verbose_name='tempat')),
                ('people', models.TextField(max_length=1000, verbose_name='orang yang hadir')),
                ('family_came', models.BooleanField(default=False, verbose_name='keluarga ikut hadir')),
                ('minutes', models.TextField(max_length=8000, verbose_name='notulen')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conferences', to='cases.case')),
                ('consent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='families.consent', verbose_name='kesediaan')),
                ('institutions', models.ManyToManyField(to='institutions.institution', verbose_name='lembaga yang hadir')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'rapat kasus',
                'ordering': ['-held_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='CaseNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=4000, verbose_name='catatan')),
                ('written_at', models.DateTimeField(auto_now_add=True)),
                ('edited_at', models.DateTimeField(blank=True, null=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='cases.case')),
            ],
            options={
                'verbose_name': 'catatan kasus',
                'ordering': ['-written_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=300, verbose_name='tujuan')),
                ('set_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='ditetapkan')),
                ('reached_on', models.DateField(blank=True, null=True, verbose_name='tercapai')),
                ('version', models.PositiveIntegerField(default=1)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='cases.case')),
            ],
            options={
                'verbose_name': 'tujuan rencana',
                'ordering': ['set_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Intake',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('received_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='tanggal')),
                ('source', models.CharField(choices=[('post', 'Datang ke pos FCU'), ('home_visit', 'Kunjungan rumah'), ('pioneer', 'Laporan keluarga pionir'), ('rt_rw', 'RT/RW'), ('posyandu', 'Posyandu'), ('school', 'Sekolah'), ('tksk', 'TKSK'), ('phone', 'Telepon atau WhatsApp'), ('other', 'Lainnya')], max_length=12, verbose_name='dari')),
                ('reporter', models.CharField(max_length=120, verbose_name='nama yang datang atau ditemukan')),
                ('phone', phonenumber_field.modelfields.PhoneNumberField(blank=True, max_length=128, region=None, verbose_name='telepon')),
                ('place', models.CharField(blank=True, max_length=150, verbose_name='di mana')),
                ('need', models.TextField(max_length=1000, verbose_name='kebutuhan')),
                ('sensitive', models.BooleanField(default=False, verbose_name='perkara peka')),
                ('urgency', models.PositiveSmallIntegerField(choices=[(1, 'Biasa'), (2, 'Segera'), (3, 'Darurat')], default=1, verbose_name='kegentingan')),
                ('in_social_register', models.BooleanField(blank=True, null=True, verbose_name='terdaftar di DTSEN')),
                ('decile', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='desil')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='desil diperiksa')),
                ('programmes', models.CharField(blank=True, max_length=200, verbose_name='program yang sudah diterima')),
                ('state', models.CharField(choices=[('open', 'Belum ditindaklanjuti'), ('informed', 'Selesai dengan informasi'), ('case', 'Menjadi kasus'), ('cancelled', 'Dibatalkan')], default='open', max_length=10, verbose_name='keadaan')),
                ('information_given', models.CharField(blank=True, max_length=500, verbose_name='informasi yang diberikan')),
                ('cancel_reason', models.CharField(blank=True, max_length=200, verbose_name='alasan dibatalkan')),
                ('family', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='intakes', to='families.family', verbose_name='keluarga')),
                ('taken_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('village', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='desa')),
            ],
            options={
                'verbose_name': 'penerimaan',
                'ordering': ['-received_on', '-pk'],
                'indexes': [models.Index(fields=['village', '-received_on'], name='cases_intak_village_b4d9b6_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('source__in', ['post', 'home_visit', 'pioneer', 'rt_rw', 'posyandu', 'school', 'tksk', 'phone', 'other'])), name='intake_source_known'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'informed', 'case', 'cancelled'])), name='intake_state_known'), models.CheckConstraint(condition=models.Q(('urgency__in', [1, 2, 3])), name='intake_urgency_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), models.Q(('cancel_reason', ''), _negated=True)), models.Q(models.Q(('state', 'cancelled'), _negated=True), ('cancel_reason', '')), _connector='OR'), name='intake_cancelled_with_reason'), models.CheckConstraint(condition=models.Q(('decile', None), ('decile__range', (1, 10)), _connector='OR'), name='decile_1_to_10')],
            },
        ),
        migrations.AddField(
            model_name='case',
            name='intake',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='case', to='cases.intake'),
        ),
        migrations.CreateModel(
            name='NotePhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('removed_on', models.DateField(blank=True, null=True)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='cases.casenote')),
            ],
            options={
                'verbose_name': 'foto catatan kasus',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='PlanAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=300, verbose_name='apa yang dikerjakan')),
                ('doer', models.CharField(choices=[('family', 'Keluarga sendiri'), ('mentor', 'Pendamping'), ('unit', 'FCU'), ('institution', 'Lembaga')], max_length=12, verbose_name='oleh')),
                ('who', models.CharField(blank=True, max_length=120, verbose_name='nama orangnya')),
                ('due_on', models.DateField(verbose_name='paling lambat')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='dikerjakan')),
                ('state', models.CharField(choices=[('open', 'Belum selesai'), ('done', 'Selesai'), ('cancelled', 'Dibatalkan')], default='open', max_length=10, verbose_name='keadaan')),
                ('state_since', models.DateTimeField(default=django.utils.timezone.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('told_on', models.DateField(blank=True, editable=False, null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='cases.case')),
                ('conference', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='cases.caseconference')),
                ('goal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='cases.goal', verbose_name='untuk tujuan')),
                ('institution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution', verbose_name='lembaga')),
                ('planned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'tindakan rencana',
                'ordering': ['due_on', 'pk'],
                'indexes': [models.Index(fields=['state', 'due_on'], name='cases_plana_state_ebd5fe_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['open', 'done', 'cancelled'])), name='action_state_known'), models.CheckConstraint(condition=models.Q(('doer__in', ['family', 'mentor', 'unit', 'institution'])), name='action_doer_known'), models.CheckConstraint(condition=models.Q(models.Q(('done_on__isnull', False), ('state', 'done')), models.Q(models.Q(('state', 'done'), _negated=True), ('done_on', None)), _connector='OR'), name='action_done_has_date'), models.CheckConstraint(condition=models.Q(models.Q(('doer', 'institution'), ('institution__isnull', False)), models.Q(models.Q(('doer', 'institution'), _negated=True), ('institution', None)), _connector='OR'), name='action_names_institution')],
            },
        ),
        migrations.CreateModel(
            name='ActionEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('step', models.CharField(max_length=30)),
                ('from_state', models.CharField(max_length=20)),
                ('to_state', models.CharField(max_length=20)),
                ('note', models.TextField(blank=True)),
                ('happened_at', models.DateTimeField(auto_now_add=True)),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='cases.planaction')),
            ],
            options={
                'ordering': ['-number'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('action', 'number'), name='action_event_once')],
            },
        ),
        migrations.CreateModel(
            name='ServiceGiven',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('information', 'Informasi'), ('guidance', 'Bimbingan dan konsultasi'), ('advocacy', 'Advokasi sosial'), ('economy', 'Penguatan ekonomi'), ('referral', 'Rujukan'), ('partnership', 'Kemitraan'), ('values', 'Nilai dan norma')], max_length=12, verbose_name='jenis layanan')),
                ('given_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='tanggal')),
                ('description', models.CharField(max_length=300, verbose_name='apa yang diberikan')),
                ('people', models.PositiveSmallIntegerField(default=1, verbose_name='untuk berapa orang')),
                ('cancelled_on', models.DateField(blank=True, null=True, verbose_name='dibatalkan')),
                ('cancel_reason', models.CharField(blank=True, max_length=200, verbose_name='alasan dibatalkan')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services', to='cases.case')),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('institutions', models.ManyToManyField(blank=True, to='institutions.institution', verbose_name='bersama lembaga')),
            ],
            options={
                'verbose_name': 'layanan yang diberikan',
                'ordering': ['-given_on', '-pk'],
                'indexes': [models.Index(fields=['given_on'], name='cases_servi_given_o_2d9f81_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['information', 'guidance', 'advocacy', 'economy', 'referral', 'partnership', 'values'])), name='service_kind_known'), models.CheckConstraint(condition=models.Q(('people__gte', 1)), name='service_for_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('cancel_reason', ''), ('cancelled_on', None)), models.Q(('cancelled_on__isnull', False), models.Q(('cancel_reason', ''), _negated=True)), _connector='OR'), name='service_cancelled_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='CaseAccess',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=200, verbose_name='alasan')),
                ('granted_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='diberikan')),
                ('until', models.DateField(verbose_name='sampai')),
                ('revoked_on', models.DateField(blank=True, null=True, verbose_name='dicabut')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='accesses', to='cases.case')),
                ('granted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revoked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='case_accesses', to=settings.AUTH_USER_MODEL, verbose_name='orang')),
            ],
            options={
                'verbose_name': 'izin melihat kasus',
                'ordering': ['-granted_on', '-pk'],
                'indexes': [models.Index(fields=['user', 'until'], name='cases_casea_user_id_e36089_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__gte', models.F('granted_on'))), name='case_access_in_order'), models.UniqueConstraint(condition=models.Q(('revoked_on', None)), fields=('case', 'user'), name='case_access_once')],
            },
        ),
        migrations.CreateModel(
            name='CaseCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('checked_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='tanggal')),
                ('result', models.CharField(choices=[('well', 'Tetap baik'), ('not_met', 'Belum bertemu keluarga'), ('relapsed', 'Masalahnya muncul lagi')], max_length=10, verbose_name='keadaan keluarga')),
                ('note', models.TextField(max_length=2000, verbose_name='yang ditemukan')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='cases.case')),
                ('checked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'pemeriksaan setelah ditutup',
                'ordering': ['-checked_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('result__in', ['well', 'not_met', 'relapsed'])), name='case_check_result_known')],
            },
        ),
        migrations.CreateModel(
            name='CaseEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('step', models.CharField(max_length=30)),
                ('from_state', models.CharField(max_length=20)),
                ('to_state', models.CharField(max_length=20)),
                ('note', models.TextField(blank=True)),
                ('happened_at', models.DateTimeField(auto_now_add=True)),
                ('on', models.DateField(default=django.utils.timezone.localdate, verbose_name='tanggal')),
                ('result', models.CharField(blank=True, choices=[('solved', 'Selesai'), ('partly', 'Selesai sebagian'), ('not_solved', 'Tidak selesai'), ('moved', 'Keluarga pindah'), ('withdrawn', 'Keluarga menarik diri'), ('died', 'Meninggal')], max_length=12, verbose_name='hasil')),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='cases.case')),
            ],
            options={
                'ordering': ['-number'],
                'abstract': False,
                'indexes': [models.Index(fields=['on'], name='cases_casee_on_74168c_idx')],
                'constraints': [models.UniqueConstraint(fields=('case', 'number'), name='case_event_once')],
            },
        ),
        migrations.CreateModel(
            name='IncidentalReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('receiver', models.CharField(choices=[('tksk', 'TKSK'), ('lk3', 'LK3'), ('dinas', 'Dinas Sosial')], max_length=10, verbose_name='kepada')),
                ('number', models.CharField(max_length=60, verbose_name='nomor')),
                ('asked', models.TextField(max_length=1000, verbose_name='yang diharapkan dari penerima')),
                ('version', models.PositiveIntegerField(default=1)),
                ('sent_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='dikirim')),
                ('received_on', models.DateField(blank=True, null=True, verbose_name='diterima')),
                ('receipt_note', models.TextField(blank=True, max_length=1000, verbose_name='catatan penerima')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incidental_reports', to='cases.case')),
                ('consent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='families.consent', verbose_name='kesediaan')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('received_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='wilayah penerima')),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'laporan insidental',
                'ordering': ['-sent_on', '-pk'],
                'indexes': [models.Index(fields=['receiver', 'region'], name='cases_incid_receive_c759a8_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('receiver__in', ['tksk', 'lk3', 'dinas'])), name='incidental_receiver_known'), models.CheckConstraint(condition=models.Q(models.Q(('received_by', None), ('received_on', None)), models.Q(('received_by__isnull', False), ('received_on__isnull', False)), _connector='OR'), name='incidental_received_by_somebody'), models.UniqueConstraint(fields=('case', 'number'), name='incidental_number_once')],
            },
        ),
    ]
