"""All tables of accounts as they are after 0002_deputies, in one go: a new database need not live through its history.

The migrations that it replaces stay until no installation is older than they are.
"""

import accounts.models.users
import django.contrib.auth.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import phonenumber_field.modelfields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('accounts', '0001_initial'),
        ('accounts', '0002_deputies'),
    ]
    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('name', models.CharField(max_length=120, verbose_name='nama lengkap')),
                ('phone', phonenumber_field.modelfields.PhoneNumberField(blank=True, max_length=128, region=None, verbose_name='telepon')),
                ('must_change_password', models.BooleanField(default=False, verbose_name='harus ganti kata sandi')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'pengguna',
                'ordering': ['name', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('username', django.db.models.functions.text.Lower('username'))), name='user_name_in_small_letters')],
            },
            managers=[
                ('objects', accounts.models.users.AccountManager()),
            ],
        ),
        migrations.CreateModel(
            name='AccessLog',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(blank=True, max_length=80, verbose_name='peran')),
                ('kind', models.CharField(choices=[('view', 'Melihat berkas'), ('reveal', 'Membuka nomor'), ('export', 'Mengunduh data'), ('download', 'Mengunduh berkas'), ('sign_in', 'Masuk'), ('sign_out', 'Keluar'), ('sign_in_failed', 'Gagal masuk'), ('refused', 'Ditolak'), ('password', 'Mengganti kata sandi')], max_length=20, verbose_name='apa')),
                ('subject_type', models.CharField(blank=True, max_length=60)),
                ('subject_id', models.PositiveBigIntegerField(null=True)),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='alasan')),
                ('address', models.GenericIPAddressField(null=True, verbose_name='alamat jaringan')),
                ('happened_at', models.DateTimeField(auto_now_add=True, verbose_name='waktu')),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='accesses', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'catatan akses',
                'ordering': ['-happened_at', '-pk'],
                'indexes': [models.Index(fields=['subject_type', 'subject_id', '-happened_at'], name='accounts_ac_subject_4ef66d_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['view', 'reveal', 'export', 'download', 'sign_in', 'sign_out', 'sign_in_failed', 'refused', 'password'])), name='access_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('secretary', 'Sekretaris FCU'), ('coordinator', 'Koordinator FCU'), ('treasurer', 'Bendahara FCU'), ('mentor', 'Pendamping (keluarga pionir)'), ('village_head', 'Kepala Desa/Lurah'), ('tksk', 'TKSK'), ('district_head', 'Camat'), ('lk3', 'LK3'), ('dinas', 'Dinas Sosial Kabupaten/Kota'), ('dinas_province', 'Dinas Sosial Provinsi'), ('ministry', 'Kementerian Sosial'), ('provider', 'Penyedia layanan'), ('admin', 'Admin sistem')], max_length=20, verbose_name='peran')),
                ('starts_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='mulai')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='sampai')),
                ('acting', models.BooleanField(default=False, verbose_name='pelaksana tugas')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='regions.region', verbose_name='wilayah')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to=settings.AUTH_USER_MODEL, verbose_name='pengguna')),
            ],
            options={
                'verbose_name': 'penugasan',
                'ordering': ['starts_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['secretary', 'coordinator', 'treasurer', 'mentor', 'village_head', 'tksk', 'district_head', 'lk3', 'dinas', 'dinas_province', 'ministry', 'provider', 'admin'])), name='assignment_role_known'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='assignment_ends_after_start'), models.CheckConstraint(condition=models.Q(models.Q(('region', None), ('role__in', ['ministry', 'admin'])), models.Q(('region__isnull', False), models.Q(('role__in', ['ministry', 'admin']), _negated=True)), _connector='OR'), name='assignment_region_unless_national'), models.CheckConstraint(condition=models.Q(('acting', False), ('role__in', ('tksk', 'lk3')), _connector='OR'), name='assignment_acting_on_posts_only')],
            },
        ),
        migrations.CreateModel(
            name='FormEntry',
            fields=[
                ('token', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('form', models.CharField(max_length=60)),
                ('data', models.JSONField(default=dict)),
                ('result_url', models.CharField(blank=True, max_length=200)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='form_entries', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'isian formulir',
                'indexes': [models.Index(fields=['user', 'form', '-updated_at'], name='accounts_fo_user_id_6fecc8_idx')],
            },
        ),
    ]
