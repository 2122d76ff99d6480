"""Where long words may be broken: at the joints of compounds and between syllables. Pure, any thread.

In Finnish a syllable begins at a consonant before a vowel. That is wrong where a part of a compound begins with a vowel
("asukas-osallisuus" is no "asuka-sosallisuus"), and no rule sees it: the parts that our evenings are full of are
listed. Elsewhere a word is broken first where no joint can be hidden, and at any syllable only where too long a piece
would be left. Swedish joints show in no syllable at all: there words are broken at listed parts and endings.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from itertools import pairwise

SOFT_HYPHEN = "\u00ad"

_VOWELS, _CONSONANTS = "aeiouyåäöé", "bcdfghjklmnpqrstvwxz"
#: How parts of Finnish compounds begin: those that begin with a vowel, and others, where a break reads best.
_FINNISH = """
    aamupäiv aiheut aikais aikata aineisto aloit alue alusta ammat apuväli arvio arvost asema asenne asetus
    asiaan asiak asial asiant asiass asiast asiat asioi asukas asukka asumi asunno asunto auttami avainas avainh
    avaint avoim avusta avustus edellyt edista edistä edusta ehdotu ehkäis ehtois elinvoim eläin eläke
    elämä ennust ensiapu ensihoi erityis esitte esity esteet etsin etuus idea ihminen ihmis ikäih ikäinen
    ikäis ikäryh ikäänty ilmapiir ilmast ilmiö ilmoit indikaat infot innovaat integr investoin isännä isäntä
    itseap itsehal itsenä ohjaaj ohjaami ohjauks ohjaus ohjei ohjel oikeud oikeuks oikeus olosuht omais omaval
    ongelm opas operaat opettaj opetu opiskel opistol oppaa oppait oppila oppimi optim organis osaaj osaami
    osaava osallis osapuol osasto osatekij osiin osissa ostopalv osuud osuus ulkoil urheil uudist uutin uutis
    yhdenver yhdist yhdistel yhdysh yhdysp yhteis yhteyd yhteyks yhteys yhtymi yhtymä ykköshoi yksikk yksikö
    yksil yleisö yliopis ylläpi ymmärr ympäri yrittäj yrity ystäv äitiys äänest öljy

    johtaj kriteer kunnat kunta lautak lehde lehti liite liitt liitto lista luette lupau lähtö malli neuvos
    neuvot näkem näkök palaute prosess päätö raad raati rakenne rakente rekister ryhmi ryhmä selvity seminaar
    seutu simulaat sisältö sivu sopimu strateg struktu suunnit säännö sääntö taho taito taloud talous tapaami tapahtu
    tapoj tarpe tarve tarvet tavat tavoit teko tiedo tieto tilaisu tilant toimij toimin tuki tulok tulos tuotan tuotta
    tutkim työ
""".split()  # noqa: SIM905
#: Parts of Swedish compounds, and endings that begin a part of their own.
_SWEDISH = """
    aktör ansvar arbet avdelning avtal behov besked bild boende central dagar delaktig dialog direkt effekt
    enkät erfaren evenemang experter fakt form forum full fält förening föret företräd förord förslag förvalt
    grund grupp grupper gång idé inflytande information initiativ insats instans intress invånar kalend kampanj
    kartlägg klient kommun kontakt kontroll kostnad kriteri kultur ledar ledare ledning lösning makt marknad
    material medarbetar metod miljö modell mässig målsätt möte möten mötet nät nätverk nöjdhet område ordning
    organ organisation orienter partner person plan planen planer planering politik process program projekt
    punkt rapport register respons resultat runda rätt samman samtal sekreter service situation sjukvård
    specialist spår stadga statist steg stegen stipend strategi struktur styrelse ställ stöd synpunkt system
    säker sätt tjänst trappan ungdom uppdrag uppgift upplev utbildning utred utskott utveckling utvärdering val
    verksamhet värd väsen vård ytor åsikt åtgärd
""".split()  # noqa: SIM905
_ENDINGS = ("ning", "het", "skap")
#: What a Swedish part ends with that another one is bound to.
_BOUND = frozenset("hets ings kaps ions doms tets ärds årds lses vice".split())  # noqa: SIM905
#: The last consonant before a vowel begins a syllable; "tr", "kl", "ps" and the like of borrowed words stay whole.
_SYLLABLE = re.compile(
    rf"(?<=[{_VOWELS}{_CONSONANTS}])(?<!(?=[bdgkptf][rl]).)(?<!ps)(?=[{_CONSONANTS}][{_VOWELS}])",
    re.IGNORECASE,
)
#: What no Finnish word has, and what a Swedish one seldom does without; but no Swedish word has a long vowel.
_LOOKS_SWEDISH = re.compile(
    r"[åcqwxzé]|för|över|[bcdfghjkmpvwxz]$|[bcdfghjklmnpqrstvwxz]{2}$|(?:er|ar|or|et|en|at)s$|(?:er|ar|or)(?:na)?$|"
    r"ning|het|skap|tion|else|orna|dom|tjänst|grupp|sätt|nämnd|mäss|struktur|stöd|arbet|enkät|punkt|medborg|utveckl|"
    r"samman|verksam|projekt|behandl|initiativ|intress|marknad|rätt|gt|tt(?:et|en)$|ande|ende|ering|erad|"
    r"(?:rd|rg|ls|ld|nd|mn|ft|gd|bl|br|dr|fr|gr|gl|gn)(?:en|et|er|na|ar|or|es|a)?$",
    re.IGNORECASE,
)
_LOOKS_FINNISH = re.compile("aa|ii|uu|yy|ää|öö|uo|yö|ie[^nt]", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
#: Letters that no Finnish word ends with: a break before them hides no joint, after one vowel or two of one syllable.
_NEVER_LAST = frozenset("bdfghjkmpv")
_TOGETHER = frozenset(
    "aa ee ii oo uu yy ää öö ai ei oi ui yi äi öi au eu iu ou ey iy äy öy ie uo yö".split()  # noqa: SIM905
)
_FINNISH_PARTS, _SWEDISH_PARTS = frozenset(_FINNISH), frozenset([*_SWEDISH, *_ENDINGS])
_FINNISH_LENGTHS, _SWEDISH_LENGTHS = (
    tuple({len(part) for part in parts}) for parts in (_FINNISH_PARTS, _SWEDISH_PARTS)
)
#: So many letters stay on either side of a break, and next to a joint.
_EDGE, _NEAR = 3, 3
#: A piece without a certain break that is longer than this is broken at its syllables.
_PIECE = 10
#: No word is longer: what is stays in one piece, as finding its joints would take the square of its length.
_LONGEST = 300


@lru_cache(maxsize=8_192)
def hyphenated(word: str, longest: int = _PIECE) -> str:
    """The word with soft hyphens where it may be broken; what is no letter divides words.

    Where no certain break leaves a piece of at most `longest` letters, any syllable is one; 0 gives them all.
    """
    return _LETTERS.sub(lambda found: SOFT_HYPHEN.join(pieces(found[0], longest)), word)


def pieces(word: str, longest: int = _PIECE) -> list[str]:
    """A word of letters as the pieces between which it may be broken."""
    if len(word) > _LONGEST:
        return [word]
    swedish = _LOOKS_FINNISH.search(word) is None and _LOOKS_SWEDISH.search(word) is not None
    ends = range(_EDGE, len(word) - _EDGE + 1)
    low = word.lower()
    if swedish:
        joints = _joints(low, _SWEDISH_PARTS, _SWEDISH_LENGTHS, ends) | {
            at for at in ends if low[at - 4 : at] in _BOUND
        }
    else:
        joints = _joints(low, _FINNISH_PARTS, _FINNISH_LENGTHS, ends)
    syllables = [
        at
        for found in _SYLLABLE.finditer(word)
        if (at := found.start()) in ends and all(abs(at - joint) >= _NEAR for joint in joints)
    ]
    certain = set() if swedish else {at for at in syllables if _is_certain(word, at)}
    cuts = sorted(joints | certain | {0, len(word)})
    for begin, end in pairwise(tuple(cuts)):
        if end - begin > longest:
            cuts += [at for at in syllables if begin < at < end]
    cuts.sort()
    return [word[begin:end] for begin, end in pairwise(cuts)]


def _joints(word: str, parts: Collection[str], lengths: Collection[int], ends: range) -> set[int]:
    """Where a known part begins. Looked up in a set: a pattern of three hundred parts takes ten times as long."""
    return {at for at in ends if any(word[at : at + length] in parts for length in lengths)}


def _is_certain(word: str, at: int) -> bool:
    """Whether no part of a compound can begin a letter before or after: there a letter before would end a word."""
    before = word[at - 2 : at].lower()
    if before[-1] in _CONSONANTS:
        return True
    apart = before[0] in _VOWELS and before not in _TOGETHER
    return word[at].lower() in _NEVER_LAST and not apart
