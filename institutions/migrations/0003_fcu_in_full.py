
import django.db.models.deletion
import django.utils.timezone
import phonenumber_field.modelfields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0001_initial'),
        ('institutions', '0002_national_programmes'),
        ('regions', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            ],
            options={
                'verbose_name': 'kegiatan',
                'ordering': ['-held_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ActivityPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('caption', models.CharField(blank=True, max_length=200, verbose_name='keterangan')),
                ('removed_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'foto kegiatan',
                'ordering': ['pk'],
            },
        ),
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
            ],
            options={
                'verbose_name': 'keputusan rapat',
                'ordering': ['meeting', 'position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='FoundingPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('caption', models.CharField(blank=True, max_length=200, verbose_name='keterangan')),
                ('removed_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'berkas pembentukan',
                'ordering': ['pk'],
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
            ],
            options={
                'verbose_name': 'langkah pembentukan',
                'ordering': ['held_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='MeetingPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('photo', 'Foto'), ('document', 'Dokumen')], default='photo', max_length=10, verbose_name='jenis')),
                ('caption', models.CharField(blank=True, max_length=200, verbose_name='keterangan')),
                ('removed_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'berkas rapat',
                'ordering': ['pk'],
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
            ],
            options={
                'verbose_name': 'kelompok kerja',
                'ordering': ['-starts_on', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='institution',
            name='confirmed_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='institution',
            name='joint_roles',
            field=models.TextField(blank=True, max_length=1000, verbose_name='peran yang bisa digabungkan'),
        ),
        migrations.AddField(
            model_name='institution',
            name='latitude',
            field=models.DecimalField(blank=True, decimal_places=6, max_digits=8, null=True, verbose_name='lintang'),
        ),
        migrations.AddField(
            model_name='institution',
            name='legal_status',
            field=models.CharField(blank=True, choices=[('legal_body', 'Berbadan hukum'), ('registered', 'Terdaftar, tidak berbadan hukum'), ('none', 'Belum terdaftar')], max_length=12, verbose_name='status hukum'),
        ),
        migrations.AddField(
            model_name='institution',
            name='longitude',
            field=models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name='bujur'),
        ),
        migrations.AddField(
            model_name='institution',
            name='problems_met',
            field=models.TextField(blank=True, max_length=1000, verbose_name='masalah yang dihadapi'),
        ),
        migrations.AddField(
            model_name='institution',
            name='psks',
            field=models.CharField(blank=True, choices=[('01', 'Pekerja sosial profesional'), ('02', 'Pekerja sosial masyarakat (PSM)'), ('03', 'Taruna siaga bencana (Tagana)'), ('04', 'Lembaga kesejahteraan sosial (LKS)'), ('05', 'Karang Taruna'), ('06', 'Lembaga konsultasi kesejahteraan keluarga (LK3)'), ('07', 'Keluarga pionir'), ('08', 'WKSBM'), ('09', 'Wanita pemimpin kesejahteraan sosial (WPKS)'), ('10', 'Penyuluh sosial'), ('11', 'Tenaga kesejahteraan sosial kecamatan (TKSK)'), ('12', 'Dunia usaha')], max_length=2, verbose_name='kategori PSKS'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='is_planned',
            field=models.BooleanField(default=False, verbose_name='baru direncanakan'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='is_public',
            field=models.BooleanField(default=False, verbose_name='terbuka untuk warga'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='starts_at',
            field=models.TimeField(blank=True, null=True, verbose_name='pukul'),
        ),
        migrations.AddField(
            model_name='serviceoffer',
            name='papers',
            field=models.CharField(blank=True, max_length=300, verbose_name='berkas yang diperlukan'),
        ),
        migrations.AddField(
            model_name='serviceoffer',
            name='phone',
            field=phonenumber_field.modelfields.PhoneNumberField(blank=True, max_length=128, region=None, verbose_name='telepon kontak'),
        ),
        migrations.AddConstraint(
            model_name='institution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude', None), ('longitude', None)), models.Q(('latitude__range', (-11.5, 6.5)), ('longitude__range', (94.5, 141.5))), _connector='OR'), name='institution_place_on_earth'),
        ),
        migrations.AddField(
            model_name='activity',
            name='care_unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activities', to='institutions.careunit'),
        ),
        migrations.AddField(
            model_name='activity',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='activityphoto',
            name='activity',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='institutions.activity'),
        ),
        migrations.AddField(
            model_name='activityphoto',
            name='added_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='activityphoto',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile'),
        ),
        migrations.AddField(
            model_name='activity',
            name='agenda_item',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='institutions.agendaitem', verbose_name='mata agenda'),
        ),
        migrations.AddField(
            model_name='annualagenda',
            name='agreed_in',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.meeting', verbose_name='disepakati'),
        ),
        migrations.AddField(
            model_name='annualagenda',
            name='care_unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agendas', to='institutions.careunit'),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='agenda',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='institutions.annualagenda'),
        ),
        migrations.AddField(
            model_name='decision',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='resolutions', to='institutions.meeting'),
        ),
        migrations.AddField(
            model_name='foundingpaper',
            name='added_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='foundingpaper',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile'),
        ),
        migrations.AddField(
            model_name='foundingstep',
            name='care_unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='founding_steps', to='institutions.careunit'),
        ),
        migrations.AddField(
            model_name='foundingstep',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='foundingpaper',
            name='step',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='institutions.foundingstep'),
        ),
        migrations.AddField(
            model_name='meetingpaper',
            name='added_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='meetingpaper',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile'),
        ),
        migrations.AddField(
            model_name='meetingpaper',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='institutions.meeting'),
        ),
        migrations.AddField(
            model_name='workinggroup',
            name='care_unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='working_groups', to='institutions.careunit'),
        ),
        migrations.AddField(
            model_name='workinggroup',
            name='chair',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.membership', verbose_name='ketua'),
        ),
        migrations.AddField(
            model_name='workinggroup',
            name='members',
            field=models.ManyToManyField(related_name='working_groups', to='institutions.membership', verbose_name='anggota'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(fields=['care_unit', 'held_on'], name='institution_care_un_d0ed97_idx'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['information', 'guidance', 'economy', 'referral', 'partnership', 'values', 'advocacy'])), name='activity_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='annualagenda',
            constraint=models.UniqueConstraint(fields=('care_unit', 'year'), name='one_agenda_a_year'),
        ),
        migrations.AddConstraint(
            model_name='annualagenda',
            constraint=models.CheckConstraint(condition=models.Q(('year__range', (2000, 2100))), name='agenda_year'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['information', 'guidance', 'economy', 'referral', 'partnership', 'values', 'advocacy'])), name='agenda_item_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(('first_month__gte', 1), ('last_month__gte', models.F('first_month')), ('last_month__lte', 12)), name='agenda_months_in_order'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['done_on', 'due_on'], name='institution_done_on_5653ca_idx'),
        ),
        migrations.AddConstraint(
            model_name='foundingstep',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['socialisation', 'coordination', 'sources', 'formation', 'confirmation'])), name='founding_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='meetingpaper',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['photo', 'document'])), name='meeting_paper_known'),
        ),
        migrations.AddConstraint(
            model_name='workinggroup',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='working_group_in_order'),
        ),
    ]
