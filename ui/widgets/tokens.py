"""The colours of the hall screen; those of drawings are `workshop_app.drawing.colours.ON_PAPER`. QT MAIN THREAD.

The hall screen is dark on light in every mode of the computer: a projector washes out dark pictures.
"""

from __future__ import annotations

from ui.style import LIGHT

PAPER = LIGHT.paper
GROUND = LIGHT.ground
LINE = LIGHT.line
TROUGH = LIGHT.trough
INK = LIGHT.ink
INK_2 = LIGHT.ink2
SPRUCE = LIGHT.spruce
LIVE = LIGHT.live
