"""Health check of the web container: asks /healthz under the site's own name, as the proxy would."""

import os
import sys
import time
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen


def check(address, site_url):
    """The answer's status, or 0 when nobody answers."""
    request = Request(f"{address}/healthz", headers={"Host": urlsplit(site_url).netloc})
    try:
        with urlopen(request, timeout=5) as answer:
            return answer.status
    except URLError as problem:
        return getattr(problem, "code", 0)
    except OSError:
        return 0


def wait(address, site_url, seconds):
    """Whether the application answered in time."""
    deadline = time.monotonic() + seconds
    while check(address, site_url) != 200:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


if __name__ == "__main__":
    sys.exit(check("http://127.0.0.1:8000", os.environ["SITE_URL"]) != 200)
