"""Reading pages the way a person without a script would use them."""

import html
import re


def form_token(page: str) -> str:
    """Give the token of the first form on a page."""
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', page)
    assert found, page
    return found[1]


def nonce(page: str) -> str:
    """Give the nonce of the page's forms."""
    found = re.search(r'name="nonce" value="([0-9a-f]+)"', page)
    assert found, page
    return found[1]


def choices(page: str) -> list[str]:
    """Give the values of all buttons that choose, in order."""
    return [html.unescape(each) for each in re.findall(r'name="choice" value="([^"]+)"', page)]
