"""What people get wrong, command by command: where it is, what to do; and doing that helps."""

import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizbot.cli import main
from quizbot.forms.shipped import shipped

QUESTIONS = "Câu 1. Hai cộng hai bằng mấy?\nA. 3\nB. 4\nC. 5\nD. 6\nĐáp án: B\n"
TO = ("--document", "nq57", "--topic", "the-che", "--section", "III.2")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> tuple[int, str]:
    """Run a command; an exception that nobody turned into words fails the test."""
    result = CliRunner().invoke(main, list(words), catch_exceptions=False)
    return result.exit_code, result.output


def refused(*words: str) -> str:
    code, text = run(*words)
    assert code in (1, 2), text
    assert "Traceback" not in text
    return text


def write(name: str, text: str) -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


class TestPeopleImport:
    @pytest.mark.parametrize(
        ("text", "answer"),
        [
            (
                "Mã,Họ và tên,Đơn vị\n1,An,P\n1,Bình,P\n",
                "trùng ở dòng 2 và dòng 3, của hai người: “An” và “Bình”; mỗi người một mã",
            ),
            ("Mã,Họ và tên,Đơn vị\n,An Văn,P\n", "ô A2: “An Văn” không có mã nhân sự; điền mã ở cột mã"),
            ("Mã,Họ và tên,Đơn vị\n1,,P\n", "ô B2: mã 1 không có họ tên; điền họ và tên"),
            ("Mã,Họ và tên\n1,Nguyễn An\n", "“Nguyễn An” không có đơn vị; điền cột đơn vị"),
            ("STT,Họ và tên,Đơn vị\n1,An,P\n", "không có cột mã nhân sự"),
            ("1,Nguyễn An,Phòng A\n", "không thấy dòng tiêu đề"),
            (
                "Mã,Họ và tên,Đơn vị,Từ ngày\n1,An,P,31/02/2026\n",
                "“31/02/2026” không phải ngày; ghi ngày/tháng/năm",
            ),
        ],
    )
    def test_says_which_cell_and_what_to_do(self, text: str, answer: str) -> None:
        assert answer in refused("people", "import", write("ds.csv", text))

    def test_looking_at_a_file_makes_no_database(self, here: Path) -> None:
        code, text = run("people", "import", write("ds.csv", "Mã,Họ và tên,Đơn vị\n1,Nguyễn An,Phòng A\n"))

        assert code == 0
        assert "Thêm --yes để ghi" in text
        assert [each.name for each in here.iterdir()] == ["ds.csv"]

    def test_says_that_there_is_no_such_file(self) -> None:
        assert "không có tệp này; kiểm tra lại đường dẫn" in refused("people", "import", "khong-co.xlsx")

    def test_a_unit_misspelt_is_told_the_nearest(self) -> None:
        first = write("mot.csv", "Mã,Họ và tên,Đơn vị\n1,Nguyễn An,Phòng Tổng hợp\n")
        assert run("people", "import", first, "--yes")[0] == 0

        text = refused(
            "people", "import", write("hai.csv", "Mã,Họ và tên,Đơn vị\n2,Lê Bình,Phòng Tổng họpp\n")
        )

        assert "có phải là “Phòng Tổng hợp”? Sửa cho khớp" in text


class TestBankImport:
    @pytest.mark.parametrize(
        ("words", "answer"),
        [
            (("--document", "nq99", *TO[2:]), "không có văn bản nq99; đang có: nq57, nq71, kh618"),
            ((*TO[:4], "--section", "IX.9"), "văn bản không có mục IX.9; đang có: "),
            ((*TO[:2], "--topic", "Thể chế", *TO[4:]), "viết thường không dấu, nối bằng gạch: the-che"),
            ((*TO, "--fact", "XYZ"), "không có dữ kiện: XYZ"),
        ],
    )
    def test_of_a_place_that_is_none_says_which_there_are(self, words: tuple[str, ...], answer: str) -> None:
        run("bank", "own", "rieng")

        assert answer in refused("bank", "import", write("de.txt", QUESTIONS), "--bank", "rieng", *words)

    @pytest.mark.parametrize(
        ("text", "answer"),
        [
            (QUESTIONS.replace("Đáp án: B\n", ""), "không thấy đáp án; cách sửa: tô đậm hoặc gạch chân"),
            (QUESTIONS.replace("án: B", "án: E"), "“E” không chỉ ra phương án nào; cách sửa: ghi “Đáp án: ”"),
            ("", "không thấy câu hỏi nào"),
        ],
    )
    def test_of_a_question_without_a_key_says_how_to_give_it(self, text: str, answer: str) -> None:
        assert answer in refused("bank", "import", write("de.txt", text))

    def test_does_not_write_into_the_shipped_bank_and_its_advice_helps(self) -> None:
        before = {path: path.read_bytes() for path in shipped("questions").rglob("*.yaml")}
        paper = write("de.txt", QUESTIONS)

        text = refused("bank", "import", paper, *TO, "--yes")

        assert "quizbot bank own THƯ-MỤC" in text
        assert run("bank", "own", "rieng")[0] == 0
        write("config.yaml", "questions: rieng\n")
        code, text = run("bank", "import", paper, *TO, "--yes")
        assert code == 0, text
        assert "Hai cộng hai" in Path("rieng/nq57/the-che.yaml").read_text(encoding="utf-8")
        assert before == {path: path.read_bytes() for path in shipped("questions").rglob("*.yaml")}

    def test_own_bank_is_not_copied_over_what_is_there(self) -> None:
        run("bank", "own", "rieng")

        assert "đã có nội dung" in refused("bank", "own", "rieng")


class TestContestFiles:
    @pytest.mark.parametrize(
        ("old", "new", "answer"),
        [
            ("kind: weekly", "kind: weekley", "có phải ý bạn là “weekly”?"),
            ("count: 53", "count: năm", "chỗ này phải là số nguyên; viết một số như 1, 2, 3"),
            ("limit: 10m", "limit: 10 phút rưỡi", "viết số kèm đơn vị: 90s, 10m, 1h, 2d"),
            ("document: nq57", "document: nq75", "không có văn bản tên “nq75”; có phải ý bạn là “nq71”?"),
            ("closes: next Mon 07:00", "closes: next Mon 25:00", "không phải thời điểm trong tuần"),
            ("rank:", "rank: [", "chưa đóng dấu nháy hoặc dấu ngoặc"),
            ("prediction, duration", "predicton, duration", "có phải ý bạn là “prediction”?"),
            (
                "multiple, count: 1}",
                "multiple, count: 5000}",
                "giảm count, hoặc bổ sung câu hỏi vào ngân hàng",
            ),
            ("title:", "tieu-de:", "thiếu mục “title”; thêm dòng `title: ...`"),
            ("who:", "whom:", "không có mục tên “whom”; có phải ý bạn là “who”?"),
        ],
    )
    def test_say_line_column_and_what_to_write(self, old: str, new: str, answer: str) -> None:
        text = (shipped("contests") / "hang-tuan.yaml").read_text(encoding="utf-8")
        assert old in text

        told = refused("contest", "check", write("thi.yaml", text.replace(old, new, 1)))

        assert answer in told
        assert told.startswith("thi.yaml:")

    def test_that_are_not_there_are_told_so(self) -> None:
        assert "không có tệp này" in refused("contest", "rules", "hang-thang")


class TestContests:
    @pytest.mark.parametrize(
        "words", [("standings",), ("contest", "open"), ("contest", "show"), ("explain",)]
    )
    def test_not_declared_are_told_how_to_declare_them(self, words: tuple[str, ...]) -> None:
        more = ("1",) if words == ("explain",) else ()

        told = refused(*words, "on-tap", *more)

        assert "Không có cuộc thi này. (on-tap)" in told
        assert "Khai báo từ một tệp: quizbot contest apply on-tap" in told

    def test_misnamed_are_told_which_there_are(self) -> None:
        assert run("contest", "apply", "on-tap")[0] in (0, 1)
        if "on-tap" in run("contest", "list")[1]:
            assert "Đã khai báo: on-tap." in refused("contest", "show", "ontap")


class TestSettings:
    @pytest.mark.parametrize(
        ("text", "answer"),
        [
            ("ofice: A\n", "config.yaml:1:1: không có mục tên “ofice”; có phải ý bạn là “office”?"),
            ("web: {port: 99999}\n", "giá trị lớn hơn 65535; viết không quá 65535"),
            ("channels: {zalo: {token: x}}\n", "không có mục tên “zalo”"),
            ("database: mysql://a/b\n", "Ghi sqlite:///đường-dẫn hoặc postgresql://người-dùng@máy/tên"),
            ("database: postgresql://a:bi-mat@127.0.0.1:1/b\n", "Không mở được cơ sở dữ liệu: "),
            ("database: sqlite:////proc/khong/duoc.db\n", "Không mở được cơ sở dữ liệu: "),
        ],
    )
    def test_that_cannot_be_used_are_told_by_every_command(self, text: str, answer: str) -> None:
        write("config.yaml", text)

        told = refused("contest", "list")

        assert answer in told
        assert "bi-mat" not in told

    @pytest.mark.parametrize(
        ("text", "answer"),
        [
            ("contests: khong-co\n", "contests: không có thư mục"),
            ("questions: khong-co\n", "không có thư mục ngân hàng câu hỏi này"),
            ("papers: khong-co\n", "tạo bằng: quizbot paper desk"),
            ("texts: khong-co.yaml\n", "khong-co.yaml:1:1: không có tệp này"),
            ("channels: {telegram: {}}\n", "Đặt biến môi trường QUIZBOT_TELEGRAM_TOKEN"),
            ("database: mysql://a/b\n", "Ghi sqlite:///đường-dẫn"),
        ],
    )
    def test_that_lead_nowhere_are_found_by_doctor(self, text: str, answer: str) -> None:
        write("config.yaml", text)

        assert answer in refused("doctor")

    def test_advice_of_doctor_on_accounts_can_be_typed(self) -> None:
        advice = next(line for line in run("doctor")[1].splitlines() if "account add" in line)

        typed = shlex.split(advice.partition("quizbot ")[2].replace("TÊN --name", "btc --name"))
        made = CliRunner().invoke(main, [*typed, "--password-file", "-"], input="mat-khau-dai-1\n")

        assert made.exit_code == 0, made.output


class TestReports:
    @pytest.mark.parametrize(
        ("words", "answer"),
        [
            (("month", "--ending", "2026-11-13"), "Kỳ gần nhất kết thúc ngày 14/10/2026 và 14/11/2026."),
            (("half-year", "--ending", "2026-11-14"), "Kỳ gần nhất kết thúc ngày 14/06/2026 và 14/12/2026."),
            (("month", "--ending", "31/11/2026"), "cần dạng 2026-07-07 hoặc 07/07/2026"),
            (("month",), "Thiếu tuỳ chọn '--ending'."),
            (("month", "--ending", "2026-03-14", "--trace", "khong.co"), "Các mã gần đó: "),
            (
                ("month", "--ending", "2026-03-14", "--close", "--by", "ai-do"),
                "Không có tài khoản tên ai-do.",
            ),
            (("month", "--ending", "2026-03-14", "--out", "tep/con"), "Không ghi được tep/con"),
        ],
    )
    def test_say_what_can_be_asked_for(self, words: tuple[str, ...], answer: str) -> None:
        write("tep", "không phải thư mục")

        assert answer in refused("report", *words)


class TestAwards:
    @pytest.mark.parametrize(
        ("words", "answer"),
        [
            (("khong-co", "--out", "x"), "Không có cuộc thi này. (khong-co)"),
            (("hang-tuan",), "Thiếu tuỳ chọn '--out'."),
            (("hang-tuan", "--out", "x", "--signed", "32/1/2026"), "cần dạng 2026-07-07 hoặc 07/07/2026"),
            (("hang-tuan", "--out", "x", "--papers", "nowhere"), "không có 'nowhere' ở chỗ này."),
        ],
    )
    def test_say_what_is_missing(self, words: tuple[str, ...], answer: str) -> None:
        assert answer in refused("award", *words)


class TestFromNothingToAContest:
    """The steps of the README, typed one after the other in an empty folder."""

    def test_the_steps_lead_to_an_open_contest(self) -> None:
        names = [
            f"{family} Văn {given}"
            for family in ("Trần", "Lò", "Lý", "Vàng")
            for given in ("An", "Na", "Bo", "Hà", "Chi")
        ]
        rows = "".join(f"{number:04d},{name},Phòng Tổng hợp\n" for number, name in enumerate(names, start=1))
        write("ds.csv", "Mã,Họ và tên,Đơn vị\n" + rows)
        write("nhom.csv", "code,groups\n0001,ban-to-chuc\n0002,to-thu-ky\n")
        text = (shipped("contests") / "ke-hoach-618.yaml").read_text(encoding="utf-8")
        write("thi.yaml", text.replace("first: 2026-01-05", "first: 2099-01-05"))
        write("config.yaml", "office: Sở Thử nghiệm\nquestions: ngan-hang\ndata: du-lieu\n")
        assert run("bank", "own", "ngan-hang")[0] == 0
        assert run("people", "import", "ds.csv", "--new-units", "--yes")[0] == 0

        # nobody has a group yet: nobody is kept out, which is told and refuses nothing
        code, told = run("contest", "apply", "thi.yaml")

        assert code == 0, told
        assert "CẢNH BÁO" in told
        assert "chưa ai thuộc nhóm “ban-to-chuc”" in told
        assert "không có văn bản" not in told
        for words in (
            ("people", "traits", "nhom.csv"),
            ("people", "codes", "--out", "phieu"),
            ("contest", "apply", "thi.yaml"),
            ("doctor",),
            ("contest", "open", "ke-hoach-618"),
        ):
            code, output = run(*words)
            assert code == 0, (words, output)


class TestRefusedContest:
    def test_is_told_with_every_fault_and_that_nothing_was_declared(self) -> None:
        text = (shipped("contests") / "ke-hoach-618.yaml").read_text(encoding="utf-8")
        write("thi.yaml", text.replace("units: all", "units: [khong-co]"))

        told = refused("contest", "apply", "thi.yaml")

        assert told.count("LỖI: thi.yaml:") == told.count("LỖI:") >= 1
        assert "CHƯA KHAI BÁO" in told
        assert "contest apply thi.yaml" in told
        assert "Chưa có cuộc thi nào" in run("contest", "list")[1]

    def test_counts_the_faults_of_the_file_itself(self) -> None:
        write("thi.yaml", "contest: thi\n")

        told = refused("contest", "apply", "thi.yaml")

        assert f"tệp có {told.count('LỖI:')} lỗi" in told


class TestBankApply:
    def test_shows_loads_and_asks_for_keys_apart(self) -> None:
        run("bank", "own", "rieng")
        write("config.yaml", "questions: rieng\n")
        assert run("bank", "apply", "--yes")[0] == 0
        file = Path("rieng/nq57/the-che.yaml")
        before = file.read_text(encoding="utf-8")
        paper = write("de.txt", QUESTIONS)
        assert run("bank", "import", paper, *TO, "--yes", "--no-keep-original")[0] == 0

        code, text = run("bank", "apply")
        loaded, _ = run("bank", "apply", "--yes")
        again, nothing = run("bank", "apply")

        assert (code, loaded, again) == (1, 0, 0)
        assert "1 câu mới: " in text
        assert "Nạp: quizbot bank apply --yes" in text
        assert "không có gì phải nạp" in nothing
        file.write_text(before.replace("answer: A\n", "answer: B\n", 1), encoding="utf-8")
        assert "ĐỔI ĐÁP ÁN" in run("bank", "apply")[1]
        assert "--confirm-keys" in refused("bank", "apply", "--yes")
        assert run("bank", "apply", "--yes", "--confirm-keys")[0] == 0
