"""What stands around the article of a page: menus, banners, teasers, comments, forms."""

from __future__ import annotations

import re

from factcheck.ingest.leads import OWN
from factcheck.ingest.markup import Element, words_of
from factcheck.language.lexicons import words


def _names_with(*names: str) -> re.Pattern[str]:
    """Any of the names as a whole word of a class or id."""
    return re.compile(rf"(?:^|[\s_-])(?:{'|'.join(names)})(?=$|[\s_-])")


_BESIDE = _names_with(
    r"cookies?|consent|gdpr|cmp|newsletters?|sign-?up|comments?|commentlist|disqus\w*|respond",
    r"related|recommend(?:ed|ations)?|recirc\w*|read-(?:more|next)|trending|taboola|outbrain",
    r"(?:more|most|also|top|latest|popular)-(?:stories|news|read|articles|posts|viewed|popular|from|on)",
    r"shar(?:e|ing)|social|sharedaddy|promos?|adverts?|advertisement|ad-slot|author-bio",
    r"sidebar|side-?rail|widget-area|widget|breadcrumbs?|pagination|tag-?list|skip-link",
    r"nav(?:bar|igation)?|menu|footer|masthead|(?:story|post|article|site)-(?:links|nav|tags|footer)",
)
# A wall across the text asks for money beside it, or holds all of it.
_WALL = _names_with(r"paywall|regwall|piano|subscribe\w*|subscription")
_TEXT = _names_with(r"body|content|text|main|article|entry|story")
_TITLES = re.compile(
    r"\W*(?:(?:\d+ )?(?:comments?|responses?|replies)(?: \(?\d+\)?)?"
    r"|(?:related|recommended|trending|popular|more|latest|other|top)(?: \w+){0,2} "
    r"(?:articles?|stories|story|content|news|links|posts|reading|topics)"
    r"|more on this|most (?:read|popular|viewed)|read (?:next|more|also)|see also|up next"
    r"|you (?:may|might) also (?:like|be interested in)|recommended for you|trending(?: now)?"
    r"|leggi anche|lire aussi|à lire aussi|lesen sie auch|mehr zum thema|auch interessant"
    r"|le[ae] también|lea también|leia (?:também|mais)|lees ook|läs också|les også|læs også"
    r"|czytaj (?:też|także)|читайте также|ayrıca okuyun|meistgelesen|les plus lus|più letti"
    r"|leave a (?:reply|comment)|join the (?:conversation|discussion)|share this(?: \w+)?"
    r"|sign up\b.{0,60}|newsletters?|follow us)\W*",
    re.IGNORECASE,
)
_POINTER = re.compile(
    r"\W*(?:(?:see|read|watch|listen|more|also|related|in pictures|explainer|video)\b"
    r"[\w ]{0,20}:?)?\W*",
    re.IGNORECASE,
)
_TAGS = words(
    """nav aside dialog form button iframe svg script style noscript template amp-sidebar
    amp-consent amp-ad amp-embed amp-user-notification select"""
)
_ROLES = words("navigation complementary dialog alertdialog contentinfo search menu menubar banner")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HEADINGS = words("h2 h3 h4 h5 h6")
_BLOCKS = words("p div ul ol table h2 h3 h4")
# A cell of as many lines and characters is a column of text.
_MANY_LINES, _LONG_TEXT = 4, 300
_BOXES = words("aside footer div section")
_LONG_PARAGRAPH = 80
# What stands in a box and is the article's own word, whatever holds it.
_OWN_BOX = _names_with(
    r"corrections?|clarifications?|errat(?:um|a)|amendments?|updates?|editor'?s?-?note",
    r"fact-?(?:box|file|sheet)|info-?box|key-(?:facts|points|figures|numbers)|at-a-glance",
    r"timeline|pull-?quote",
)
_OWN_TITLE = re.compile(
    r"\W*(?:in (?:figures|numbers|brief|short|quotes)|"
    r"(?:the )?key (?:facts|figures|numbers|points)|facts?(?: (?:and|&) figures)?|"
    r"fact ?(?:box|file|sheet)|at a glance|background|timeline|"
    r"chronology|what we know(?: so far)?|the numbers)\W*",
    re.IGNORECASE,
)
_TAKEN_BACK = re.compile(
    r"\b(?:(?:earlier|previous|original) version|this (?:article|story|report|page|post|piece) "
    r"(?:was|has been) (?:\w+ ){0,2}(?:corrected|amended|updated|clarified)|"
    r"we (?:have )?corrected)\b|^\W*(?:correction|clarification)\b\W*(?:\d|an?\b|the\b|in\b|we\b)",
    re.IGNORECASE,
)
# A caption of fewer words names its picture.
_LEAST_CAPTION = 6


def without_furniture(tree: Element, heading: Element | None) -> None:
    """Take out of a page what is not its article. What holds the headline stays."""
    kept = {heading, *heading.iterancestors()} if heading is not None else set()
    kept |= set(tree.xpath("//*[@itemprop='articleBody' or @property='articleBody']"))
    kept |= {parent for element in list(kept) for parent in element.iterancestors()}
    has_own_article = any(element.tag == "article" for element in kept)
    total = _weight(tree)
    for element in tree.xpath("//body//*"):
        if not isinstance(element.tag, str) or element in kept:
            continue
        is_other = element.tag == "article" and has_own_article and not _is_within(element, kept)
        if is_other or _is_beside(element, total):
            _drop(element)
    for title in tree.xpath("//body//*[self::h2 or self::h3 or self::h4 or self::h5 or self::h6]"):
        if title not in kept and _TITLES.fullmatch(words_of(title)):
            _drop_section(title, kept)
    for element in kept | set(tree.xpath("//body//div | //body//section")):
        # The extractor goes by such names, too.
        if _BESIDE.search(_names(element)) or _WALL.search(_names(element)):
            for attribute in ("class", "id"):
                element.attrib.pop(attribute, None)
    for box in tree.xpath("//body//aside | //body//footer | //body//figcaption | //body//div"):
        if box.tag != "div" or _is_own_box(box):
            _open_box(box)
    for table in tree.xpath("//body//table"):
        if any(len(cell.findall(".//p")) > 1 or _is_column(cell) for cell in table.iter("td")):
            _unwrap(table)
    for element in tree.xpath("//body//p | //body//li | //body//div[not(div or p)]"):
        if element not in kept and _is_pointer(element):
            _drop(element)
    if not has_own_article:
        _join_articles(tree)


def _join_articles(tree: Element) -> None:
    """The extractor keeps the headline of the first article of a page alone."""
    several = tree.xpath("//body//article")
    for article in several if len(several) > 1 else ():
        article.tag = "section"


def _open_box(box: Element) -> None:
    """Let the extractor read a box, or a caption that says more than what is to be seen."""
    if box.tag != "figcaption":
        box.tag = "div" if any(True for _ in box.iter(*_BLOCKS)) else "p"
        box.set("class", OWN)
    elif len(words_of(box).split()) >= _LEAST_CAPTION and (figure := _figure_of(box)) is not None:
        box.drop_tree()
        box.tag, box.tail = "p", None
        box.set("class", OWN)
        figure.addnext(box)


def _figure_of(caption: Element) -> Element | None:
    return next((one for one in caption.iterancestors() if one.tag == "figure"), None)


def _is_within(element: Element, kept: set[Element]) -> bool:
    return any(parent.tag == "article" and parent in kept for parent in element.iterancestors())


def _is_beside(element: Element, total: int) -> bool:
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return True
    if _is_own_box(element):
        return False
    if element.tag in _TAGS or element.get("role") in _ROLES:
        return True
    if element.tag == "td" and _is_menu(element):
        return True
    if element.tag == "footer":
        return element.find(".//time") is None
    names = _names(element)
    if element.tag in {"body", "main", "article"}:
        return False
    # "entry-content has-sidebar": a name that speaks of the text is not taken at its word.
    is_doubtful = _WALL.search(names) or (_BESIDE.search(names) and _TEXT.search(names))
    return 3 * _weight(element) < total if is_doubtful else bool(_BESIDE.search(names))


def _is_own_box(element: Element) -> bool:
    """Whether a box or footer holds facts of the article, or corrects it."""
    if element.tag not in _BOXES or element.find(".//form") is not None:
        return False
    names = _names(element)
    if element.tag != "footer" and _OWN_BOX.search(names) and not _BESIDE.search(names):
        return True
    if element.tag == "aside" and any(
        _OWN_TITLE.fullmatch(words_of(title)) for title in element.iter(*_HEADINGS)
    ):
        return True
    return element.tag in {"aside", "footer"} and bool(_TAKEN_BACK.search(words_of(element)))


def _is_menu(cell: Element) -> bool:
    """Whether a cell of a table, which old pages are laid out with, holds several links alone."""
    links = cell.findall(".//a[@href]")
    inside = sum(len("".join(words_of(link).split())) for link in links)
    return len(links) > 1 and inside == len("".join(words_of(cell).split()))


def _is_column(cell: Element) -> bool:
    """Whether a cell is a text that runs over many lines, not one fact of a row."""
    return len(cell.findall(".//br")) >= _MANY_LINES and len(words_of(cell)) >= _LONG_TEXT


def _unwrap(table: Element) -> None:
    """A table that old pages are laid out with holds paragraphs, not data."""
    for element in table.iter("table", "thead", "tbody", "tr", "td", "th"):
        element.tag = "div"


def _names(element: Element) -> str:
    names = (element.get(attribute, "") for attribute in ("class", "id", "aria-label"))
    return _CAMEL.sub("-", " ".join(names)).casefold()


def _drop_section(title: Element, kept: set[Element]) -> None:
    """Take out what a heading stands over: all of its parent, or up to the next such heading.

    Amid an article that is its list alone: a paragraph behind it goes on with the article.
    """
    parent = title.getparent()
    if parent is None:
        return
    if parent not in kept and not any(map(_weight, title.itersiblings(preceding=True))):
        _drop(parent)
        return
    is_amid = any(map(_weight, title.itersiblings(preceding=True)))
    before = title
    for element in [title, *title.itersiblings()]:
        if element is not title and (element.tag == title.tag or element in kept):
            return
        is_teaser = before.tag in _HEADINGS and before.find(".//a[@href]") is not None
        is_prose = not is_teaser and _weight(element) and _is_prose(element)
        if is_amid and (is_prose or _is_own_box(element)):
            return
        _drop(element)
        before = element


def _is_prose(element: Element) -> bool:
    """Whether it is a paragraph of which more is read than followed: a teaser is one link."""
    inside = sum(len(words_of(link)) for link in element.iter("a"))
    return element.tag == "p" and 2 * inside < len(words_of(element))


def _weight(element: Element) -> int:
    """Characters in paragraphs of some length."""
    lengths = (len(words_of(paragraph)) for paragraph in element.iter("p"))
    return sum(length for length in lengths if length >= _LONG_PARAGRAPH)


def _is_pointer(element: Element) -> bool:
    """Whether a paragraph is nothing but a link to another page ("Read more: …")."""
    if element.tag == "li" or element.find(".//a[@href]") is None:
        return False
    rest = [element.text or ""]
    for child in element.iter():
        inside = any(parent.tag == "a" for parent in (child, *child.iterancestors()))
        if child is not element and not inside:
            rest.append(child.text or "")
        if child is not element and not any(p.tag == "a" for p in child.iterancestors()):
            rest.append(child.tail or "")
    return _POINTER.fullmatch(" ".join(" ".join(rest).split())) is not None


def _drop(element: Element) -> None:
    if element.getparent() is not None:
        element.drop_tree()
