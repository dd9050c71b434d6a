"""Every channel of the shelf keeps the contract of channels, in every variant its rig offers.

A channel brings `tests/channels/<name>/rig.py` with `RIGS`: a name for each way its platform
behaves, and what gives a rig of it.
"""

import importlib
from contextlib import AbstractAsyncContextManager
from typing import Any

from quizbot.channels import CHANNELS
from tests.contracts.channel import ChannelContract


def _contract(name: str, variant: str, make: Any) -> type[ChannelContract]:
    def rig(_self: ChannelContract) -> AbstractAsyncContextManager[Any]:
        return make()  # type: ignore[no-any-return]

    return type(f"Test_{name}_{variant}", (ChannelContract,), {"rig": rig})


for _name in CHANNELS:
    for _variant, _make in importlib.import_module(f"tests.channels.{_name}.rig").RIGS.items():
        globals()[f"Test_{_name}_{_variant}"] = _contract(_name, _variant, _make)
