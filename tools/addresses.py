"""Print the part of pyproject.toml that names addresses, which only a host knows.

A release adds it to the file before the package is built (.github/workflows/package.yml):
SOURCE_URL is where the sources stand, and SITE_URL, as for the book, where the pages do. What is
not set is left out, so that no address is made up.
"""

import json
import os
from collections.abc import Mapping


def addresses(environment: Mapping[str, str]) -> str:
    """The table of addresses, or nothing."""
    source, site = (environment.get(name, "").rstrip("/") for name in ("SOURCE_URL", "SITE_URL"))
    known = {}
    if site:
        known["Documentation"] = f"{site}/"
    if source:
        known |= {
            "Source": source,
            "Issues": f"{source}/issues",
            "Changelog": f"{source}/blob/main/CHANGELOG.md",
        }
    lines = [f"{name} = {json.dumps(address)}" for name, address in known.items()]
    return "\n".join(["", "[project.urls]", *lines, ""]) if lines else ""


if __name__ == "__main__":
    print(addresses(os.environ), end="")
