from core.forms import FcuForm
from institutions.forms.filling import Filled
from monitoring.forms.visits import aspect_choices, finding_fields


class FindingForm(Filled, FcuForm):
    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.update(finding_fields())
        self.fields["aspect"].choices = aspect_choices(record.visit.kind)
        self.guard(record)
