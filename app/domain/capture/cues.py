"""The words that tell what kind of contact it was, who began it and whether anybody answered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from app.domain.capture.values import Kind

# NOUN «звонок», VERB somebody does it to somebody («позвонил кому»), OBJECT to whom is the accusative («набрал кого»),
# BOTH do it together («созвонились с»), CHANNEL says by what way («в вотсапе», "by text").
Form = Literal["noun", "verb", "object", "both", "channel"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of contact in the line; ``keep`` leaves it in the topic, ``weak`` yields to a stronger one."""

    start: int
    end: int
    kind: Kind
    form: Form
    keep: bool
    weak: bool
    russian: bool


_RU: Final[tuple[tuple[Kind, Form, str, str], ...]] = (
    ("voicemail", "noun", "", r"(?:сообщени\w+ |запись )?(?:на )?автоответчик\w*|голосов\w+ почт\w+"),
    ("letter", "noun", "", r"(?:бумажн|заказн|рукописн|ценн)\w+ письм\w+|письм\w+ (?:обычной |заказной )?почтой(?: россии)?|открытк\w+|бандерол\w+|"
     r"почтой россии|(?<!электронной )(?<!эл )(?<!эл\. )почтой|бумажн\w+"),
    ("form", "noun", "", r"(?:онлайн-?|веб-?)?(?:заявк\w+|запрос\w*|обращени\w+|форм\w+|анкет\w+) (?:обратной связи|(?:с|на|через|от) (?:нашего |наш )?сайт\w*)"
     r"(?: на сайте)?|веб-?форм\w+|заполнил\w* (?:форм|анкет|заявк)\w+(?: на сайте)?|остав\w+ заявк\w+(?: на сайте)?|(?:с|через) (?:наш\w* )?сайт\w?|лендинг\w*|онлайн-?заявк\w+"),
    ("form", "noun", "weak", r"заявк[аиу]"),
    ("fax", "noun", "", r"факс\w*"),
    ("call", "noun", "", r"(?:видео|аудио)?(?:зв[оан]{1,3}о?к|звоно|звонк|звок|звонокк)(?:а|у|ом|и|е|ов)?|созв(?:он\w?)?|звон|разг\.?|тел(?:ефонный)?\.? разговор\w*|разговор\w{0,2}(?: по телефону)?|"
     r"недозвон\w*|дозвон|прозвон|пропущенн(?:ый|ого)(?: вызов\w*| звон\w+)?|вызов|беседа\w?"),
    ("call", "verb", "", r"(?:по|пере|про|от|до|об)?зв[ао]нил[аи]?|позвнил[аи]?|звонит|звонят|перезванивал[аи]?|отзвонил(?:ся|ась|ись)|(?<!не )вы(?:шел|шла|шли) на связь|объявил(?:ся|ась|ись)|маякнул[аи]?"),
    ("call", "object", "", r"на[бп]рал[аи]?|набирал[аи]?|поймал[аи]?|прозвонил[аи]?|обзвонил[аи]?"),
    ("call", "both", "", r"созв[ао]нил\w+|созванивал\w+|дозв[ао]нил\w+|недозвонил\w+|(?:по|пере)?говорил[аи]?(?: по телефону)?|разговаривал[аи]?|"
     r"(?:по|пере)?общал\w+|поболтал[аи]?|болтал[аи]?|связал(?:ся|ась|ись)|связывал\w+|пробовал\w* дозвон\w+"),
    ("call", "both", "keep weak", r"обсудил[аи]?|обсуждал[аи]?|договорил\w+|уточнил[аи]?|согласовал[аи]?"),
    ("call", "channel", "weak", r"по (?:телефону|тел)|тел|телефон"),
    ("meeting", "noun", "", r"вст?[ре]{2}ч(?:а|у|и|е|ей)?|переговор(?:ы|ов)|презентаци\w|демо(?:нстраци\w)?|показ|совещани[ея]|бизнес-?ланч|"
     r"(?:обед|ужин|завтрак|ланч)(?= (?:со?|у|в|на|за) )|(?<=^)(?:обед|ужин|завтрак|ланч)|"
     r"зум\w?|скайп\w?|тимс|вебинар|кофе(?= со? )|чай(?= со? )|(?:обед|ужин|завтрак|ланч|кофе|чай)(?=\W+(?:\d+[ ,.\d]*(?:мин|м\b|ч)|полчас|час|полтора))|тест-?\s?драйв\w*"),
    ("meeting", "both", "", r"встретил(?:ся|ась|ись)|встречал(?:ся|ась|ись)|(?:у|с)?видел(?:ся|ась|ись)|(?:по|от)?обедал[аи]?|(?:по)?ужинал[аи]?|(?:по)?завтракал[аи]?|"
     r"пересекл(?:ся|ась|ись)|(?:вы|по)?пили (?:кофе|чай)|посидели|познакомил(?:ся|ась|ись)"),
    ("meeting", "object", "", r"встретил[аи]?|видел[аи]?|застал[аи]?|принял[аи]?(?= [^,;.]{2,40} (?:в офисе|у себя|в салоне|в шоуруме|в магазине))"),
    ("meeting", "both", "keep", r"провел[аи]? (?:встречу|презентацию|переговоры|демо)"),
    ("meeting", "channel", "keep weak", r"на (?:выставке|конференции|форуме|семинаре|мероприятии|презентации)"),
    ("meeting", "noun", "keep", r"(?<=^)(?:планерка|брифинг|дегустация|экскурсия|обучение|тренинг|примерка)(?= (?:с|со|у|для|в) )"),
    ("meeting", "both", "keep weak", r"показал[аи]?|показывал[аи]?|презентовал[аи]?|продемонстрировал[аи]?"),
    ("visit", "both", "", r"(?:съ|вы)?ездил[аи]?|был[аи]?(?= (?:сегодня|вчера|позавчера)(?!\w))|был[аи]?(?= (?:у|во|в(?! (?:отпуск|командир|курс|восторг|шоке|недоум|ярост))|на(?! (?:встреч|показ|презент|совещ|связ|перегов|обед|линии|больнич))) )|побывал[аи]?|выезжал[аи]?"),
    ("visit", "verb", "", r"(?<!не )за(?:ехал|езжал|шел|ходил|глянул|скочил|глядывал)[аи]?|за(?:шла|шли)|(?<!не )при(?:ехал|езжал|шел|ходил)[аи]?(?! \w*отказ)(?! (?:смс|письм|сообщ|заявк|ответ|оплат|деньг|посылк|счет|факс|весточк|предопл))|(?<!не )при(?:шла|шли)(?! (?:смс|письм|сообщ|заявк|ответ|оплат|деньг|посылк|счет|факс|весточк|предопл))|"
     r"наведал\w+|подъехал[аи]?|подъезжал[аи]?|(?<!не )(?:вы|до)ехал[аи]?(?= (?:к|на|в|по) )|(?<!не )добрал(?:ся|ась|ись)(?= (?:к|до) )|забегал[аи]?|забежал[аи]?|(?<!не )подош(?:ел|ла)(?= (?:к|в|на|сам|сама) )"),
    ("visit", "both", "keep", r"(?:от|за|под|при)вез(?:ла|ли)?|(?<=^)доставил[аи]?"),
    ("visit", "object", "", r"посетил[аи]?|навестил[аи]?|проведал[аи]?"),
    ("visit", "noun", "", r"визит\w?|выезд\w?|посещени[ея]|поездк[ау]"),
    ("chat", "both", "", r"(?:пере|с)писывал(?:ся|ась|ись)|списал(?:ся|ась|ись)|переписал(?:ся|ась|ись)|чатил\w+"),
    ("chat", "noun", "", r"чат\w{0,2}|переписк\w+|смс\w{0,4}|sms|эсэмэск\w+|сообщени[еяю]|голосов(?:ое|ые|ым)(?: сообщени\w+)?|лс|личк\w+"),
    ("chat", "channel", "", r"в?[ао]?(?:тс|ц)[ао]п\w{0,2}|ватсапп?\w?|whats? ?app?|воцап\w?|телег\w?|телеграмм?\w?|telegram|тг|tg|вайбер\w?|viber|вк|vk|вконтакте|директ\w?|"
     r"инст\w{1,6}|мессенджер\w?|в максе?(?!\w)|сигнал\w?(?= )|фейсбук\w?|whatsap|wa|личку"),
    ("email", "verb", "weak", r"(?:на|от)?писал[аи]?|отписал(?:ся|ась|ись)|пишет"),
    ("email", "verb", "keep weak", r"от(?:правил|сылал|ослал)[аи]?(?! (?:мастера|курьера|водителя|техника|бригаду|человека|машину))|отправлял[аи]?|выслал[аи]?|высылал[аи]?|прислал[аи]?|присылал[аи]?|"
     r"скинул[аи]?|скидывал[аи]?|переслал[аи]?|послал[аи]?|ответил[аи]?|отвечал[аи]?|(?:отправлен|отослан|выслан|скинут|переслан)[аоы]?|напомнил[аи]?|поздравил[аи]?|поблагодарил[аи]?"),
    ("email", "noun", "", r"письм\w{1,3}|письм|ответ(?= от )|(?:[еэи]-?|электронн\w+ )?м[еэ][йи]л\w{0,3}|имейл\w{0,2}|эл\.? ?почт\w+|электронн\w+ (?:почт|письм)\w+|мыло|рассылк\w"),
    ("email", "channel", "", r"(?:по|на|с) почт[уеы]|почт[уеа]|по мылу"),
)  # fmt: skip
_EN: Final[tuple[tuple[Kind, Form, str, str], ...]] = (
    ("voicemail", "noun", "", r"(?:left|leave|leaving)(?! (?:a )?(?:message|msg|word) with)(?: (?:a|him|her|them|another))*(?: voice)? ?(?:message|msg|vm|voice ?mail)|voice[- ]?mails?|vm|lvm|answering machine|answer ?phone"),
    ("letter", "noun", "keep", r"(?:birthday|greetings?|christmas|xmas|thank[- ]you|sympathy|congratulations?|new year|get well) cards?|handwritten (?:note|card)"),
    ("letter", "noun", "", r"(?:paper |handwritten |registered )?letters?(?: by post)?|by (?:post|snail mail|courier)|snail mail|postcards?|"
     r"parcel"),
    ("letter", "verb", "", r"posted"),
    ("form", "noun", "", r"(?:web|contact|online|website|enquiry|inquiry|request|lead|feedback)[ -]?forms?|(?:enquiry|inquiry|request|lead|enquired|form)? ?(?:via|through|from|on|over) (?:the |our )?"
     r"(?:web ?site|web ?page|landing page|web)|web ?site (?:enquiry|inquiry|lead|form|request)|web (?:enquiry|lead|request)|fill?ed (?:in|out|up) (?:the|our|a) form|landing page|submitted (?:the|a|our) form"),
    ("form", "noun", "weak", r"enquiry|inquiry"),
    ("fax", "noun", "", r"fax"),
    ("fax", "verb", "", r"faxed"),
    ("call", "noun", "", r"(?:phone|video|skype|whatsapp|zoom|teams|conference|conf|follow-?up|intro(?:ductory)?|check-?in|discovery|sales|cold|quick|short|brief|courtesy|missed) ?calls?|"
     r"calls?|(?<!he'll )(?<!they'll )ring|phone ?call|conversation|catch[- ]?up(?: call)?|telecon|telephone|phone|tel|callback"),
    ("call", "verb", "", r"(?:re)?called(?: up)?|rang(?: up)?|(?:tele)?phoned|dial+ed|buzzed|returned my call|calls|callled|caled"),
    ("call", "both", "", r"(?:just )?(?:got|came|come|getting) off (?:the |a )?(?:phone|call)|spoke(?:n)?|talked|caught up|had a (?:(?:quick|short|long|good|nice|brief|\d+[ -]?min(?:ute)?s?) )?(?:call|chat|word|conversation)|chatted|(?:tried|trying)(?: to (?:call|reach|ring|phone)| calling| ringing)?|"
     r"got hold of|got through to|connected|contacted|caught(?! up)|reached(?: out to)?"),
    ("call", "both", "keep weak", r"discussed|agreed|answered"),
    ("call", "both", "weak", r"checked in(?= with)|touched base|followed up|(?<!not )(?<!n't )heard(?: back)?(?= from)"),
    ("meeting", "both", "", r"took(?= [^,;.]{2,30} (?:to|for|out for|out to) (?:a )?(?:lunch|dinner|breakfast|coffee|drinks?))"),
    ("meeting", "noun", "keep", r"(?<=^)(?:[a-z]+ )?(?:review|tasting|walk-?through|training|consultation|kick-?off|sync|briefing|tour|negotiations?)(?= (?:with|w|at) )"),
    ("meeting", "noun", "", r"meeting|mtg|demo|presentation|workshop|zoom|skype|(?:lunch|dinner|breakfast|coffee|drinks|tea)(?= (?:with|w|at|in)\b|,? (?:\d+(?:[.,]\d)? ?(?:m|h)|an hour|half an))|(?<=^)(?:lunch|dinner|breakfast|coffee|drinks)|ms teams|google meet|webinar|meet|viewing|appointment|appt|fitting|teams(?=(?: w| with)?\W+\d|.{0,30}\d+ ?(?:m|h|min|hr)s?\b)|see(?= (?:x+|him|her|them)\b)|f2f|face[- ]to[- ]face|no[- ]show"),
    ("meeting", "both", "", r"met(?: up)?|intro'?d|introduced to|lunched|dined|ran into|bumped into|sat down|had (?:lunch|dinner|coffee|breakfast|a meeting|a coffee|drinks)|saw"),
    ("meeting", "channel", "weak", r"(?:at|in) our (?:office|shop|showroom|store|place)|(?:у нас в|в нашем) (?:офисе|салоне|магазине|шоуруме)"),
    ("meeting", "verb", "weak", r"presented|demoed"),
    ("meeting", "both", "keep weak", r"showed|toured|demonstrated|pitched|walked (?:him|her|them) (?:thru|through)"),
    ("visit", "verb", "", r"visited|(?:dropped|stopped|came|popped|swung|called|dropping|stopping|went|drove|drop|stop|walked|looked)(?: (?:by|in|over|round|around|out|past|into))+(?: (?:at|on|to|the|our|office|shop))*|dropped off|went to(?: see)?|drove to|came to (?:the|our) \w+"),
    ("visit", "both", "keep", r"(?<=^)(?:delivered|dropped off|installed|picked up)"),
    ("visit", "noun", "weak", r"on-?site"),
    ("visit", "noun", "", r"(?:site |on-?site |field |home )?visit|site inspection|walk-?in"),
    ("chat", "verb", "", r"texted|messaged|pinged|what'?s ?app+ed|dm'?e?d|slacked|skyped|im'd|msg'?e?d|txte?d|sms'?e?d|linkedin'?ed"),
    ("chat", "noun", "", r"(?:text|sms|whats ?app|linkedin|slack|facebook|fb|telegram|instagram|insta|teams|wechat|signal) (?:message|msg|text|chat|dm|thread)s?|"
     r"chat|te?xts?|messages?(?! with)|msgs?(?! with)|dms?"),
    ("chat", "channel", "", r"whats ?app|wa|slack|telegram|viber|messenger|linkedin|imessage|teams|wechat|signal|facebook|instagram|skype|live ?chat"),
    ("email", "verb", "", r"e-?mailed|mailed|emialed|emaild"),
    ("email", "verb", "weak", r"wrote|written|(?:dropped|shot|fired off)(?= (?:[\w'’]+ ){0,3}(?:a |an )?(?:quick |short )?(?:line|note)(?!\w))|writes"),
    ("email", "verb", "keep weak", r"replied|answered(?= (?:his|her|their|the|an|my|your) )|responded|sent(?! (?:technician|engineer|someone|(?:a |the |our )?(?:courier|driver|team|van)))|resent|forwarded|sends|thanked"),
    ("email", "noun", "", r"e-?mails?|emial|mails?|(?<!no )(?:reply|response)(?= from )"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: Kind
    form: Form
    keep: bool
    weak: bool
    russian: bool


def _compiled() -> tuple[re.Pattern[str], dict[str, _Entry]]:
    """Join all patterns into one; where two begin at one place, the earlier entry wins."""
    parts, entries = [], {}
    for russian, table in ((True, _RU), (False, _EN)):
        for index, (kind, form, flags, pattern) in enumerate(table):
            name = f"{'r' if russian else 'e'}{index}"
            parts.append(f"(?P<{name}>{pattern})")
            entries[name] = _Entry(kind, form, "keep" in flags, "weak" in flags, russian)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])"), entries


_CUE, _ENTRIES = _compiled()


def cues(low: str, start: int, end: int) -> list[Cue]:
    """Return the words of contact in ``low[start:end]``, in their order."""
    found = []
    for match in _CUE.finditer(low, start, end):
        entry = _ENTRIES[str(match.lastgroup)]
        tail = match.end() - (len(match.group()) - len(match.group().rstrip()))
        found.append(Cue(match.start(), tail, entry.kind, entry.form, entry.keep, entry.weak, entry.russian))
    return found


# Marks of who began.
IN_MARK: Final = re.compile(
    r"(?<!\w)(?:входящ\w+|вход\.|вх\b\.?|incoming|inbound|(?:(?<=^)|(?<=[.;,] )|(?<=i )|(?<=we ))received|received(?= (?:an? |the |his |her |their )?(?:\w+ )?(?:call|e-?mail|text|message|msg|letter|fax|mail|voice ?mail|dm|whatsapp|reply|enquiry|inquiry|request))|walked in|walk-in|"
    r"(?<=^)получил[аи]?|получил[аи]?(?= (?:от \S+ )?(?:\w+ )?(?:письм|звон|смс|сообщ|заявк|запрос|ответ|факс|мейл|имейл|обращ|голосов))|пришл[оаи](?= (?:письмо|сообщение|заявка|смс|ответ))|"
    r"поступил[аио]? (?=звон|заявк|письм|обращ|запрос)|пропущенн\w+|missed (?:a |his |her |their )?call|(?<!not )(?<!n't )heard (?:back )?(?=from)|got (?:a |an |the )?(?=(?:call|e-?mail|text|message|msg|letter|fax|mail|voice ?mail|dm|whatsapp|ring|reply|request|enquiry|inquiry|order|complaint) (?:\w+ )?(?:from|by))|got (?:a |an |the )?(?=(?:call|e-?mail|text|message|msg|letter|fax|mail|voice ?mail|dm|whatsapp|ring|reply)))"
)
OUT_MARK: Final = re.compile(r"(?<!\w)(?:исходящ\w+|исход\.|исх\b\.?|outgoing|outbound)")
TO_US: Final = re.compile(r"(?<!\w)(?:мне|нам|меня|нас|ко мне|к нам|me|us)(?!\w)")
FROM: Final = re.compile(r"\s*(?:\w+\s+)?(?:от|из|со? стороны|from|by)\s*(?:the\s+|г-на\s+|г-жи\s+)?$")

# Attempts that nobody answered. What stands in _OPEN counts only where the clause does not go on about something
# else: «не берёт», but not «не берёт на пробу».
_SHUT: Final = (
    r"(?<=, )оставил[аи]? (?:голосовое )?сообщение|голосов(?:ая|ую) почт[ау]|не соедин\w+|тишина|сброс(?=\W*$|\s*[,.;])|(?:его|ее) нет(?! (?:возраж|претенз|денег|врем|жел|план|интерес))|не ?до[зж]в(?:[оа]н\w*)?|не (?:достуч|добудил|дождал)\w*|не на связи|на связь не (?:вышел|вышла|вышли|выходит)|недозвон\w*|не (?:смог|получилось|удалось|вышло|можем|могу|сумел)\w* (?:дозв|связ|погов|застать|поймать)\w*|"
    r"трубк[уи] не \w+|не (?:бер[еу]т|брал[аи]?|взял[аи]?|снял[аи]?|снима[ею]т|поднял[аи]?|поднима[ею]т) трубк[уи]|"
    r"сбросил[аи]?(?! (?:цен|скидк|вес|на |ссылк|фото|файл|прайс|кп|договор|счет|реквизит|каталог|образ))|сброс звонка|нет ответа|без ответа|ноль ответа|(?:абонент |номер |тел\w* )?(?:временно )?не ?доступ\w+(?: абонент)?|вне (?:зоны|доступа)(?: доступа| сети|\w+)?|"
    r"(?:тел\w* |номер )?(?:выключен|отключен)\w?|сбрасывает|никто не (?:берет|взял|ответил|отвечает|подошел|подходит|снял)|(?:длинные |короткие )?гудки|"
    r"не застал\w*|не явил\w+|(?:на )?автоответчик\w*|не (?:выходит|вышел|вышла) на связь|пропущенн\w+|нет на месте|не на месте|не было на месте|"
    r"не успел\w* (?:ответить|взять|подойти|снять)|не подход\w+ к тел\w+|игнор\w*|не отвеча[ею]т на (?:звон|сообщ|пис)\w+|не ответил[аи]? на (?:звон|сообщ|пис)\w+|"
    r"не приш(?:ел|ла|ли) на встречу|встреча сорвалась|(?:забыл[аи]?|пропустил[аи]?) (?:про |о )?встреч[уе]|"
    r"(?:he|she)(?:'s| is| was) (?:out|not in|away)(?=\W*$|\s*[,.;])|(?:would ?n'?t|did ?n'?t|won'?t|refused to) put me th(?:ru|rough)|"
    r"(?:owner|boss|buyer|manager) (?:is )?(?:out|away|absent)(?=\W*$|\s*[,.;])|radio silence|no (?:ans|answer|reply|response|luck|pick ?up|joy|one (?:answered|answering|picked up|there)|show)|nobody (?:answered|picked up|there)|"
    r"(?:did ?n'?o?t|does ?n'?o?t|do ?n'?o?t|did not|does not|won'?t|never|not|didnt|doesnt) (?:answer(?:ed|ing)?|pick(?:ed|ing)? ?up|repl(?:y|ied|ying)|respon(?:d|ded|ding)|show(?:n|ed)?(?: up)?|turn(?:ed)? up|get through)|"
    r"not (?:reachable|available)|(?:could|can)(?:n'?t|'?t| ?not) (?:reach|get (?:hold of|through(?: to)?|him|her|them))|unable to reach|failed to reach|not reached|"
    r"unreachable|unavailable|line (?:was |is )?(?:busy|engaged)|busy (?:line|tone|signal)|engaged tone|(?:phone|mobile|cell|line) (?:is |was )?(?:off|dead|switched off)|switched off|"
    r"out of (?:reach|coverage)|(?<!just )hung up(?! (?:with|the))(?: on me)?|missed (?:him|her|them|it)|rang out|kept ringing|no[- ]show|went (?:straight )?to (?:voice ?mail|vm)|voice ?mail|vm|lvm|answering machine|answer ?phone|"
    r"left (?:a |him a |her a |them a |another )?(?:voice ?)?(?:message|msg|vm)|missed (?:a |his |her |their )?calls?|(?:missed|forgot|skipped) (?:our|the|about the) (?:meeting|call|appointment|demo|lunch)|out of (?:the )?office|ooo|nobody there|left (?:a )?(?:message|msg|word) with|tried (?:to (?:call|reach|ring|phone)|calling|ringing|reaching)|tried"
)
_OPEN: Final = (
    r"не (?:бер[еу]т|брал[аи]?|взял[аи]?|снял[аи]?|поднял[аи]?|поднима[ею]т|подошел|подошла|подход[ия]т)|не отвеча[ею]т|не ответил[аи]?|занято|"
    r"молчит|не было|не приш(?:ел|ла|ли)|"
    r"(?<!i was )(?<!i am )(?<!i'm )busy|engaged|not in|was(?:n'?t| not) (?:in|there|available)|is(?:n'?t| not) (?:in|there|available)|not there|away from (?:his|her) desk|not at (?:his|her|their) desk"
)
_NO_ANSWER: Final = re.compile(rf"(?<!\w)(?:(?P<shut>{_SHUT})|(?P<open>{_OPEN}))(?!\w)")
_GOES_ON: Final = re.compile(
    r"\s*(?:$|[,.;:!?()\n—–-]|(?:в|во|на звон|на сообщ|уже|второй|третий|пока|опять|снова|больше|с утра|весь|и|утром|сегодня|"
    r"again|today|all|so|when|and|for now|yet|twice|the phone)\b|\d)"
)
_AFTER_ALL: Final = re.compile(
    r"(?:но|потом|затем|зато|со второго раза|с третьего раза)\W+(?:\w+\W+)?(?:дозвонил|ответил|перезвонил|поговорил|взял)|"
    r"(?:but|then|later|finally)\W+(?:\w+\W+)?(?:reached|called back|rang back|spoke|answered|picked up)"
)
# Who was spoken to had answered, however busy.
_SPOKE: Final = re.compile(
    r"(?<!\w)(?:spoke|talked|chatted|caught up|(?:по)?говорил[аи]?|пообщал\w+|созвонил\w+)(?!\w)"
)
_IF: Final = re.compile(r"(?<!\w)(?:если|if|в случае|unless)\W+(?:\w+\W+){0,2}$")


def no_answer(low: str) -> tuple[int, int] | None:
    """Return where a lowered text says that nobody answered."""
    if _AFTER_ALL.search(low):
        return None
    for match in _NO_ANSWER.finditer(low):
        if _IF.search(low, 0, match.start()) or (match["open"] and _SPOKE.search(low, 0, match.start())):
            continue
        if match["shut"] or _GOES_ON.match(low, match.end()):
            return match.span()
    return None
