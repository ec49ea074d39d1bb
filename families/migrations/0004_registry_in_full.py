
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0001_initial'),
        ('families', '0003_search_index'),
        ('regions', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AidProgramme',
            fields=[
                ('code', models.CharField(max_length=12, primary_key=True, serialize=False, verbose_name='kode')),
                ('name', models.CharField(max_length=100, verbose_name='nama')),
                ('owner', models.CharField(blank=True, max_length=100, verbose_name='penyelenggara')),
                ('order', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'program bantuan',
                'ordering': ['order', 'code'],
            },
        ),
        migrations.CreateModel(
            name='AidReceived',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='sejak')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='sampai')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='catatan')),
            ],
            options={
                'verbose_name': 'program yang diterima',
                'ordering': ['-starts_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ConsentText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('pioneer', 'Menjadi keluarga pionir'), ('plasma', 'Dibina sebagai keluarga plasma'), ('referral', 'Data dibagikan untuk rujukan'), ('photo', 'Foto dipakai dalam laporan')], max_length=12, verbose_name='untuk')),
                ('version', models.CharField(max_length=20, verbose_name='versi')),
                ('body', models.TextField(verbose_name='naskah')),
                ('valid_from', models.DateField(verbose_name='berlaku sejak')),
            ],
            options={
                'verbose_name': 'naskah kesediaan',
                'ordering': ['purpose', '-valid_from'],
            },
        ),
        migrations.CreateModel(
            name='Decile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.PositiveSmallIntegerField(verbose_name='desil')),
                ('stated_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='tanggal')),
                ('source', models.CharField(max_length=120, verbose_name='sumber')),
            ],
            options={
                'verbose_name': 'desil DTSEN',
                'ordering': ['-stated_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='DimensionMean',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dimension', models.CharField(choices=[('marriage', 'Perkawinan yang sah'), ('devotion', 'Ketakwaan'), ('family_life', 'Kehidupan keluarga'), ('resilience', 'Ketahanan dan kebangsaan'), ('planning', 'Perencanaan sumber daya'), ('outcome', 'Hasil yang dituju')], max_length=12, verbose_name='dimensi')),
                ('mean', models.DecimalField(decimal_places=2, max_digits=3, verbose_name='rata-rata')),
            ],
        ),
        migrations.CreateModel(
            name='FamilyCard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=16, verbose_name='No. KK')),
                ('starts_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='sejak')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='sampai')),
            ],
            options={
                'verbose_name': 'Kartu Keluarga',
                'ordering': ['-starts_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='FamilyPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('family_card', 'Kartu Keluarga'), ('id_card', 'KTP'), ('poverty_letter', 'Surat keterangan tidak mampu (SKTM)'), ('birth', 'Akta kelahiran'), ('marriage', 'Akta atau buku nikah'), ('house_photo', 'Foto rumah'), ('other', 'Lainnya')], max_length=16, verbose_name='jenis')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='catatan')),
                ('added_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='ditambahkan')),
                ('removed_on', models.DateField(blank=True, null=True, verbose_name='dihapus')),
            ],
            options={
                'verbose_name': 'dokumen keluarga',
                'ordering': ['-added_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='FileEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('closed', 'Berkas ditutup'), ('reopened', 'Berkas dibuka kembali'), ('split', 'Sebagian anggota menjadi keluarga sendiri'), ('split_from', 'Berpisah dari keluarga lain'), ('transferred', 'Pindah desa'), ('merged', 'Berkas lain digabung ke sini'), ('unmerged', 'Penggabungan dibatalkan')], max_length=12, verbose_name='apa')),
                ('happened_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='tanggal')),
                ('reason', models.CharField(blank=True, choices=[('moved', 'Pindah'), ('deceased', 'Meninggal'), ('merged', 'Digabung dengan berkas lain'), ('mistake', 'Salah catat')], max_length=12, verbose_name='sebab')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='catatan')),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'perjalanan berkas',
                'ordering': ['-happened_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Housing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('noted_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='tanggal')),
                ('house', models.CharField(blank=True, choices=[('own', 'Milik sendiri'), ('rented', 'Sewa'), ('lodging', 'Menumpang'), ('other', 'Lainnya')], max_length=10, verbose_name='rumah')),
                ('roof', models.CharField(blank=True, choices=[('tile', 'Genteng'), ('metal', 'Seng'), ('asbestos', 'Asbes'), ('thatch', 'Ilalang, rumbia, atau ijuk'), ('other', 'Lainnya')], max_length=10, verbose_name='atap')),
                ('wall', models.CharField(blank=True, choices=[('brick', 'Tembok'), ('wood', 'Kayu'), ('bamboo', 'Bambu atau bebak'), ('other', 'Lainnya')], max_length=10, verbose_name='dinding')),
                ('floor', models.CharField(blank=True, choices=[('ceramic', 'Keramik'), ('cement', 'Semen'), ('wood', 'Kayu atau bambu'), ('earth', 'Tanah'), ('other', 'Lainnya')], max_length=10, verbose_name='lantai')),
                ('water', models.CharField(blank=True, choices=[('piped', 'Ledeng atau pipa'), ('well', 'Sumur atau mata air terlindung'), ('open', 'Sumur atau mata air terbuka'), ('tank', 'Dibeli, tangki'), ('rain', 'Air hujan'), ('river', 'Sungai, danau, atau embung')], max_length=10, verbose_name='air minum')),
                ('sanitation', models.CharField(blank=True, choices=[('own', 'Jamban sendiri'), ('shared', 'Jamban bersama'), ('none', 'Tidak ada jamban')], max_length=10, verbose_name='jamban')),
                ('electricity', models.CharField(blank=True, choices=[('pln', 'PLN'), ('solar', 'Tenaga surya'), ('other', 'Sumber lain'), ('none', 'Tidak ada listrik')], max_length=10, verbose_name='listrik')),
                ('assets', models.CharField(blank=True, max_length=300, verbose_name='aset')),
            ],
            options={
                'verbose_name': 'keadaan rumah',
                'ordering': ['-noted_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moved', models.JSONField(default=dict)),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=dict)),
                ('merged_on', models.DateField(default=django.utils.timezone.localdate)),
                ('undone_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'penggabungan berkas',
                'ordering': ['-merged_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='MoneyRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('noted_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='tanggal')),
                ('income', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='pendapatan sebulan')),
                ('expenses', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='pengeluaran sebulan')),
                ('monthly_savings', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='menabung sebulan')),
                ('savings', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='tabungan')),
                ('debt', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='utang')),
                ('business', models.CharField(blank=True, max_length=120, verbose_name='usaha produktif')),
                ('business_times', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='berapa kali usaha dijalankan')),
                ('business_rhythm', models.CharField(blank=True, choices=[('week', 'seminggu'), ('month', 'sebulan')], max_length=5, verbose_name='setiap')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='catatan')),
            ],
            options={
                'verbose_name': 'catatan keuangan',
                'ordering': ['-noted_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ProblemStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='tanggal')),
                ('state', models.CharField(choices=[('open', 'Belum ditangani'), ('handled', 'Sedang ditangani'), ('solved', 'Selesai')], max_length=10, verbose_name='keadaan')),
                ('severity', models.PositiveSmallIntegerField(choices=[(1, 'Ringan'), (2, 'Sedang'), (3, 'Berat')], verbose_name='berat ringannya')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='catatan')),
            ],
            options={
                'verbose_name': 'perjalanan masalah',
                'ordering': ['-on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('requested', 'Diminta desa penerima'), ('released', 'Dilepas, menunggu penerima'), ('accepted', 'Sudah pindah'), ('refused', 'Ditolak'), ('withdrawn', 'Dibatalkan')], max_length=10, verbose_name='keadaan')),
                ('state_since', models.DateTimeField(default=django.utils.timezone.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('moved_on', models.DateField(blank=True, null=True, verbose_name='tanggal pindah')),
                ('reason', models.CharField(max_length=300, verbose_name='alasan')),
                ('old_file_number', models.CharField(blank=True, max_length=30, verbose_name='nomor berkas lama')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'pindah desa',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='TransferEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('step', models.CharField(max_length=30)),
                ('from_state', models.CharField(max_length=20)),
                ('to_state', models.CharField(max_length=20)),
                ('note', models.TextField(blank=True)),
                ('happened_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['-number'],
                'abstract': False,
            },
        ),
        migrations.RemoveConstraint(
            model_name='familymember',
            name='member_left_with_reason',
        ),
        migrations.AddField(
            model_name='assessment',
            name='assessor_name',
            field=models.CharField(blank=True, max_length=120, verbose_name='penilai'),
        ),
        migrations.AddField(
            model_name='consent',
            name='guardian',
            field=models.CharField(blank=True, max_length=40, verbose_name='sebagai wali'),
        ),
        migrations.AddField(
            model_name='consent',
            name='member',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='families.familymember', verbose_name='anggota'),
        ),
        migrations.AddField(
            model_name='consent',
            name='withdrawn_reason',
            field=models.CharField(blank=True, max_length=200, verbose_name='sebab ditarik'),
        ),
        migrations.AddField(
            model_name='family',
            name='completeness',
            field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='kelengkapan'),
        ),
        migrations.AddField(
            model_name='family',
            name='data_date',
            field=models.DateField(blank=True, null=True, verbose_name='tanggal pendataan'),
        ),
        migrations.AddField(
            model_name='family',
            name='data_source',
            field=models.CharField(blank=True, choices=[('visit', 'Kunjungan rumah'), ('card', 'Kartu Keluarga'), ('village', 'Data desa'), ('interview', 'Wawancara di pos FCU')], max_length=10, verbose_name='sumber data'),
        ),
        migrations.AddField(
            model_name='family',
            name='decile',
            field=models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name='desil DTSEN'),
        ),
        migrations.AddField(
            model_name='family',
            name='former_numbers',
            field=models.CharField(blank=True, editable=False, max_length=120, verbose_name='nomor berkas sebelumnya'),
        ),
        migrations.AddField(
            model_name='family',
            name='latitude',
            field=models.DecimalField(blank=True, decimal_places=6, max_digits=8, null=True, verbose_name='lintang'),
        ),
        migrations.AddField(
            model_name='family',
            name='longitude',
            field=models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name='bujur'),
        ),
        migrations.AddField(
            model_name='family',
            name='temporary_card_number',
            field=models.CharField(blank=True, editable=False, max_length=24, verbose_name='No. KK sementara'),
        ),
        migrations.AddField(
            model_name='familymember',
            name='disability',
            field=models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Fisik'), (2, 'Netra'), (3, 'Rungu atau wicara'), (4, 'Mental atau jiwa'), (5, 'Fisik dan mental'), (6, 'Lainnya')], null=True, verbose_name='disabilitas'),
        ),
        migrations.AddField(
            model_name='familymember',
            name='earlier',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='later', to='families.familymember'),
        ),
        migrations.AddField(
            model_name='familymember',
            name='marriage',
            field=models.CharField(blank=True, choices=[('lawful', 'Sah menurut agama dan negara'), ('known', 'Diketahui keluarga dan masyarakat'), ('not_yet', 'Belum sah')], max_length=10, verbose_name='perkawinan'),
        ),
        migrations.AddField(
            model_name='familymember',
            name='name_key',
            field=models.CharField(blank=True, editable=False, max_length=60),
        ),
        migrations.AddField(
            model_name='familymember',
            name='religion',
            field=models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Islam'), (2, 'Kristen'), (3, 'Katolik'), (4, 'Hindu'), (5, 'Buddha'), (6, 'Khonghucu'), (7, 'Kepercayaan terhadap Tuhan YME')], null=True, verbose_name='agama atau kepercayaan'),
        ),
        migrations.AddField(
            model_name='familymember',
            name='schooling',
            field=models.CharField(blank=True, choices=[('not_yet', 'Belum usia sekolah'), ('attending', 'Masih sekolah'), ('dropped', 'Putus sekolah'), ('finished', 'Sudah tamat'), ('never', 'Tidak pernah sekolah')], max_length=10, verbose_name='sekolah'),
        ),
        migrations.AddField(
            model_name='familymember',
            name='temporary_number',
            field=models.CharField(blank=True, editable=False, max_length=24, verbose_name='NIK sementara'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='plasma_sign',
            field=models.CharField(blank=True, max_length=200, verbose_name='tanda keluarga plasma'),
        ),
        migrations.AddField(
            model_name='indicatorset',
            name='based_on',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='families.indicatorset'),
        ),
        migrations.AddField(
            model_name='indicatorset',
            name='made_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='indicatorset',
            name='note',
            field=models.CharField(blank=True, max_length=300, verbose_name='apa yang berubah'),
        ),
        migrations.AddField(
            model_name='statusperiod',
            name='village',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='desa'),
        ),
        migrations.AddField(
            model_name='strength',
            name='kind',
            field=models.CharField(choices=[('skill', 'Keterampilan'), ('land', 'Lahan'), ('business', 'Usaha'), ('network', 'Jejaring'), ('role', 'Peran di masyarakat'), ('other', 'Lainnya')], default='other', max_length=10, verbose_name='jenis'),
        ),
        migrations.AlterField(
            model_name='assessment',
            name='assessor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='dicatat'),
        ),
        migrations.AlterField(
            model_name='familymember',
            name='left_reason',
            field=models.CharField(blank=True, choices=[('married', 'Menikah dan membentuk keluarga sendiri'), ('split', 'Berpisah menjadi keluarga sendiri'), ('moved', 'Pindah'), ('deceased', 'Meninggal'), ('closed', 'Berkas keluarga ditutup'), ('merged', 'Digabung dengan catatan lain'), ('mistake', 'Salah catat')], max_length=10, verbose_name='sebab keluar'),
        ),
        migrations.AlterField(
            model_name='indicatorset',
            name='valid_from',
            field=models.DateField(blank=True, null=True, verbose_name='berlaku sejak'),
        ),
        migrations.AddIndex(
            model_name='familymember',
            index=models.Index(fields=['birth_date', 'name_key'], name='families_fa_birth_d_28de81_idx'),
        ),
        migrations.AddIndex(
            model_name='familymember',
            index=models.Index(fields=['name_key', 'birth_date'], name='families_fa_name_ke_c4d73b_idx'),
        ),
        migrations.AddIndex(
            model_name='familymember',
            index=models.Index(condition=models.Q(('national_id', ''), _negated=True), fields=['national_id'], name='former_national_id'),
        ),
        migrations.AddIndex(
            model_name='statusperiod',
            index=models.Index(fields=['village', 'starts_on'], name='families_st_village_63037f_idx'),
        ),
        migrations.AddConstraint(
            model_name='family',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude', None), ('longitude', None)), models.Q(('latitude__range', (-11.5, 6.5)), ('longitude__range', (94.5, 141.5))), _connector='OR'), name='family_place_on_earth'),
        ),
        migrations.AddConstraint(
            model_name='family',
            constraint=models.CheckConstraint(condition=models.Q(('decile', None), ('decile__range', (1, 10)), _connector='OR'), name='family_decile'),
        ),
        migrations.AddConstraint(
            model_name='family',
            constraint=models.CheckConstraint(condition=models.Q(('completeness__lte', 100)), name='family_completeness'),
        ),
        migrations.AddConstraint(
            model_name='familymember',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('left_on', None), ('left_reason', '')), models.Q(('left_on__isnull', False), ('left_reason__in', ['married', 'split', 'moved', 'deceased', 'closed', 'merged', 'mistake'])), _connector='OR'), name='member_left_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='familymember',
            constraint=models.UniqueConstraint(condition=models.Q(('left_on', None), models.Q(('temporary_number', ''), _negated=True)), fields=('temporary_number',), name='temporary_number_once'),
        ),
        migrations.AddConstraint(
            model_name='strength',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['skill', 'land', 'business', 'network', 'role', 'other'])), name='strength_kind_known'),
        ),
        migrations.AddField(
            model_name='aidreceived',
            name='family',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aid', to='families.family'),
        ),
        migrations.AddField(
            model_name='aidreceived',
            name='member',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='aid', to='families.familymember', verbose_name='anggota'),
        ),
        migrations.AddField(
            model_name='aidreceived',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='families.aidprogramme', verbose_name='program'),
        ),
        migrations.AddField(
            model_name='aidreceived',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='consenttext',
            constraint=models.UniqueConstraint(fields=('purpose', 'version'), name='consent_text_once'),
        ),
        migrations.AddConstraint(
            model_name='consenttext',
            constraint=models.CheckConstraint(condition=models.Q(('purpose__in', ['pioneer', 'plasma', 'referral', 'photo'])), name='consent_text_purpose_known'),
        ),
        migrations.AddField(
            model_name='consent',
            name='text',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='families.consenttext', verbose_name='naskah'),
        ),
        migrations.AddField(
            model_name='decile',
            name='family',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deciles', to='families.family'),
        ),
        migrations.AddField(
            model_name='decile',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='dimensionmean',
            name='family',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dimension_means', to='families.family'),
        ),
        migrations.AddField(
            model_name='familycard',
            name='actor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='familycard',
            name='family',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cards', to='families.family'),
        ),
        migrations.AddField(
            model_name='familypaper',
            name='added_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='familypaper',
            name='family',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='families.family'),
        ),
        migrations.AddField(
            model_name='familypaper',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='berkas'),
        ),
        migrations.AddField(
            model_name='fileevent',
            name='actor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='fileevent',
            name='family',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='file_events', to='families.family'),
        ),
        migrations.AddField(
            model_name='fileevent',
            name='other',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='families.family'),
        ),
        migrations.AddField(
            model_name='fileevent',
            name='village',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region'),
        ),
        migrations.AddField(
            model_name='housing',
            name='family',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='housings', to='families.family'),
        ),
        migrations.AddField(
            model_name='housing',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='merge',
            name='absorbed',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merged_into', to='families.family'),
        ),
        migrations.AddField(
            model_name='merge',
            name='kept',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='families.family'),
        ),
        migrations.AddField(
            model_name='merge',
            name='merged_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='merge',
            name='undone_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='moneyrecord',
            name='family',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='money_records', to='families.family'),
        ),
        migrations.AddField(
            model_name='moneyrecord',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='problemstep',
            name='actor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='problemstep',
            name='problem',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='families.problem'),
        ),
        migrations.AddField(
            model_name='transfer',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='transfer',
            name='family',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transfers', to='families.family'),
        ),
        migrations.AddField(
            model_name='transfer',
            name='from_village',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='desa asal'),
        ),
        migrations.AddField(
            model_name='transfer',
            name='to_village',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='desa tujuan'),
        ),
        migrations.AddField(
            model_name='transferevent',
            name='actor',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='transferevent',
            name='transfer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='families.transfer'),
        ),
        migrations.AddConstraint(
            model_name='aidreceived',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='aid_in_order'),
        ),
        migrations.AddConstraint(
            model_name='decile',
            constraint=models.CheckConstraint(condition=models.Q(('value__range', (1, 10))), name='decile_of_ten'),
        ),
        migrations.AddIndex(
            model_name='dimensionmean',
            index=models.Index(fields=['dimension', 'mean'], name='families_di_dimensi_12d2ee_idx'),
        ),
        migrations.AddConstraint(
            model_name='dimensionmean',
            constraint=models.UniqueConstraint(fields=('family', 'dimension'), name='dimension_mean_once'),
        ),
        migrations.AddConstraint(
            model_name='dimensionmean',
            constraint=models.CheckConstraint(condition=models.Q(('dimension__in', ['marriage', 'devotion', 'family_life', 'resilience', 'planning', 'outcome'])), name='dimension_mean_known'),
        ),
        migrations.AddIndex(
            model_name='familycard',
            index=models.Index(fields=['number'], name='families_fa_number_93a2f4_idx'),
        ),
        migrations.AddConstraint(
            model_name='familycard',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='card_in_order'),
        ),
        migrations.AddConstraint(
            model_name='familycard',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_on', None)), fields=('family',), name='one_card_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='familypaper',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['family_card', 'id_card', 'poverty_letter', 'birth', 'marriage', 'house_photo', 'other'])), name='paper_kind_known'),
        ),
        migrations.AddIndex(
            model_name='fileevent',
            index=models.Index(fields=['village', 'happened_on'], name='families_fi_village_5f79e1_idx'),
        ),
        migrations.AddConstraint(
            model_name='fileevent',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['closed', 'reopened', 'split', 'split_from', 'transferred', 'merged', 'unmerged'])), name='file_event_known'),
        ),
        migrations.AddConstraint(
            model_name='housing',
            constraint=models.UniqueConstraint(fields=('family', 'noted_on'), name='housing_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.CheckConstraint(condition=models.Q(('kept', models.F('absorbed')), _negated=True), name='merge_of_two'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_on', None)), fields=('absorbed',), name='absorbed_once'),
        ),
        migrations.AddIndex(
            model_name='moneyrecord',
            index=models.Index(fields=['noted_on'], name='families_mo_noted_o_7c9595_idx'),
        ),
        migrations.AddConstraint(
            model_name='moneyrecord',
            constraint=models.UniqueConstraint(fields=('family', 'noted_on'), name='money_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='moneyrecord',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('business_rhythm', ''), ('business_times', None)), models.Q(('business_rhythm__in', ['week', 'month']), ('business_times__isnull', False)), _connector='OR'), name='money_business_times'),
        ),
        migrations.AddConstraint(
            model_name='problemstep',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'handled', 'solved'])), name='problem_step_state_known'),
        ),
        migrations.AddIndex(
            model_name='transfer',
            index=models.Index(fields=['from_village', 'state'], name='families_tr_from_vi_f0aa6c_idx'),
        ),
        migrations.AddIndex(
            model_name='transfer',
            index=models.Index(fields=['to_village', 'state'], name='families_tr_to_vill_0c5280_idx'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['requested', 'released', 'accepted', 'refused', 'withdrawn'])), name='transfer_state_known'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(('from_village', models.F('to_village')), _negated=True), name='transfer_goes_elsewhere'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('requested', 'released'))), fields=('family',), name='one_open_transfer'),
        ),
        migrations.AddConstraint(
            model_name='transferevent',
            constraint=models.UniqueConstraint(fields=('transfer', 'number'), name='transfer_event_once'),
        ),
    ]
