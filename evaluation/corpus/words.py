"""Vocabularies: what units are about, and the frames that make a name of it, in five languages.

A topic is a *field* and an *activity* ("road", "safety"). English and French write both as words of
their own; Finnish, Swedish and German make one compound of them.
"""

# ruff: noqa: E501  (one row a word, in all languages)

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Word(NamedTuple):
    """A word with another form of it: inflected, or derived from the same stem."""

    form: str
    other: str


# fmt: off
FIELDS: Mapping[str, Mapping[str, str]] = {
    "road": {"en": "Road", "fi": "tie", "sv": "väg", "de": "Straßen", "fr": "routes"},
    "food": {"en": "Food", "fi": "elintarvike", "sv": "livsmedels", "de": "Lebensmittel", "fr": "aliments"},
    "water": {"en": "Water", "fi": "vesi", "sv": "vatten", "de": "Wasser", "fr": "eaux"},
    "forest": {"en": "Forest", "fi": "metsä", "sv": "skogs", "de": "Forst", "fr": "forêts"},
    "port": {"en": "Port", "fi": "satama", "sv": "hamn", "de": "Hafen", "fr": "ports"},
    "school": {"en": "School", "fi": "koulu", "sv": "skol", "de": "Schul", "fr": "écoles"},
    "prison": {"en": "Prison", "fi": "vankila", "sv": "fängelse", "de": "Gefängnis", "fr": "prisons"},
    "housing": {"en": "Housing", "fi": "asunto", "sv": "bostads", "de": "Wohnungs", "fr": "logements"},
    "energy": {"en": "Energy", "fi": "energia", "sv": "energi", "de": "Energie", "fr": "énergies"},
    "labour": {"en": "Labour", "fi": "työ", "sv": "arbets", "de": "Arbeits", "fr": "emplois"},
    "heritage": {"en": "Heritage", "fi": "perintö", "sv": "kulturarvs", "de": "Denkmal", "fr": "patrimoines"},
    "river": {"en": "River", "fi": "joki", "sv": "flod", "de": "Fluss", "fr": "rivières"},
    "air": {"en": "Aviation", "fi": "lento", "sv": "luftfarts", "de": "Luftfahrt", "fr": "aéroports"},
    "rail": {"en": "Railway", "fi": "raide", "sv": "järnvägs", "de": "Eisenbahn", "fr": "chemins de fer"},
    "medicine": {"en": "Medicines", "fi": "lääke", "sv": "läkemedels", "de": "Arzneimittel", "fr": "médicaments"},
    "child": {"en": "Child", "fi": "lapsi", "sv": "barn", "de": "Kinder", "fr": "enfants"},
    "youth": {"en": "Youth", "fi": "nuoriso", "sv": "ungdoms", "de": "Jugend", "fr": "jeunes"},
    "pension": {"en": "Pension", "fi": "eläke", "sv": "pensions", "de": "Renten", "fr": "pensions"},
    "tax": {"en": "Tax", "fi": "vero", "sv": "skatte", "de": "Steuer", "fr": "impôts"},
    "customs": {"en": "Customs", "fi": "tulli", "sv": "tull", "de": "Zoll", "fr": "douanes"},
    "border": {"en": "Border", "fi": "raja", "sv": "gräns", "de": "Grenz", "fr": "frontières"},
    "trade": {"en": "Trade", "fi": "kauppa", "sv": "handels", "de": "Handels", "fr": "commerces"},
    "tourism": {"en": "Tourism", "fi": "matkailu", "sv": "turism", "de": "Tourismus", "fr": "tourismes"},
    "mining": {"en": "Mining", "fi": "kaivos", "sv": "gruv", "de": "Bergbau", "fr": "mines"},
    "fish": {"en": "Fisheries", "fi": "kala", "sv": "fiske", "de": "Fischerei", "fr": "pêches"},
    "plant": {"en": "Plant", "fi": "kasvi", "sv": "växt", "de": "Pflanzen", "fr": "plantes"},
    "animal": {"en": "Animal", "fi": "eläin", "sv": "djur", "de": "Tier", "fr": "animaux"},
    "election": {"en": "Elections", "fi": "vaali", "sv": "val", "de": "Wahl", "fr": "élections"},
    "climate": {"en": "Climate", "fi": "ilmasto", "sv": "klimat", "de": "Klima", "fr": "climats"},
    "land": {"en": "Land", "fi": "maa", "sv": "mark", "de": "Boden", "fr": "sols"},
    "island": {"en": "Island", "fi": "saaristo", "sv": "skärgårds", "de": "Insel", "fr": "îles"},
    "museum": {"en": "Museum", "fi": "museo", "sv": "musei", "de": "Museums", "fr": "musées"},
}
ACTIVITIES: Mapping[str, Mapping[str, Word]] = {
    "safety": {"en": Word("Safety", "Safe"), "fi": Word("turvallisuus", "turvallisuuden"),
               "sv": Word("säkerhet", "säkerheten"), "de": Word("sicherheit", "sicherheiten"),
               "fr": Word("sécurité", "sécurités")},
    "planning": {"en": Word("Planning", "Plans"), "fi": Word("suunnittelu", "suunnittelun"),
                 "sv": Word("planering", "planeringen"), "de": Word("planung", "planungen"),
                 "fr": Word("planification", "planifications")},
    "research": {"en": Word("Research", "Researching"), "fi": Word("tutkimus", "tutkimuksen"),
                 "sv": Word("forskning", "forskningen"), "de": Word("forschung", "forschungen"),
                 "fr": Word("recherche", "recherches")},
    "licensing": {"en": Word("Licensing", "Licences"), "fi": Word("lupa", "luvan"),
                  "sv": Word("tillstånd", "tillstånden"), "de": Word("genehmigung", "genehmigungen"),
                  "fr": Word("autorisation", "autorisations")},
    "inspection": {"en": Word("Inspection", "Inspections"), "fi": Word("tarkastus", "tarkastuksen"),
                   "sv": Word("inspektion", "inspektionen"), "de": Word("prüfung", "prüfungen"),
                   "fr": Word("inspection", "inspections")},
    "statistics": {"en": Word("Statistics", "Statistical"), "fi": Word("tilasto", "tilastojen"),
                   "sv": Word("statistik", "statistiken"), "de": Word("statistik", "statistiken"),
                   "fr": Word("statistique", "statistiques")},
    "training": {"en": Word("Training", "Trainings"), "fi": Word("koulutus", "koulutuksen"),
                 "sv": Word("utbildning", "utbildningen"), "de": Word("ausbildung", "ausbildungen"),
                 "fr": Word("formation", "formations")},
    "subsidies": {"en": Word("Subsidies", "Subsidy"), "fi": Word("tuki", "tuen"),
                  "sv": Word("stöd", "stödet"), "de": Word("förderung", "förderungen"),
                  "fr": Word("subvention", "subventions")},
    "conservation": {"en": Word("Conservation", "Conservancy"), "fi": Word("suojelu", "suojelun"),
                     "sv": Word("bevarande", "bevarandet"), "de": Word("erhaltung", "erhaltungen"),
                     "fr": Word("conservation", "conservations")},
    "registration": {"en": Word("Registration", "Registrations"), "fi": Word("rekisteri", "rekisterin"),
                     "sv": Word("register", "registret"), "de": Word("registrierung", "registrierungen"),
                     "fr": Word("immatriculation", "immatriculations")},
    "management": {"en": Word("Management", "Managing"), "fi": Word("hallinta", "hallinnan"),
                   "sv": Word("förvaltning", "förvaltningen"), "de": Word("verwaltung", "verwaltungen"),
                   "fr": Word("gestion", "gestions")},
    "development": {"en": Word("Development", "Developments"), "fi": Word("kehitys", "kehityksen"),
                    "sv": Word("utveckling", "utvecklingen"), "de": Word("entwicklung", "entwicklungen"),
                    "fr": Word("aménagement", "aménagements")},
    "engineering": {"en": Word("Engineering", "Engineers"), "fi": Word("tekniikka", "tekniikan"),
                    "sv": Word("teknik", "tekniken"), "de": Word("technik", "techniken"),
                    "fr": Word("ingénierie", "ingénieries")},
    "economics": {"en": Word("Economics", "Economic"), "fi": Word("talous", "talouden"),
                  "sv": Word("ekonomi", "ekonomin"), "de": Word("wirtschaft", "wirtschaften"),
                  "fr": Word("économie", "économies")},
}
# What every body has one of: such a name tells nothing outside its body.
GENERIC: Mapping[str, tuple[str, ...]] = {
    "en": ("Finance", "Human Resources", "Communications", "Assurance", "Programmes", "Legal",
           "Procurement", "Internal Audit", "Strategy", "Secretariat", "Digital", "Estates"),
    "fi": ("Talous", "Henkilöstö", "Viestintä", "Laatu", "Ohjelmat", "Lakiasiat", "Hankinnat",
           "Sisäinen tarkastus", "Strategia", "Sihteeristö", "Tietohallinto", "Toimitilat"),
    "sv": ("Ekonomi", "Personal", "Kommunikation", "Kvalitet", "Program", "Juridik", "Inköp",
           "Internrevision", "Strategi", "Kansli", "IT", "Lokaler"),
    "de": ("Haushalt", "Personal", "Kommunikation", "Qualität", "Programme", "Justiziariat",
           "Beschaffung", "Innenrevision", "Strategie", "Sekretariat", "Informationstechnik",
           "Liegenschaften"),
    "fr": ("Finances", "Ressources humaines", "Communication", "Qualité", "Programmes",
           "Affaires juridiques", "Achats", "Audit interne", "Stratégie", "Secrétariat",
           "Numérique", "Immobilier"),
}
PLACES = ("Aldermere", "Brontby", "Cairnholt", "Drosvik", "Elmsund", "Farnhaven", "Grantofta",
          "Holmfors", "Istrava", "Jarlsund", "Keldermark", "Lindesta")
# One title a frame; the first of a list for the topmost level. `{}` is where the topic stands.
FRAMES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "en": {"body": ("Ministry of {}", "Department for {}", "{} Agency", "{} Authority"),
           "directorate": ("{} Directorate", "Directorate of {}", "{} Department", "{} Division"),
           "section": ("{} Unit", "{} Section", "{} Team", "{} Branch")},
    "fi": {"body": ("{}ministeriö", "{}virasto", "{}keskus", "{}laitos"),
           "directorate": ("{}osasto", "{}toimiala", "{}linja", "{}ryhmä"),
           "section": ("{}yksikkö", "{}toimisto", "{}tiimi", "{}jaos")},
    "sv": {"body": ("{}departementet", "{}verket", "{}myndigheten", "{}styrelsen"),
           "directorate": ("{}avdelningen", "Avdelningen för {}", "{}området", "{}sektionen"),
           "section": ("{}enheten", "Enheten för {}", "{}gruppen", "{}byrån")},
    "de": {"body": ("Ministerium für {}", "Bundesamt für {}", "{}behörde", "{}anstalt"),
           "directorate": ("Abteilung {}", "Abteilung für {}", "Hauptreferat {}", "Bereich {}"),
           "section": ("Referat {}", "Referat für {}", "Sachgebiet {}", "Arbeitsgruppe {}")},
    "fr": {"body": ("Ministère : {}", "Agence : {}", "Autorité : {}", "Office : {}"),
           "directorate": ("Direction de la {}", "Département de la {}", "Pôle {}", "Division {}"),
           "section": ("Service de la {}", "Bureau de la {}", "Unité {}", "Cellule {}")},
}
AND: Mapping[str, str] = {"en": "and", "fi": "ja", "sv": "och", "de": "und", "fr": "et"}
QUALIFIERS: Mapping[str, tuple[str, ...]] = {
    "en": ("National", "Strategic", "Integrated", "Central"),
    "fi": ("Valtakunnallinen", "Strateginen", "Yhdennetty", "Keskus-"),
    "sv": ("Nationella", "Strategiska", "Samlade", "Centrala"),
    "de": ("Nationale", "Strategische", "Zentrale", "Gemeinsame"),
    "fr": ("Nationale", "Stratégique", "Intégrée", "Centrale"),
}
LANGUAGES = tuple(FRAMES)
# fmt: on
