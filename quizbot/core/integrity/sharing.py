"""Many people answering from one device or one network address."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

FEWEST_ON_DEVICE = 2
FEWEST_ON_ADDRESS = 10
"""An office shares one address; only a crowd well beyond a desk is worth a look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where one person's paper came from: keyed hashes, good for comparing and nothing else."""

    person: str
    # "" where the channel does not tell
    device: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingSign:
    # "device" or "address"
    kind: str
    # a short name of the hash, the same within one report
    mark: str
    people: tuple[str, ...]


def sharing_signs(
    origins: Iterable[Origin], *, on_device: int = FEWEST_ON_DEVICE, on_address: int = FEWEST_ON_ADDRESS
) -> tuple[SharingSign, ...]:
    """List devices and addresses that several people's counted papers came from, largest first."""
    people: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for origin in origins:
        if origin.device:
            people["device", origin.device].add(origin.person)
        if origin.address:
            people["address", origin.address].add(origin.person)
    fewest = {"device": on_device, "address": on_address}
    signs = [
        SharingSign(kind=kind, mark=mark[:8], people=tuple(sorted(group)))
        for (kind, mark), group in people.items()
        if len(group) >= fewest[kind]
    ]
    return tuple(sorted(signs, key=lambda sign: (sign.kind != "device", -len(sign.people), sign.mark)))
