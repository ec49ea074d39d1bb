"""What the renderer may open: files of our print folder, and nothing else."""

import io
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace

import pikepdf
import pytest
import weasyprint  # noqa: TID253 -- the open renderer that ours is compared with

from core import pdf
from core.pdf import LETTER, Metadata, allowed_path, html_to_pdf

METADATA = Metadata(title="Surat", author="FCU Desa Tablolong", created=date(2026, 9, 16))


@pytest.fixture
def canary():
    """A web server on loopback that counts what is fetched from it."""
    hits = []

    class Count(BaseHTTPRequestHandler):
        def do_GET(self):
            hits.append(self.path)
            self.send_response(302 if "redirect" in self.path else 200)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Count)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield SimpleNamespace(url=f"http://127.0.0.1:{server.server_port}", hits=hits)
    server.shutdown()
    server.server_close()


def hostile(canary, secret):
    nested = f'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"><image href="{canary.url}/nested"/></svg>'
    return f"""<html lang="id"><head><title>x</title>
      <link rel="stylesheet" href="{canary.url}/link.css"><link rel="attachment" href="{secret.as_uri()}">
      <link rel="attachment" href="{canary.url}/attachment"><link rel="attachment" href="file:///etc/passwd">
      <style>@import "{canary.url}/import.css"; @font-face {{ font-family: f; src: url({canary.url}/font) }}
      body {{ background: url("{canary.url}/background"); font-family: f }}
      li {{ list-style: url({canary.url}/list) }}</style>
      </head><body><ul><li>x</ul><img src="{canary.url}/img"><img src="{canary.url}/redirect"><img src="file:///etc/passwd">
      <img src="//127.0.0.1/relative"><img src='{nested}'><object data="{canary.url}/object"></object>
      <embed src="{canary.url}/embed"><svg><image href="{canary.url}/svg"/><use href="{canary.url}/use#a"/></svg>
      <img src="../../fcu_project/settings.py"><img src="{secret.as_uri()}"></body></html>"""


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text("canary-in-a-file")
    return path


def streams(data):
    with pikepdf.open(io.BytesIO(data)) as opened:
        return b"".join(
            item.read_bytes() for item in opened.objects if isinstance(item, pikepdf.Stream) and not image(item)
        )


def image(stream):
    return stream.get("/Subtype") == "/Image" or "/N" in stream


def test_the_canary_sees_an_open_renderer(canary, secret):
    """Without this the next test could be blind."""
    data = weasyprint.HTML(string=hostile(canary, secret), base_url="file:///").write_pdf()
    assert {"/link.css", "/import.css", "/img", "/attachment", "/background", "/nested", "/elsewhere"} <= set(
        canary.hits
    )
    assert b"canary-in-a-file" in streams(data)


def test_nothing_outside_the_print_folder_is_fetched(canary, secret):
    data = html_to_pdf(hostile(canary, secret), variant=LETTER, metadata=METADATA)
    assert canary.hits == []
    assert b"canary-in-a-file" not in streams(data)
    with pikepdf.open(io.BytesIO(data)) as opened:
        assert list(opened.attachments) == []


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "file://server/etc/passwd",
        "{other_host}/print.css",
        "{folder}/../css/fcu.css",
        "{folder}/%2e%2e/%2e%2e/manage.py",
        "{folder}-other/print.css",
        "{folder}/",
        "{folder}/absent.css",
        "http://127.0.0.1/print.css",
        "print.css",
    ],
)
def test_paths_that_are_not_ours(url):
    folder = pdf.FOLDER.as_uri()
    assert allowed_path(url.format(folder=folder, other_host=folder.replace("file://", "file://server"))) is None


def test_a_link_out_of_the_folder_is_not_followed(tmp_path, monkeypatch, secret):
    folder = tmp_path / "print"
    folder.mkdir()
    (folder / "out.txt").symlink_to(secret)
    monkeypatch.setattr(pdf, "FOLDER", folder)
    assert allowed_path((folder / "out.txt").as_uri()) is None


def test_our_own_files_are_found():
    assert allowed_path(f"{pdf.FOLDER.as_uri()}/print.css") == pdf.FOLDER / "print.css"
