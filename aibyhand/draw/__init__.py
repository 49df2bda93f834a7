"""Drawing: SVG, glyphs, arrows, axes and formulas; nothing here knows a topic."""
