"""What stands around an article: none of it may end up in the text of a document.

Every piece is made of sentences of `UNWANTED`, so that a test can look for them.
"""

from html import escape

COOKIES = "We and our 214 partners use cookies to store information on your device."
RELATED = (
    "Ministers deny rift over plans for a third runway",
    "Ten walks for a rainy bank holiday weekend",
    "Watch: the goat that took the bus to town",
)
COMMENTS = (
    "This is an absolute disgrace and somebody should resign over it, frankly.",
    "I was there last week and it looked completely fine to me.",
)
NEWSLETTER = "Get the five stories that matter in your inbox every morning."
PAYWALL = "To continue reading this article, start your free trial today."
FOOTER = "All rights reserved. No part of this site may be reproduced without permission."
TEASER = (
    "Our correspondent spent a week with the night watch of the lighthouse and came back changed."
)
MENU = ("Business and markets", "Culture and leisure", "Weather and travel")
SHARE = "Share this on your favourite network"

UNWANTED = (COOKIES, *RELATED, *COMMENTS, NEWSLETTER, PAYWALL, FOOTER, TEASER, *MENU, SHARE)


def nav(tag: str = "nav", css: str = "site-nav") -> str:
    """A menu of sections."""
    items = "".join(f'<li><a href="/section/{n}">{name}</a></li>' for n, name in enumerate(MENU))
    return f'<{tag} class="{css}"><ul>{items}</ul></{tag}>'


def cookies(attributes: str = 'id="cookie-banner" role="dialog"') -> str:
    """A consent banner."""
    return (
        f"<div {attributes}><h2>Your privacy</h2><p>{COOKIES}</p>"
        "<button>Accept all</button> <button>Reject all</button></div>"
    )


def related(tag: str = "aside", css: str = "related-articles") -> str:
    """Links to other stories, with a teaser."""
    items = "".join(
        f'<li><a href="/2023/11/1{n}/other-{n}"><h3>{escape(title)}</h3></a>'
        f'<time datetime="2023-11-1{n}">1{n} November 2023</time></li>'
        for n, title in enumerate(RELATED)
    )
    return f'<{tag} class="{css}"><h2>More stories</h2><ul>{items}</ul><p>{TEASER}</p></{tag}>'


def cards() -> str:
    """Other stories as articles of their own, as many front ends have them."""
    return "".join(
        f'<article class="card"><a href="/2023/11/1{n}/other-{n}"><h3>{escape(title)}</h3></a>'
        f'<p>{TEASER}</p><time datetime="2023-11-1{n}T08:00:00Z">1{n} Nov</time></article>'
        for n, title in enumerate(RELATED)
    )


def comments(css: str = "comments") -> str:
    """What readers wrote below."""
    items = "".join(
        f'<li class="comment" id="comment-{n}"><b>reader{n}</b> '
        f'<time datetime="2025-08-0{n}T09:00:00Z">August 0{n}, 2025</time><p>{text}</p></li>'
        for n, text in enumerate(COMMENTS, start=1)
    )
    return f'<section id="comments" class="{css}"><h2>2 comments</h2><ol>{items}</ol></section>'


def newsletter(css: str = "newsletter-signup") -> str:
    """A form that asks for an address."""
    return (
        f'<div class="{css}"><p>{NEWSLETTER}</p>'
        '<form><input type="email" placeholder="Your e-mail"><button>Sign up</button></form></div>'
    )


def share() -> str:
    """Buttons of networks."""
    return (
        f'<div class="share-tools"><span>{SHARE}</span> <a href="#">X</a> <a href="#">F</a></div>'
    )


def footer(name: str, tag: str = "footer") -> str:
    """The end of every page."""
    return f'<{tag} class="site-footer"><p>© 2026 {escape(name)}. {FOOTER}</p>{nav()}</{tag}>'
