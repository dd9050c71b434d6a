"""An invented office: a three-level tree of units and about 120 people nobody has ever met."""

import random
from dataclasses import dataclass
from datetime import date

from quizbot.core.ids import PersonId
from quizbot.usecases.ports import Person, Work

SEED = 20250701

# code, name, kind, code of the unit above, people
UNITS: tuple[tuple[str, str, str, str | None, int], ...] = (
    ("VP", "Văn phòng Ủy ban nhân dân tỉnh Mẫu (cơ quan hư cấu)", "van-phong", None, 4),
    ("VP-HCQT", "Phòng Hành chính – Quản trị", "phong", "VP", 16),
    ("VP-HCQT-VT", "Tổ Văn thư – Lưu trữ", "to", "VP-HCQT", 5),
    ("VP-TH", "Phòng Tổng hợp", "phong", "VP", 14),
    ("VP-KTN", "Phòng Kinh tế ngành", "phong", "VP", 10),
    ("VP-KGVX", "Phòng Khoa giáo – Văn xã", "phong", "VP", 9),
    ("VP-NC", "Phòng Nội chính", "phong", "VP", 7),
    ("VP-BTCD", "Ban Tiếp công dân tỉnh", "ban", "VP", 6),
    ("VP-TTTH", "Trung tâm Tin học và Công báo", "trung-tam", "VP", 14),
    ("VP-TTTH-PM", "Tổ Phần mềm và Dữ liệu", "to", "VP-TTTH", 6),
    ("VP-PVHCC", "Trung tâm Phục vụ hành chính công", "trung-tam", "VP", 18),
    ("VP-PVHCC-TN", "Bộ phận Tiếp nhận và Trả kết quả", "bo-phan", "VP-PVHCC", 8),
    ("VP-NK", "Nhà khách tỉnh", "trung-tam", "VP", 5),
)

_FAMILIES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Lò",
    "Vàng",
    "Giàng",
    "Sùng",
    "Lù",
    "Tẩn",
    "Lý",
    "Mùa",
    "Thào",
    "Quàng",
    "Tòng",
]
_MIDDLES_MEN = ["Văn", "Đức", "Minh", "Quang", "Hữu", "Xuân", "Thanh", "Ngọc", "Công", "A"]
_MIDDLES_WOMEN = ["Thị", "Thu", "Thanh", "Ngọc", "Hồng", "Minh", "Kim", "Bích", "Thuý"]
_MEN = [
    "An",
    "Bình",
    "Cường",
    "Dũng",
    "Đạt",
    "Đông",
    "Giang",
    "Hải",
    "Hiếu",
    "Hùng",
    "Huy",
    "Khánh",
    "Long",
    "Nam",
    "Phúc",
    "Quân",
    "Sơn",
    "Thắng",
    "Toàn",
    "Tuấn",
    "Vinh",
]
_WOMEN = [
    "Anh",
    "Chi",
    "Diệp",
    "Dung",
    "Đào",
    "Hà",
    "Hằng",
    "Hạnh",
    "Hoa",
    "Hường",
    "Lan",
    "Liên",
    "Linh",
    "Mai",
    "Nga",
    "Nhung",
    "Oanh",
    "Phương",
    "Thảo",
    "Trang",
    "Yến",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What was stored, and the people a demonstration shows first."""

    people: int
    employee: Person
    organizer: Person


def store_sample(work: Work, *, since: date) -> Sample:
    """Store the invented office; everybody is marked as invented. The same office every time."""
    rng = random.Random(SEED)
    people: list[Person] = []
    names: set[str] = set()
    for code, name, kind, parent, size in UNITS:
        unit = work.people.put_unit(code=code, name=name, kind=kind, parent=parent)
        for _ in range(size):
            number = len(people) + 1
            people.append(
                work.people.add(
                    Person(
                        id=PersonId(0),
                        code=f"{number:04d}",
                        name=_name(rng, names),
                        unit_id=unit.id,
                        invented=True,
                        roles=_roles(number),
                        groups=("ban-to-chuc",) if number in (1, 2) else (),
                    ),
                    since=since,
                )
            )
    return Sample(people=len(people), employee=people[24], organizer=people[1])


def _roles(number: int) -> tuple[str, ...]:
    if number in (1, 2):
        return ("organizer", "coordinator")
    return ("hr",) if number == 5 else ()


def _name(rng: random.Random, taken: set[str]) -> str:
    while True:
        woman = rng.random() < 0.5
        name = " ".join(
            (
                rng.choice(_FAMILIES),
                rng.choice(_MIDDLES_WOMEN if woman else _MIDDLES_MEN),
                rng.choice(_WOMEN if woman else _MEN),
            )
        )
        # two people of one name are normal; three would be a coincidence
        if name not in taken or rng.random() < 0.02:
            taken.add(name)
            return name
