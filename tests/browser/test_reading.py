"""Reading aids: the page read aloud, text that grows and spreads, and an answer taken from a file."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.adapters.documents import docx, item, paragraph, pdf
from tests.browser.conftest import TASK
from tests.conftest import Cast
from wellserved.records.models import Draft

pytestmark = pytest.mark.browser
SAID = "Customers come back because they were treated well."

# A device that speaks: what it was asked to say is kept, and each piece ends when the test says so.
SPEAKING = """
    window.said = [];
    const voices = [{ lang: 'en-GB', localService: LOCAL, name: 'fake' }];
    const fake = {
      getVoices: () => voices,
      addEventListener: () => {},
      speak: (words) => { window.said.push(words); },
      cancel: () => { window.said.at(-1)?.onerror?.(); },
    };
    Object.defineProperty(window, 'speechSynthesis', { value: fake });
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    window.pieceEnds = () => window.said.at(-1).onend();
"""


def speaking(page: Page, *, local: bool = True) -> Page:
    page.add_init_script(SPEAKING.replace("LOCAL", "true" if local else "false"))
    return page


def read_so_far(page: Page) -> list[str]:
    return page.evaluate("window.said.map((words) => words.text)")


def test_a_page_is_read_from_its_top_to_its_end(cast: Cast, open_as) -> None:
    page = speaking(open_as(cast.learner))
    page.goto(TASK)
    page.get_by_label("Your answer").fill("My own words.\nA second line.")
    page.get_by_role("button", name="Read aloud").click()
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    assert read_so_far(page) == ["Good service pays"]
    expect(page.locator(".aloud-now")).to_have_text("Good service pays")
    for _ in range(200):
        if page.get_by_role("button", name="Read aloud").is_visible():
            break
        page.evaluate("window.pieceEnds()")
    heard = read_so_far(page)
    assert heard[1].startswith("Explain how good customer service")
    assert "My own words. A second line." in heard
    assert "What the examiner looks for" in heard
    for silent in ("Read aloud", "Hand in as practice", "Sign out", "Take the text"):
        assert not [piece for piece in heard if silent in piece]
    assert max(map(len, heard)) <= 200
    assert page.evaluate("new Set(window.said.map((words) => words.lang)).size") == 1
    assert page.evaluate("window.said[0].lang") == "en-GB"
    expect(page.locator(".aloud-now")).to_have_count(0)


def test_reading_can_be_held_and_gone_on_with_and_stopped_by_keyboard(cast: Cast, open_as) -> None:
    page = speaking(open_as(cast.learner))
    page.goto(TASK)
    page.get_by_role("button", name="Read aloud").press("Enter")
    page.evaluate("window.pieceEnds()")
    page.get_by_role("button", name="Pause").press("Enter")
    held = read_so_far(page)
    page.get_by_role("button", name="Go on").press("Enter")
    assert read_so_far(page) == [*held, held[-1]]
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Read aloud")).to_be_focused()
    expect(page.get_by_role("button", name="Stop")).to_be_hidden()
    count = len(read_so_far(page))
    page.evaluate("window.pieceEnds()")
    assert len(read_so_far(page)) == count


def test_no_voice_of_somebody_elses_server_is_used(cast: Cast, open_as) -> None:
    page = speaking(open_as(cast.learner), local=False)
    page.goto(TASK)
    expect(page.get_by_label("Your answer")).to_be_visible()
    expect(page.locator("[data-aloud]")).to_be_hidden()


def test_where_nothing_can_speak_nothing_is_offered(cast: Cast, open_as) -> None:
    page = open_as(cast.learner)
    page.add_init_script("delete Window.prototype.speechSynthesis; delete window.speechSynthesis;")
    page.goto(TASK)
    expect(page.get_by_label("Your answer")).to_be_visible()
    expect(page.locator("[data-aloud]")).to_be_hidden()


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("answer.docx", docx(paragraph(SAID) + item("friendly")), f"{SAID}\n- friendly"),
        ("answer.pdf", pdf([SAID]), SAID),
        ("answer.txt", SAID.encode("utf-16"), SAID),
    ],
)
def test_the_text_of_a_file_comes_into_the_editor_and_is_saved(
    cast: Cast, open_as, name: str, content: bytes, text: str
) -> None:
    page = open_as(cast.learner)
    page.goto(TASK)
    page.get_by_label("Your answer").fill("Typed before.")
    page.get_by_text("Take the text from a file").click()
    page.locator("#evidence").set_input_files({"name": name, "mimeType": "", "buffer": content})
    expect(page.get_by_label("Your answer")).to_have_value(f"Typed before.\n\n{text}", timeout=20_000)
    expect(page.get_by_text(re.compile("words from your file are in your answer now"))).to_be_visible()
    expect(page.get_by_text(re.compile(r"Saved at \d\d:\d\d"))).to_be_visible()
    page.get_by_role("button", name="Hand in as practice").click()
    expect(page).to_have_url(re.compile("/attempts/"))


def test_a_file_that_cannot_be_read_leaves_the_words_alone(cast: Cast, open_as) -> None:
    page = open_as(cast.learner)
    page.goto(TASK)
    page.get_by_label("Your answer").fill("Typed before.")
    page.get_by_text("Take the text from a file").click()
    page.locator("#evidence").set_input_files({"name": "scan.pdf", "mimeType": "", "buffer": pdf([])})
    expect(page.get_by_text("No text was found in the file")).to_be_visible(timeout=20_000)
    expect(page.get_by_label("Your answer")).to_have_value("Typed before.")


def test_a_file_sent_without_a_connection_is_said_so(cast: Cast, open_as) -> None:
    page = open_as(cast.learner, allow_errors=True)
    page.goto(TASK)
    page.get_by_text("Take the text from a file").click()
    page.context.set_offline(True)
    page.locator("#evidence").set_input_files({"name": "a.txt", "mimeType": "", "buffer": b"words"})
    expect(page.get_by_text("The file could not be sent")).to_be_visible()


def test_a_file_is_read_without_scripts(cast: Cast, open_as) -> None:
    page = open_as(cast.learner, java_script_enabled=False)
    page.goto(TASK)
    page.get_by_label("Your answer").fill("Typed before.")
    page.get_by_text("Take the text from a file").click()
    page.locator("#evidence").set_input_files({"name": "a.docx", "mimeType": "", "buffer": docx(paragraph(SAID))})
    page.get_by_role("button", name="Put its text into my answer").click()
    expect(page.get_by_label("Your answer")).to_have_value(f"Typed before.\n\n{SAID}", timeout=20_000)
    assert Draft.objects.get().text.replace("\r", "") == f"Typed before.\n\n{SAID}"


def test_text_grows_and_spreads_as_chosen(cast: Cast, open_as) -> None:
    page = open_as(cast.learner)
    page.goto("/display/")
    look = "((style) => [style.fontSize, style.letterSpacing])(getComputedStyle(document.querySelector('.hint')))"
    before = page.evaluate(look)
    page.get_by_label("Largest").check()
    page.get_by_label("Wide: more space").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. Every page is now shown like this.")).to_be_visible()
    after = page.evaluate(look)
    assert float(after[0][:-2]) >= 1.45 * float(before[0][:-2])
    assert before[1] == "normal"
    assert float(after[1][:-2]) >= 0.119 * float(after[0][:-2])


def test_welsh_is_found_and_chosen_from_any_page(open_as, cast: Cast) -> None:
    page = open_as()
    page.goto("/sign-in/")
    page.get_by_role("link", name="Cymraeg").click()
    page.get_by_label("Cymraeg").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Golwg")
    page.goto("/sign-in/")
    expect(page.get_by_role("button", name="Mewngofnodi")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "cy")
