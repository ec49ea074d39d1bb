"""Renders one issued document, by our own way or by WeasyPrint alone, and prints what it took as JSON."""

import json
import resource
import sys
import time

import django


def main(mode, pk):
    django.setup()
    import weasyprint  # noqa: F401, PLC0415 -- its import is not what is measured

    from documents.models import Document  # noqa: PLC0415 -- models exist only after django.setup()

    document = Document.objects.select_related("region").get(pk=pk)
    print(json.dumps(_MODES[mode](document)))


def _ours(document):
    from documents.services.rendering import pdf_of  # noqa: PLC0415 -- see main

    began = time.perf_counter()
    pdf = pdf_of(document)
    return {"seconds": time.perf_counter() - began, "peak_mb": _peak(), "bytes": len(pdf)}


def _floor(document):
    """The same HTML, made beforehand, the collector tuned as ours; no archive profile, no attachments, no fetcher."""
    import weasyprint  # noqa: PLC0415 -- see main
    from django.template.loader import render_to_string  # noqa: PLC0415 -- see main

    from core.pdf import FOLDER, few_collections  # noqa: PLC0415 -- see main
    from documents.services.rendering import _metadata  # noqa: PLC0415 -- see main

    html = render_to_string(document.template, {**document.content, "metadata": _metadata(document)})
    began = time.perf_counter()
    with few_collections():
        drawn = weasyprint.HTML(string=html, base_url=f"{FOLDER.as_uri()}/").render()
        pdf = drawn.write_pdf()
    return {"seconds": time.perf_counter() - began, "peak_mb": _peak(), "bytes": len(pdf), "pages": len(drawn.pages)}


def _peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


_MODES = {"ours": _ours, "floor": _floor}

if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
