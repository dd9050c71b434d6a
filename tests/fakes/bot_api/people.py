"""Simulated people and groups: they type, tap, vote, send files, block and migrate."""

from typing import Any

from tests.fakes.bot_api.world import EPOCH, TAP_LASTS_S, Chat, Posted, World


class Person:
    """Somebody with a private chat with the bot."""

    def __init__(self, world: World, *, number: int, first_name: str, now: Any) -> None:
        self.world = world
        self.id = number
        self.first_name = first_name
        self.chat = Chat(id=number, type="private", title=first_name)
        self._now = now
        world.chats[number] = self.chat

    def user(self) -> dict[str, Any]:
        return {"id": self.id, "is_bot": False, "first_name": self.first_name, "language_code": "vi"}

    def types(self, text: str, *, chat: Chat | None = None) -> int:
        """Send a text, here or in a group; gives the update's number."""
        return self._message({"text": text}, chat)

    def sends(self, name: str, content: bytes, *, caption: str = "") -> int:
        file_id = f"file{self.world.number()}"
        self.world.files[file_id] = content
        document = {"file_id": file_id, "file_unique_id": file_id, "file_name": name}
        body: dict[str, Any] = {"document": {**document, "file_size": len(content)}}
        return self._message({**body, "caption": caption} if caption else body, None)

    def sends_sticker(self) -> int:
        sticker = {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1}
        return self._message({"sticker": {**sticker, "is_animated": False, "is_video": False}}, None)

    def _message(self, content: dict[str, Any], chat: Chat | None) -> int:
        where = chat or self.chat
        where.started = True
        body = {"message_id": self.world.number(), "date": EPOCH + int(self._now()), "from": self.user()}
        return self.world.push("message", {**body, "chat": where.shown(), **content})

    def messages(self) -> list[Posted]:
        """List what the bot has written to the person."""
        return [posted for posted in self.world.posted if posted.chat_id == self.id]

    def taps(self, label: str, *, on: Posted | None = None) -> str:
        """Tap a button of the message, the last one unless said; gives the tap's id."""
        message = on or self.messages()[-1]
        query = str(4_400_000 + self.world.number())
        self.world.taps[query] = self._now() + TAP_LASTS_S
        body = {"id": query, "from": self.user(), "chat_instance": "-1", "data": message.buttons[label]}
        self.world.push("callback_query", {**body, "message": self.world.shown(message)})
        return query

    def votes(self, poll: Posted, *options: int) -> int:
        chosen = [str(option) for option in options]
        body = {"poll_id": poll.poll_id, "option_ids": list(options), "option_persistent_ids": chosen}
        return self.world.push("poll_answer", {**body, "user": self.user()})

    def blocks(self) -> int:
        self.chat.blocked = True
        return self._membership("member", "kicked")

    def unblocks(self) -> int:
        self.chat.blocked = False
        return self._membership("kicked", "member")

    def _membership(self, old: str, new: str) -> int:
        bot = {"id": 42, "is_bot": True, "first_name": "Quiz", "username": "quiz_bot"}
        states = {
            "member": {"status": "member", "user": bot},
            "kicked": {"status": "kicked", "user": bot, "until_date": 0},
        }
        body = {"chat": self.chat.shown(), "from": self.user(), "date": EPOCH}
        return self.world.push(
            "my_chat_member", {**body, "old_chat_member": states[old], "new_chat_member": states[new]}
        )


class Group:
    """A group that has added the bot."""

    def __init__(self, world: World, *, number: int, title: str) -> None:
        self.world = world
        self.chat = Chat(id=number, type="supergroup", title=title, started=True)
        world.chats[number] = self.chat

    @property
    def id(self) -> int:
        return self.chat.id

    def messages(self) -> list[Posted]:
        return [posted for posted in self.world.posted if posted.chat_id == self.chat.id]

    def migrates(self, new_id: int, *, by: Person, told: bool = True) -> Chat:
        """Become a supergroup with another address; `told`: the bot gets the service message."""
        old = self.chat
        old.migrated_to = new_id
        self.chat = Chat(id=new_id, type="supergroup", title=old.title, started=True)
        self.world.chats[new_id] = self.chat
        if told:
            body = {"message_id": self.world.number(), "date": EPOCH, "from": by.user()}
            shown = {**old.shown(), "type": "group"}
            self.world.push("message", {**body, "chat": shown, "migrate_to_chat_id": new_id})
        return self.chat
