"""Verification of Ed25519 signatures, by RFC 8032 section 5.1.7.

Only public values pass through here, so time tells nobody anything, and the arithmetic may be plain.
One check takes some milliseconds and is made once for each opening of the mini app; a library of
compiled code for it alone would be the largest we have.
"""

import hashlib

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_ROOT = pow(2, (_P - 1) // 4, _P)

Point = tuple[int, int, int, int]
_ZERO: Point = (0, 1, 1, 0)


def is_signed(message: bytes, *, signature: bytes, public_key: bytes) -> bool:
    """Tell whether the holder of the key signed the message; a malformed key or signature says no."""
    if len(signature) != 64 or len(public_key) != 32:
        return False
    key, commitment = _point(public_key), _point(signature[:32])
    response = int.from_bytes(signature[32:], "little")
    if key is None or commitment is None or response >= _L:
        return False
    told = hashlib.sha512(signature[:32] + public_key + message).digest()
    challenge = int.from_bytes(told, "little") % _L
    return _same(_times(response, _BASE), _sum(commitment, _times(challenge, key)))


def _point(text: bytes) -> Point | None:
    """Decode a point (section 5.1.3); None when there is none."""
    number = int.from_bytes(text, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    x = None if y >= _P else _x(y, sign)
    return None if x is None else (x, y, 1, x * y % _P)


def _x(y: int, sign: int) -> int | None:
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    if square == 0:
        return None if sign else 0
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT % _P
    if (x * x - square) % _P:
        return None
    return _P - x if x & 1 != sign else x


def _sum(left: Point, right: Point) -> Point:
    (x1, y1, z1, t1), (x2, y2, z2, t2) = left, right
    a, b = (y1 - x1) * (y2 - x2) % _P, (y1 + x1) * (y2 + x2) % _P
    c, d = 2 * t1 * t2 * _D % _P, 2 * z1 * z2 % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % _P, g * h % _P, f * g % _P, e * h % _P)


def _times(factor: int, point: Point) -> Point:
    total = _ZERO
    while factor:
        if factor & 1:
            total = _sum(total, point)
        point = _sum(point, point)
        factor >>= 1
    return total


def _same(left: Point, right: Point) -> bool:
    x_alike = (left[0] * right[2] - right[0] * left[2]) % _P == 0
    return x_alike and (left[1] * right[2] - right[1] * left[2]) % _P == 0


def _base() -> Point:
    y = 4 * pow(5, _P - 2, _P) % _P
    x = _x(y, 0)
    if x is None:
        raise ArithmeticError("the base point is not on the curve")
    return (x, y, 1, x * y % _P)


_BASE = _base()
