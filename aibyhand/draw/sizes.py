"""How large things are in a picture, in pixels."""

CELL = 40  # the side of a cell
EDGE = 8  # room around a picture
NAME = 17  # sizes of type
EQUATION = 18
DIGITS = 15
SMALL = 11
