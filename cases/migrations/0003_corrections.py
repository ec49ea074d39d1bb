import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0002_cases_in_full'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='intake',
            name='intake_state_known',
        ),
        migrations.AddField(
            model_name='caseevent',
            name='on',
            field=models.DateField(default=django.utils.timezone.localdate, verbose_name='tanggal'),
        ),
        migrations.AddField(
            model_name='caseevent',
            name='result',
            field=models.CharField(blank=True, choices=[('solved', 'Selesai'), ('partly', 'Selesai sebagian'), ('not_solved', 'Tidak selesai'), ('moved', 'Keluarga pindah'), ('withdrawn', 'Keluarga menarik diri'), ('died', 'Meninggal')], max_length=12, verbose_name='hasil'),
        ),
        migrations.AddField(
            model_name='intake',
            name='cancel_reason',
            field=models.CharField(blank=True, max_length=200, verbose_name='alasan dibatalkan'),
        ),
        migrations.AddField(
            model_name='intake',
            name='place',
            field=models.CharField(blank=True, max_length=150, verbose_name='di mana'),
        ),
        migrations.AddField(
            model_name='servicegiven',
            name='cancel_reason',
            field=models.CharField(blank=True, max_length=200, verbose_name='alasan dibatalkan'),
        ),
        migrations.AddField(
            model_name='servicegiven',
            name='cancelled_on',
            field=models.DateField(blank=True, null=True, verbose_name='dibatalkan'),
        ),
        migrations.AlterField(
            model_name='intake',
            name='state',
            field=models.CharField(choices=[('open', 'Belum ditindaklanjuti'), ('informed', 'Selesai dengan informasi'), ('case', 'Menjadi kasus'), ('cancelled', 'Dibatalkan')], default='open', max_length=10, verbose_name='keadaan'),
        ),
        migrations.AddIndex(
            model_name='caseevent',
            index=models.Index(fields=['on'], name='cases_casee_on_74168c_idx'),
        ),
        migrations.AddConstraint(
            model_name='intake',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'informed', 'case', 'cancelled'])), name='intake_state_known'),
        ),
        migrations.AddConstraint(
            model_name='intake',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), models.Q(('cancel_reason', ''), _negated=True)), models.Q(models.Q(('state', 'cancelled'), _negated=True), ('cancel_reason', '')), _connector='OR'), name='intake_cancelled_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='servicegiven',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cancel_reason', ''), ('cancelled_on', None)), models.Q(('cancelled_on__isnull', False), models.Q(('cancel_reason', ''), _negated=True)), _connector='OR'), name='service_cancelled_with_reason'),
        ),
    ]
