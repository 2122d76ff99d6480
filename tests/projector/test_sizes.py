"""What the back row reads: the letters as they are drawn, on every view."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.projector.conftest import ADDRESS
from tests.projector.reading import parts
from ui.kinds.base import View
from ui.projector.window import SCENES, ProjectorWindow
from ui.widgets.hall import CAPTION
from ui.widgets.scaled_text import ScaledText
from workshop_app.domain.agenda import ActivityState


def _drawn(hall: ProjectorWindow) -> dict[str, tuple[float, bool]]:
    """Each text that is seen: its letters' height in pixels, and whether it is a caption (a heading, the bar)."""
    return {
        part.text(): (part.fitted(part.width(), part.height()).size, part._size <= CAPTION)
        for part in parts(hall)
        if isinstance(part, ScaledText) and part.text()
    }


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1024, 768)])
def test_letters_are_large_enough_on_every_view(
    hall: ProjectorWindow, views: dict[str, View], size: tuple[int, int]
) -> None:
    """Body text is a twentieth of the height and more, captions three quarters of that and more."""
    hall.resize(*size)
    paused = replace(views["duel"].activity, state=ActivityState.PAUSED)
    seen: dict[str, tuple[float, bool]] = {}
    for view in (*views.values(), replace(views["duel"], activity=paused), None):
        hall.show_view(view)
        for scene in SCENES:
            hall.set_scene(scene)
            seen |= _drawn(hall)
    hall.address_changed(ADDRESS)
    least = size[1] / 20
    small = {
        text: letters
        for text, (letters, caption) in seen.items()
        if letters < (0.75 * least if caption else least)
    }
    assert {} == small
    assert len(seen) >= 20
