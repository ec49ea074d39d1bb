"""make clean: everything that can be made again; data under var/ stays."""

import shutil

from ops.venv import ROOT

CACHES = [".pytest_cache", ".ruff_cache", ".import_linter_cache", ".hypothesis", ".venv", "var/static"]

if __name__ == "__main__":
    for name in CACHES:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for cache in [*ROOT.rglob("__pycache__")]:
        shutil.rmtree(cache, ignore_errors=True)
