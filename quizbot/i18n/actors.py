"""Who acted, as the record says it where nobody signed in."""

from quizbot.core.lifecycle import GIVEN

_AT_THE_MACHINE = {"cli": "lệnh trên máy chủ", "system": "hệ thống tự thực hiện"}


def actor_text(name: str) -> str:
    """Say who acted: a person by name, a command or the engine itself in words."""
    if name.startswith(GIVEN):
        return f"theo lệnh trên máy chủ, ghi tên {name.removeprefix(GIVEN)}"
    return _AT_THE_MACHINE.get(name, name)
