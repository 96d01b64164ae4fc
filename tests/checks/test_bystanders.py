"""Who only stands beside a deed, and whom it is told of."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from factcheck import Document, FactChecker
from factcheck.checks.bystanders import told_of_another
from factcheck.types import Label


@pytest.mark.parametrize(
    ("claim", "sentence", "other"),
    [
        ("Omar Haddad was held.", "Two men were held for the murder of Omar Haddad.", "men"),
        ("Omar Haddad was held.", "Police held two men over the murder of Omar Haddad.", "men"),
        ("The mayor was shot.", "A man was shot by the mayor's bodyguard.", "man"),
        ("The mayor was shot.", "A gunman shot the wife of the mayor.", "wife"),
        (
            "Kone was sent off.",
            "United's goalkeeper was sent off for a foul on Kone.",
            "goalkeeper",
        ),
        ("Lopez was injured.", "A cyclist was injured when Lopez opened his door.", "cyclist"),
        ("The bishop was charged.", "A boy was charged with blackmailing the bishop.", "boy"),
        ("The suspect was hurt.", "A policeman was hurt while arresting the suspect.", "policeman"),
        ("Maria Lind was promoted.", "Maria Lind's deputy was promoted.", "deputy"),
        ("The president resigned.", "The president's spokesman resigned.", "spokesman"),
        ("Apple was fined.", "The court fined a competitor of Apple.", "competitor"),
        ("The school burned down.", "A barn next to the school burned down.", "barn"),
        ("The airport is closed.", "The road to the airport is closed.", "road"),
        ("The bank collapsed.", "A roof collapsed at the bank.", "roof"),
    ],
)
def test_somebody_else_did_it_or_underwent_it(claim: str, sentence: str, other: str) -> None:
    assert told_of_another(claim, sentence) == other


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Omar Haddad was held.", "Omar Haddad was held for the murder of Kone."),
        ("Omar Haddad was held.", "A baker, Omar Haddad, was held."),
        ("Omar Haddad was held.", "A man was held on Friday, identified as Omar Haddad."),
        ("Omar Haddad was held.", "A man known as Omar Haddad was held."),
        ("Haddad was held.", "Haddad and two others were held for the murder of Kone."),
        ("Haddad was held.", "Police held Haddad for the murder of Kone."),
        ("Haddad was held.", "He was held for the murder of a rival of Haddad."),
        ("Haddad was held.", "Two men were held. Haddad was held, too."),
        ("Starmer resigned.", "The prime minister resigned on Friday, Starmer's spokesman said."),
        ("The ship sank.", "The storm sank the ship."),
        ("The ship sank.", "The tanker sank after an explosion on the ship."),
        ("Kral was hurt.", "The striker was hurt after Kral collided with the goalkeeper."),
        ("Lind was fined.", "The prime minister was fined for breaking Lind's own rules."),
        ("Biden vetoed it.", "The president vetoed it after Biden's aides warned him."),
        ("Kone met Ito.", "Ito met with Kone."),
        ("Kone arrived on Monday.", "The minister arrived with Kone on Monday."),
        ("Gaza was bombed.", "Five schools were bombed in Gaza."),
        ("Lee directed the film.", "The film was directed by Lee."),
        ("Lee directed the film.", "It is a film directed by Lee."),
        ("The jury was shown a film.", "A film was shown to the jury."),
        ("Ott said it would rain.", "A spokesman said on behalf of Ott that it would rain."),
        ("The man was filmed.", "A man in a red shirt was filmed by another man."),
        ("English people are descended from Angles.", "The English are descended from peoples."),
        ("Penguin Books was sold.", "The firm Penguin was sold by Books and Co."),
        ("", "A man was shot by the mayor's bodyguard."),
    ],
)
def test_what_may_be_told_of_the_subject_is_left_alone(claim: str, sentence: str) -> None:
    assert told_of_another(claim, sentence) is None


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(claim: str, sentence: str) -> None:
    other = told_of_another(claim, sentence)
    assert other is None or other in sentence


@pytest.mark.slow
def test_the_dead_man_is_not_arrested(tmp_path: object) -> None:
    text = "On Monday two men were arrested for the murder of Omar Haddad."
    with FactChecker.create(f"{tmp_path}/index") as checker:
        checker.add([Document(id="d1", text=text)])
        dead = checker.verify("Omar Haddad was arrested.")
        held = checker.verify("Two men were arrested.")
    assert dead.label is Label.NOT_ENOUGH_EVIDENCE
    assert "says it of “men”" in str(dead)
    assert held.label is Label.SUPPORTED
