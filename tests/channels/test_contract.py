"""Every channel keeps the contract of channels, in every variant its rig offers.

A channel brings `tests/channels/<name>/rig.py` with `RIGS`: a name for each way its platform
behaves, and what gives a rig of it. The web page is a channel as well, with no platform but ourselves.
"""

import importlib
from contextlib import AbstractAsyncContextManager
from typing import Any

from quizbot.channels import CHANNELS
from quizbot.web.webchat import NAME as WEBCHAT
from tests.contracts.channel import ChannelContract, PlatformContract


def _contract(kind: type[ChannelContract], name: str, variant: str, make: Any) -> type[ChannelContract]:
    def rig(_self: ChannelContract) -> AbstractAsyncContextManager[Any]:
        return make()  # type: ignore[no-any-return]

    return type(f"Test_{name}_{variant}", (kind,), {"rig": rig})


for _name in (*CHANNELS, WEBCHAT):
    _kind = ChannelContract if _name == WEBCHAT else PlatformContract
    for _variant, _make in importlib.import_module(f"tests.channels.{_name}.rig").RIGS.items():
        globals()[f"Test_{_name}_{_variant}"] = _contract(_kind, _name, _variant, _make)
