"""How results are drawn, for window, hall screen, phone page and document alike. Any thread; neither Qt nor Pillow.

A drawing is a list of plain shapes whose colours are roles (`shapes`). `ranking` and `stairs` make drawings; who shows
one turns the shapes into its own: QPainter (`ui.widgets.drawn`), SVG (`svg`), PNG (`exports.pictures`).
"""
