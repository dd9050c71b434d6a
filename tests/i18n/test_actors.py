"""Who acted is said as far as it is known."""

import pytest

from quizbot.i18n.actors import actor_text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Lò Thị Hà", "Lò Thị Hà"),
        ("cli", "lệnh trên máy chủ"),
        ("system", "hệ thống tự thực hiện"),
        ("cli:Lò Thị Hà", "theo lệnh trên máy chủ, ghi tên Lò Thị Hà"),
    ],
)
def test_a_name_that_was_only_given_is_not_said_as_proved(name: str, said: str) -> None:
    assert actor_text(name) == said
