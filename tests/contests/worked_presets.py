"""For every preset a small round with its winners, worked out by hand from the printed rules.

An attempt is (right answers, prediction, own time in seconds, seconds from the opening to the handing in);
attempts stand in the order they were made. `order` is the board, people of one place in one tuple.
"""

from dataclasses import dataclass, field

Attempt = tuple[int, int | None, int, int]


@dataclass(frozen=True, kw_only=True)
class Case:
    people: dict[str, list[Attempt]]
    order: tuple[tuple[str, ...], ...]
    # who gets what; None: nobody is left for it is not written
    winners: dict[str, str] = field(default_factory=dict)
    # what people predicted, counted after closing
    truth: int | None = None
    asked: int = 10


WORKED: dict[str, Case] = {
    # Perfect papers first; An and Bình are both 5 of 5 and both 2 off (98 and 102), so Bình, who handed in
    # earlier in the week, leads. Cúc was 5 of 5 and exact, but only in the second attempt; the best counts, so she is
    # first of all. Dũng has 4 of 5: his exact prediction helps nobody with fewer right answers.
    "01-vcnet-90-nam-dang": Case(
        asked=5,
        truth=100,
        people={
            "an": [(5, 98, 60, 900)],
            "binh": [(5, 102, 90, 800)],
            "cuc": [(3, 100, 50, 100), (5, 100, 70, 5000)],
            "dung": [(4, 100, 20, 50)],
        },
        order=(("cuc",), ("binh",), ("an",), ("dung",)),
        winners={"cuc": "Giải Nhất", "binh": "Giải Nhì", "an": "Giải Nhì", "dung": "Giải Ba"},
    ),
    # The published week: 7,171 perfect papers. An said 7,172 (1 off), Bình 7,171 (exact), Cúc nothing.
    # Bình's first perfect attempt counts, not the later one with the same score.
    "02-vcnet-90-nam-tuyen-giao": Case(
        truth=7171,
        people={
            "an": [(10, 7172, 100, 300)],
            "binh": [(10, 7171, 200, 9000), (10, 7172, 90, 9500)],
            "cuc": [(10, None, 30, 10)],
        },
        order=(("binh",), ("an",), ("cuc",)),
        winners={"binh": "Giải Nhất", "an": "Giải Nhì", "cuc": "Giải Nhì"},
    ),
    # 1 × 3 m, 2 × 2 m, 5 × 1 m: the fourth of the board takes the first Giải Ba.
    "03-viet-lao": Case(
        truth=36533,
        people={
            "an": [(10, 36530, 80, 700)],
            "binh": [(10, 36530, 80, 600)],
            "cuc": [(10, 40000, 80, 100)],
            "dung": [(9, 36533, 80, 100)],
        },
        order=(("binh",), ("an",), ("cuc",), ("dung",)),
        winners={"binh": "Giải Nhất", "an": "Giải Nhì", "cuc": "Giải Nhì", "dung": "Giải Ba"},
    ),
    # Equal scores go by own time, whatever the day of the week: Cúc's 120 s beat An's 121 s.
    "04-cac-ky-dai-hoi-dang": Case(
        people={"an": [(10, None, 121, 10)], "binh": [(9, None, 60, 5), (10, None, 300, 900)], "cuc": [(10, None, 120, 9000)]},
        order=(("cuc",), ("an",), ("binh",)),
        winners={"cuc": "Giải Nhất"},
    ),
    # One attempt, the first: Bình's slower but fuller paper leads.
    "06-cac-nghi-quyet-cua-dang": Case(
        asked=20,
        people={"an": [(18, None, 200, 100)], "binh": [(19, None, 1100, 9000)], "cuc": [(18, None, 200, 90)]},
        order=(("binh",), ("cuc",), ("an",)),
    ),
    # An and Bình are equal in everything and share the place; the next is third.
    "07-vksnd-hung-yen": Case(
        asked=35,
        people={"an": [(33, None, 900, 1000)], "binh": [(33, None, 900, 1000)], "cuc": [(33, None, 901, 950)]},
        order=(("an", "binh"), ("cuc",)),
    ),
    # All right, then the nearest prediction: 5,950 is 5 off 5,945, 5,930 is 15 off; the second prize is given twice.
    "08-cchc-hue": Case(
        asked=15,
        truth=5945,
        people={
            "an": [(15, 5950, 400, 100)],
            "binh": [(15, 5930, 100, 50)],
            "cuc": [(15, 5930, 100, 60)],
            "dung": [(14, 5945, 50, 10)],
        },
        order=(("an",), ("binh",), ("cuc",), ("dung",)),
        winners={"an": "Giải Nhất", "binh": "Giải Nhì", "cuc": "Giải Nhì"},
    ),
    # The prediction is of people taking part.
    "09-cchc-lam-dong": Case(
        truth=3000,
        people={"an": [(10, 2900, 60, 10)], "binh": [(10, 3050, 60, 20)], "cuc": [(10, 3100, 60, 5)]},
        # An and Cúc are both 100 off; Cúc was earlier
        order=(("binh",), ("cuc",), ("an",)),
        winners={"binh": "Giải Nhất", "cuc": "Giải Nhì", "an": "Giải Nhì"},
    ),
    # Twenty questions: 20 right in 900 s beats 19 right in 300 s.
    "10-cchc-tp-ha-tinh": Case(
        asked=20,
        people={"an": [(19, None, 300, 10)], "binh": [(20, None, 900, 5000)]},
        order=(("binh",), ("an",)),
    ),
    # The extra question is the number of people; without one a person stands behind all who answered it.
    "11-cds-ben-tre": Case(
        truth=1200,
        people={"an": [(10, None, 60, 10)], "binh": [(10, 5000, 600, 20)], "cuc": [(10, 1000, 300, 5)]},
        order=(("cuc",), ("binh",), ("an",)),
    ),
    # The first attempt counts, whatever may follow.
    "13-phap-luat-gia-lai": Case(
        asked=20,
        people={"an": [(15, None, 100, 10)], "binh": [(15, None, 99, 900)]},
        order=(("binh",), ("an",)),
    ),
    # Best of three: points, then the shorter time. An's third is best; Bình's equal second was faster.
    "14-luat-bau-cu": Case(
        asked=20,
        people={
            "an": [(12, None, 500, 10), (17, None, 400, 20), (20, None, 700, 900)],
            "binh": [(20, None, 800, 5), (20, None, 650, 800)],
            "cuc": [(19, None, 60, 1)],
        },
        order=(("binh",), ("an",), ("cuc",)),
        winners={"binh": "Giải Nhất", "an": "Giải Nhì", "cuc": "Giải Nhì"},
    ),
    "17-dai-hoi-cong-doan": Case(
        asked=20,
        people={"an": [(18, None, 300, 10), (20, None, 900, 50)], "binh": [(20, None, 1000, 5)]},
        order=(("an",), ("binh",)),
    ),
    "18-bo-luat-lao-dong": Case(
        asked=20,
        people={"an": [(20, None, 300, 10)], "binh": [(20, None, 299, 90)]},
        order=(("binh",), ("an",)),
    ),
    # Dũng's second attempt is perfect but later than An's; predictions are equal.
    "20-dak-lak": Case(
        truth=500,
        people={"an": [(10, 480, 50, 1000)], "dung": [(9, 500, 40, 10), (10, 480, 45, 2000)]},
        order=(("an",), ("dung",)),
    ),
    "21-cds-lang-son": Case(
        people={"an": [(9, None, 30, 5), (10, None, 90, 50)], "binh": [(10, None, 80, 700)]},
        order=(("binh",), ("an",)),
    ),
    # Thirteen prizes 1/3/4/5: of five people, one first, three second, one third.
    "22-cchc-vinh-long": Case(
        people={
            "an": [(10, None, 100, 1)],
            "binh": [(10, None, 110, 2)],
            "cuc": [(9, None, 50, 3)],
            "dung": [(9, None, 60, 4)],
            "ha": [(8, None, 10, 5)],
        },
        order=(("an",), ("binh",), ("cuc",), ("dung",), ("ha",)),
        winners={"an": "Giải Nhất", "binh": "Giải Nhì", "cuc": "Giải Nhì", "dung": "Giải Nhì", "ha": "Giải Ba"},
    ),
    "23-cds-binh-phuoc": Case(
        asked=30,
        people={"an": [(28, None, 1000, 10)], "binh": [(29, None, 1700, 90)]},
        order=(("binh",), ("an",)),
    ),
    "24-cds-bac-kan": Case(
        asked=20,
        people={"an": [(20, None, 800, 10)], "binh": [(20, None, 800, 9)]},
        order=(("binh",), ("an",)),
    ),
    "25-cds-ninh-binh": Case(
        people={"an": [(7, None, 80, 10)], "binh": [(8, None, 800, 9000)]},
        order=(("binh",), ("an",)),
    ),
    "26-cds-hai-phong": Case(
        asked=20,
        people={"an": [(20, None, 300, 10)], "binh": [(20, None, 300, 10)]},
        order=(("an", "binh"),),
    ),
    "27-luat-can-cuoc": Case(
        asked=20,
        people={"an": [(19, None, 300, 10)], "binh": [(19, None, 250, 100)], "cuc": [(20, None, 999, 999)]},
        order=(("cuc",), ("binh",), ("an",)),
    ),
    # Keys were published beforehand, so everybody is perfect; own time decides.
    "28-quan-6": Case(
        people={"an": [(10, None, 42, 500)], "binh": [(10, None, 41, 800)], "cuc": [(10, None, 43, 1)]},
        order=(("binh",), ("an",), ("cuc",)),
    ),
}  # fmt: skip
