"""The words by which a follow-up is told from a fact, a promise and a thing."""

from __future__ import annotations

import re
from typing import Final

from app.domain.capture.vocabulary import vocabulary

# Facts that have a date and ask for nothing.
FACT: Final = re.compile(
    r"(?<!\w)(?:в отпуск\w|отпуск\w*|не беспокоить|не звонить|не трогать|не писать|болеет|на больничном|в командировк\w+|"
    r"день рождения|др|юбилей|истека\w+|закончи\w+|заканчива\w+|переезжа\w+|уезжа\w+|уедет|улета\w+|женится|выходит замуж|свадьб\w+|отмеча\w+|"
    r"начина\w+|стартует|закрыт\w*|паузу|работа[ею]т|открыва\w+|откроет\w*|"
    r"on (?:hols?|holiday|vacation|leave)|holidays?|vacation|birthday|anniversary|expires?|ends?|ended|moving|moves|opens?|opening|closed|away|"
    r"out of (?:the )?office|works?|getting married|wedding|starts?|starting|begins?|since|running late|(?:he|she|they|who)(?:'s| is| are|'re) \w+ing|меня[ею]т|переход[ия]т|break|frozen|reminder of|pregnant)(?!\w)"
)
PROMISE: Final = re.compile(
    r"(?<!\w)(?:обещал\w?|обещает|обещают|хочет|хотят|хотел\w?|планиру\w+|собира[ею]тся|может|могут|сможет|готов\w?|сможет|"
    r"promised|promises|wants to|want to|plans? to|planning to|is going to|are going to|hopes to|(?:he|she|they)'d like|would like|he will|she will|they will|he'll|she'll|they'll)"
    r"(?:\s+(?:to|сам\w?|уже|точно|be|come))*\s*$"
)
THEIR_VERB: Final = re.compile(
    r"(?<!\w)(?:\w+[еёи]т|\w+[ую]т|\w+[яа]т|\w+тся|обещал\w?|просил\w?|попросил\w?|хотел\w?|wants?|(?:he|she|they)'d like|would like|needs?|asks?|asked|promised|will|waits?|waiting|expects?|says|said)(?!\w)"
)
LEAD_IN: Final = re.compile(
    r"(?:(?<!\w)(?:и|а|потом|затем|далее|после этого|надо|нужно|необходимо|должн?[аы]?|просил[аи]?|просит|просят|попросил[аи]?|договорились|"
    r"договорил(?:ся|ась)|решили|решил|решила|условились|буду|будем|обещал[аи]? ей|план|todo|тудушка|не забыть|"
    r"and|then|to|will|i'll|i will|we'll|we will|i|need|needs|must|should|please|pls|asked|me|us|agreed|let's|"
    r"can we|can you|could we|could you|можно|можно ли|have to|has to|had to|wants|gotta|going|says|say|told|remember)\W+)+$"
)
MOVING: Final = re.compile(
    r"(?<!\w)(?:mov(?:e|ed|ing)|reschedul\w+|postpon\w+|shift\w*|перен[ео]с\w+|сдвин\w+|перед[вр]\w+)(?!\w)"
)
ASKED: Final = re.compile(
    r"(?<!\w)(?:can (?:we|you)|could (?:we|you)|можно|просил|просит|просят|попросил|asked|wants)"
)
NEED: Final = re.compile(
    r"(?<!\w)(?:еще раз|еще(?=\W*$)|снова|повторно|again|нужн\w+|надо|жд[уе]\w+|просит|просят|просил[аи]?|попросил[аи]?|лучше|удобно|готов\w+|need\w*|wants?|asap|due|deadline|back)(?!\w)"
)
NOT_TO: Final = re.compile(
    r"(?<!\w)(?:не (?:беспокоить|звонить|трогать|писать|дергать|отвлекать)|(?:do not|don't|dont|not to) (?:call|disturb|contact|write|ring|bother))(?!\w)"
)
# «The quote», "of delivery", "in a meeting": no actions, though the words could be.
NAMES_A_THING: Final = re.compile(
    r"(?<!\w)(?:a|an|the|his|her|our|my|their|your|this|that|some|any|no|of|for|on|about|in|with|w|from|per|wants|want|likes|asked for)[ /]+$"
)
NEXT: Final = re.compile(
    r"(?<!\w)(?:(?:the|our|next|nxt|another|second|third|final|follow-?up|quick|short|new|first)\s+)+$"
)
THEN: Final = re.compile(r"(?<!\w)(?:тогда|then)(?!\w)")
SMALL: Final = vocabulary("with from about into over their после около насчет через всего")
# Things that end like a verb.
LIKE_VERBS: Final = vocabulary(
    "счет отчет расчет зачет макет пакет билет бюджет ответ комплект буклет планшет сертификат результат формат дубликат плакат "
    "мандат возврат автомат материал материала материалы протокол протокола журнал чехол стол стула стул оригинал оригинала "
    "файл файла сигнал филиал филиала канал персонал прибыл доля зала"
)
LINKS: Final = frozenset({"-", "–", "—", ":"})
NO_OBJECT: Final = vocabulary(
    "i he she they we you it who and but so then will would can could should must please pls not no wants want needs need asks "
    "says said is was are be has had if when on in at by with for from of after before the a his her their my our to told let me us"
)
OPEN_DAY: Final = frozenset({"weekday", "date", "monthday", "time", "hour", "part", "window"})


# What a hidden name leaves, with the small words around it: nothing that says what to do.
HIDDEN: Final = re.compile(
    r"(?<!\w)(?:x{2,}|ъ{2,}|договорил\w+|созвонил\w+|(?:с|со|у|к|на|в|with|at|for|on|to|and|и)(?=\W))(?!\w)|'s(?!\w)"
)
FEAST: Final = re.compile(
    r"(?<!\w)(?:день рождения|др|юбилей|годовщин\w|свадьба|именины|birthday|bday|anniversary|\d0th|wedding)(?!\w)"
)
# A contact that is to come, as a noun: it is ours to make.
CONTACT_TO_COME: Final = re.compile(
    r"(?<!\w)(?:перезвон|созвон|звонок|встреча|контакт|касание|напоминание|f/u|follow-?up|fu|call ?back|call|meeting|demo|visit|viewing|reminder)(?!\w)"
)
