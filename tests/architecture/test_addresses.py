"""Nothing is loaded from elsewhere: not by a phone in a hall without internet, not by a set-up from a named host."""

import re

from tests.architecture.tree import ROOT, relative, tracked_files

TEXT_FILES = {".html", ".css", ".js", ".svg", ".txt", ".json", ".webmanifest"}
# Names of vocabularies, which no program ever fetches.
NAMES_ONLY = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink", "http://www.w3.org/1999/xhtml"}
ADDRESS = re.compile(r"""(?:https?:)?//[\w.-]+\.[a-z]{2,}[^\s"'<>)]*""", re.IGNORECASE)

# Written in two halves, so that this file does not hold what it looks for.
REGISTRIES = re.compile(
    "|".join(
        (
            "pypi" + r"\.org",
            "python" + "hosted",
            "registry" + r"\.npmjs",
            "deb" + r"\.debian\.org",
            "archive" + r"\.ubuntu\.com",
            "--(extra-)?index" + "-url",
            "--find" + "-links",
        )
    )
)


def test_pages_load_nothing_from_elsewhere() -> None:
    """Page files hold no address of another machine, so that the strict Content-Security-Policy has nothing to stop."""
    folder = ROOT / "resources" / "web"
    files = [path for path in folder.rglob("*") if path.suffix in TEXT_FILES]
    outside = {
        f"{relative(path)}: {address}"
        for path in files
        for address in ADDRESS.findall(path.read_text("utf-8"))
        if address.rstrip("/") not in NAMES_ONLY
    }
    assert set() == outside


def test_no_file_names_a_package_registry() -> None:
    """Where packages come from is the computer's own setting, also when that is a mirror in a closed network."""
    naming = []
    for path in tracked_files():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a font
        if REGISTRIES.search(text):
            naming.append(relative(path))
    assert [] == naming
