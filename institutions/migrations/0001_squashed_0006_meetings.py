"""All tables of institutions as they are after 0006_meetings, in one go: a new database need not live through its history.

The migrations that it replaces stay until no installation is older than they are.
"""

from importlib import import_module

import django.db.models.deletion
import django.utils.timezone
import phonenumber_field.modelfields
from django.conf import settings
from django.db import migrations, models

add_national_programmes = import_module("institutions.migrations.0002_national_programmes").add_programmes
add_directory_programmes = import_module("institutions.migrations.0005_directory").add_programmes


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('institutions', '0001_initial'),
        ('institutions', '0002_national_programmes'),
        ('institutions', '0003_fcu_in_full'),
        ('institutions', '0004_psks_categories'),
        ('institutions', '0005_directory'),
        ('institutions', '0006_meetings'),
    ]
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('documents', '0002_offices'),
        ('families', '0009_search'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('information', 'Media informasi'), ('guidance', 'Bimbingan dan konsultasi'), ('economy', 'Penguatan ekonomi keluarga'), ('referral', 'Rujukan'), ('partnership', 'Kemitraan dengan sistem sumber'), ('values', 'Pembudayaan nilai dan norma keluarga'), ('advocacy', 'Advokasi kebijakan lokal')], max_length=12, verbose_name='jenis kegiatan')),
                ('name', models.CharField(max_length=150, verbose_name='kegiatan')),
                ('goal', models.CharField(blank=True, max_length=300, verbose_name='tujuan')),
                ('target_group', models.CharField(blank=True, max_length=150, verbose_name='sasaran')),
                ('target_number', models.PositiveIntegerField(blank=True, null=True, verbose_name='jumlah sasaran')),
                ('first_month', models.PositiveSmallIntegerField(verbose_name='mulai bulan')),
                ('last_month', models.PositiveSmallIntegerField(verbose_name='sampai bulan')),
                ('times', models.PositiveSmallIntegerField(default=1, verbose_name='berapa kali')),
                ('budget', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='anggaran')),
                ('source', models.CharField(blank=True, choices=[('self_help', 'Swadaya masyarakat'), ('csr', 'CSR dunia usaha'), ('village', 'APBDes'), ('regency', 'APBD'), ('national', 'APBN'), ('donation', 'Donasi'), ('none', 'Tanpa biaya')], max_length=10, verbose_name='sumber dana')),
                ('facilities', models.CharField(blank=True, max_length=200, verbose_name='sarana')),
                ('responsible', models.CharField(blank=True, max_length=120, verbose_name='penanggung jawab')),
            ],
            options={
                'verbose_name': 'mata agenda',
                'ordering': ['first_month', 'last_month', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['information', 'guidance', 'economy', 'referral', 'partnership', 'values', 'advocacy'])), name='agenda_item_kind_known'), models.CheckConstraint(condition=models.Q(('first_month__gte', 1), ('last_month__gte', models.F('first_month')), ('last_month__lte', 12)), name='agenda_months_in_order')],
            },
        ),
        migrations.CreateModel(
            name='AnnualAgenda',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='tahun')),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'verbose_name': 'agenda kerja tahunan',
                'ordering': ['-year'],
                'constraints': [models.CheckConstraint(condition=models.Q(('year__range', (2000, 2100))), name='agenda_year')],
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('information', 'Media informasi'), ('guidance', 'Bimbingan dan konsultasi'), ('economy', 'Penguatan ekonomi keluarga'), ('referral', 'Rujukan'), ('partnership', 'Kemitraan dengan sistem sumber'), ('values', 'Pembudayaan nilai dan norma keluarga'), ('advocacy', 'Advokasi kebijakan lokal')], max_length=12, verbose_name='jenis kegiatan')),
                ('name', models.CharField(max_length=150, verbose_name='kegiatan')),
                ('held_on', models.DateField(verbose_name='tanggal')),
                ('place', models.CharField(max_length=120, verbose_name='tempat')),
                ('led_by', models.CharField(max_length=120, verbose_name='dipimpin oleh')),
                ('is_planned', models.BooleanField(default=False, verbose_name='baru direncanakan')),
                ('is_public', models.BooleanField(default=False, verbose_name='terbuka untuk warga')),
                ('goal', models.CharField(blank=True, max_length=300, verbose_name='tujuan')),
                ('target_number', models.PositiveIntegerField(blank=True, null=True, verbose_name='jumlah sasaran')),
                ('men', models.PositiveIntegerField(default=0, verbose_name='laki-laki')),
                ('women', models.PositiveIntegerField(default=0, verbose_name='perempuan')),
                ('children', models.PositiveIntegerField(default=0, verbose_name='anak')),
                ('pioneer_families', models.PositiveIntegerField(default=0, verbose_name='keluarga pionir')),
                ('plasma_families', models.PositiveIntegerField(default=0, verbose_name='keluarga plasma')),
                ('cost', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='biaya')),
                ('source', models.CharField(blank=True, choices=[('self_help', 'Swadaya masyarakat'), ('csr', 'CSR dunia usaha'), ('village', 'APBDes'), ('regency', 'APBD'), ('national', 'APBN'), ('donation', 'Donasi'), ('none', 'Tanpa biaya')], max_length=10, verbose_name='sumber dana')),
                ('result', models.TextField(blank=True, max_length=2000, verbose_name='hasil')),
                ('obstacle', models.TextField(blank=True, max_length=2000, verbose_name='kendala')),
                ('solution', models.TextField(blank=True, max_length=2000, verbose_name='solusi')),
                ('version', models.PositiveIntegerField(default=1)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('agenda_item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='institutions.agendaitem', verbose_name='mata agenda')),
            ],
            options={
                'verbose_name': 'kegiatan',
                'ordering': ['-held_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['information', 'guidance', 'economy', 'referral', 'partnership', 'values', 'advocacy'])), name='activity_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='ActivityPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('caption', models.CharField(blank=True, max_length=200, verbose_name='keterangan')),
                ('removed_on', models.DateField(blank=True, null=True)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='institutions.activity')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
            ],
            options={
                'verbose_name': 'foto kegiatan',
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='agenda',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='institutions.annualagenda'),
        ),
        migrations.CreateModel(
            name='CareUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='nama')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='alamat sekretariat')),
                ('founded_on', models.DateField(blank=True, null=True, verbose_name='dibentuk')),
                ('state', models.CharField(choices=[('forming', 'Sedang dibentuk'), ('confirmed', 'Dikukuhkan'), ('inactive', 'Tidak aktif')], default='forming', max_length=10, verbose_name='keadaan')),
                ('state_since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='sejak')),
                ('inactive_reason', models.CharField(blank=True, max_length=200, verbose_name='sebab tidak aktif')),
                ('version', models.PositiveIntegerField(default=1)),
                ('village', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='care_units', to='regions.region', verbose_name='desa')),
            ],
            options={
                'verbose_name': 'FCU',
                'ordering': ['village'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['forming', 'confirmed', 'inactive'])), name='unit_state_known'), models.UniqueConstraint(condition=models.Q(('state', 'inactive'), _negated=True), fields=('village',), name='one_active_unit_a_village'), models.CheckConstraint(condition=models.Q(('inactive_reason', ''), ('state', 'inactive'), _negated=True), name='unit_inactive_with_reason')],
            },
        ),
        migrations.AddField(
            model_name='annualagenda',
            name='care_unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agendas', to='institutions.careunit'),
        ),
        migrations.AddField(
            model_name='activity',
            name='care_unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activities', to='institutions.careunit'),
        ),
        migrations.CreateModel(
            name='CareUnitEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('step', models.CharField(max_length=30)),
                ('from_state', models.CharField(max_length=20)),
                ('to_state', models.CharField(max_length=20)),
                ('note', models.TextField(blank=True)),
                ('happened_at', models.DateTimeField(auto_now_add=True)),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('care_unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='institutions.careunit')),
            ],
            options={
                'verbose_name': 'riwayat FCU',
                'ordering': ['-number'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Decree',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=60, verbose_name='nomor SK')),
                ('decided_on', models.DateField(verbose_name='tanggal SK')),
                ('signed_by', models.CharField(max_length=120, verbose_name='ditandatangani oleh')),
                ('care_unit', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='decree', to='institutions.careunit')),
                ('scan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='pindaian')),
            ],
            options={
                'verbose_name': 'SK Kepala Desa/Lurah',
            },
        ),
        migrations.CreateModel(
            name='FoundingStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('socialisation', 'Sosialisasi'), ('coordination', 'Koordinasi'), ('sources', 'Identifikasi sumber'), ('formation', 'Pembentukan'), ('confirmation', 'Pengukuhan')], max_length=16, verbose_name='langkah')),
                ('held_on', models.DateField(verbose_name='tanggal')),
                ('place', models.CharField(max_length=120, verbose_name='tempat')),
                ('led_by', models.CharField(max_length=120, verbose_name='dipimpin oleh')),
                ('participants', models.TextField(blank=True, max_length=2000, verbose_name='peserta')),
                ('minutes', models.TextField(blank=True, max_length=20000, verbose_name='notulen')),
                ('version', models.PositiveIntegerField(default=1)),
                ('care_unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='founding_steps', to='institutions.careunit')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'langkah pembentukan',
                'ordering': ['held_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['socialisation', 'coordination', 'sources', 'formation', 'confirmation'])), name='founding_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='FoundingPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('caption', models.CharField(blank=True, max_length=200, verbose_name='keterangan')),
                ('removed_on', models.DateField(blank=True, null=True)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                ('step', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='institutions.foundingstep')),
            ],
            options={
                'verbose_name': 'berkas pembentukan',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Institution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150, verbose_name='nama')),
                ('kind', models.CharField(choices=[('lks', 'LKS/Orsos'), ('karang_taruna', 'Karang Taruna'), ('wksbm', 'WKSBM'), ('psm', 'PSM/IPSM'), ('tksk', 'TKSK'), ('lk3', 'LK3'), ('tagana', 'Tagana'), ('training', 'LPP/LPK'), ('business', 'Dunia usaha'), ('pkk', 'PKK'), ('pkbm', 'PKBM'), ('posyandu', 'Posyandu'), ('paud', 'PAUD'), ('posdaya', 'Posdaya'), ('kube', 'KUBE'), ('pusaka', 'Pusaka (perawatan di rumah)'), ('uppks', 'UPPKS'), ('lpm', 'LPM/LPMD/K'), ('pnpm', 'PNPM'), ('religious', 'Kelompok keagamaan'), ('arisan', 'Arisan'), ('paguyuban', 'Paguyuban'), ('government', 'Kantor pemerintah'), ('health', 'Fasilitas kesehatan'), ('school', 'Sekolah'), ('bank', 'Bank atau koperasi'), ('other', 'Lainnya')], max_length=20, verbose_name='jenis')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='alamat')),
                ('contact_person', models.CharField(blank=True, max_length=120, verbose_name='narahubung')),
                ('phone', phonenumber_field.modelfields.PhoneNumberField(blank=True, max_length=128, region=None, verbose_name='telepon')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='surel')),
                ('psks', models.CharField(blank=True, choices=[('01', 'Pekerja sosial profesional'), ('02', 'Pekerja sosial masyarakat (PSM)'), ('03', 'Taruna siaga bencana (Tagana)'), ('04', 'Lembaga kesejahteraan sosial (LKS)'), ('05', 'Karang Taruna'), ('06', 'Lembaga konsultasi kesejahteraan keluarga (LK3)'), ('07', 'Keluarga pionir'), ('08', 'WKSBM'), ('09', 'Wanita pemimpin kesejahteraan sosial (WPKS)'), ('10', 'Penyuluh sosial'), ('11', 'Tenaga kesejahteraan sosial kecamatan (TKSK)'), ('12', 'Dunia usaha')], max_length=2, verbose_name='kategori PSKS')),
                ('latitude', models.DecimalField(blank=True, decimal_places=6, max_digits=8, null=True, verbose_name='lintang')),
                ('longitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name='bujur')),
                ('legal_status', models.CharField(blank=True, choices=[('legal_body', 'Berbadan hukum'), ('registered', 'Terdaftar, tidak berbadan hukum'), ('none', 'Belum terdaftar')], max_length=12, verbose_name='status hukum')),
                ('legal_number', models.CharField(blank=True, max_length=80, verbose_name='nomor badan hukum')),
                ('roles_and_tasks', models.TextField(blank=True, max_length=1000, verbose_name='peran dan tugas')),
                ('problems_met', models.TextField(blank=True, max_length=1000, verbose_name='masalah yang ditangani')),
                ('joint_roles', models.TextField(blank=True, max_length=1000, verbose_name='peran yang bisa digabungkan')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='terakhir dipastikan')),
                ('active', models.BooleanField(default=True, verbose_name='aktif')),
                ('version', models.PositiveIntegerField(default=1)),
                ('confirmed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='regions.region', verbose_name='wilayah layanan')),
            ],
            options={
                'verbose_name': 'lembaga',
                'ordering': ['name', 'pk'],
                'indexes': [models.Index(fields=['region', 'kind'], name='institution_region__7bb329_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['lks', 'karang_taruna', 'wksbm', 'psm', 'tksk', 'lk3', 'tagana', 'training', 'business', 'pkk', 'pkbm', 'posyandu', 'paud', 'posdaya', 'kube', 'pusaka', 'uppks', 'lpm', 'pnpm', 'religious', 'arisan', 'paguyuban', 'government', 'health', 'school', 'bank', 'other'])), name='institution_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('latitude', None), ('longitude', None)), models.Q(('latitude__range', (-11.5, 6.5)), ('longitude__range', (94.5, 141.5))), _connector='OR'), name='institution_place_on_earth')],
            },
        ),
        migrations.CreateModel(
            name='InstitutionStaff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='staff', to='institutions.institution')),
                ('user', models.ForeignKey(limit_choices_to={'assignments__role': 'provider'}, on_delete=django.db.models.deletion.CASCADE, related_name='institution_staff', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'petugas lembaga',
                'constraints': [models.UniqueConstraint(fields=('institution', 'user'), name='staff_once')],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='rapat ke')),
                ('kind', models.CharField(choices=[('founding', 'Pembentukan'), ('routine', 'Rapat rutin'), ('coordination', 'Koordinasi'), ('focus_group', 'Diskusi kelompok (FGD)'), ('work_plan', 'Rencana kerja'), ('decision', 'Pengambilan keputusan')], max_length=12, verbose_name='jenis rapat')),
                ('held_on', models.DateField(verbose_name='tanggal')),
                ('starts_at', models.TimeField(blank=True, null=True, verbose_name='pukul')),
                ('is_planned', models.BooleanField(default=False, verbose_name='baru direncanakan')),
                ('is_public', models.BooleanField(default=False, verbose_name='terbuka untuk warga')),
                ('place', models.CharField(max_length=120, verbose_name='tempat')),
                ('leader', models.CharField(max_length=120, verbose_name='pemimpin rapat')),
                ('agenda', models.TextField(max_length=2000, verbose_name='acara')),
                ('minutes', models.TextField(blank=True, max_length=20000, verbose_name='notulen')),
                ('version', models.PositiveIntegerField(default=1)),
                ('care_unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meetings', to='institutions.careunit')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'rapat',
                'ordering': ['-held_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['founding', 'routine', 'coordination', 'focus_group', 'work_plan', 'decision'])), name='meeting_kind_known'), models.UniqueConstraint(fields=('care_unit', 'number'), name='meeting_number_once')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=500, verbose_name='keputusan')),
                ('owner', models.CharField(blank=True, max_length=120, verbose_name='penanggung jawab')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='batas waktu')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='selesai')),
                ('outcome', models.CharField(blank=True, max_length=300, verbose_name='hasil')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('version', models.PositiveIntegerField(default=1)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='institutions.meeting')),
            ],
            options={
                'verbose_name': 'keputusan rapat',
                'ordering': ['meeting', 'position', 'pk'],
                'indexes': [models.Index(fields=['done_on', 'due_on'], name='institution_done_on_5653ca_idx')],
            },
        ),
        migrations.AddField(
            model_name='annualagenda',
            name='agreed_in',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.meeting', verbose_name='disepakati'),
        ),
        migrations.CreateModel(
            name='MeetingPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('photo', 'Foto'), ('document', 'Dokumen')], default='photo', max_length=10, verbose_name='jenis')),
                ('caption', models.CharField(blank=True, max_length=200, verbose_name='keterangan')),
                ('removed_on', models.DateField(blank=True, null=True)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='institutions.meeting')),
            ],
            options={
                'verbose_name': 'berkas rapat',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['photo', 'document'])), name='meeting_paper_known')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('representative', 'Wakil lembaga'), ('individual', 'Perorangan (tokoh)'), ('pioneer', 'Keluarga pionir')], max_length=16, verbose_name='jenis')),
                ('name', models.CharField(max_length=120, verbose_name='nama')),
                ('position', models.CharField(blank=True, max_length=120, verbose_name='jabatan')),
                ('joined_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='bergabung')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='keluar')),
                ('left_reason', models.CharField(blank=True, max_length=200, verbose_name='sebab keluar')),
                ('care_unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='institutions.careunit')),
                ('family', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='families.family', verbose_name='keluarga')),
                ('institution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='institutions.institution', verbose_name='lembaga')),
            ],
            options={
                'verbose_name': 'keanggotaan',
                'ordering': ['name', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('family', None), ('institution__isnull', False), ('kind', 'representative')), models.Q(('family', None), ('institution', None), ('kind', 'individual')), models.Q(('family__isnull', False), ('institution', None), ('kind', 'pioneer')), _connector='OR'), name='membership_kind_fits'), models.UniqueConstraint(condition=models.Q(('family__isnull', False), ('left_on', None)), fields=('care_unit', 'family'), name='pioneer_family_joins_once'), models.CheckConstraint(condition=models.Q(('left_on', None), ('left_on__gte', models.F('joined_on')), _connector='OR'), name='membership_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('guest_name', models.CharField(blank=True, max_length=120, verbose_name='nama tamu')),
                ('guest_from', models.CharField(blank=True, max_length=120, verbose_name='asal tamu')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='institutions.meeting')),
                ('membership', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='institutions.membership')),
            ],
            options={
                'verbose_name': 'kehadiran',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('guest_name', ''), ('membership__isnull', False)), models.Q(('membership', None), models.Q(('guest_name', ''), _negated=True)), _connector='OR'), name='attendance_member_or_guest'), models.UniqueConstraint(condition=models.Q(('membership__isnull', False)), fields=('meeting', 'membership'), name='attends_once')],
            },
        ),
        migrations.CreateModel(
            name='Officer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('post', models.CharField(choices=[('coordinator', 'Koordinator'), ('secretary', 'Sekretaris'), ('treasurer', 'Bendahara')], max_length=12, verbose_name='jabatan')),
                ('starts_on', models.DateField(verbose_name='mulai')),
                ('ends_on', models.DateField(verbose_name='berakhir')),
                ('care_unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='officers', to='institutions.careunit')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='institutions.membership')),
            ],
            options={
                'verbose_name': 'pengurus',
                'ordering': ['-starts_on', 'post'],
                'constraints': [models.CheckConstraint(condition=models.Q(('post__in', ['coordinator', 'secretary', 'treasurer'])), name='officer_post_known'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='officer_term_in_order')],
            },
        ),
        migrations.CreateModel(
            name='ServiceOffer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sector', models.CharField(choices=[('social', 'Sosial'), ('health', 'Kesehatan'), ('education', 'Pendidikan'), ('economy', 'Ekonomi'), ('legal', 'Hukum'), ('religion', 'Keagamaan'), ('population', 'Kependudukan'), ('other', 'Lainnya')], max_length=12, verbose_name='bidang')),
                ('name', models.CharField(max_length=150, verbose_name='layanan')),
                ('conditions', models.CharField(blank=True, max_length=300, verbose_name='syarat')),
                ('papers', models.CharField(blank=True, max_length=300, verbose_name='berkas yang diperlukan')),
                ('cost', models.CharField(blank=True, max_length=100, verbose_name='biaya')),
                ('schedule', models.CharField(blank=True, max_length=100, verbose_name='hari dan jam')),
                ('capacity', models.PositiveIntegerField(blank=True, null=True, verbose_name='daya tampung')),
                ('contact', models.CharField(blank=True, max_length=120, verbose_name='kontak rujukan')),
                ('phone', phonenumber_field.modelfields.PhoneNumberField(blank=True, max_length=128, region=None, verbose_name='telepon kontak')),
                ('active', models.BooleanField(default=True, verbose_name='masih diberikan')),
                ('version', models.PositiveIntegerField(default=1)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='institutions.institution', verbose_name='lembaga')),
                ('problems', models.ManyToManyField(blank=True, to='families.problemcategory', verbose_name='untuk masalah')),
            ],
            options={
                'verbose_name': 'layanan',
                'ordering': ['sector', 'name', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('sector__in', ['social', 'health', 'education', 'economy', 'legal', 'religion', 'population', 'other'])), name='offer_sector_known')],
            },
        ),
        migrations.CreateModel(
            name='WorkingGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='nama pokja')),
                ('purpose', models.CharField(max_length=300, verbose_name='tugas')),
                ('starts_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='mulai')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='berakhir')),
                ('version', models.PositiveIntegerField(default=1)),
                ('care_unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='working_groups', to='institutions.careunit')),
                ('chair', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.membership', verbose_name='ketua')),
                ('members', models.ManyToManyField(related_name='working_groups', to='institutions.membership', verbose_name='anggota')),
            ],
            options={
                'verbose_name': 'kelompok kerja',
                'ordering': ['-starts_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='working_group_in_order')],
            },
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(fields=['care_unit', 'held_on'], name='institution_care_un_d0ed97_idx'),
        ),
        migrations.AddConstraint(
            model_name='annualagenda',
            constraint=models.UniqueConstraint(fields=('care_unit', 'year'), name='one_agenda_a_year'),
        ),
        migrations.RunPython(add_national_programmes, migrations.RunPython.noop),
        migrations.RunPython(add_directory_programmes, migrations.RunPython.noop),
    ]
