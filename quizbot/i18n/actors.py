"""Who acted, as the record says it where nobody signed in."""

_AT_THE_MACHINE = {"cli": "lệnh trên máy chủ", "system": "hệ thống tự thực hiện"}


def actor_text(name: str) -> str:
    """Say who acted: a person by name, a command or the engine itself in words."""
    return _AT_THE_MACHINE.get(name, name)
