"""The ways in which news sites write their pages down, each as one function.

Every shape takes a :class:`Page`, what the site knows of the story, and gives HTML. None of them
is a copy of a site; each has what is typical of one kind.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from furniture import (
    PAYWALL,
    cards,
    comments,
    cookies,
    footer,
    nav,
    newsletter,
    related,
    share,
)
from stories import Story


@dataclass(frozen=True)
class Page:
    """One page: the story, and what a right reading of the page gives beside it.

    `published` and `publisher` are None where the page does not say. `changed` is the date of the
    last change, `options` what else the shape asks for.
    """

    path: str
    story: Story
    shape: Callable[["Page"], str]
    publisher: str | None
    published: str | None
    host: str = "news.example"
    changed: str = "2025-09-30"
    language: str = "en"
    charset: str = "utf-8"
    header: str = "text/html; charset=utf-8"
    author: str = "Jo Castellan"

    @property
    def title(self) -> str:
        """The headline."""
        return self.story.title

    @property
    def name(self) -> str:
        """The name of the site."""
        return self.publisher or "?"

    @property
    def url(self) -> str:
        """The address that the site would have on the internet."""
        return f"https://www.{self.host}{self.path}"

    @property
    def day(self) -> datetime:
        """The day of publication."""
        return datetime.fromisoformat(self.published or "1999-09-09")


def document(page: Page, head: str, body: str, attributes: str = "") -> str:
    """A whole page."""
    return (
        f'<!DOCTYPE html><html lang="{page.language}"{attributes}><head>'
        f'<meta charset="{page.charset}"><meta name="viewport" content="width=device-width">'
        f"{head}<style>p {{ color: #333 }}</style><script>window.dataLayer = [];</script></head>"
        f"<body>{body}</body></html>"
    )


def paragraphs(page: Page, tag: str = "p", attributes: str = "") -> str:
    """The text, a tag each."""
    return "".join(f"<{tag}{attributes}>{escape(p)}</{tag}>\n" for p in page.story.paragraphs)


def title_tag(page: Page, separator: str = " | ") -> str:
    return f"<title>{escape(page.title)}{separator}{escape(page.name)}</title>"


def meta(**values: str) -> str:
    """Meta tags by name; `__` stands for a colon and means a property."""
    tags = []
    for key, value in values.items():
        kind, name = ("property", key.replace("__", ":")) if "__" in key else ("name", key)
        tags.append(f'<meta {kind}="{name}" content="{escape(value)}">')
    return "".join(tags)


def script(data: Any) -> str:
    text = data if isinstance(data, str) else json.dumps(data)
    return f'<script type="application/ld+json">{text}</script>'


def stamp(page: Page, time: str = "T18:30:00+02:00") -> str:
    return f"{page.published}{time}"


def article_data(page: Page, kind: Any = "NewsArticle", **more: Any) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": kind,
        "headline": page.title,
        "datePublished": stamp(page),
        "dateModified": f"{page.changed}T09:12:00+02:00",
        "author": {"@type": "Person", "name": page.author},
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": page.name,
            "logo": {"@type": "ImageObject", "url": f"https://{page.host}/logo.png"},
        },
        "mainEntityOfPage": {"@type": "WebPage", "@id": page.url},
        **more,
    }


# --- sites that state everything as JSON-LD


def broadsheet(page: Page) -> str:
    head = (
        title_tag(page) + script(article_data(page)) + f'<link rel="canonical" href="{page.url}">'
    )
    body = (
        f"{cookies()}<header>{nav()}</header><main><article><h1>{escape(page.title)}</h1>"
        f"<p class='byline'>By {page.author}</p>{share()}{paragraphs(page)}</article>"
        f"{related()}</main>{footer(page.name)}"
    )
    return document(page, head, body)


def graph(page: Page) -> str:
    """As a well-known plug-in of blog software writes it: everything refers to everything."""
    organisation = f"https://{page.host}/#organization"
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "@id": f"https://{page.host}/#website", "name": page.name,
             "publisher": {"@id": organisation}},
            {"@type": "Organization", "@id": organisation, "name": page.name},
            {"@type": "WebPage", "@id": page.url, "name": f"{page.title} - {page.name}",
             "datePublished": stamp(page), "dateModified": f"{page.changed}T10:00:00+00:00"},
            {"@type": "BreadcrumbList", "itemListElement": [
                {"@type": "ListItem", "position": 1, "name": "Home"}]},
            {**article_data(page), "publisher": {"@id": organisation},
             "isPartOf": {"@id": page.url}, "headline": escape(page.title)},
        ],
    }  # fmt: skip
    head = title_tag(page, " - ") + meta(og__title=page.title, og__type="article") + script(data)
    body = (
        f'<div id="page" class="site"><header class="site-header"><p class="site-title">{page.name}'
        f'</p>{nav()}</header><div id="content" class="site-content"><main id="main"><article '
        f'class="post-17 post type-post hentry"><header class="entry-header"><h1 class="entry-title">'
        f'{escape(page.title)}</h1></header><div class="entry-content">{paragraphs(page)}</div>'
        f"</article>{comments('comments-area')}</main>{related('aside', 'widget-area')}</div>"
        f"{footer(page.name)}</div>"
    )
    return document(page, head, body)


def array(page: Page) -> str:
    """A list of unconnected objects; the organisation comes first."""
    data = [
        {"@context": "https://schema.org", "@type": "Organization", "name": page.name},
        {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": []},
        article_data(page, ["Article", "ReportageNewsArticle"]),
    ]
    body = (
        f'<div class="css-1x2y"><div class="css-9a"><h1 class="css-h1">{escape(page.title)}</h1>'
        f'<div class="css-77">{paragraphs(page, "p", chr(32) + "class=css-p4")}</div></div>'
        f'<div class="css-side">{related("div", "recommended-stories")}</div></div>'
    )
    return document(page, title_tag(page, " – ") + script(data), nav() + body + footer(page.name))


def several_articles(page: Page) -> str:
    """Other stories are described in the same form, before this one."""
    others = [
        article_data(page, headline="Ten walks for a rainy bank holiday weekend",
                     datePublished="2023-11-11T08:00:00Z",
                     mainEntityOfPage=f"https://{page.host}/2023/11/11/other-1"),
    ]  # fmt: skip
    listing = {"@type": "ItemList", "itemListElement": [
        {"@type": "ListItem", "item": {"@type": "NewsArticle", "headline": "The goat",
                                       "datePublished": "2022-01-01"}}]}  # fmt: skip
    head = (
        title_tag(page) + f'<link rel="canonical" href="{page.url}">'
        + "".join(map(script, [listing, *others, article_data(page)]))
    )  # fmt: skip
    body = (
        f"<main>{cards()}<article class='story'><h1>{escape(page.title)}</h1>{paragraphs(page)}"
        f"</article>{cards()}</main>{footer(page.name)}"
    )
    return document(page, head, body)


def sloppy_data(page: Page) -> str:
    """JSON that is not quite JSON: a trailing comma, a raw line break, HTML comments around it."""
    text = json.dumps(article_data(page), indent=1)
    text = text.replace('"headline": "', '"description": "One line\nand another", "headline": "')
    text = f"<!--\n{text.removesuffix('}').rstrip()},\n}}\n//-->"
    body = f"{nav()}<div class='article-body'><h1>{escape(page.title)}</h1>{paragraphs(page)}</div>"
    return document(page, title_tag(page) + script(text), body + newsletter() + footer(page.name))


def prefixed_types(page: Page) -> str:
    data = article_data(page, "http://schema.org/AnalysisNewsArticle", publisher=page.name)
    body = (
        f"<div id='root'>{nav('div', 'menu')}<section role='main'><h1>{escape(page.title)}</h1>"
        f"<section>{paragraphs(page)}</section></section>{related('section', 'read-next')}</div>"
    )
    return document(page, title_tag(page) + script(data), body)


def live_blog(page: Page) -> str:
    """Updates with dates of their own, the newest first."""
    updates = [
        {"@type": "BlogPosting", "headline": f"Update {n}", "datePublished": f"{page.changed}T1{n}:00:00Z",
         "articleBody": text}
        for n, text in enumerate(page.story.paragraphs)
    ]  # fmt: skip
    data = article_data(page, "LiveBlogPosting", liveBlogUpdate=updates,
                        coverageStartTime=stamp(page), coverageEndTime=f"{page.changed}T20:00:00Z")  # fmt: skip
    blocks = "".join(
        f'<div class="live-update" id="u{n}"><time datetime="{page.changed}T1{n}:00:00Z">1{n}:00</time>'
        f"<p>{escape(text)}</p></div>"
        for n, text in enumerate(page.story.paragraphs)
    )
    body = f"<main><h1>{escape(page.title)}</h1><div class='live-feed'>{blocks}</div></main>"
    return document(
        page, title_tag(page) + script(data), nav() + body + related() + footer(page.name)
    )


def fact_check(page: Page) -> str:
    """A ClaimReview beside the article, with the date of the claim in it."""
    review = {
        "@context": "https://schema.org", "@type": "ClaimReview", "datePublished": page.published,
        "url": page.url, "claimReviewed": "The bridge was never inspected.",
        "author": {"@type": "Organization", "name": page.name},
        "reviewRating": {"@type": "Rating", "ratingValue": 1, "alternateName": "False"},
        "itemReviewed": {"@type": "Claim", "datePublished": "2019-02-03"},
    }  # fmt: skip
    body = f"<article><h1>{escape(page.title)}</h1><div class='verdict'></div>{paragraphs(page)}</article>"
    head = title_tag(page) + meta(og__site_name=page.name) + script(review)
    return document(page, head, nav() + body + footer(page.name))


# --- sites that state it in meta tags


def open_graph(page: Page) -> str:
    head = title_tag(page) + meta(
        og__title=page.title, og__site_name=page.name, og__type="article", og__url=page.url,
        article__modified_time=f"{page.changed}T11:11:11Z", article__published_time=stamp(page),
        article__author=page.author,
    )  # fmt: skip
    body = (
        f'<div class="wrapper">{nav()}<div class="article__body"><h1>{escape(page.title)}</h1>'
        f"<div class='timestamp'>Updated {page.changed}</div>{share()}{paragraphs(page)}{newsletter()}"
        f"</div>{related('div', 'article__related')}</div>{footer(page.name)}{cookies()}"
    )
    return document(page, head, body)


def open_graph_with_suffix(page: Page) -> str:
    """The title for networks carries the site's name, as many do."""
    title = f"{page.title} | {page.name}"
    head = f"<title>{escape(title)}</title>" + meta(
        og__title=title, og__site_name=page.name, article__published_time=stamp(page, "T23:45:00-05:00")
    )  # fmt: skip
    body = f"<main><h1>{escape(page.title)}</h1>{paragraphs(page)}</main>{footer(page.name)}"
    return document(page, head, nav() + body)


def dublin_core(page: Page) -> str:
    head = f"<title>{escape(page.title)}</title>" + "".join(
        f'<meta name="{name}" content="{escape(value)}">'
        for name, value in {
            "DC.title": page.title, "DC.publisher": page.name, "DC.date.modified": page.changed,
            "DC.date.issued": page.published or "", "DC.language": page.language,
        }.items()
    )  # fmt: skip
    body = (
        f'<div id="wrap"><div id="content"><h1>{escape(page.title)}</h1>{paragraphs(page)}</div>'
        f'<div id="sidebar">{related("div", "box")}</div></div>'
    )
    return document(page, head, body + footer(page.name))


def journal(page: Page) -> str:
    head = title_tag(page) + meta(
        citation_title=page.title, citation_journal_title=page.name,
        citation_publication_date=(page.published or "").replace("-", "/"),
    )  # fmt: skip
    body = (
        f"<div class='content'><h1 class='title'>{escape(page.title)}</h1>{paragraphs(page)}</div>"
    )
    return document(page, head, nav() + body + footer(page.name))


def analytics(page: Page) -> str:
    """Only what a counting service wants to know."""
    head = f"<title>{escape(page.title)}</title>" + meta(
        **{"parsely-title": page.title, "parsely-pub-date": stamp(page, "T05:00:00Z"),
           "application-name": page.name}
    )  # fmt: skip
    body = (
        f"<div class='story-wrapper'><h1>{escape(page.title)}</h1><div class='story-text'>"
        f"{paragraphs(page)}</div></div>"
    )
    return document(page, head, nav() + body + related() + footer(page.name))


def paywalled(page: Page) -> str:
    data = article_data(page, isAccessibleForFree=False, hasPart={
        "@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paywall"})  # fmt: skip
    body = (
        f"<article><h1>{escape(page.title)}</h1><div class='article-body'>{paragraphs(page)}</div>"
        f"<div class='paywall-prompt'><h3>Already a subscriber? Log in</h3><p>{PAYWALL}</p>"
        f"<button>Subscribe</button></div></article>"
    )
    return document(page, title_tag(page) + script(data), nav() + body + footer(page.name))


# --- sites that state it in their markup


def microdata(page: Page) -> str:
    body = (
        f'{nav()}<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">'
        f'{escape(page.title)}</h1><time itemprop="datePublished" datetime="{stamp(page)}">x</time>'
        f'<time itemprop="dateModified" datetime="{page.changed}">y</time><div itemprop="publisher" '
        f'itemscope itemtype="https://schema.org/Organization"><meta itemprop="name" '
        f'content="{escape(page.name)}"></div><div itemprop="articleBody">{paragraphs(page)}</div>'
        f"</div>{comments()}{footer(page.name)}"
    )
    return document(page, f"<title>{escape(page.title)}</title>", body)


def microdata_meta(page: Page) -> str:
    """The same in empty elements; a comment below is described in this way too."""
    comment = (
        '<div itemprop="comment" itemscope itemtype="http://schema.org/Comment"><meta '
        f'itemprop="datePublished" content="2025-12-24"><p class="comment">{escape("I was there last week and it looked completely fine to me.")}</p></div>'
    )
    body = (
        f'<article itemscope itemtype="http://schema.org/Article">{comment}<meta '
        f'itemprop="datePublished" content="{page.published}"><span itemprop="publisher" itemscope>'
        f'<span itemprop="name">{escape(page.name)}</span></span><h2 itemprop="name headline">'
        f"{escape(page.title)}</h2>{paragraphs(page)}</article>"
    )
    return document(page, title_tag(page, " : "), nav() + body + footer(page.name))


def rdfa(page: Page) -> str:
    body = (
        f'<div vocab="https://schema.org/" typeof="NewsArticle"><h1 property="headline">'
        f'{escape(page.title)}</h1><span property="datePublished" content="{stamp(page)}">then</span>'
        f'<div property="publisher" typeof="Organization"><span property="name">{escape(page.name)}'
        f'</span></div><div property="articleBody">{paragraphs(page)}</div></div>'
    )
    return document(page, f"<title>{escape(page.title)}</title>", nav() + body + footer(page.name))


def plain_article(page: Page) -> str:
    """Nothing but HTML5: an article with its time."""
    body = (
        f"<header><h1>{escape(page.name)}</h1>{nav()}</header><article><header><h1>"
        f'{escape(page.title)}</h1><p>By {page.author}, <time datetime="{stamp(page)}">last summer'
        f"</time></p></header>{paragraphs(page)}<footer>{share()}</footer></article>{related()}"
    )
    return document(page, title_tag(page), body + footer(page.name))


def updated_first(page: Page) -> str:
    """Two times above the text, that of the change first."""
    body = (
        f'<main><h1>{escape(page.title)}</h1><div class="dates"><span class="updated">Updated <time '
        f'datetime="{page.changed}T07:00Z">today</time></span> <span class="published">First '
        f'published <time datetime="{stamp(page)}">earlier</time></span></div>{paragraphs(page)}'
        f"</main>{related()}"
    )
    return document(page, title_tag(page) + meta(og__site_name=page.name), nav() + body)


def hatom(page: Page) -> str:
    """A theme of blog software of the years around 2010."""
    body = (
        f'<div id="container"><div id="content"><div id="post-3" class="post-3 post hentry"><h1 '
        f'class="entry-title">{escape(page.title)}</h1><div class="entry-meta">Posted on <abbr '
        f'class="published" title="{stamp(page)}">some day</abbr> by <span class="author vcard">'
        f'{page.author}</span></div><div class="entry-content">{paragraphs(page)}</div></div>'
        f'{comments("commentlist")}</div><div id="primary" class="widget-area">'
        f"{related('div', 'widget_recent_entries')}</div></div>"
    )
    head = title_tag(page, " « ") + meta(generator="WordPress 3.0", og__site_name=page.name)
    return document(page, head, body + footer(page.name, "div"))


def indie_blog(page: Page) -> str:
    """Microformats of the second kind."""
    body = (
        f'<article class="h-entry"><h1 class="p-name">{escape(page.title)}</h1><p>by <a class="p-author '
        f'h-card" href="/">{page.author}</a> on <time class="dt-published" datetime="{page.published}">'
        f'a day</time></p><div class="e-content">{paragraphs(page)}</div></article>'
    )
    return document(page, title_tag(page, " — "), nav() + body + newsletter())


def newsletter_platform(page: Page) -> str:
    """A writer's letter on a platform; asks for subscriptions in the middle of the text."""
    texts = [f"<p>{escape(p)}</p>" for p in page.story.paragraphs]
    texts.insert(
        2, f'<div class="subscription-widget-wrap">{newsletter("subscription-widget")}</div>'
    )
    data = article_data(page, "NewsArticle", publisher={"@type": "Organization", "name": page.name})
    body = (
        f'<div class="single-post"><article class="newsletter-post post"><h1 class="post-title">'
        f'{escape(page.title)}</h1><div class="available-content"><div class="body markup">'
        f"{''.join(texts)}</div></div></article>{comments('post-comments')}</div>"
    )
    return document(page, title_tag(page, " - by Jo - ") + script(data), body)


# --- sites that only say it in words


def press_release(page: Page) -> str:
    """A ministry."""
    body = (
        f'<div class="govuk-width-container"><a href="#content">Skip to main content</a><main id="content">'
        f'<span class="govuk-caption-xl">Press release</span><h1 class="govuk-heading-xl">'
        f'{escape(page.title)}</h1><div class="metadata"><dl><dt>From:</dt><dd><a href="/org">'
        f"{escape(page.name)}</a></dd><dt>Published</dt><dd>{page.day:%-d %B %Y}</dd><dt>Last updated"
        f'</dt><dd>30 September 2025</dd></dl></div><div class="govspeak">{paragraphs(page)}</div></main></div>'
    )
    head = f"<title>{escape(page.title)} - {escape(page.name)}</title>"
    return document(page, head, cookies('class="gem-c-cookie-banner"') + body + footer("Crown"))


def agency_release(page: Page) -> str:
    """An American agency: FOR IMMEDIATE RELEASE, with the day in words."""
    body = (
        f'<div class="usa-grid">{nav()}<div class="field field--name-body"><p><strong>FOR IMMEDIATE '
        f"RELEASE</strong></p><p>{page.day:%A, %B %-d, %Y}</p><h1>{escape(page.title)}</h1>"
        f"{paragraphs(page)}<p>###</p></div></div>"
    )
    return document(page, title_tag(page), body + footer(page.name))


def byline_only(page: Page) -> str:
    body = (
        f'<div class="main"><h1>{escape(page.title)}</h1><div class="meta">By {page.author} | Published '
        f"{page.day:%-d %B %Y} at 10:42 BST | 4 min read</div>{paragraphs(page)}</div>{related()}"
    )
    return document(page, title_tag(page), nav() + body + footer(page.name))


def us_date(page: Page) -> str:
    body = (
        f"<article><h1>{escape(page.title)}</h1><p class='dateline'>{page.day:%m/%d/%Y} 08:15 AM EST</p>"
        f"{paragraphs(page)}</article>"
    )
    return document(page, title_tag(page) + meta(og__site_name=page.name), nav() + body + related())


def uk_date(page: Page) -> str:
    body = (
        f"<article><h1>{escape(page.title)}</h1><span class='date'>{page.day:%d/%m/%Y}</span>"
        f"{paragraphs(page)}</article>"
    )
    return document(page, title_tag(page) + meta(og__site_name=page.name), nav() + body + related())


def short_month(page: Page) -> str:
    """Capitals and an abbreviated month above the headline."""
    body = (
        f"<section class='story-top'><div class='topper'><span class='section'>POLITICS</span><span class='when'>"
        f"{page.day:%b %d, %Y}</span></div><h1>{escape(page.title)}</h1><h2 class='standfirst'></h2></section>"
        f"<div class='text'>{paragraphs(page)}</div>"
    ).replace(f"{page.day:%b}", f"{page.day:%b}".upper())
    return document(page, title_tag(page), nav() + body + comments() + footer(page.name))


def in_german(page: Page) -> str:
    months = (
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
    )
    when = f"{page.day.day}. {months[page.day.month - 1]} {page.day.year}"
    body = (
        f"<div class='artikel'><h1>{escape(page.title)}</h1><p class='datum'>Stand: {when}, 14:05 Uhr</p>"
        f"{paragraphs(page)}</div>"
    )
    return document(page, title_tag(page) + meta(og__site_name=page.name), nav() + body)


def in_french(page: Page) -> str:
    months = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
    when = f"{page.day.day} {months[page.day.month - 1]} {page.day.year}"
    body = (
        f"<article><h1>{escape(page.title)}</h1><p class='pub'>Publié le {when} à 18h30, modifié le "
        f"30 septembre 2025 à 9h12</p>{paragraphs(page)}</article>"
    )
    return document(page, title_tag(page) + meta(og__site_name=page.name), nav() + body)


# --- old and odd layouts


def tables(page: Page) -> str:
    """The year is 1999."""
    text = "<br><br>\n".join(map(escape, page.story.paragraphs))
    links = "<br>".join(
        f'<a href="x{n}.html">{name}</a>' for n, name in enumerate(("News", "Sport"))
    )
    body = (
        f'<table width="760" cellpadding="0"><tr><td colspan="2"><img src="logo.gif" alt="{page.name}">'
        f'</td></tr><tr><td width="120" bgcolor="#cccccc"><font size="2">{links}</font></td><td '
        f'width="640"><font size="5"><b>{escape(page.title)}</b></font><br><font size="2">'
        f"{page.day:%B %-d, %Y}</font><br><br><font size='3'>{text}</font></td></tr></table>"
    )
    return f"<HTML><HEAD><TITLE>{page.name}: {escape(page.title)}</TITLE></HEAD><BODY>{body}</BODY></HTML>"


def wire(page: Page) -> str:
    """A wire story with a dateline; text in blocks of no particular meaning."""
    first, *rest = page.story.paragraphs
    blocks = "".join(f'<div data-testid="paragraph-{n}" class="text__p">{escape(p)}</div>'
                     for n, p in enumerate([first, *rest]))  # fmt: skip
    head = title_tag(page) + meta(
        og__title=page.title, og__site_name=page.name, **{"article:published_time": stamp(page, "T04:05:06.789Z")}
    )  # fmt: skip
    body = (
        f'<div class="layout__main"><div data-testid="ArticleBody">{blocks}</div><div class="sign-off">'
        f"Reporting by {page.author}; Editing by A. Nother</div></div><div class='rail'>{related()}</div>"
    )
    return document(page, head, nav() + f"<h1>{escape(page.title)}</h1>" + body + footer(page.name))


def amp(page: Page) -> str:
    body = (
        f'<amp-sidebar id="s">{nav()}</amp-sidebar><amp-consent id="c">{cookies("class=c")}</amp-consent>'
        f'<article class="amp-wp-article"><header><h1 class="amp-wp-title">{escape(page.title)}</h1>'
        f'</header><amp-img src="a.jpg" width="1" height="1"></amp-img><div class="amp-wp-article-content">'
        f"{paragraphs(page)}<amp-ad width=300></amp-ad></div></article>{footer(page.name)}"
    )
    head = (
        f'<link rel="canonical" href="{page.url}">' + title_tag(page) + script(article_data(page))
    )
    return document(page, head, body, " ⚡")


def address_date(page: Page) -> str:
    """No date but in the address; that of a talked-of event stands in the text."""
    body = f"<article><h1>{escape(page.title)}</h1>{paragraphs(page)}</article>{related()}"
    head = title_tag(page) + f'<link rel="canonical" href="{page.path}">'
    return document(page, head + meta(og__site_name=page.name), nav() + body + footer(page.name))


def undated(page: Page) -> str:
    """No date of publication anywhere, but some of changes, comments and other stories."""
    head = title_tag(page) + meta(
        og__site_name=page.name, article__modified_time=f"{page.changed}T10:00Z"
    )
    body = (
        f"<article><h1>{escape(page.title)}</h1><p class='u'>Updated 30 September 2025</p>"
        f"{paragraphs(page)}</article>"
    )
    return document(page, head, nav() + body + comments() + related() + footer(page.name))


def interview(page: Page) -> str:
    """Questions in bold, a list and a table in the text, pulled quotations and a box beside it."""
    first, *rest = page.story.paragraphs
    box = f"<aside class='pullquote'></aside>{related('div', 'inline-related')}"
    inner = (
        f"<p><strong>{escape(first)}</strong></p>{box}<ul><li>{escape(rest[0])}</li></ul>"
        + "".join(
            f"<blockquote><p>{escape(p)}</p></blockquote>"
            if p.startswith("“")
            else f"<p>{escape(p)}</p>"
            for p in rest[1:]
        )
    )
    head = title_tag(page) + script(article_data(page, "OpinionNewsArticle"))
    body = f"<main><article><h1>{escape(page.title)}</h1>{inner}</article></main>{comments()}"
    return document(page, head, nav() + body + footer(page.name))


def linked_words(page: Page) -> str:
    """Links, emphasis and soft hyphens inside sentences; a related link between paragraphs."""
    marked = []
    for text in page.story.paragraphs:
        words = escape(text).split(" ")
        words[1] = f'<a href="/topic/1">{words[1]}</a>'
        words[-2] = f"<em>{words[-2]}</em>"
        marked.append(f"<p>{' '.join(words)}</p>")
    marked.insert(
        1, f'<p class="read-more"><strong>Read more:</strong> <a href="/x">{RELATED_LINK}</a></p>'
    )
    head = title_tag(page) + script(article_data(page))
    body = f"<article><h1>{escape(page.title)}</h1>{''.join(marked)}</article>"
    return document(page, head, nav() + body + footer(page.name))


RELATED_LINK = "Ministers deny rift over plans for a third runway"


def unclosed(page: Page) -> str:
    """Tags that nobody closes, and text outside any."""
    text = "<p>".join(map(escape, page.story.paragraphs))
    return (
        f"<html><head><title>{escape(page.title)}</title>{script(article_data(page))}<body>"
        f"<center>{nav()}</center><h1>{escape(page.title)}<div class=story><p>{text}"
        f"<div class=footer>{footer(page.name)}"
    )


def base_address(page: Page) -> str:
    """Relative addresses that are to be resolved against another one than that of the page."""
    head = (
        f'<base href="https://www.{page.host}/articles/">' + title_tag(page)
        + '<link rel="canonical" href="harbour.html">'
        + meta(og__title=page.title, article__published_time=stamp(page))
    )  # fmt: skip
    body = f"<main><h1>{escape(page.title)}</h1>{paragraphs(page)}</main>"
    return document(page, head, nav() + body + related())


def hidden_furniture(page: Page) -> str:
    """Banners without telling names, hidden menus, a transcript of an advertisement."""
    head = title_tag(page) + script(article_data(page))
    body = (
        f'<div hidden>{nav("div", "x1")}</div><div style="display: none">{related("div", "x2")}</div>'
        f'<div role="navigation">{nav("div", "x3")}</div><div role="complementary">{related("div", "x4")}'
        f"</div><article><h1>{escape(page.title)}</h1>{paragraphs(page)}</article><div "
        f'aria-label="Cookie consent">{cookies("class=x5")}</div>'
    )
    return document(page, head, body)
