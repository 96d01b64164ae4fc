"""The news agencies whose reports others carry, as they are written in credits and datelines."""

from __future__ import annotations

# Each by its short name, with a pattern of what it is called.
AGENCIES = {
    "reuters": "Reuters",
    "afp": "AFP|Agence France-Presse",
    "ap": r"AP|Associated Press",
    "tass": "TASS|ITAR-TASS",
    "xinhua": "Xinhua",
    "ians": "IANS",
    "ani": "ANI",
    "pti": "PTI|Press Trust of India",
    "dpa": "dpa|DPA",
    "efe": "EFE",
    "ansa": "ANSA",
    "interfax": "Interfax",
    "ria": "RIA Novosti|RIA",
    "ukrinform": "Ukrinform",
    "unian": "UNIAN",
    "anadolu": "Anadolu(?: Agency)?|AA",
    "kyodo": "Kyodo(?: News)?",
    "yonhap": "Yonhap",
    "bloomberg": "Bloomberg",
    "upi": "UPI",
    "cp": "Canadian Press",
    "aap": "AAP",
    "pa": "PA Media|PA",
}
