from accounts.models import AccessLog


def record_access(kind, *, actor, subject=None, reason="", address=None):
    """``actor`` is None for a failed sign-in; ``reason`` never holds anything personal about the subject."""
    return AccessLog.objects.create(
        kind=kind,
        actor=actor,
        role=_roles_of(actor) if actor else "",
        subject_type=subject._meta.label_lower if subject else "",
        subject_id=subject.pk if subject else None,
        reason=reason[:200],
        address=address,
    )


def record_accesses(kind, model, pks, *, actor, reason):
    """The same for many subjects of one model at once."""
    role, label = _roles_of(actor), model._meta.label_lower
    AccessLog.objects.bulk_create(
        AccessLog(kind=kind, actor=actor, role=role, subject_type=label, subject_id=pk, reason=reason) for pk in pks
    )


def _roles_of(actor):
    return ", ".join(dict.fromkeys(a.get_role_display() for a in actor.current_assignments))[:80]
