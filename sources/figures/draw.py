"""Draw the figures of the articles: `python sources/figures/draw.py` writes them beside this file.

The same font and the same Pillow give the same bytes. All marks are black, white or grey, so that a copier keeps
them; no line is thinner than 6 pixels, and the lettering is about 18 points when the figure is 6 inches wide.
"""

from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).parent
SIZE = (1600, 1200)
SMOOTH = 4
"""Drawn this many times larger, then reduced: Pillow's own lines have ragged edges."""

BLACK, WHITE, SHIRT, TROUSERS, WOOD, HAIR = 0, 255, 205, 150, 235, 185
OUTLINE, LEADER, LETTERS, DIGITS = 8, 6, 68, 50
FLOOR, TABLE, HEART = 1150, 690, 552
"""Heights, in pixels from the top: the floor, the table top, the heart and the middle of the cuff."""

Point = tuple[float, float]


class Sheet:
    """A white sheet, measured in the finished picture's pixels."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.size = size
        self.image = Image.new("L", (size[0] * SMOOTH, size[1] * SMOOTH), WHITE)
        self.pen = ImageDraw.Draw(self.image)

    def line(self, points: Sequence[Point], width: float, grey: int = BLACK) -> None:
        """A line with round ends and joints."""
        scaled = _scaled(points)
        radius = width * SMOOTH / 2
        self.pen.line(scaled, grey, round(width * SMOOTH))
        for x, y in scaled:
            self.pen.ellipse((x - radius, y - radius, x + radius, y + radius), grey)

    def limb(self, points: Sequence[Point], width: float, grey: int) -> None:
        """A thick line with an outline."""
        self.line(points, width)
        self.line(points, width - 2 * OUTLINE, grey)

    def shape(self, points: Sequence[Point], grey: int) -> None:
        """An outlined shape with straight sides."""
        self.pen.polygon(_scaled(points), grey)
        self.line([*points, points[0]], OUTLINE)

    def dot(self, centre: Point, radius: float, grey: int) -> None:
        """An outlined disc."""
        self.line([centre], 2 * radius)
        self.line([centre], 2 * (radius - OUTLINE), grey)

    def label(self, corner: Point, text: str, leader: Sequence[Point]) -> None:
        """Words, and a line that leads from them to a ringed dot on the place they name."""
        self.line(leader, LEADER)
        self.dot(leader[-1], 17, WHITE)
        self.words(corner, text, LETTERS, gap=6)

    def words(self, corner: Point, text: str, height: int, gap: int) -> None:
        """Lines of bold lettering; `gap` pixels more than the font asks between them."""
        with as_file(files("fontpkg_atkinson_hyperlegible") / "files" / "AtkinsonHyperlegible-Bold.ttf") as path:
            font = ImageFont.truetype(path, height * SMOOTH, layout_engine=ImageFont.Layout.BASIC)
        self.pen.multiline_text(_scaled([corner])[0], text, BLACK, font, spacing=gap * SMOOTH)

    def save(self, path: Path) -> None:
        """Reduce and write it, without a date in the file."""
        self.image.resize(self.size, Image.Resampling.BOX).quantize(32).save(path, optimize=True)


def _scaled(points: Sequence[Point]) -> list[Point]:
    return [(x * SMOOTH, y * SMOOTH) for x, y in points]


def curve(points: Sequence[Point], *, closed: bool) -> list[Point]:
    """A smooth line through the points (a Catmull-Rom spline), as many short straight ones."""
    first, last = (points[-1], points[0]) if closed else (points[0], points[-1])
    knots = [first, *points, last, *(points[1:2] if closed else ())]
    smooth: list[Point] = []
    for a, b, c, d in zip(knots, knots[1:], knots[2:], knots[3:], strict=False):
        smooth += [
            (_between(a[0], b[0], c[0], d[0], t / 12), _between(a[1], b[1], c[1], d[1], t / 12)) for t in range(12)
        ]
    return smooth if closed else [*smooth, points[-1]]


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))


def chair(sheet: Sheet) -> None:
    """A firm chair with a straight back, seen from the side."""
    for x in (448, 800):
        sheet.limb([(x, 900), (x, FLOOR - 19)], 34, WOOD)
    sheet.limb([(440, 430), (448, 880)], 40, WOOD)
    sheet.limb([(448, 888), (812, 888)], 44, WOOD)


def body(sheet: Sheet) -> None:
    """A seated woman who looks to the right; her back touches the chair, her feet are flat."""
    sheet.limb([(560, 806), (905, 810), (905, 1075)], 122, TROUSERS)
    shoe = [(844, 1078), (966, 1078), (1000, 1100), (1046, 1112), (1062, 1132), (1060, FLOOR - 5), (844, FLOOR - 5)]
    sheet.shape(shoe, BLACK)
    sheet.limb([(642, 330), (622, 430)], 82, WHITE)
    spine = [(588, 398), (524, 426), (490, 500), (472, 620), (468, 740), (474, 830), (520, 864)]
    front = [(620, 864), (668, 820), (682, 720), (690, 600), (692, 510), (680, 440), (650, 404)]
    torso = curve([*spine, *front], closed=True)
    sheet.shape(torso, SHIRT)


def head(sheet: Sheet) -> None:
    """Her head from the side, with the hair in a bun."""
    sheet.dot((534, 190), 46, HAIR)
    brow = [(640, 134), (706, 152), (742, 196), (744, 226), (774, 266), (768, 276), (748, 280)]
    jaw = [(754, 298), (744, 306), (750, 320), (742, 350), (706, 364), (650, 340), (580, 300), (548, 230), (574, 164)]
    sheet.shape(curve([*brow, *jaw], closed=True), WHITE)
    hair = [(640, 130), (700, 146), (726, 172), (682, 196), (660, 226), (640, 262), (606, 312), (560, 284), (542, 226)]
    sheet.shape(curve([*hair, (570, 160)], closed=True), HAIR)
    sheet.line([(712, 226), (714, 234)], 18)
    sheet.line([(722, 308), (744, 306)], OUTLINE)


def heart(sheet: Sheet, centre: Point) -> None:
    """The sign of a heart, to show its height."""
    x, y = centre
    for side in (-18, 18):
        sheet.line([(x + side, y - 14)], 48)
    sheet.pen.polygon(_scaled([(x - 40, y - 5), (x + 40, y - 5), (x, y + 44)]), BLACK)


def table(sheet: Sheet) -> None:
    """A table with the monitor on it."""
    sheet.limb([(1500, TABLE + 20), (1500, FLOOR - 22)], 40, WOOD)
    sheet.limb([(850, TABLE + 20), (1550, TABLE + 20)], 44, WOOD)
    sheet.shape([(1316, 545), (1506, 545), (1536, TABLE - 6), (1286, TABLE - 6)], WOOD)
    sheet.shape([(1334, 562), (1488, 562), (1504, 668), (1318, 668)], WHITE)
    sheet.words((1368, 560), "118\n 76", DIGITS, gap=-4)


def arm(sheet: Sheet) -> None:
    """The arm on the table, with a short sleeve, the cuff, and its tube."""
    hand = [(1040, 612), (1110, 609), (1160, 616), (1208, 642), (1214, 668), (1180, 684), (1110, 685), (1040, 682)]
    sheet.shape(curve(hand, closed=True), WHITE)
    sheet.limb([(624, 460), (840, 646), (1110, 647)], 82, WHITE)
    sheet.line([(1090, 647), (1130, 647)], 66, WHITE)
    sheet.line(curve([(1128, 634), (1162, 644), (1180, 660)], closed=False), OUTLINE)
    sheet.limb([(616, 454), (664, 494)], 116, SHIRT)
    tube = [(810, 566), (880, 560), (970, 580), (1060, 572), (1160, 560), (1240, 600), (1300, 640)]
    sheet.line(curve(tube, closed=False), 10)
    sheet.shape([(742, 474), (832, 552), (764, 632), (674, 554)], BLACK)


def heart_level(sheet: Sheet) -> None:
    """The heart, and dashes from it to the middle of the cuff."""
    heart(sheet, (536, HEART))
    for x in (594, 628):
        sheet.line([(x, HEART), (x + 14, HEART)], OUTLINE)


def sitting_right() -> Sheet:
    """How to sit for a blood pressure reading."""
    sheet = Sheet(SIZE)
    sheet.line([(30, FLOOR), (1570, FLOOR)], OUTLINE)
    for part in (chair, body, head, table, arm, heart_level):
        part(sheet)
    sheet.label((900, 40), "Do not talk", [(884, 92), (792, 296)])
    sheet.label((900, 180), "Cuff on bare arm,\nat heart level", [(884, 280), (768, 540)])
    sheet.label((900, 390), "Arm on the table", [(1010, 484), (1010, 640)])
    sheet.label((24, 540), "Back\nagainst\nthe chair", [(290, 656), (444, 656)])
    sheet.label((1096, 800), "Feet flat,\nlegs not\ncrossed", [(1080, 920), (1012, 1122)])
    return sheet


if __name__ == "__main__":
    sitting_right().save(HERE / "sitting-right.png")
