"""How the duel's result comes about, in words for everybody: the window and the minutes show the same. Any thread."""

from __future__ import annotations

from workshop_app.i18n import N_
from workshop_app.kinds.duel.commands import SkipReason

#: One paragraph each, in order.
METHOD = (
    N_(
        "Comparison of two: each participant was shown two ideas at a time and chose one of them, or skipped. "
        "Nobody was shown the same pair twice."
    ),
    N_(
        "The program chooses for each person the pair that teaches most. Every idea is first shown to about six "
        "people, and an idea added later catches up; after that most pairs are about which ideas belong at the top."
    ),
    N_(
        "A skip is no loss to either idea: when many skip the same two, it tells that they are about level, unless "
        "they say that they don't know them."
    ),
    N_(
        "The share is the chance that an idea beats an average idea, as this group sees it. It is worked out "
        "from all comparisons together (Bradley–Terry model), so an idea gets no advantage from easy pairs. "
        "50% means as likely as not."
    ),
    N_(
        "The 90% interval tells how sure the share is: with the same people and other pairs it would be "
        "within these limits nine times out of ten."
    ),
    N_(
        "Going down the list, ideas share their places until one comes that the best of them is better than with "
        "a certainty of 90%: there the next places begin. So two ideas on either side of such a border may be "
        "nearly level, too."
    ),
    N_("The comparison is not a vote or an election: it tells the opinion of those who took part."),
)

#: The reasons that people may give for a skip, with how many gave each.
WHY_SKIPPED = {
    SkipReason.EQUAL: N_("equally good: {n}"),
    SkipReason.UNKNOWN: N_("not known to the one who answered: {n}"),
    SkipReason.OTHER: N_("another reason: {n}"),
}

#: What a facilitator may want to know besides.
FOR_THE_FACILITATOR = (
    N_(
        "Taking back removes the answer as if it had not been given. "
        "A hidden idea leaves the result and comes back whole; a merged one brings its answers to the other."
    ),
    N_(
        "A group's own order leans on everybody's, the more so the fewer have answered. "
        "Groups of fewer than five people are never shown apart."
    ),
    N_(
        "Answers that look careless (nearly always the same side, faster than one can read, against everybody "
        "else's) are told to you, but nothing is left out: someone who disagrees looks just the same."
    ),
)
