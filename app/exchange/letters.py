"""What words of contact lists look like, for telling code pages apart.

The words are the kind that address books are full of: names, towns, streets, trades. From them
come the frequencies of pairs of letters; a text read with the wrong code page has pairs that no
language has.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache
from typing import Final

_RUSSIAN: Final = """
иванов иванова петров петрова сидоров смирнов смирнова кузнецов кузнецова попов попова васильев соколов
михайлов новиков фёдоров морозов волков алексеев лебедев семёнов егоров павлов козлов степанов николаев
орлов андреев макаров никитин захаров зайцев соловьёв борисов яковлев григорьев романов воробьёв сергеев
кузьмин фролов александров дмитриев королёв гусев киселёв ильин максимов поляков сорокин виноградов
ковалёв белов медведев антонов тарасов жуков баранов филиппов комаров давыдов беляев герасимов богданов
осипов сидорова матвеев титов марков миронов крылов куликов карпов власов мельников денисов гаврилов
тихонов казаков афанасьев данилов тимофеев фомин чернов абрамов мартынов ефимов федотов щербаков назаров
калинин исаев чернышев быков маслов родионов коновалов лазарев воронин климов филатов пономарёв голубев
кудрявцев прохоров наумов потапов журавлёв овчинников трофимов леонов соболев ермаков колесников
гончаров емельянов никифоров грачёв котов гришин ефремов архипов громов кириллов малышев панов моисеев
румянцев акимов кондратьев бирюков горбунов анисимов еремин тихомиров галкин лукьянов михеев скворцов
юдин белоусов нестеров симонов прокофьев харитонов князев цветков левин митрофанов воронов аксёнов
щукин эрнст яшин ющенко шевченко бондаренко ткаченко кравченко хабибуллин ахметов гайдай
александр алексей анатолий андрей антон аркадий артём борис вадим валентин валерий василий виктор виталий
владимир владислав вячеслав геннадий георгий григорий даниил денис дмитрий евгений егор иван игорь илья
кирилл константин леонид максим михаил никита николай олег павел пётр роман руслан сергей станислав степан
тимур фёдор юрий ярослав александра алина алла анастасия анна валентина валерия вера вероника виктория
галина дарья диана евгения екатерина елена елизавета жанна зинаида зоя инна ирина кристина ксения лариса
лидия любовь людмила маргарита марина мария надежда наталья нина оксана олеся ольга полина раиса светлана
софья тамара татьяна ульяна юлия яна эльвира
александрович алексеевич анатольевич андреевич борисович васильевич викторович владимирович дмитриевич
евгеньевич иванович игоревич михайлович николаевич олегович павлович петрович сергеевич юрьевич
александровна алексеевна андреевна борисовна васильевна викторовна владимировна дмитриевна евгеньевна
ивановна михайловна николаевна олеговна павловна петровна сергеевна юрьевна ильинична
москва санкт петербург новосибирск екатеринбург казань нижний новгород челябинск самара омск ростов на дону
уфа красноярск воронеж пермь волгоград краснодар саратов тюмень тольятти ижевск барнаул иркутск хабаровск
ярославль владивосток махачкала томск оренбург кемерово новокузнецк рязань астрахань пенза киров липецк
тула калининград курск ставрополь тверь брянск белгород сочи сургут архангельск чита улан удэ грозный
калуга смоленск минск киев алматы россия беларусь украина казахстан область край республика район
улица проспект переулок шоссе площадь набережная бульвар дом квартира офис корпус строение этаж подъезд
ленина мира советская гагарина пушкина садовая молодёжная центральная школьная лесная набережная тверская
имя фамилия отчество телефон мобильный рабочий домашний адрес почта электронная сайт компания организация
должность отдел город страна индекс дата рождения день примечание комментарий заметки источник группа
категория ответственный контакт клиент поставщик покупатель название наименование полное код счёт банк
директор генеральный коммерческий исполнительный финансовый менеджер продажам закупкам бухгалтер главный
инженер начальник руководитель заместитель специалист ведущий секретарь помощник юрист администратор
программист врач учитель водитель продавец консультант маркетолог аналитик снабжение логист
общество ограниченной ответственностью закрытое открытое акционерное предприниматель индивидуальный
ооо оао зао пао ао ип гуп муп фгуп чп завод фабрика магазин торговый дом группа компаний строй сервис
плюс центр агентство холдинг фирма производство оборудование мебель продукты ромашка рога копыта технологии
просил перезвонить после обеда завтра нужен счёт встреча договор заказ цена скидка интересует предложение
друг брат сестра мать отец сын дочь жена муж любит вино шоколад день женат замужем дети не звонить срочно
и в на с по для от до из за что это как или уже ещё только очень хорошо плохо спасибо пожалуйста привет
шевченко київ львів одеса харків дніпро україна вулиця іван олексій сергій дмитро андрій олександр юлія
володимир микола ірина наталія тетяна ґанок їжак єва кличко віталій мінск беларусь вуліца ўладзімір
"""

_WEST: Final = """
müller schäfer köhler krüger schröder jäger günther möller böhm voß weiß groß strauß vogel hübner
könig lüdeck nüßlebaum täve sören jürgen björn käthe rené andré zürich münchen köln düsseldorf nürnberg
straße österreich geschäftsführer für über größe bücher grüße mößlitz universität
françois françoise renée andrée hélène jérôme stéphane frédéric zoé noël anaïs gaël benoît geneviève gérard
cécile rémi léa chloé thérèse irène céline éric étienne élodie émile montréal québec orléans besançon
genève société générale téléphone prénom ingénieur à été où déjà très forêt château côte hôtel maître
josé maría jesús ángel andrés sofía martín gonzález rodríguez fernández lópez pérez sánchez gómez díaz
muñoz núñez peña español españa málaga córdoba león teléfono dirección compañía año señor bogotá perú
joão antónio conceição simões são paulo brasília ação coração avó inês luís patrícia mação
åsa björk øyvind søren håkan jørgen ærø århus göteborg malmö linköping västerås bodø tromsø ålesund
hämäläinen mäkinen virtanen jyväskylä niccolò però città perché più caffè
ça œuvre cœur ñandú zoë daniël coté ämi bäd citroën doë jalapeño naïve café résumé
premium customer renews john smith street road london york company manager sales director phone email
"""

_CENTRAL: Final = """
łukasz michał paweł wojciech wiśniewski wójcik kowalczyk kamiński lewandowski zieliński szymański woźniak
dąbrowski kozłowski jabłoński król wróbel wieczorek majewska jasiński iksiński świątek ślusarczyk żak źródło
łódź kraków wrocław poznań gdańsk białystok częstochowa rzeszów śląsk małgorzata ćwik źrebak żółć zażółć gęślą
jaźń ulica spółka przedsiębiorstwo imię główny księgowa międzynarodowy mężczyzna
jiří dvořák černý procházka kučera veselý horák němec pospíšil šťastný růžička kříž příjmení společnost
plzeň české budějovice ústí žižkov žofie štěpán ondřej tomáš lukáš matěj zdeněk františek anežka ťuhýk ďábel
ľubomír košice žilina bratislava námestie križovatka ĺ ŕ ňu
lászló józsef györgy zsófia ágnes erzsébet tünde győző szabó kovács tóth horváth nagyné székesfehérvár győr
miskolc őrség űr őszi fűtő budapest utca ügyvezető
ștefan ţepeş iaşi braşov bucureşti timişoara ioană mureşan românia şoseaua dragoş
đorđe ivić horvat babić marić jurić novaković kovačević šimić božić đakovo čakovec županja ljubljana žnidaršič
"""

_TURKISH: Final = """
yılmaz şahin çelik yıldız öztürk aydın özdemir arslan doğan kılıç çetin kara koç kurt özkan şimşek polat
gülşen ayşe fatma mustafa hüseyin ibrahim ışık çağlar şirket müdürü istanbul i̇zmir ankara diyarbakır eskişehir
ığdır muğla ağrı balıkesir kadıköy üsküdar sokağı mağaza görüşme gümüş göğüs
"""

_GREEK: Final = """
παπαδόπουλος γεωργίου δημητρίου ιωάννης νικόλαος κωνσταντίνος βασίλης ελένη μαρία αικατερίνη σοφία αθήνα
θεσσαλονίκη πάτρα ηράκλειο οδός λεωφόρος εταιρεία διευθυντής πωλήσεις τηλέφωνο ελλάδα βαγγέλης χρήστος
"""

_BALTIC: Final = """
jānis bērziņš kalniņš ozoliņš liepiņa krūmiņš rīga daugavpils jūrmala ķekava ģimene šķirmante ēriks
kazlauskas petrauskas jankauskas žukauskas stankevičius vilnius šiauliai panevėžys žemaitė gatvė ąžuolas
įmonė ūkis ęčėįšųū jõgeva pärnu kõrvits mäe õismäe tõnu žürii
"""

#: the lowest logarithm that one pair of letters can add
_FLOOR: Final = -9.0


@lru_cache(maxsize=1)
def pair_weights() -> dict[str, float]:
    """Return the logarithm of how usual each pair of small letters (or word edge) is in its language.

    Every language counts the same, however many words stand for it.
    """
    weights: dict[str, float] = {}
    for words in (_RUSSIAN, _WEST, _CENTRAL, _TURKISH, _GREEK, _BALTIC):
        pairs = Counter(
            first + second
            for word in words.split()
            for first, second in zip(" " + word, word + " ", strict=True)
        )
        total = sum(pairs.values())
        for pair, count in pairs.items():
            weight = max(_FLOOR, math.log(count / total))
            weights[pair] = max(weights.get(pair, _FLOOR), weight)
    return weights


@lru_cache(maxsize=1)
def known_letters() -> frozenset[str]:
    """Return the small letters that some of the languages use."""
    return frozenset(letter for pair in pair_weights() for letter in pair)
