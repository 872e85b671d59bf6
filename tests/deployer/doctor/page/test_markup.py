"""Elements: everything that is no markup is escaped, in contents and in attributes."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from lift.deployer.doctor.page.markup import Markup, element, joined


class Parsed(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: dict[str, str | None] = {}
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= dict(attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


# What HTML itself has no way to write, or reads as a new line
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\x00"))


@given(WORDS, WORDS)
def test_text_comes_back_as_it_was(content: str, attribute: str) -> None:
    parsed = Parsed(element("p", content, title=attribute))
    assert (parsed.tags, parsed.text, parsed.attributes) == (["p"], content, {"title": attribute})


def test_markup_is_not_escaped_again() -> None:
    assert element("p", element("b", "a<b"), "&") == "<p><b>a&lt;b</b>&amp;</p>"
    assert joined("<", Markup("<br>")) == "&lt;<br>"


def test_attributes_are_named_as_in_python_and_may_be_left_out() -> None:
    made = element("th", class_="name", aria_label="a", data_x=None, hidden=True, open=False)
    assert made == '<th class="name" aria-label="a" hidden></th>'


def test_an_element_without_content_has_no_end() -> None:
    assert element("meta", charset="utf-8") == '<meta charset="utf-8">'
