"""Another parent who books in chat, in any language: presses buttons by their place, and leaves out what she can."""

from typing import Any

import httpx

PHONE = {"demo-dk": "32 12 34 57", "demo-no": "21 23 45 69"}
WELCOME_BOOKS = 2
"""The place of "book a talk" among the buttons of the greeting."""
SKIPPED = 4
"""Questions before the one she can't leave out."""


class AnotherParent:
    """A conversation of her own."""

    def __init__(self, client: httpx.Client, school: str, language: str | None = None) -> None:
        begin = {"school": school} | ({"language": language} if language else {})
        body = client.post("/api/v1/conversations", json=begin).json()
        self._client, self._school = client, school
        self._url = f"/api/v1/conversations/{body['conversation']}/messages"
        self._headers = {"Authorization": f"Bearer {body['token']}"}
        self.choices: list[dict[str, str]] = body["replies"][-1]["choices"]

    def book(self, label: str | None = None) -> dict[str, Any]:
        """Book the time with this label, or the first one offered; returns the receipt's data."""
        self.press(WELCOME_BOOKS)
        for _ in range(SKIPPED):
            self.press(-1)
        self.send({"text": PHONE[self._school]})
        labels = [choice["label"] for choice in self.choices]
        self.press(labels.index(label) if label else 0)
        answer = self.press(0)
        assert answer["outcome"] == "booked", answer
        data: dict[str, Any] = answer["replies"][-1]["data"]
        return data

    def press(self, place: int) -> dict[str, Any]:
        return self.send({"choice": self.choices[place]["value"]})

    def send(self, message: dict[str, str]) -> dict[str, Any]:
        response = self._client.post(self._url, json=message, headers=self._headers)
        assert response.status_code == 200, response.text
        body: dict[str, Any] = response.json()
        for reply in body["replies"]:
            self.choices = reply.get("choices") or self.choices
        return body
