"""English words that say what is to be done."""

from __future__ import annotations

from typing import Final

from app.domain.capture.vocabulary import vocabulary

_VERBS: Final = vocabulary(
    "call recall ring phone dial email e-mail mail write send resend text message ping chase check follow meet visit "
    "see remind ask arrange book rebook schedule reschedule prepare discuss confirm review bring offer propose invoice "
    "try retry catch touch reconnect revisit revert reply respond update share forward deliver pick drop invite "
    "congratulate sign close finalize finalise speak talk find give set wait do make order ship fix submit present "
    "show finish circle return get go tell let contact collect cancel postpone move start draft provide thank answer "
    "buzz nudge whatsapp fax post install come stop demo sms push escalate transfer pay order complete plan figure "
    "calculate quote skype zoom keep wish decide measure pop hand put look work agree take recontact dm bill train sort handle solve resolve settle finalise print translate save replace repair cover suggest upsell pitch"
)

# Verbs that are as often the name of a thing: an action only where one is expected.
THINGS: Final = vocabulary(
    "quote order invoice offer plan demo visit review update answer return figure fax post stop move start work look hand share "
    "train bill transfer contact book present meet show wish fix ship report measure"
) - {"meet", "fix", "ship", "measure"}


def is_action_en(word: str) -> bool:
    """Tell whether a lowered word says that something is to be done (call, send, chase)."""
    return word in _VERBS
