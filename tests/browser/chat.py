"""The chat in the words of the person who uses it."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

AXE = Path(__file__).parents[2] / "channels" / "web" / "node_modules" / "axe-core" / "axe.min.js"
SMALLEST_TARGET = 44
"""CSS pixels: what a thumb can hit."""


class Chat:
    """One page with the chat on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.expected: list[str] = []
        """Console lines this test brings about on purpose."""
        self.launcher = page.locator("skolevej-chat .launcher")
        self.window = page.locator("skolevej-chat dialog")
        self.log = page.get_by_role("log")
        self.input = page.locator("skolevej-chat textarea")
        self.said = page.locator("skolevej-chat .said p")
        self.replies = page.locator("skolevej-chat .reply")
        self.trouble = page.locator("skolevej-chat .trouble")
        self.notes = page.locator("skolevej-chat .note")

    def open(self) -> None:
        """Open the window and wait until the conversation stands there."""
        self.launcher.click()
        self.wait()

    def say(self, text: str) -> None:
        """Send a message and wait until nothing is under way any more."""
        self.input.fill(text)
        self.input.press("Enter")
        self.wait()

    def wait(self) -> None:
        expect(self.page.locator("skolevej-chat .send")).to_have_attribute(
            "aria-disabled", "false", timeout=20_000
        )

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name)

    def choices(self) -> Locator:
        return self.page.locator("skolevej-chat .choice")

    def calls(self, inside: str = "dialog") -> list[str]:
        """The tel: addresses that can be pressed."""
        links = self.page.locator(f"skolevej-chat {inside} a[href^='tel:']").all()
        return [str(link.get_attribute("href")) for link in links]

    def focused(self) -> str:
        """The class or tag of what has the focus inside the chat."""
        return str(
            self.page.evaluate(
                """() => { const e = document.querySelector("skolevej-chat").shadowRoot.activeElement;
                return e ? e.className || e.tagName.toLowerCase() : "" }"""
            )
        )

    def own(self) -> dict[str, str]:
        """The conversation's id and token as this tab keeps them."""
        kept: dict[str, dict[str, str]] = self.page.evaluate(
            "JSON.parse(sessionStorage.getItem('skolevej:demo-dk:parent'))"
        )
        return kept["own"]

    def axe(self) -> list[str]:
        """What axe finds on the whole page; needs a context with bypass_csp."""
        self.page.add_script_tag(path=AXE)
        found: list[str] = self.page.evaluate(
            """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
            .map((v) => v.id + ": " + v.nodes.map((n) => n.target.join(" ")).join(", "))"""
        )
        return found

    def small_targets(self) -> list[str]:
        """Everything on screen to press that is smaller than a thumb needs."""
        found: list[str] = self.page.evaluate(
            """(least) => [...document.querySelector("skolevej-chat").shadowRoot
                .querySelectorAll("button, a, summary, textarea")]
            .map((e) => [e, e.getBoundingClientRect()])
            .filter(([e, box]) => e.checkVisibility() && box.width > 0 && (box.width < least || box.height < least))
            .map(([e, box]) => `${e.className || e.tagName} ${box.width}x${box.height}`)""",
            SMALLEST_TARGET,
        )
        return found

    def sideways(self) -> list[str]:
        """Everything in the window that sticks out of it to the left or right."""
        found: list[str] = self.page.evaluate(
            """() => [...document.querySelector("skolevej-chat").shadowRoot.querySelectorAll("dialog *")]
            .filter((e) => e.checkVisibility() && !e.closest(".spoken, svg"))
            .filter((e) => { const b = e.getBoundingClientRect();
                return b.width > 0 && (b.left < -0.5 || b.right > innerWidth + 0.5) })
            .map((e) => e.className || e.tagName)"""
        )
        return found
