"""What a stage works on besides its steps, for paper: needs and sources, the action plan, what was reached.

Families are counted, nobody of them is named.
"""

from dataclasses import asdict

from core.formatting import NOTHING, number, rupiah
from workplans.enums import ACTION_PLANNING, StageCode
from workplans.queries.actions import changes_since, months_label
from workplans.queries.assessing import assessment_of
from workplans.queries.progress import progress_of

CARRIED_OUT = {StageCode.ACTION, StageCode.EVALUATION}
NO_WAY_OUT = "Belum ada jalan keluar"


def needs_of_report(stage):
    """In the order of this stage's votes; where none were counted in it, of the latest that were."""
    assessment = assessment_of(stage.plan, stage if stage.votes.exists() else None)
    return needs_part(assessment)


def needs_part(assessment):
    counted = assessment.counted_in
    order = f"suara warga pada tahap {counted.position}" if counted else "beratnya dan jumlah keluarga"
    return {
        "order": order,
        "needs": [_need(row) for row in assessment.needs],
        "sources": [(kind, [source.text for source in sources]) for kind, sources in assessment.by_kind],
        "without_source": [_way_out(row.need) for row in assessment.without_source],
    }


def _need(row):
    votes = NOTHING if row.votes is None else number(row.votes)
    sources = ", ".join(source.text for source in row.sources) or "Tanpa sumber"
    return row.rank, row.need.text, number(row.need.families), row.need.get_gravity_display(), votes, sources


def _way_out(need):
    return need.text, need.get_answer_display() or NO_WAY_OUT, need.answer_note or NOTHING


def actions_of_report(stage):
    """The action plan as this stage leaves it, and from the sixth on what was done of it."""
    rows = progress_of(stage.plan).rows
    done = stage.code in CARRIED_OUT
    return [{"name": row.action.name, "facts": action_facts(row.action) + carried(row) * done} for row in rows]


def action_facts(action):
    funds = f"{rupiah(action.funds)} {action.get_fund_source_display()}".strip() if action.funds else NOTHING
    return [
        ("Tujuan", action.goal),
        ("Sasaran", f"{number(action.target_number)} keluarga; didahulukan: {action.why_first}"),
        ("Kegiatan", action.work),
        ("Tim kerja", _team(action)),
        ("Kalender", months_label(action.months)),
        ("Dana", funds),
    ]


def _team(action):
    team = f"{action.chair} (ketua), {action.secretary} (sekretaris), {action.treasurer} (bendahara)"
    return f"{team}; anggota: {action.members}" if action.members else team


def carried(row):
    return [("Dilaksanakan", f"{row.done} kali, direncanakan {row.planned} bulan")]


def changes_of_report(stage):
    """Since the stage before this one that worked on the action plan; None for the first and where nothing changed."""
    earlier = stage.plan.stages.filter(position__lt=stage.position, template_stage__code__in=ACTION_PLANNING)
    before = earlier.order_by("-position").first()
    changes = changes_since(stage.plan, before) if before else None
    return asdict(changes) if changes and not changes.is_empty else None


def results_of_report(stage):
    """Planned × reached of each activity, what was agreed of it, and what follows the plan once it is known."""
    rows = [_result(row) for row in progress_of(stage.plan).rows]
    return {"rows": rows, "follow_up": stage.plan.get_follow_up_display()}


def _result(row):
    action = row.action
    reached = "Belum dinilai" if action.reached is None else number(action.reached)
    return {
        "name": action.name,
        "planned": number(action.target_number),
        "reached": reached,
        "held": f"{row.done} dari {row.planned}",
        "facts": said_of(action),
    }


def said_of(action):
    """What was judged and agreed of an activity, and where it goes on."""
    facts = [("Penilaian warga", action.judgement), ("Kesepakatan", action.agreement)]
    if action.agenda_item:
        facts.append(("Tindak lanjut", f"Dilanjutkan dalam agenda tahun {action.agenda_item.agenda.year}"))
    return [(label, words) for label, words in facts if words]
