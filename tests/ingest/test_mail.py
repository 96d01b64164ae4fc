"""Mail: what is taken of an .eml file, and what is none."""

from __future__ import annotations

import time
from email.message import EmailMessage
from pathlib import Path

import pytest

from factcheck.errors import InvalidSource
from factcheck.ingest.folders import read_one

TEXT = "The harbour bridge of Zürich was closed on Friday.\n\nIt opened in 1932."
OWN = "".join(f"<p>{part} Two of its pillars have cracks.</p>" for part in TEXT.split("\n\n"))
PAGE = f"<html><body><nav>Unsubscribe</nav><article>{OWN}</article></body></html>"


def mail(
    subject: str = "Bridge – closed", date: str = "Sat, 21 Jun 2025 00:30:00 +0200"
) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Press office <press@city.example>"
    message["Subject"] = subject
    message["Date"] = date
    return message


def written(tmp_path: Path, message: EmailMessage) -> Path:
    path = tmp_path / "note.eml"
    path.write_bytes(message.as_bytes())
    return path


def test_the_plain_part_is_the_text_and_subject_and_day_are_those_of_the_mail(
    tmp_path: Path,
) -> None:
    message = mail()
    message.set_content(TEXT, charset="iso-8859-1", cte="quoted-printable")
    message.add_alternative("<p>Not this.</p>", subtype="html")
    message.add_attachment("Nor this.", filename="list.txt")
    found = read_one(written(tmp_path, message))
    assert (found.title, found.published, found.text) == ("Bridge – closed", "2025-06-21", TEXT)
    assert found.publisher is None


@pytest.mark.parametrize("plain", [None, " \n", "Read this in your browser: https://n.example/7"])
def test_where_the_plain_part_has_few_words_or_none_it_is_the_article_of_the_page(
    tmp_path: Path, plain: str | None
) -> None:
    message = mail()
    if plain is None:
        message.set_content(PAGE, subtype="html")
    else:
        message.set_content(plain)
        message.add_alternative(PAGE, subtype="html")
    text = read_one(written(tmp_path, message)).text
    assert text.startswith("The harbour bridge of Zürich was closed on Friday.")
    assert "Unsubscribe" not in text


def test_a_mail_without_a_day_has_the_one_in_the_name_of_its_file(tmp_path: Path) -> None:
    message = mail(date="some time in June")
    message.set_content(TEXT)
    path = tmp_path / "2025-06-20-note.eml"
    path.write_bytes(message.as_bytes())
    assert read_one(path).published == "2025-06-20"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"The harbour bridge was closed.", "is no mail"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is no mail"),
        (b"Subject: Bridge\n\n \n", "holds no text"),
        (b"Subject: Bridge\nContent-Type: image/png\n\nabc", "holds no text"),
    ],
)
def test_what_is_no_mail_or_has_no_words_is_refused(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "note.eml"
    path.write_bytes(content)
    with pytest.raises(InvalidSource, match=reason):
        read_one(path)


@pytest.mark.parametrize(
    "opening",
    [
        "On Friday, 20 June 2025, Ann Ito <ann@paper.example> wrote:",
        "On Friday, 20 June 2025, Ann Ito\n<ann@paper.example> wrote:",
        "Ann Ito <ann@paper.example>, 20.06.2025:",
        "Am 20.06.2025 um 09:12 schrieb Ann Ito:",
        "Le ven. 20 juin 2025 à 09:12, Ann Ito a\nécrit\u00a0:",
        "El vie, 20 jun 2025 a las 9:12, Ann Ito escribió:",
        "Op 20 juni 2025 om 09:12 schreef Ann Ito:",
        "Op 20 juni 2025 heeft Ann Ito het volgende geschreven:",
        "Il giorno 20 giugno 2025, alle ore 09:12, Ann Ito ha scritto:",
    ],
)
def test_the_mail_that_it_answers_is_none_of_its_words(tmp_path: Path, opening: str) -> None:
    message = mail()
    message.set_content(f"{TEXT}\n\n{opening}\n\n> Was it closed in May?\n>\n> I heard so.\n")
    assert read_one(written(tmp_path, message)).text == TEXT


def test_a_long_line_above_a_quotation_is_read_in_no_time(tmp_path: Path) -> None:
    message = mail()
    text = f"{TEXT}\n\n{'<a@b> ' * 100_000}\n> It is closed."
    message.set_content(text, cte="8bit")
    start = time.perf_counter()
    assert read_one(written(tmp_path, message)).text.startswith(TEXT)
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    "text",
    [
        "On Friday Ann Ito wrote:\n> Was it closed?\nIt was.",
        f"{TEXT}\n\nThe mayor said:\n> It is closed.",
        f"{TEXT}\n\nThe mayor wrote: it was closed in May.\n> It is closed.",
        "Ann Ito wrote:\n> It is closed.",
        f"{TEXT}\n\nDie Mayorin schrieb im Mai: geschlossen.\n> It is closed.",
    ],
)
def test_what_a_mail_quotes_otherwise_stays(tmp_path: Path, text: str) -> None:
    message = mail()
    message.set_content(text)
    assert read_one(written(tmp_path, message)).text == text


HEADERS = """From: Ann Ito <ann@paper.example>
Sent: Friday, 20 June 2025 09:12
To: Press office <press@city.example>
Subject: Bridge

Was it closed in May? I heard so."""


@pytest.mark.parametrize("above", ["", "-----Original Message-----\n", f"{'_' * 32}\n\n"])
def test_nor_are_the_words_below_the_headers_of_another_mail(tmp_path: Path, above: str) -> None:
    message = mail("RE: Bridge")
    message.set_content(f"{TEXT}\n\n{above}{HEADERS}\n")
    assert read_one(written(tmp_path, message)).text == TEXT


IN_OTHER_LANGUAGES = [
    "Von: Ann Ito\nGesendet: Freitag, 20. Juni 2025 09:12\nAn: Presse\nBetreff: Brücke",
    "De : Ann Ito\nEnvoyé : vendredi 20 juin 2025 09:12\nÀ : Presse\nObjet : Pont",
    "De:\u00a0Ann Ito\nEnviado el: viernes, 20 de junio\nPara: Prensa\nAsunto: Puente",
    "Da: Ann Ito\nInviato: venerdì 20 giugno 2025\nA: Stampa\nOggetto: Ponte",
    "Van: Ann Ito\nVerzonden: vrijdag 20 juni 2025\nAan: Pers\nOnderwerp: Brug",
]


@pytest.mark.parametrize(
    "above",
    [
        "",
        "-----Ursprüngliche Nachricht-----\n",
        "-------- Message d'origine --------\n",
        "-------- Original-Nachricht --------\n",
    ],
)
@pytest.mark.parametrize("headers", IN_OTHER_LANGUAGES)
def test_nor_where_mail_programs_speak_another_language(
    tmp_path: Path, headers: str, above: str
) -> None:
    message = mail("AW: Bridge")
    message.set_content(f"{TEXT}\n\n{above}{headers}\n\nWas it closed in May?\n")
    assert read_one(written(tmp_path, message)).text == TEXT


@pytest.mark.parametrize(
    "opening",
    [
        "On Fri, Jun 20, 2025 at 9:12 AM Ann Ito\n<ann@paper.example> wrote:",
        "Am Fr., 20. Juni 2025 um 09:12 Uhr schrieb Ann Ito:\n",
    ],
)
def test_nor_is_what_stands_unmarked_below_who_wrote_it_when(tmp_path: Path, opening: str) -> None:
    def text(subject: str) -> str:
        message = mail(subject)
        message.set_content(f"{TEXT}\n\n{opening}\nWas it closed in May?\n")
        return read_one(written(tmp_path, message)).text

    assert text("Re: Bridge") == TEXT
    assert "in May" in text("Bridge")


@pytest.mark.parametrize(
    "text",
    [
        "On 20 June 2025 at 9:12 Ann Ito wrote:\n> Was it closed in May?\n\nIt was.",
        f"{TEXT}\n\nOn 20 June the mayor wrote:\n\nIt is closed.",
        f"{TEXT}\n\nOn Monday it met at 14:30. This is what the chair wrote:\n\nIt is closed.",
        f"{TEXT}\n\nFrom: the bridge\nTo: the old town\nDate: Monday\n\nIt is closed.",
    ],
)
def test_an_answer_below_its_question_and_a_letter_that_it_cites_stay(
    tmp_path: Path, text: str
) -> None:
    message = mail("Re: Bridge")
    message.set_content(text)
    assert read_one(written(tmp_path, message)).text == text


@pytest.mark.parametrize(
    ("form", "sent"),
    [
        ("flowed", "The bridge cost 74 \nmillion. \n\n It is old.\n>> No \n> Why?\nSo \n-- \nIda"),
        (
            "flowed; delsp=yes",
            "The bridge cost 74  \nmil \nlion. \n\nIt is old.\n>> No\n> Why?\nSo\n-- \nIda",
        ),
    ],
)
def test_lines_that_flow_are_the_paragraphs_that_were_written(
    tmp_path: Path, form: str, sent: str
) -> None:
    path = tmp_path / "note.eml"
    path.write_text(f"Subject: Bridge\nContent-Type: text/plain; format={form}\n\n{sent}\n")
    paragraphs = read_one(path).text.split("\n")
    assert [line.strip() for line in paragraphs] == [
        *("The bridge cost 74 million.", "It is old.", ">> No", "> Why?", "So", "--", "Ida")
    ]


def test_what_is_handed_on_stays(tmp_path: Path) -> None:
    message = mail("FW: Bridge")
    message.set_content(f"See below.\n\n{HEADERS}\n")
    assert read_one(written(tmp_path, message)).text == f"See below.\n\n{HEADERS}"


ASKED = "<p>Was the harbour bridge closed as early as in May, as a reader tells us?</p>"
ANSWERED = {
    "gmail": f"""{OWN}<div class="gmail_quote gmail_quote_container"><div dir="ltr"
        class="gmail_attr">On Fri, Jun 20, 2025 Ann Ito wrote:<br></div>
        <blockquote class="gmail_quote" style="margin:0">{ASKED}</blockquote></div>""",
    "apple": f"""{OWN}<div><blockquote type="cite"><div>On 20 Jun 2025, at 09:12, Ann Ito
        &lt;ann@paper.example&gt; wrote:</div>{ASKED}</blockquote></div>""",
    "thunderbird": f"""{OWN}<div class="moz-cite-prefix">On 20.06.2025 Ann Ito wrote:<br></div>
        <blockquote type="cite" cite="mid:1">{ASKED}</blockquote>""",
    "outlook on the web": f"""{OWN}<div id="appendonsend"></div><hr><div id="divRplyFwdMsg">
        <b>From:</b> Ann Ito<br><b>Sent:</b> Friday<br></div><div>{ASKED}</div>""",
    "outlook in German": f"""<div class="WordSection1">{OWN}<div style="border:none;border-top:solid
        #E1E1E1 1.0pt"><p><b>Von:</b> Ann Ito<br></p></div>{ASKED}</div>""",
    "outlook": f"""<div class="WordSection1">{OWN}<div><div style="border:none;border-top:solid
        #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p><b>From:</b> Ann Ito<br></p></div></div>
        {ASKED}</div>""",
}


@pytest.mark.parametrize("page", ANSWERED.values(), ids=ANSWERED)
def test_a_page_is_read_without_the_mail_that_it_answers(tmp_path: Path, page: str) -> None:
    def text(subject: str) -> str:
        message = mail(subject)
        message.set_content(page, subtype="html")
        return read_one(written(tmp_path, message)).text

    assert "closed on Friday" in text("Re: Bridge")
    assert "in May" not in text("Re: Bridge") and "Ito" not in text("Re: Bridge")
    assert "in May" in text("Fwd: Bridge")


def test_a_page_of_nothing_but_a_quotation_is_read_as_it_is(tmp_path: Path) -> None:
    message = mail()
    message.set_content(f"<blockquote type='cite'>{OWN}</blockquote>", subtype="html")
    assert "closed on Friday" in read_one(written(tmp_path, message)).text


RELEASE = "Press release.\n\nFrom: Office of the Mayor\nTo: All media\nDate: 5 May"


@pytest.mark.parametrize(
    "text",
    [f"{RELEASE}\n\n{TEXT}", f"FYI\n\n---------- Forwarded message ---------\n{HEADERS}"],
)
def test_headers_in_a_mail_that_answers_none_are_its_own(tmp_path: Path, text: str) -> None:
    message = mail("Harbour bridge")
    message.set_content(text)
    assert read_one(written(tmp_path, message)).text == text


def test_a_mail_that_refers_to_another_answers_it(tmp_path: Path) -> None:
    message = mail("Harbour bridge")
    message["In-Reply-To"] = "<1@paper.example>"
    message.set_content(f"{TEXT}\n\n{HEADERS}\n")
    assert read_one(written(tmp_path, message)).text == TEXT
