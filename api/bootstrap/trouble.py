"""The one error of this package: something a person must do before it can go on."""


class Trouble(Exception):  # noqa: N818 - it is raised for the person at the keyboard, not for a programmer
    """What happened (`sentence`) and what to do now (`remedy`), both complete sentences in plain words."""

    def __init__(self, sentence: str, remedy: str) -> None:
        super().__init__(f"{sentence} {remedy}")
        self.sentence = sentence
        self.remedy = remedy
