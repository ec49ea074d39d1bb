import django.db.models.deletion
import django.utils.timezone
import mentoring.models.visits
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0002_deputies'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('cases', '0002_cases_in_full'),
        ('documents', '0002_offices'),
        ('families', '0009_search'),
        ('institutions', '0006_meetings'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('key', models.CharField(default=mentoring.models.visits.new_feed_key, max_length=60, unique=True)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'alamat kalender',
            },
        ),
        migrations.CreateModel(
            name='Subject',
            fields=[
                ('code', models.CharField(max_length=12, primary_key=True, serialize=False, verbose_name='kode')),
                ('name', models.CharField(max_length=120, verbose_name='materi')),
                ('required', models.BooleanField(default=True, verbose_name='wajib')),
                ('order', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'materi penyiapan',
                'ordering': ['order', 'code'],
            },
        ),
        migrations.CreateModel(
            name='MentoringRule',
            fields=[
                ('village', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='regions.region')),
                ('most_families', models.PositiveSmallIntegerField(default=5, verbose_name='keluarga plasma per pionir')),
            ],
            options={
                'verbose_name': 'aturan pembinaan',
                'constraints': [models.CheckConstraint(condition=models.Q(('most_families__range', (1, 20))), name='rule_in_reason')],
            },
        ),
        migrations.CreateModel(
            name='Mentorship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('course_began_on', models.DateField(verbose_name='pembinaan dimulai')),
                ('starts_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='mulai dengan pionir ini')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='berakhir')),
                ('end', models.CharField(blank=True, choices=[('changed', 'Ganti keluarga pionir'), ('graduated', 'Lulus menjadi keluarga pionir'), ('terminated', 'Terminasi'), ('moved', 'Keluarga pindah'), ('withdrawn', 'Keluarga menarik kesediaan'), ('closed', 'Berkas keluarga ditutup')], max_length=12, verbose_name='sebab berakhir')),
                ('end_note', models.CharField(blank=True, max_length=300, verbose_name='penjelasan')),
                ('code', models.CharField(max_length=12, unique=True, verbose_name='kode kalender')),
                ('version', models.PositiveIntegerField(default=1)),
                ('mentor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mentorships', to=settings.AUTH_USER_MODEL, verbose_name='pendamping yang mencatat')),
                ('paired_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pioneer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guiding', to='families.family', verbose_name='keluarga pionir')),
                ('plasma', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guided_by', to='families.family', verbose_name='keluarga plasma')),
                ('village', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='desa')),
            ],
            options={
                'verbose_name': 'pembinaan',
                'ordering': ['-starts_on', '-pk'],
                'indexes': [models.Index(fields=['village', 'ends_on'], name='mentoring_m_village_d40b02_idx'), models.Index(fields=['course_began_on'], name='mentoring_m_course__a31219_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ends_on', None)), fields=('plasma',), name='one_pioneer_at_a_time'), models.CheckConstraint(condition=models.Q(('pioneer', models.F('plasma')), _negated=True), name='nobody_guides_oneself'), models.CheckConstraint(condition=models.Q(('starts_on__gte', models.F('course_began_on')), models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR')), name='mentorship_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('end', ''), ('ends_on', None)), models.Q(('end__in', ['changed', 'graduated', 'terminated', 'moved', 'withdrawn', 'closed']), ('ends_on__isnull', False)), _connector='OR'), name='mentorship_ended_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='MentoringVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visited_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='tanggal')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='tempat')),
                ('who', models.JSONField(default=list, verbose_name='siapa yang hadir')),
                ('topics', models.JSONField(default=list, verbose_name='bidang')),
                ('found', models.TextField(max_length=2000, verbose_name='yang ditemukan')),
                ('obstacle', models.TextField(blank=True, max_length=1000, verbose_name='kendala')),
                ('solution', models.TextField(blank=True, max_length=1000, verbose_name='solusi')),
                ('next_on', models.DateField(blank=True, null=True, verbose_name='kunjungan berikutnya')),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='cases.case', verbose_name='kasus')),
                ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('mentorship', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='mentoring.mentorship')),
            ],
            options={
                'verbose_name': 'pendampingan',
                'ordering': ['-visited_on', '-pk'],
                'indexes': [models.Index(fields=['visited_on'], name='mentoring_m_visited_dee561_idx')],
                'constraints': [models.UniqueConstraint(fields=('mentorship', 'visited_on'), name='one_visit_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Graduation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decided_on', models.DateField(verbose_name='tanggal')),
                ('readiness', models.JSONField(default=list)),
                ('watch_until', models.DateField(verbose_name='dipantau sampai')),
                ('watch_result', models.CharField(choices=[('running', 'Masih dipantau'), ('steady', 'Tetap mandiri'), ('relapsed', 'Kembali menjadi keluarga plasma')], default='running', max_length=10, verbose_name='hasil pantauan')),
                ('watch_note', models.CharField(blank=True, max_length=300, verbose_name='catatan pantauan')),
                ('watched_on', models.DateField(blank=True, null=True, verbose_name='pantauan selesai')),
                ('version', models.PositiveIntegerField(default=1)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='families.assessment', verbose_name='asesmen')),
                ('certificate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_in', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.meeting', verbose_name='diputuskan dalam')),
                ('mentorship', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='graduation', to='mentoring.mentorship')),
            ],
            options={
                'verbose_name': 'kelulusan',
                'ordering': ['-decided_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('watch_result__in', ['running', 'steady', 'relapsed'])), name='watch_result_known'), models.CheckConstraint(condition=models.Q(models.Q(('watch_result', 'running'), ('watched_on', None)), models.Q(models.Q(('watch_result', 'running'), _negated=True), ('watched_on__isnull', False)), _connector='OR'), name='watch_over_has_a_day')],
            },
        ),
        migrations.CreateModel(
            name='AgreedTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200, verbose_name='tugas')),
                ('doer', models.CharField(choices=[('plasma', 'Keluarga plasma'), ('pioneer', 'Keluarga pionir'), ('unit', 'FCU')], default='plasma', max_length=8, verbose_name='siapa')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='sampai')),
                ('state', models.CharField(choices=[('open', 'Belum selesai'), ('done', 'Selesai'), ('dropped', 'Tidak jadi')], default='open', max_length=8, verbose_name='keadaan')),
                ('agreed_at', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='mentoring.mentoringvisit')),
                ('settled_at', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='settled', to='mentoring.mentoringvisit', verbose_name='diperiksa pada')),
                ('mentorship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='mentoring.mentorship')),
            ],
            options={
                'verbose_name': 'tugas yang disepakati',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['open', 'done', 'dropped'])), name='agreed_task_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('settled_at__isnull', False)), _connector='OR'), name='agreed_task_settled_at_a_visit')],
            },
        ),
        migrations.CreateModel(
            name='PlannedVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='kunjungan ke')),
                ('due_on', models.DateField(verbose_name='tanggal')),
                ('mentorship', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='planned', to='mentoring.mentorship')),
            ],
            options={
                'verbose_name': 'rencana kunjungan',
                'ordering': ['due_on', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('mentorship', 'number'), name='planned_once')],
            },
        ),
        migrations.AddField(
            model_name='mentoringvisit',
            name='planned',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='visit', to='mentoring.plannedvisit', verbose_name='rencana'),
        ),
        migrations.CreateModel(
            name='Selection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('began_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='mulai')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='selesai')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='catatan')),
                ('version', models.PositiveIntegerField(default=1)),
                ('focus_group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.meeting', verbose_name='diskusi kelompok (FGD)')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('village', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='desa')),
                ('working_group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.workinggroup', verbose_name='pokja identifikasi dan seleksi')),
            ],
            options={
                'verbose_name': 'seleksi keluarga pionir',
                'ordering': ['-began_on', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('village',), name='one_open_selection')],
            },
        ),
        migrations.CreateModel(
            name='Candidate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('listed', 'Calon'), ('proposed', 'Diusulkan diskusi kelompok'), ('consented', 'Bersedia'), ('declined', 'Tidak bersedia'), ('established', 'Ditetapkan'), ('dropped', 'Tidak dilanjutkan')], default='listed', max_length=12, verbose_name='keadaan')),
                ('state_since', models.DateTimeField(default=django.utils.timezone.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('reasons', models.JSONField(default=list, verbose_name='alasan dicalonkan')),
                ('established_on', models.DateField(blank=True, null=True, verbose_name='ditetapkan')),
                ('consent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='families.consent', verbose_name='kesediaan')),
                ('decided_in', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.meeting', verbose_name='diputuskan dalam')),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidacies', to='families.family', verbose_name='keluarga')),
                ('selection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='candidates', to='mentoring.selection')),
            ],
            options={
                'verbose_name': 'calon keluarga pionir',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('selection', 'family'), name='candidate_once_a_selection'), models.CheckConstraint(condition=models.Q(('state__in', ['listed', 'proposed', 'consented', 'declined', 'established', 'dropped'])), name='candidate_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'established'), _negated=True), models.Q(('consent__isnull', False), ('decided_in__isnull', False), ('established_on__isnull', False)), _connector='OR'), name='candidate_established_in_a_meeting')],
            },
        ),
        migrations.CreateModel(
            name='Termination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decided_on', models.DateField(verbose_name='tanggal')),
                ('reason', models.TextField(max_length=1000, verbose_name='alasan')),
                ('way', models.CharField(choices=[('new_plan', 'Rencana baru'), ('referral', 'Dirujuk ke layanan yang lebih sesuai')], max_length=10, verbose_name='tindak lanjut')),
                ('plan', models.TextField(max_length=1000, verbose_name='rencana baru atau layanan yang dituju')),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('mentorship', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='termination', to='mentoring.mentorship')),
            ],
            options={
                'verbose_name': 'terminasi',
                'ordering': ['-decided_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('way__in', ['new_plan', 'referral'])), name='termination_way_known')],
            },
        ),
        migrations.CreateModel(
            name='Training',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='tanggal')),
                ('place', models.CharField(max_length=120, verbose_name='tempat')),
                ('given_by', models.CharField(max_length=120, verbose_name='pemateri')),
                ('methods', models.JSONField(default=list, verbose_name='metode')),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='catatan')),
                ('version', models.PositiveIntegerField(default=1)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('subjects', models.ManyToManyField(related_name='trainings', to='mentoring.subject', verbose_name='materi')),
                ('village', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='desa')),
            ],
            options={
                'verbose_name': 'penyiapan keluarga pionir',
                'ordering': ['-held_on', '-pk'],
                'indexes': [models.Index(fields=['village', '-held_on'], name='mentoring_t_village_6629f8_idx')],
            },
        ),
        migrations.CreateModel(
            name='TrainingAttendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trainings', to='families.family', verbose_name='keluarga')),
                ('training', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='mentoring.training')),
            ],
            options={
                'verbose_name': 'kehadiran penyiapan',
                'constraints': [models.UniqueConstraint(fields=('training', 'family'), name='attends_training_once')],
            },
        ),
        migrations.CreateModel(
            name='CandidateEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('step', models.CharField(max_length=30)),
                ('from_state', models.CharField(max_length=20)),
                ('to_state', models.CharField(max_length=20)),
                ('note', models.TextField(blank=True)),
                ('happened_at', models.DateTimeField(auto_now_add=True)),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='mentoring.candidate')),
            ],
            options={
                'ordering': ['-number'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('candidate', 'number'), name='candidate_event_once')],
            },
        ),
    ]
