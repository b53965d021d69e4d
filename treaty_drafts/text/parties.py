"""Who may stand as a delegation in front of a wording or behind it, and what looks like one and is none."""

from collections.abc import Iterable
from functools import cached_property

import regex

# Short names of States as negotiating texts print them, and the usual groups. A name with "and" in it has to be known.
STATES = frozenset(
    """Afghanistan|Albania|Algeria|Andorra|Angola|Antigua and Barbuda|Argentina|Armenia|Australia|Austria|Azerbaijan
Bahamas|Bahrain|Bangladesh|Barbados|Belarus|Belgium|Belize|Benin|Bhutan|Bolivia|Bosnia and Herzegovina|Botswana|Brazil
Brunei|Brunei Darussalam|Bulgaria|Burkina Faso|Burundi|Cabo Verde|Cambodia|Cameroon|Canada|Central African Republic|Chad
Chile|China|Colombia|Comoros|Congo|Costa Rica|Côte d'Ivoire|Côte d’Ivoire|Croatia|Cuba|Cyprus|Czechia|Czech Republic
DPRK|Democratic Republic of the Congo|Denmark|Djibouti|Dominica|Dominican Republic|Ecuador|Egypt|El Salvador
Equatorial Guinea|Eritrea|Estonia|Eswatini|Ethiopia|Fiji|Finland|France|Gabon|Gambia|Georgia|Germany|Ghana|Greece|Grenada
Guatemala|Guinea|Guinea-Bissau|Guyana|Haiti|Holy See|Honduras|Hungary|Iceland|India|Indonesia|Iran|Iraq|Ireland|Israel
Italy|Jamaica|Japan|Jordan|Kazakhstan|Kenya|Kiribati|Korea|Kuwait|Kyrgyzstan|Laos|Lao PDR|Latvia|Lebanon|Lesotho|Liberia
Libya|Liechtenstein|Lithuania|Luxembourg|Madagascar|Malawi|Malaysia|Maldives|Mali|Malta|Marshall Islands|Mauritania
Mauritius|Mexico|Micronesia|Moldova|Monaco|Mongolia|Montenegro|Morocco|Mozambique|Myanmar|Namibia|Nauru|Nepal
Netherlands|New Zealand|Nicaragua|Niger|Nigeria|North Macedonia|Norway|Oman|Pakistan|Palau|Palestine|State of Palestine
Panama|Papua New Guinea|Paraguay|Peru|Philippines|Poland|Portugal|Qatar|Republic of Korea|Republic of Moldova|Romania
Russia|Russian Federation|Rwanda|Saint Kitts and Nevis|Saint Lucia|Saint Vincent and the Grenadines|Samoa|San Marino
Sao Tome and Principe|Saudi Arabia|Senegal|Serbia|Seychelles|Sierra Leone|Singapore|Slovakia|Slovenia|Solomon Islands
Somalia|South Africa|South Korea|South Sudan|Spain|Sri Lanka|Sudan|Suriname|Sweden|Switzerland|Syria|Tajikistan|Tanzania
Thailand|Timor-Leste|Togo|Tonga|Trinidad and Tobago|Tunisia|Turkey|Türkiye|Turkmenistan|Tuvalu|Uganda|Ukraine
United Arab Emirates|United Kingdom|United States|United States of America|Uruguay|Uzbekistan|Vanuatu|Venezuela|Viet Nam
Vietnam|Yemen|Zambia|Zimbabwe|African Group|African Union|Arab Group|European Union|Group of 77|Pacific Islands Forum
EU|US|USA|UK|UAE|ROK|G77|G-77|AOSIS|CARICOM|ASEAN|PSIDS|GRULAC|CANZ|JUSCANZ|EIG|LMDC|AILAC|ALBA|BASIC""".replace(
        "\n", "|"
    ).split("|")
)
# Words in capitals or with a capital in front of a colon, that are about the text and not about who wants it.
NO_PARTIES = frozenset(  # a list of words reads better as one
    [
        "NOTE",
        "ALT",
        "ALTERNATIVE",
        "OPTION",
        "ARTICLE",
        "ARTICLES",
        "ANNEX",
        "PART",
        "SECTION",
        "CHAPTER",
        "TITLE",
        "CHAPEAU",
        "PREAMBLE",
        "PLACEHOLDER",
        "DRAFT",
        "TEXT",
        "FOOTNOTE",
        "TBD",
        "TBC",
        "TBA",
        "PARAGRAPH",
        "PARA",
        "PARAS",
        "HEADING",
        "COMMENT",
        "COMMENTS",
        "DECISION",
        "DEFINITIONS",
        "DEFINITION",
        "SOURCE",
        "CLOSED",
        "OPEN",
        "AGREED",
        "AND",
        "BIS",
        "TER",
        "QUATER",
        "XXX",
        "SEE",
        "MOVE",
        "NEW",
        "PACKAGE",
        "PROPOSAL",
        "COMPROMISE",
        "CHAIR",
        "SECRETARIAT",
        "BRACKETS",
        "ADD",
        "DELETE",
        "INSERT",
        "ORIGINAL",
        "FORMER",
        "REV",
        "VERSION",
        "APPENDIX",
        "SCHEDULE",
        "RULE",
        "RULES",
    ]
)
INSTITUTIONS = regex.compile(r"\b(?:[Tt]he|[Aa]n?|by|of)[ ]([A-Z]{2,6})\b(?![ ]?[/;:]|[ ](?:propos|oppos))")
SMALL = regex.compile(r"\b\p{Ll}{3,}\b")
WITH_VERB = regex.compile(
    r"(?<![\p{L}\d])([A-Z]{2,6}|[A-Z]\d{1,3})(?=\d{0,3}[ ]?(?:[Pp]ropose|[Oo]ppose|[Dd]elete|[Rr]etain|considering)\b)"
)


class Parties:
    """What one text, and the codes of its negotiation where they are given, say of who is a delegation."""

    def __init__(self, text: str, sigla: Iterable[str] = ()) -> None:
        self._text = text
        self.given = frozenset(sigla)

    @cached_property
    def _said(self) -> frozenset[str]:
        """Codes that do something somewhere in this text."""
        return frozenset(m[1] for m in WITH_VERB.finditer(self._text)) - NO_PARTIES

    @cached_property
    def _institutions(self) -> frozenset[str]:
        """Capitals that this text uses as a noun: "the CMA"."""
        return frozenset(m[1] for m in INSTITUTIONS.finditer(self._text))

    @cached_property
    def _small(self) -> frozenset[str]:
        """Words that this text also writes in small letters: such a word is no name."""
        return frozenset(SMALL.findall(self._text))

    def known(self, name: str) -> bool:
        """Whether `name` is a delegation for certain."""
        return name in self.given if self.given else name in STATES or name in self._said

    def likely(self, name: str, *, behind: bool) -> bool:
        """Whether a name without a verb is a delegation: in front of a wording, or `behind` it."""
        if self.known(name) or name in STATES:
            return True
        if name.upper() in NO_PARTIES or name in ("NB", "XX", "YY", "OR", "AD"):
            return False
        if name.isupper():
            return len(name) == 2 or name not in self._institutions
        return behind and not self.given and all(w.casefold() not in self._small for w in name.split() if len(w) > 2)
