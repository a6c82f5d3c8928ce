"""Given names that people in the Russian and the English-speaking world bear, with their gender."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal

from app.domain.keys import fold
from app.domain.name_key import word_key

Gender = Literal["male", "female"]

_MALE: Final = """
абрам авраам адам азамат азат айдар айрат акакий аким александр алексей али алик алихан алмаз альберт альфред
анатолий андрей антон анвар анзор ара арам аркадий арман армен арсен арсений артавазд артем артемий артур
аслан ашот ахмед ахмет аян бауыржан бахтияр богдан болат борис булат вадим вазген валентин валерий ваагн
вардан василий вахтанг вениамин виктор виталий влад владимир владислав владлен вова володя володымыр
володимир всеволод вячеслав гагик гарик гарри гайк геворг геннадий георгий герман гиви глеб гоги гриша
григорий гурген давид дамир дамиан данил данила даниил даниэль денис дима димитрий дмитрий дмитро дмытро
евгений евген егор елисей емельян ефим ефрем жора захар заур зураб иван ивар игнат игнатий игорь иззат
ильгиз илья ильдар ильнур ильшат ильяс иннокентий иосиф ираклий исаак ихорь йосеф камиль карен карим карл
карлен касым кирилл клим кондрат коля константин костя кузьма лаврентий лазарь лев левон леонид леонтий
лука леня лёша лёха макар макс максим максимилиан марат марк марсель мартин матвей махмуд мераб микола
миша микаел минас мирон михаил михайло моисей мурад мурат мурад мустафа мухаммед назар наиль нарек никита
никитос никифор николай николоз нодар нурлан олег олексей олексий олександр орест оскар остап павел павло
паша петр петро петя платон прохор рашид равиль радик радислав радмир рамазан рамиль рамис рафаил рафаэль
рауль ренат решад ринат роберт родион рома роман ростислав рубен рудольф руслан рустам рустем савва
савелий саид салават самвел самуил сандро святослав севастьян семен сергей сергий сережа серж соломон
спартак станислав степан сурен тагир таймураз тарас тарон теймур темирлан тигран тимофей тимур тихон
толик томас трофим умар федор феликс филипп фома фрол харитон хачатур эдик эдгар эдуард эльдар
эльчин эмиль эммануил эрик эрнест юра юрий юлий юлиан юсуф ян яков ярослав ваня витя вася гена
максуд мамед ганс юрген йохан клаус ханс уильям джон джеймс майкл питер пол дэвид стивен ричард чарльз
пьер жан жак хосе хуан карлос минхо чжун вэй алишер бахром дилшод жасур фаррух шавкат улугбек фархад
нариман эльнур вугар орхан ильхам рауф тофик фазиль ерлан ержан айбек бекзат канат нурсултан андрий сергий василь евген юрко тарас
серик талгат токтар даурен жанибек
aaron abraham adam adrian alan albert alec alejandro alexander alexandre alfred allan allen andre
andreas andrew angus anthony antonio archie arnold arthur axel barry ben benedict benjamin bernard bernd
bernhard bill bjorn bob bradley brandon brendan brian bruce bruno bryan carl carlos cedric charles
chester christian christoph christopher clark claus clemens clive colin connor craig curtis dan daniel
dave david dean dennis derek detlef dick didier diego dieter dietmar dirk dominic dominik donald douglas
duncan dylan eberhard eduardo edward edwin elias elliott emil eric erik ernest ernst ethan eugene fabian
felix ferdinand fernando francesco francois frank franz fred frederic frederick friedrich fritz gareth
gary geoff geoffrey georg george gerald gerard gerhard gilbert giovanni giuseppe glenn gordon graham greg
gregory guido gunter gunther gustav guy hans harald harold harry hartmut harvey heinrich heinz helmut
henri henrik henry herbert hermann holger horst howard hubert hugh hugo ian ignacio isaac ivan ivo jack
jacob jacques jake jakob james jan jason javier jeff jeffrey jens jeremy jerome jerry jesse jim joachim joao
joe joerg john johann johannes jonas jonathan jorge jose josef joseph joshua juan juergen jurgen julian
julien justin karl karsten keith ken kenneth kevin klaus konrad kurt kyle lars laurence lawrence leo leon
leonard leonardo lewis liam lothar louis luca lucas ludwig luis luke lutz malcolm manfred manuel marc
marcel marco marcus mario mark markus martin matthew matthias matteo maurice max maximilian michael
michel miguel mike mohamed mohammed moritz nathan neil nicholas nick nicolas nigel nils noah norbert
norman oliver olivier oscar oskar oswald otto owen pablo patrick paul pedro pete peter phil philip philipp
philippe pierre pablo rainer ralf ralph ramon raymond reinhard reiner rene ricardo richard rob robert
roberto rodney roger roland rolf ron ronald ross roy rudolf rupert russell ryan samuel sander scott sean
sebastian serge siegfried sigmund simon stefan stefano stephan stephen steve steven stewart stuart sven
ted terence theo theodor theodore thomas thorsten till tim timo timothy tobias todd tom tony torsten
trevor udo ulf uli ulrich uwe victor vincent volker walter warren wayne werner wilfried wilhelm will
william winston wolf wolfgang xavier zachary
"""

_FEMALE: Final = """
ада аида аделина агата агния азиза айгерим айгуль айжан айнур айсылу аксинья алевтина александрина алена алеся
алина алиса алия алла алсу альбина альмира альфия амалия анастасия анаит анахит анжела анжелика анна аня
антонина анфиса арина арпине асель асия ася астрид аурелия ая валентина валерия варвара варя василиса
венера вера вероника виктория вика виолетта виталина влада владислава гаянэ гаяне галина галя гелена
гузель гульнара гульназ гульшат гюзель гуля дана дания дарина дария дарья даша дарига джамиля диана дина
динара диляра доминика евгения ева евдокия екатерина катя катерина елена елизавета есения ефросинья жанна
жанар жансая залина зара зарема зарина земфира зинаида зиля злата зоя зульфия зухра иванна илона
ильзира инга инесса инна ира ирина ирада ия йолдыз камила карина каролина кира клавдия клара ксения
кристина ксюша лада лала лана лариса лаура лейла лейсан леся леля лена лера лиана лидия лида лиза лилит
лилия лина лия лола луиза любовь люба людмила люда люся ляйсан магдалена мадина майя малика мальвина
маргарита марго мари мариам мариана мариетта марина мария марья марта марьям маша мила милана милена
мирослава муза надежда надя наира наиля назгуль нана наргиз нармина наталия наталья наталя наташа нелли
неля ника нина нино нонна нунэ нуне оксана оксане октябрина олеся оля ольга ольха олена олимпиада
олександра пелагея полина прасковья рада раиса райхан ревекка регина резеда рената рита роза розалия
роксана румия рузанна русалина руфина сабина сабрина саида салима самира сания сара светлана света
севда серафима симона снежана софа софия софья соня стелла стефания сусанна сюзанна таисия тамара таня
татьяна тереза ульяна фаина фания фарида фатима фируза флюра фатыма хава хадижа христина цветана
шушаник шушан эвелина эдита элеонора элина элла эльвира эльмира эльза эмилия эмма эрика эсмеральда юлиана
юлия юля юта ядвига яна ярослава зумрад нигора дилфуза гулрух мадинабону малохат шахноза айгуль айдана
аружан балжан гулжан гульмира дильназ камшат сауле толганай марьям олёна мичжи наоми мэри
тетяна наталка ганна ярина христя анита джейн элизабет сьюзан маргарет хелен жаклин мишель урсула ингрид хельга
abigail ada adele agatha agnes aisha alessandra alexandra alexia alice alicia alison allison amanda amber
amelia amy ana anastasia andree angela angelica angelika angie anita ann anna anne annegret anneliese
annette annie anthea antonia april ariane astrid audrey barbara beate beatrice beatrix becky bella
bernadette beth bettina betty beverley birgit brenda brigitte britta bridget brigid camilla carla carmen
carol carole carolina caroline carolyn catherine catharina cecilia celia celine charlotte chiara chloe
christa christiane christina christine claire clara claudia cornelia cynthia dagmar daisy daniela danielle
daphne dawn deborah debra denise diana diane dina dolores donna doris dorothea dorothy edith eileen elaine
eleanor elena elfriede elisa elisabeth elise elizabeth elke ella ellen elsa elspeth emily emma erika
erica esther eugenia eva eve evelyn faith felicity fiona florence franziska francesca francoise frieda
gabriela gabriele gabriella gail gemma genevieve georgia georgina gerda gertrud ginger gisela giulia gladys
gloria grace greta gretchen gudrun hannah hannelore harriet hazel heather hedwig heide heidi heike helen
helena helene helga hilary hilda hildegard holly ida ilona ilse imogen ines inge ingeborg ingrid irene
iris irma isabel isabella isabelle isla ivonne jacqueline jane janet janice jeanette jeannette jennifer
jenny jessica jill joan joanna joanne josephine joyce juanita judith judy julia juliana julie juliet jutta
karen karin karla karolina kate katharina katharine katherine kathleen kathrin kathryn kathy katie katja
katrin katrina kelly kirsten kirsty klara kristen kristin kristina lara larissa laura lauren lea leah lena
leonie leticia lilian lillian lily linda lisa lola lorraine louisa louise lucia lucie lucy luise lydia
lynda lynn mabel maddison madeleine magda magdalena maja mandy manuela mareike margaret margarete margarita
margit marguerite maria marianne marie marina marion marissa marjorie marlene marta martha martina mary
mathilde matilda maureen mechthild megan melanie melissa mercedes mia michaela michelle mildred miranda
miriam moira molly monica monika monique muriel myra nadine nadja nancy naomi natalie natasha nathalie
nicola nicole nina nora norma nuria odette olga olivia ophelia pamela patricia paula paulina pauline
penelope penny petra phoebe phyllis polly priscilla rachel raquel rebecca regina renate renee rhoda rita
roberta rosa rosalie rose rosemarie rosemary roswitha rowena ruby ruth sabine sabrina sally samantha sandra
sara sarah selina sharon sheila shirley sibylle siegrid sigrid silke silvia simone sofia sonia sonja
sophia sophie stefanie stella stephanie sue susan susanna susanne suzanne svetlana sylvia tabitha tamara
tanja tara teresa tess theresa therese tina tracy trudy ulrike una ursula ute valerie vanessa vera verena
veronica veronika victoria viola violet virginia vivian vivien waltraud wendy wilma yolanda yvette yvonne
zara zoe
"""

# Borne by both, or by one in one country and by the other in the next: asked, never guessed.
_BOTH: Final = """
саша шура женя валя слава сима мика ноэль эли андреа никола алекс крис сэм джордан терри робин тейлор
alex andrea ash jan jean ashley aubrey avery bailey bobbie cameron casey charlie chris claude corey courtney dana
darcy dominique drew eddie ellis emerson finley francis frankie gabriel gene hayden jackie jaime jamie jean
jo jody jordan jules kai kay kerry kim kit kris lee leigh leslie lesley lindsay lindsey logan lou lynn
mackenzie madison marley max maxime melvin micah michele mika morgan nat nicky nico nikita noel pat
patsy peyton quinn reese rene riley robin rory rowan sacha sam sandy sascha sasha shannon shea sidney skyler
simone stacey stacy sydney taylor terry toni tracey tyler vic wei yan ying val zhenya valya slava alexis
"""
# Diminutives whose grammatical ending tells nothing but whose bearer is known.
_ALSO_MALE: Final = "саня санек лёня толя гоша жорик стас никитка тёма дэн ник юрик"
_ALSO_FEMALE: Final = "настя нюра нюша зина тома рая тася уля поля лёля эля стася ната"


@lru_cache(maxsize=1)
def _genders() -> tuple[dict[str, Gender | None], dict[str, Gender | None]]:
    """The gender by folded name, and by the key that a Latin spelling shares with the Cyrillic one."""
    known: dict[str, Gender | None] = dict.fromkeys(map(fold, f"{_MALE} {_ALSO_MALE}".split()), "male")
    for name in map(fold, f"{_FEMALE} {_ALSO_FEMALE}".split()):
        known[name] = None if known.get(name) == "male" else "female"
    known |= dict.fromkeys(map(fold, _BOTH.split()), None)
    keys: dict[str, Gender | None] = {}
    for name, gender in known.items():
        key = word_key(name)
        keys[key] = gender if keys.get(key, gender) == gender else None
    return known, keys


@lru_cache(maxsize=4096)
def is_given_name(word: str) -> bool:
    """Tell whether ``word`` is known as a given name, in either script; of a double one, the first half."""
    first = fold(word).split("-")[0]
    names, keys = _genders()
    return first in names or (first.isascii() and len(first) > 2 and word_key(first) in keys)


@lru_cache(maxsize=4096)
def gender_of_given_name(word: str) -> Gender | None:
    """Return who bears ``word``; None for names of both and for unknown ones."""
    first = fold(word).split("-")[0]
    names, keys = _genders()
    if first in names:
        return names[first]
    return keys.get(word_key(first)) if first.isascii() and len(first) > 2 else None
