"""What must come from the operating system: libraries that Qt loads, and programs that the tests start.

As root on Debian or Ubuntu what is missing is installed; anybody else is told exactly what is missing, and the
work goes on where it can.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.environment import say


@dataclass(frozen=True)
class Need:
    """One thing to have: ``probe`` names a library (has ".so"), programs (any will do), "font" or a font's file."""

    probe: str
    package: str
    use: str


QT = (
    Need("libglib-2.0.so.0", "libglib2.0-0", "Qt"),
    Need("libEGL.so.1", "libegl1", "Qt"),
    Need("libGL.so.1", "libgl1", "Qt"),
    Need("libfontconfig.so.1", "libfontconfig1", "Qt"),
    Need("libdbus-1.so.3", "libdbus-1-3", "Qt"),
    Need("libxkbcommon.so.0", "libxkbcommon0", "Qt"),
    Need("libxcb-cursor.so.0", "libxcb-cursor0", "Qt's windows"),
    Need("libxcb-icccm.so.4", "libxcb-icccm4", "Qt's windows"),
    Need("libxcb-keysyms.so.1", "libxcb-keysyms1", "Qt's windows"),
    Need("libxcb-shape.so.0", "libxcb-shape0", "Qt's windows"),
    Need("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "Qt's windows"),
)
TESTS = (
    Need("chromium chromium-browser google-chrome", "chromium", "the browser tests"),
    Need("WebKitWebDriver", "webkit2gtk-driver", "the browser tests with WebKit, as iPhones have it"),
    Need("soffice libreoffice", "libreoffice-writer-nogui", "the tests of the minutes"),
    Need("pdftoppm", "poppler-utils", "pictures of the minutes"),
    Need("Xvfb", "xvfb", "the tests of the window on a screen"),
    Need("xauth", "xauth", "the tests of the window on a screen"),
    Need("ip", "iproute2", "the tests with a bad network"),
    Need("nft", "nftables", "the tests with a bad network"),
    Need("font", "fonts-dejavu-core", "text in the tests' documents"),
    # Calibri's and Arial's stand-ins: pictures of the documents then look as they do in Word.
    Need("Carlito-Regular.ttf", "fonts-crosextra-carlito", "pictures of the minutes"),
    Need("LiberationSans-Regular.ttf", "fonts-liberation", "pictures of the minutes"),
)

_FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")


def provide(needs: tuple[Need, ...]) -> None:
    """Install what of ``needs`` is missing, or say what is. Never stops the work: what cannot run says so itself."""
    if not sys.platform.startswith("linux"):
        return
    lacking = [need for need in needs if not _there(need)]
    if lacking and _may_install():
        _install([need for need in lacking if not _is_snap(need)])
        lacking = [need for need in lacking if not _there(need)]
    if lacking:
        _name(lacking)


def has_display() -> bool:
    """Whether a window can be shown, or somebody has chosen on which platform Qt shall show it."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _there(need: Need) -> bool:
    if need.probe == "font" or need.probe.endswith(".ttf"):
        folders = (Path(name).expanduser() for name in _FONTS)
        wanted = "*.[to]tf" if need.probe == "font" else need.probe
        return any(found for folder in folders for found in folder.rglob(wanted))
    if ".so" in need.probe:
        try:  # asking the loader itself is right on every distribution
            ctypes.CDLL(need.probe)
        except OSError:
            return False
        return True
    # Ordinary users on Debian have no sbin on PATH, where ip and nft live.
    places = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"])
    return any(shutil.which(name, path=places) for name in need.probe.split())


def _may_install() -> bool:
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def _is_snap(need: Need) -> bool:
    # Ubuntu's package of that name only starts a snap, which a container or CI cannot run.
    return need.package == "chromium" and "ID=ubuntu" in _os_release()


def _os_release() -> str:
    try:
        return Path("/etc/os-release").read_text("utf-8")
    except OSError:
        return ""


def _install(needs: list[Need]) -> None:
    packages = [need.package for need in needs]
    if not packages:
        return
    say(f"installing from the system's packages: {' '.join(packages)}")
    _apt("update")
    if _apt("install", *packages) != 0 and len(packages) > 1:
        for package in packages:  # one unknown name must not keep the others out
            _apt("install", package)


def _apt(action: str, *packages: str) -> int:
    options = ["-q", "-y", "-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"]
    command = ["apt-get", *options, action, *(["--no-install-recommends"] if packages else []), *packages]
    started = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
    )
    with started as process:
        _show_progress(process)
    if process.returncode != 0:
        say(f"apt-get {action} {' '.join(packages)} failed with exit code {process.returncode}")
    return process.returncode


def _show_progress(process: "subprocess.Popen[str]") -> None:
    """A line for every 25 packages, and the program's own words when something is wrong."""
    done = 0
    for line in process.stdout or ():
        if line.startswith(("E:", "W:", "dpkg: error")) or "newly installed" in line:
            say(line.strip())
        if line.startswith("Setting up "):
            done += 1
            if done % 25 == 0:
                say(f"{done} system packages set up")


def _name(lacking: list[Need]) -> None:
    say("missing on this computer:")
    for need in lacking:
        what = need.probe.split()[0]
        say(f"  {what} (Debian package {need.package}), for {need.use}")
    say(f"on Debian or Ubuntu: sudo apt-get install {' '.join(need.package for need in lacking)}")
    say("going on without; what needs them is left out or says so")
