"""Papers that an office may take along, runs that made them, and who took which."""

from django.db.models import Count, Q

from accounts.capabilities import Capability
from accounts.enums import AccessKind
from accounts.models import AccessLog
from jobs.enums import JobState
from jobs.models import Job
from regions.enums import Level
from regions.models import Region, in_regions
from reporting.models import Bundle, Report

BUNDLING = "reporting.make_bundle"
TAKEN = (AccessKind.DOWNLOAD, AccessKind.EXPORT)


def downloadable(user):
    """The newest revision of each sent report in the regions whose papers ``user`` takes along."""
    held = user.scope(Capability.DOWNLOAD_REPORTS, "region__code")
    newest = Report.objects.visible_to(user).filter(held).filter(document__isnull=False).latest_revisions()
    return newest.light().select_related("region__parent", "document__file")


def run_counts(run):
    """How many of the run's reports wait, run, are done, failed or cancelled, in one statement."""
    counts = {state.value: Count("pk", filter=Q(job__state=state)) for state in JobState}
    # A job that was cleared away long after it was done.
    return run.items.aggregate(total=Count("pk"), cleared=Count("pk", filter=Q(job=None)), **counts)


def taken_by_whom(user):
    """Entries of the access log about reports and bundles in the user's regions, the latest first."""
    held = user.scope(Capability.DOWNLOAD_REPORTS, "region__code")
    of_reports = _about(Report, Report.objects.filter(held))
    of_bundles = _about(Bundle, Bundle.objects.visible_to(user))
    return AccessLog.objects.filter(of_reports | of_bundles, kind__in=TAKEN).select_related("actor").order_by("-pk")


def _about(model, rows):
    return Q(subject_type=model._meta.label_lower, subject_id__in=rows.values("pk"))


def subjects_of(entries):
    """{(type, id): the report or bundle that the entries are about}, with its region."""
    wanted = {model._meta.label_lower: model for model in (Report, Bundle)}
    subjects = {}
    for label, model in wanted.items():
        ids = [entry.subject_id for entry in entries if entry.subject_type == label]
        rows = model.objects.filter(pk__in=ids).select_related("region__parent")
        subjects |= {(label, row.pk): row for row in rows}
    return subjects


def offices(user):
    """The regencies whose papers ``user`` takes along."""
    held = in_regions("code", user.codes(Capability.DOWNLOAD_REPORTS))
    return Region.objects.filter(held, level=Level.REGENCY)


def bundling_of(bundle):
    """The newest job that made or makes its file, or None."""
    return Job.objects.filter(kind=BUNDLING, key=bundling_key(bundle.pk)).order_by("-pk").first()


def bundling_key(bundle_id):
    return f"bundle-{bundle_id}"
