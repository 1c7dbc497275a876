"""How templates are read: what only sets out their source is not printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment, TemplateSyntaxError

from bulletin.render.page_renderer import prepare_environment

THEME = Path(__file__).parents[2] / "theme"


@pytest.fixture
def environment() -> Environment:
    """Give an environment as the press has it."""
    environment = Environment(autoescape=True)
    prepare_environment(environment, set())
    return environment


def test_indentation_and_lines_of_tags_alone_are_not_printed(environment: Environment) -> None:
    template = environment.from_string(
        "<ul>\n  {% for one in things %}\n  <li>\n    <b>{{ one }}</b>\n    <i>it</i>\n  </li>\n"
        "  {% endfor %}\n</ul>"
    )
    row = "<li>\n<b>{}</b>\n<i>it</i>\n</li>\n"
    assert template.render(things="ab") == f"<ul>\n{row.format('a')}{row.format('b')}</ul>"


def test_icons_stand_with_a_size_and_without_the_namespace_of_files(
    environment: Environment,
) -> None:
    icon = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M3 6h18"/></svg>'
    printed = environment.from_string(icon).render()
    assert printed == '<svg width="24" height="24" viewBox="0 0 24 24"><path d="M3 6h18"/></svg>'


def test_values_keep_their_spaces(environment: Environment) -> None:
    body = "<pre>\n    one\n\n        two</pre>"
    assert environment.from_string("  {{ body | safe }}").render(body=body) == body


def test_an_error_is_reported_with_its_line(environment: Environment) -> None:
    with pytest.raises(TemplateSyntaxError) as error:
        environment.from_string("<p>\n\n    {% nonsense %}\n</p>")
    assert error.value.lineno == 3


def test_no_template_sets_anything_in_spaces_of_its_own() -> None:
    texts = [path.read_text("utf-8") for path in THEME.rglob("*.html")]
    assert len(texts) > 20
    assert not any(re.search("<pre|<textarea(?![^>]*></textarea>)", text) for text in texts)
