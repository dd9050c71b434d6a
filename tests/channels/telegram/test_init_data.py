"""Who opened the mini app, as Telegram signs it: published-form vectors, and everything that is refused."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.channels.telegram.ed25519 import is_signed
from quizbot.channels.telegram.init_data import read
from quizbot.channels.telegram.settings import PRODUCTION_KEY
from quizbot.chat.mini import NotProven, OutOfDate, Visitor
from tests.fakes.bot_api.mini_app import KEY, signed

TOKEN = "42:TEST"
QUERY = (
    "auth_date=1790000000&query_id=AAE&start_param=quiz_7&user=%7B%22id%22%3A1%2C%22first_name%22%3A%22An%22%7D"
    "&hash=109e169c515f6c858dbce585ca6097f9e34aa2ba039b4da6a7e6481f6e37b912"
)
MADE = datetime.fromtimestamp(1_790_000_000, tz=UTC)
HOUR = timedelta(hours=1)


def proven(init_data: str, *, now: datetime = MADE, token: str = TOKEN, key: str = PRODUCTION_KEY) -> Visitor:
    return read(init_data, token=token, public_key=key, now=now, lasts=HOUR)


class TestHash:
    def test_of_the_vector_is_right(self) -> None:
        visitor = Visitor(channel="telegram", account="1", address="1", payload="quiz_7")
        assert proven(QUERY) == visitor

    @pytest.mark.parametrize("token", ["42:TESt", "43:TEST", "", "42"])
    def test_of_another_bot_is_refused(self, token: str) -> None:
        with pytest.raises(NotProven):
            proven(QUERY, token=token)

    @given(st.integers(0, len(QUERY) - 1), st.sampled_from("01aZ&=%-"))
    def test_covers_every_letter(self, place: int, letter: str) -> None:
        changed = QUERY[:place] + letter + QUERY[place + 1 :]
        if parse_qsl(changed) == parse_qsl(QUERY):
            return

        with pytest.raises(NotProven):
            proven(changed)

    @pytest.mark.parametrize(
        "text",
        ["", "hash=", "x", "&&", QUERY + "&extra=1", QUERY + "&user=%7B%22id%22%3A2%7D", QUERY[:-1],
         QUERY + "&hash=00", "a=b" * 3000, "user=%FF&hash=0", "é=1"],
    )  # fmt: skip
    def test_missing_or_malformed_is_refused(self, text: str) -> None:
        with pytest.raises(NotProven):
            proven(text)


class TestFreshness:
    @pytest.mark.parametrize(
        ("shift", "good"),
        [
            (timedelta(0), True),
            (HOUR, True),
            (HOUR + timedelta(seconds=1), False),
            (-timedelta(minutes=9), True),
            (-timedelta(minutes=11), False),
        ],
    )
    def test_is_an_hour_and_ten_minutes_of_another_clock(self, shift: timedelta, good: bool) -> None:
        if good:
            assert proven(QUERY, now=MADE + shift).account == "1"
        else:
            with pytest.raises(OutOfDate):
                proven(QUERY, now=MADE + shift)

    def test_is_looked_at_only_when_all_else_is_right(self) -> None:
        with pytest.raises(NotProven):
            proven(QUERY[:-1] + "0", now=MADE + timedelta(days=9))


class TestSignature:
    def test_is_asked_for_when_it_is_there(self) -> None:
        text = signed(token=TOKEN, account=7, at=MADE)

        assert proven(text, key=KEY).account == "7"
        with pytest.raises(NotProven):
            proven(text, key=PRODUCTION_KEY)

    @pytest.mark.parametrize("signature", ["", "A", "é", "A" * 86, "=" * 88])
    def test_that_is_none_is_refused_though_the_hash_is_right(self, signature: str) -> None:
        fields = dict(parse_qsl(signed(token=TOKEN, account=7, at=MADE)))
        fields["signature"] = signature
        del fields["hash"]
        lines = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
        key = hmac.new(b"WebAppData", TOKEN.encode(), hashlib.sha256).digest()
        fields["hash"] = hmac.new(key, lines.encode(), hashlib.sha256).hexdigest()

        with pytest.raises(NotProven):
            proven(urlencode(fields), key=KEY)

    def test_alone_proves_nothing(self) -> None:
        fields = dict(parse_qsl(signed(token=TOKEN, account=7, at=MADE)))
        del fields["hash"]

        with pytest.raises(NotProven):
            proven(urlencode(fields), key=KEY)


class TestAccount:
    @pytest.mark.parametrize(
        "user", ["", "{", "[]", "{}", '{"id":"7"}', '{"id":true}', '{"id":-7}', '{"id":7,"is_bot":true}']
    )
    def test_that_is_nobody_s_is_refused(self, user: str) -> None:
        with pytest.raises(NotProven):
            proven(signed(token=TOKEN, user=user, at=MADE), key=KEY)

    def test_may_be_large(self) -> None:
        user = json.dumps({"id": 2**52 - 1, "first_name": "Nguyễn Văn & An=1"}, ensure_ascii=False)
        assert proven(signed(token=TOKEN, user=user, at=MADE), key=KEY).account == str(2**52 - 1)


# RFC 8032, section 7.1: key, message, signature
RFC = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


class TestEd25519:
    @pytest.mark.parametrize(("key", "message", "signature"), RFC)
    def test_vectors_of_the_rfc(self, key: str, message: str, signature: str) -> None:
        public, told, shown = map(bytes.fromhex, (key, message, signature))

        assert is_signed(told, signature=shown, public_key=public)
        assert not is_signed(told + b"x", signature=shown, public_key=public)
        for place in (0, 31, 32, 63):
            bent = bytearray(shown)
            bent[place] ^= 1
            assert not is_signed(told, signature=bytes(bent), public_key=public)

    def test_refuses_a_response_beyond_the_order(self) -> None:
        key, _, signature = RFC[0]
        shown = bytes.fromhex(signature)
        order = 2**252 + 27742317777372353535851937790883648493
        more = (int.from_bytes(shown[32:], "little") + order).to_bytes(32, "little")

        assert not is_signed(b"", signature=shown[:32] + more, public_key=bytes.fromhex(key))

    @pytest.mark.parametrize("key", [b"", b"\xff" * 32, b"\x02" + b"\x00" * 31])
    def test_refuses_what_is_no_key(self, key: bytes) -> None:
        assert not is_signed(b"", signature=bytes.fromhex(RFC[0][2]), public_key=key)

    def test_the_fake_signs_as_base64url(self) -> None:
        fields = dict(parse_qsl(signed(token=TOKEN, account=7, at=MADE)))

        assert len(base64.urlsafe_b64decode(fields["signature"] + "==")) == 64
