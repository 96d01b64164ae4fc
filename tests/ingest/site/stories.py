"""What the pages of the test site report: made-up news, each told once."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    """A title and the paragraphs of the text, as a reader sees them."""

    title: str
    paragraphs: tuple[str, ...]


BRIDGE = Story(
    "Harbour bridge shut after cracks found in two pillars",
    (
        "The harbour bridge was closed to all traffic on Monday after divers found cracks in two "
        "of its eleven pillars, the city's engineering office said.",
        "Chief engineer Dana Whitlow said the repair would take at least three months and cost "
        "about four million euros. “Nobody was ever in danger,” she told reporters.",
        "Ferries will carry pedestrians and cyclists across the river from 6 a.m. to 11 p.m.",
        "The bridge was opened on 4 May 1962 and last inspected in full in 2019. An audit of "
        "March 2021 had warned that inspections were overdue.",
        "Opposition councillors asked why the audit had not been acted on.",
    ),
)
BUDGET = Story(
    "Council passes budget by one vote after nine-hour debate",
    (
        "The city council adopted a budget of 412 million crowns shortly before midnight, by 23 "
        "votes to 22, ending a debate that had begun in the early afternoon.",
        "Spending on roads rises by 8.5% while the library service loses two of its six branches.",
        "“This is not the budget that any of us wanted,” said Mayor Ruth Okonkwo, “but it is the "
        "one that we can pay for.”",
        "The vote had been put off twice, on 12 January and 9 February 2024, for want of a "
        "majority.",
    ),
)
VACCINE = Story(
    "Measles cases double in a year, health institute says",
    (
        "The number of confirmed measles cases doubled to 1,284 last year, the national health "
        "institute said in its annual report.",
        "Two thirds of the patients were children under five. Nine in ten had not been "
        "vaccinated, the report says.",
        "Immunisation fell below 90 percent in four of the sixteen regions; 95 percent are needed "
        "to stop the virus from spreading.",
        "The institute advised parents to check vaccination records before the summer holidays.",
        "A spokesman for the ministry said mobile teams would visit schools from September.",
        "The last outbreak of a similar size was recorded in 2011.",
    ),
)
STRIKE = Story(
    "Dockers & carriers agree to end 17-day port strike",
    (
        "Dockers at the country's largest port will go back to work on Thursday after their union "
        "and the carriers' association settled a dispute over night shifts.",
        "Under the agreement pay rises by 6 percent this year and 3 percent the next, said the "
        "union's chairman, Pavel Ostrander.",
        "Some 140 ships had been waiting at anchor, according to the harbour master's office.",
        "Retailers said shelves would fill again within a week.",
    ),
)
FLOOD = Story(
    "River falls below alert level as valley counts the cost of flood",
    (
        "Water levels in the upper valley dropped below the alert mark for the first time in nine "
        "days, the hydrological service reported.",
        "At least 2,300 homes were damaged and three road bridges carried away.",
        "“We have lost the harvest, the barn and the tractor,” said Ilse Maron, who farms below "
        "the weir. “The house is still standing. That is something.”",
        "The government has promised 10,000 crowns to each household as a first payment.",
        "Insurers put the damage at between 600 and 750 million crowns.",
    ),
)
TELESCOPE = Story(
    "Why the new telescope sees what the old one missed",
    (
        "Astronomers who pointed the new telescope at a patch of sky that had been photographed a "
        "hundred times found 58 galaxies that nobody had noticed.",
        "The mirror is six metres wide, but size is not the reason. The instrument is cooled to "
        "minus 266 degrees Celsius, so that its own warmth does not drown the faint signal.",
        "“It is like listening for a whisper after the party has gone home,” said Noor Haddad of "
        "the observatory.",
        "What the team saw is light that left its source 12.9 billion years ago.",
        "Others advise caution: distances of this kind have been corrected before.",
        "The results were published in a journal after review by three experts.",
    ),
)
COURT = Story(
    "Court strikes down ban on night-time deliveries",
    (
        "The administrative court on Tuesday struck down a by-law that forbade deliveries between "
        "10 p.m. and 6 a.m., saying that the town had no power to make it.",
        "Judge Amal Reyes wrote that noise was a matter for the state, not for each town.",
        "The town has four weeks to appeal. Its lawyer said it would read the reasons first.",
    ),
)
SCHOOL = Story(
    "Rural schools to share teachers by video link",
    (
        "Forty-two rural schools will share teachers of physics and Latin by video link from the "
        "autumn, the education department announced.",
        "The scheme costs 3.1 million pounds over two years and was tried in six schools last "
        "term.",
        "Teachers' unions were divided. “It is better than no physics at all,” said one official; "
        "another called it “a lesson in saving money”.",
        "Parents will be asked for their views in spring.",
        "The department said no post would be cut because of the scheme.",
    ),
)
RATE = Story(
    "Central bank holds rate at 4.25%, sees inflation easing",
    (
        "The central bank left its main interest rate unchanged at 4.25 percent and said that "
        "inflation was likely to return to its target within a year.",
        "All but one of the nine members of its board voted for the decision.",
        "Consumer prices rose by 2.9 percent in the year to May, after 3.4 percent in April.",
        "Analysts had expected no change. The currency hardly moved.",
        "The bank will next decide on 11 September.",
    ),
)
FOREST = Story(
    "Wildfire that burned 5,000 hectares was started by power line, inquiry finds",
    (
        "The fire that burned 5,000 hectares of forest last August was started by a broken power "
        "line, an inquiry has found.",
        "Wind of up to 80 kilometres an hour brought a rotten tree down on the line, according "
        "to the report.",
        "The network's operator had inspected the line in 2018 and marked the tree for felling.",
        "“The tree was on a list. The list was in a drawer,” the inquiry's chair, Tomas Lindqvist, "
        "said.",
        "No one was killed, but 31 houses burned down.",
        "The operator said it had doubled its spending on felling since.",
    ),
)
TRAIN = Story(
    "Night train to the coast returns after eleven years",
    (
        "A night train will run to the coast again from December, eleven years after the last one "
        "was withdrawn, the railway said on Friday.",
        "It leaves the capital at 9:40 p.m. and arrives at 7:15 a.m.; a bed costs from 59 euros.",
        "The carriages were bought second-hand and refitted in the railway's own workshop.",
        "The passengers' association welcomed the news and asked for a stop at the lakes.",
    ),
)
MUSEUM = Story(
    "Museum returns 26 bronzes taken a century ago",
    (
        "The city museum handed back 26 bronzes at a ceremony attended by the grandson of the man "
        "from whose palace they had been taken in 1907.",
        "“They have been away for long enough,” said the museum's director, Claire Abenov.",
        "Another 14 pieces stay on loan until a new building is finished.",
        "Researchers spent four years in the archives to find out how each of them was acquired.",
        "The ministry of culture said that it would publish the list of all objects in doubt.",
    ),
)
GERMAN = Story(
    "Stadtrat beschließt Sanierung der alten Brücke",
    (
        "Der Stadtrat hat am Montag die Sanierung der alten Brücke beschlossen. Sie soll rund "
        "zwölf Millionen Euro kosten und zwei Jahre dauern.",
        "„Wir hätten früher anfangen müssen“, sagte Oberbürgermeisterin Jule Grünwald.",
        "Während der Arbeiten bleibt die Brücke für Fußgänger geöffnet.",
        "Die Opposition hatte einen Neubau gefordert, weil er ihrer Ansicht nach günstiger wäre.",
    ),
)
FRENCH = Story(
    "La mairie rouvre la piscine après deux ans de travaux",
    (
        "La piscine municipale a rouvert ses portes samedi, après deux ans de travaux qui ont "
        "coûté 8,4 millions d'euros.",
        "« C'est un équipement que les habitants attendaient », a déclaré la maire, Élodie "
        "Carpentier, devant une centaine de personnes.",
        "Le tarif reste fixé à quatre euros, et l'entrée est gratuite pour les moins de dix ans.",
        "Les associations de quartier réclament des horaires élargis le soir.",
    ),
)
RUSSIAN = Story(
    "В городе открыли новую библиотеку",
    (
        "В центре города открылась новая библиотека, которую строили четыре года.",
        "В фонде около двухсот тысяч книг, сообщила директор Анна Белова.",
        "Читальный зал работает с девяти утра до девяти вечера без выходных.",
        "Старое здание передадут музыкальной школе.",
    ),
)
