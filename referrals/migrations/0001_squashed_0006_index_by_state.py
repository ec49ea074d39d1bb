"""All tables of referrals as they are after 0006_index_by_state, in one go: a new database need not live through its history.

The migrations that it replaces stay until no installation is older than they are.
"""

import django.db.models.deletion
import django.utils.timezone
import referrals.models.links
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('referrals', '0001_initial'),
        ('referrals', '0002_reasons_and_answers'),
        ('referrals', '0003_time'),
        ('referrals', '0004_sessions'),
        ('referrals', '0005_answer_links'),
        ('referrals', '0006_index_by_state'),
    ]
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('cases', '0002_cases_in_full'),
        ('documents', '0002_offices'),
        ('families', '0009_search'),
        ('institutions', '0006_meetings'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tier', models.CharField(choices=[('district', 'TKSK (kecamatan)'), ('regency', 'LK3 (kabupaten)')], max_length=10, verbose_name='ditempatkan oleh')),
                ('placed_at', models.DateTimeField(auto_now_add=True)),
                ('appointment_on', models.DateField(blank=True, null=True, verbose_name='janji pertama')),
                ('declined_reason', models.TextField(blank=True, max_length=1000, verbose_name='alasan tidak menerima')),
                ('outcome', models.CharField(blank=True, choices=[('full', 'Terlayani penuh'), ('partly', 'Terlayani sebagian'), ('not', 'Tidak terlayani')], max_length=8, verbose_name='hasil')),
                ('given', models.TextField(blank=True, max_length=1000, verbose_name='apa yang diberikan')),
                ('value', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='nilai layanan')),
                ('advice', models.TextField(blank=True, max_length=1000, verbose_name='saran')),
                ('completed_on', models.DateField(blank=True, null=True, verbose_name='rujukan balik')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='institutions.institution')),
                ('offer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='institutions.serviceoffer')),
                ('placed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'penempatan',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('tier__in', ['district', 'regency'])), name='placement_tier_known')],
            },
        ),
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='nomor rujukan')),
                ('need', models.CharField(max_length=150, verbose_name='layanan yang dibutuhkan')),
                ('details', models.TextField(max_length=2000, verbose_name='uraian kebutuhan')),
                ('tried', models.TextField(blank=True, max_length=1000, verbose_name='yang sudah dicoba')),
                ('sector', models.CharField(choices=[('social', 'Sosial'), ('health', 'Kesehatan'), ('education', 'Pendidikan'), ('economy', 'Ekonomi'), ('legal', 'Hukum'), ('religion', 'Keagamaan'), ('population', 'Kependudukan'), ('other', 'Lainnya')], max_length=12, verbose_name='bidang layanan')),
                ('urgency', models.PositiveSmallIntegerField(choices=[(1, 'Biasa'), (2, 'Segera'), (3, 'Darurat')], default=1, verbose_name='kegentingan')),
                ('state', models.CharField(choices=[('draft', 'Konsep'), ('submitted', 'Diajukan ke TKSK'), ('rejected', 'Ditolak'), ('escalated', 'Diteruskan ke LK3'), ('placed', 'Menunggu jawaban penyedia'), ('declined', 'Tidak diterima penyedia'), ('accepted', 'Diterima penyedia'), ('in_service', 'Sedang dilayani'), ('completed', 'Rujukan balik diterima'), ('closed', 'Ditutup'), ('withdrawn', 'Ditarik')], default='draft', max_length=12, verbose_name='keadaan')),
                ('state_since', models.DateTimeField(default=django.utils.timezone.now)),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='batas waktu')),
                ('version', models.PositiveIntegerField(default=1)),
                ('reached_regency', models.BooleanField(default=False)),
                ('need_met', models.CharField(blank=True, choices=[('yes', 'Sudah terjawab'), ('partly', 'Sebagian'), ('no', 'Belum terjawab')], max_length=6, verbose_name='apakah kebutuhan terjawab')),
                ('visited_on', models.DateField(blank=True, null=True, verbose_name='tanggal kunjungan')),
                ('submitted_on', models.DateField(blank=True, null=True, verbose_name='diajukan')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='ditutup')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ditulis oleh')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='cases.case', verbose_name='kasus')),
                ('consent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='families.consent', verbose_name='kesediaan')),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='families.family', verbose_name='keluarga')),
                ('letter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='families.familymember', verbose_name='anggota')),
                ('placement', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='current_of', to='referrals.placement')),
                ('problems', models.ManyToManyField(blank=True, to='families.problem', verbose_name='masalah')),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='diajukan oleh')),
                ('village', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='desa')),
                ('wanted_offer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='institutions.serviceoffer', verbose_name='layanan yang diharapkan')),
            ],
            options={
                'verbose_name': 'rujukan',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['state', 'village'], name='referrals_r_state_f6b8bb_idx'), models.Index(fields=['state', 'due_on'], name='referrals_r_state_b5eff5_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'rejected', 'escalated', 'placed', 'declined', 'accepted', 'in_service', 'completed', 'closed', 'withdrawn'])), name='referral_state_known'), models.CheckConstraint(condition=models.Q(('sector__in', ['social', 'health', 'education', 'economy', 'legal', 'religion', 'population', 'other'])), name='referral_sector_known'), models.CheckConstraint(condition=models.Q(('urgency__in', [1, 2, 3])), name='referral_urgency_known'), models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', False), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_on', None)), _connector='OR'), name='referral_closed_on_iff_closed'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'withdrawn']), models.Q(('consent__isnull', False), ('submitted_on__isnull', False)), _connector='OR'), name='referral_consent_once_sent'), models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('village', 'number'), name='referral_number_once')],
            },
        ),
        migrations.AddField(
            model_name='placement',
            name='referral',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='referrals.referral'),
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=80, verbose_name='isi lampiran')),
                ('for_provider', models.BooleanField(default=False, verbose_name='ikut dikirim ke penyedia')),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='referrals.referral')),
            ],
            options={
                'verbose_name': 'lampiran',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ReferralEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('step', models.CharField(max_length=30)),
                ('from_state', models.CharField(max_length=20)),
                ('to_state', models.CharField(max_length=20)),
                ('note', models.TextField(blank=True)),
                ('happened_at', models.DateTimeField(auto_now_add=True)),
                ('reason', models.CharField(blank=True, max_length=20, verbose_name='alasan')),
                ('answered_by', models.CharField(blank=True, max_length=160, verbose_name='dijawab oleh')),
                ('acting', models.BooleanField(default=False, verbose_name='sebagai pelaksana tugas')),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='referrals.referral')),
            ],
            options={
                'ordering': ['-number'],
                'abstract': False,
                'indexes': [models.Index(fields=['happened_at'], name='referrals_r_happene_e6642c_idx')],
                'constraints': [models.UniqueConstraint(fields=('referral', 'number'), name='referral_event_once')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('near', 'Hampir batas'), ('late', 'Lewat batas'), ('twice', 'Dua kali batas terlewat'), ('consent', 'Tidak naik, kesediaan ditarik')], max_length=10)),
                ('sent_at', models.DateTimeField(auto_now_add=True)),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='referrals.referral')),
            ],
            options={
                'verbose_name': 'pengingat',
                'constraints': [models.UniqueConstraint(fields=('referral', 'number', 'kind'), name='reminder_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['near', 'late', 'twice', 'consent'])), name='reminder_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='TimeLimit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('submitted', 'Diajukan ke TKSK'), ('escalated', 'Diteruskan ke LK3'), ('declined', 'Tidak diterima penyedia'), ('placed', 'Menunggu jawaban penyedia'), ('accepted', 'Diterima penyedia'), ('in_service', 'Sedang dilayani'), ('completed', 'Rujukan balik diterima')], max_length=12, verbose_name='keadaan')),
                ('usual', models.PositiveSmallIntegerField(verbose_name='biasa dan segera')),
                ('emergency', models.PositiveSmallIntegerField(verbose_name='darurat')),
                ('regency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='kabupaten/kota')),
            ],
            options={
                'verbose_name': 'batas waktu',
                'ordering': ['regency', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('regency', 'state'), name='time_limit_once'), models.CheckConstraint(condition=models.Q(('state__in', ['submitted', 'escalated', 'declined', 'placed', 'accepted', 'in_service', 'completed'])), name='time_limit_state_known'), models.CheckConstraint(condition=models.Q(('emergency__gte', 1), ('emergency__lte', models.F('usual')), ('usual__lte', 90)), name='time_limit_in_bounds')],
            },
        ),
        migrations.CreateModel(
            name='CounsellingSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_on', models.DateField(verbose_name='tanggal')),
                ('kind', models.CharField(choices=[('counselling', 'Konseling'), ('consultation', 'Konsultasi'), ('guidance', 'Bimbingan')], max_length=14, verbose_name='jenis')),
                ('place', models.CharField(max_length=100, verbose_name='tempat')),
                ('people', models.PositiveSmallIntegerField(verbose_name='berapa orang yang hadir')),
                ('done', models.TextField(max_length=500, verbose_name='yang dilakukan')),
                ('next_on', models.DateField(blank=True, null=True, verbose_name='pertemuan berikutnya')),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='referrals.placement')),
            ],
            options={
                'verbose_name': 'pertemuan',
                'ordering': ['held_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['counselling', 'consultation', 'guidance'])), name='session_kind_known'), models.CheckConstraint(condition=models.Q(('people__gte', 1)), name='session_with_somebody'), models.CheckConstraint(condition=models.Q(('next_on', None), ('next_on__gt', models.F('held_on')), _connector='OR'), name='session_next_comes_later')],
            },
        ),
        migrations.CreateModel(
            name='AnswerLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nonce', models.CharField(default=referrals.models.links.new_nonce, editable=False, max_length=24, unique=True)),
                ('code', models.CharField(default=referrals.models.links.new_link_code, editable=False, max_length=10, unique=True, verbose_name='kode')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='ditutup')),
                ('revoked_reason', models.CharField(blank=True, max_length=200, verbose_name='sebab ditutup')),
                ('opened_count', models.PositiveIntegerField(default=0, verbose_name='dibuka')),
                ('last_opened_at', models.DateTimeField(blank=True, null=True, verbose_name='terakhir dibuka')),
                ('person', models.CharField(blank=True, max_length=80, verbose_name='nama')),
                ('post', models.CharField(blank=True, max_length=70, verbose_name='jabatan')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revoked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='referrals.placement')),
            ],
            options={
                'verbose_name': 'tautan jawaban',
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('placement',), name='one_link_a_placement'), models.CheckConstraint(condition=models.Q(('revoked_at', None), models.Q(('revoked_reason', ''), _negated=True), _connector='OR'), name='link_revoked_with_reason')],
            },
        ),
    ]
