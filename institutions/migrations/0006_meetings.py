"""The decisions of a meeting, until now lines of one text, become rows that somebody does until a day."""

from django.db import migrations, models

LONGEST = 500


def lines_of(text):
    """A line too long for one row goes on in the next, so that nothing is lost."""
    for line in text.splitlines():
        plain = line.strip()
        while plain:
            yield plain[:LONGEST]
            plain = plain[LONGEST:].strip()


def make_rows(apps, schema_editor):
    Meeting, Decision = apps.get_model("institutions", "Meeting"), apps.get_model("institutions", "Decision")
    for meeting in Meeting.objects.exclude(decisions="").only("pk", "decisions").iterator():
        Decision.objects.bulk_create(
            Decision(meeting_id=meeting.pk, text=text, position=position)
            for position, text in enumerate(lines_of(meeting.decisions), 1)
        )


def write_lines(apps, schema_editor):
    Meeting, Decision = apps.get_model("institutions", "Meeting"), apps.get_model("institutions", "Decision")
    for pk in Decision.objects.order_by().values_list("meeting", flat=True).distinct():
        texts = Decision.objects.filter(meeting=pk).order_by("position", "pk").values_list("text", flat=True)
        Meeting.objects.filter(pk=pk).update(decisions="\n".join(texts))
    Decision.objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("institutions", "0005_directory")]

    operations = [
        migrations.AddField("decision", "version", models.PositiveIntegerField(default=1)),
        migrations.RunPython(make_rows, write_lines),
        migrations.RemoveField("meeting", "decisions"),
        migrations.AlterField(
            "decision",
            "meeting",
            models.ForeignKey("institutions.Meeting", models.CASCADE, related_name="decisions"),
        ),
    ]
