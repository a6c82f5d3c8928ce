"""The words over columns in other programs' files, for each thing that a contact can hold."""

from __future__ import annotations

from typing import Final

from app.exchange.labels import plain


def _table(text: str) -> dict[str, str]:
    table: dict[str, str] = {}
    for line in text.strip().splitlines():
        target, _, words = line.partition(":")
        for word in words.split(","):
            table.setdefault(plain(word), target.strip())
    return table


#: what remains of a header without numbers and words such as «home» → target
NOUNS: Final = _table("""
full_name: name, full name, fullname, display name, contact, contact name, client, client name, customer, customer name, lead name, lead, person, file as, contact person, formatted name, vollständiger name, anzeigename, nom, nom complet, nombre completo, nome, имя контакта, полное имя, полное имя контакта, фио, ф и о, фио контакта, фио клиента, контакт, контактное лицо, клиент, имя клиента, наименование, название, отображаемое имя, выводимое имя, имя фамилия, фамилия имя отчество, имя и фамилия, фамилия имя, фио полностью, покупатель, заказчик, नाम, naam, imię i nazwisko, повне ім'я
surname: surname, last name, lastname, family name, familyname, lname, nachname, familienname, nom de famille, apellido, apellidos, cognome, sobrenome, nazwisko, фамилия, фам, прізвище, второе имя фамилия, last, achternaam, efternamn
given: given name, givenname, first name, firstname, forename, fname, first, vorname, prénom, nombre, imię, имя, ім'я, личное имя, voornaam, förnamn
patronymic: middle name, middlename, middle, additional name, additional names, second name, patronymic, отчество, среднее имя, второе имя, по батькові, zweiter vorname, deuxième prénom, mellannamn
prefix: prefix, name prefix, honorific, honorific prefix, salutation, anrede, обращение, префикс, приставка, title of courtesy, titel, mr ms
suffix: suffix, name suffix, generational suffix, honorific suffix, суффикс
nickname: nickname, nick name, nick, short name, псевдоним, прозвище, ник, spitzname, surnom, краткое имя
name: organisation name full, юридическое название, контрагент, наименование организации, полное наименование, полное наименование организации, наименование контрагента, наименование полное, название контрагента
employer: company, company name, organization, organisation, organization name, organisation name, employer, firm, business name, account, account name, firma, unternehmen, entreprise, société, empresa, azienda, организация, компания, компания контакта, название компании, название организации, фирма, работодатель, место работы, предприятие, related company, parent company, company organization, current company, work company, ad organization, юр лицо, юридическое лицо
position: position, arbeitstitel, job title, jobtitle, job, title, role title, designation, должность, позиция, position title, stelle, funktion, fonction, poste, cargo, organization title, stanowisko, berufsbezeichnung, посада
department: department, organization department, division, отдел, подразделение, abteilung, service département, департамент
profession: occupation, profession, role, профессия, род занятий, специальность, beruf
phone: phone, phone number, telephone, telephone number, tel, tel no, phone no, telefon, telefonnummer, téléphone, telephone no, teléfono, telefone, telefono, number, contact number, contact no, contact phone, телефон, тел, номер телефона, номер, телефоны, контактный телефон, телефонный номер, phone contact, user phone, phone numbers, फ़ोन, rufnummer, numer telefonu, phone value, телефон контакта, телефон клиента
email: email, e mail, e mail address, email address, mail, user email, email id, mail address, courriel, correo, correo electrónico, adresse e mail, e mail adresse, email adresse, emails, электронная почта, эл почта, эл почты, адрес эл почты, адрес электронной почты, почта, имейл, емейл, e mail адрес, email адрес, электронный адрес, эл адрес, адрес почты, мейл, ईमेल, email контакта, e mail 1 address, email addresses
reach: email phone, phone email, contacts, contact details, contact info, контакты, контактные данные, контактная информация, телефон email, email телефон, телефон почта, связь
messenger: im, messenger, messenger name, screen name, instant messenger, мессенджер, другой im, chat, sip
address: address, postal address, mailing address, full address, adresse, dirección, адрес, почтовый адрес, полный адрес, адрес полностью, formatted address, address formatted, place of residence, место жительства, anschrift, адрес доставки, адрес организации
address.street: street, street address, address line, address street, straße, rue, calle, улица, улица дом, straße und hausnummer, дом, via
address.city: city, town, locality, address city, stadt, ort, ville, ciudad, città, город, населенный пункт, нас пункт, village, miasto, місто
address.region: state, province, region, county, state province, address region, address state, bundesland, область, регион, республика, край, область край, штат, район, район область, область регион
address.postcode: zip, zipcode, zip code, postal code, postalcode, post code, postcode, zip postal code, address postal code, plz, postleitzahl, code postal, código postal, индекс, почтовый индекс, почтовый код, cap, kod pocztowy
address.country: country, country region, address country, land, pays, país, страна, страна или регион, nation, страна регион, kraj, paese
address.extra: po box, address extra, street extra, extended address, address extended address, address po box, office box, абонентский ящик, почтовый ящик, а я, квартира, postfach, address extended
site: website, web site, site, web page, webpage, url, homepage, home page, www, web, internet, сайт, веб сайт, веб страница, страница, адрес сайта, домашняя страница, webseite, site web, profile url, linkedin url, web address, интернет сайт
birth: birthday, birth date, birthdate, date of birth, dob, bday, born, geburtstag, geburtsdatum, date de naissance, anniversaire, fecha de nacimiento, день рождения, дата рождения, д р, др, рождение, день народження, data urodzenia
birth.year: birth year, geburtsjahr, год рождения
birth.month: birth month, geburtsmonat, месяц рождения
birth.day: birth day, geburtstag tag, число рождения
date.anniversary: anniversary, jahrestag, годовщина
date.wedding: wedding, wedding date, wedding anniversary, годовщина свадьбы, дата свадьбы, день свадьбы
date.founding: founded, foundation date, incorporated, дата основания, год основания
date.death: deceased date, date of death, дата смерти
relative.spouse: spouse, husband, wife, partner name, супруг, супруг а, супруга, муж, жена, ehepartner
relative.child: children, child, kids, дети, kinder, ребенок
note: note, notes, comment, comments, remark, remarks, description, company description, memo, notiz, notizen, bemerkung, bemerkungen, commentaire, commentaires, notas, примечание, примечания, комментарий, комментарии, заметка, заметки, описание, доп информация, дополнительная информация, доп сведения, дополнительно, about, нотатки
tags: tag, tags, label, labels, group, groups, group membership, category, categories, keywords, kategorie, kategorien, catégories, тег, теги, метка, метки, группа, группы, категория, категории, ключевые слова, сегмент, список, lists
source: source, lead source, data source, original source, how did you hear, channel of attraction, источник, источник лида, источник клиента, откуда узнал, откуда узнали, канал привлечения, источник контакта, рекламный источник
responsible: responsible, responsible person, owner, lead owner, contact owner, account owner, account manager, sales rep, sales representative, salesperson, sales person, assigned to, assignee, agent, ответственный, ответственный за контакт, менеджер, ведет, куратор, ответственный менеджер, торговый представитель
country: country code, код страны
gender: gender, sex, geschlecht, genre, пол
language: language, preferred language, sprache, langue, язык
territory: territory, sales territory, территория, участок
time_zone: time zone, timezone, часовой пояс, таймзона, tz
class_: class, customer class, abc class, класс, категория клиента, класс клиента
keep_in_touch_days: keep in touch days, keep in touch every days, keep in touch, частота контактов дней, держать связь дней
hours: hours to reach, best time to call, время для звонка, удобное время, часы для связи, когда звонить, удобное время для звонка
address_as: likes to be addressed as, address as, как обращаться
formality: tone, formality, тон, обращение ты вы
salutation: salutation corrected, приветствие
first_contact_on: first contact, first contact date, дата первого контакта, первый контакт
kind: kind, kind of customer, company type, contact type, customer type, record type, тип контрагента, вид контрагента, юр физ лицо, юр физ, тип клиента, вид клиента, тип контакта, юридическое физическое лицо
uid: rapport uid
photo: photo data, фото данные
department: отдел
boss: manager, manager s name, manager name, boss, supervisor, руководитель, начальник, имя руководителя, vorgesetzter
office: where the office is, где находится офис, office location, office, расположение комнаты, кабинет, комната, расположение
line: industry, line of business, business, branch, sector, отрасль, сфера деятельности, вид деятельности, branche, сфера, направление деятельности, оквэд
size: number of employees, employees, no of employees, headcount, количество сотрудников, число сотрудников, численность, сотрудников, mitarbeiter, company size
decides: who decides, decision maker, лпр, кто принимает решение
tax_number: tax number, tax id, vat, vat number, vat id, tin, inn, инн, инн кпп, ust idnr, siret
tax_reason: tax registration reason code, kpp, кпп
reg_number: registration number, ogrn, огрн, огрнип, company number, окпо
bank: bank, bank name, банк, наименование банка, название банка
bank_code: bank code, bic, swift, bik, бик, bic swift, routing number
account: bank account, account number, iban, settlement account, расчетный счет, р с, рс, р счет, номер счета, счет, банковский счет
hobby: hobby, hobbies, interests, хобби, увлечения, интересы
marital: marital status, семейное положение
wine: wine, вино
chocolate: chocolate, chocolate and sweets, шоколад, шоколад и сладости, сладости
flowers: flowers, цветы
tea: tea or coffee, tea, coffee, чай или кофе, чай, кофе
holiday: holiday places, holidays, места отдыха, отдых
sport: sport, sports, спорт
pets: pets, pet, домашние животные, питомцы, животные
books: books, книги
films: films and music, films, music, фильмы и музыка, фильмы, кино
dislikes: dislikes, не любит
taste_other: other tastes, другие вкусы, прочие вкусы
status: social status, социальный статус, социальное положение
goals: life goals, жизненные цели
business_goals: business goals, цели компании
driver: what moves this customer, что движет клиентом
style: care wanted, какой заботы хочет
season: season of buying, сезон покупок
invested_money: money invested in working with us, вложено денег в работу с нами
invested_hours: hours invested in working with us, вложено часов в работу с нами
invested_training: training for working with us, обучение работе с нами
invested_integration: integration with us, интеграция с нами
ignore: e mail display name, email display name, e mail type, email type, краткое имя эл почты, тип эл почты, краткое имя
""")

#: whole headers that the words above would misread
WHOLE: Final[dict[str, tuple[str, str]]] = {
    plain(header): (target, label)
    for header, target, label in (
        ("Mobile", "phone", "mobile"),
        ("Mobile No.", "phone", "mobile"),
        ("Mobile Number", "phone", "mobile"),
        ("Mobile Phone Number", "phone", "mobile"),
        ("Handy", "phone", "mobile"),
        ("Mobiltelefon", "phone", "mobile"),
        ("Mobil-Tel.-Nr.", "phone", "mobile"),
        ("Cell", "phone", "mobile"),
        ("Cell Phone", "phone", "mobile"),
        ("Телефон переносной", "phone", "mobile"),
        ("Мобильный", "phone", "mobile"),
        ("Мобильный телефон", "phone", "mobile"),
        ("Мобильный тел.", "phone", "mobile"),
        ("Моб.", "phone", "mobile"),
        ("Сотовый", "phone", "mobile"),
        ("Личный телефон", "phone", "home"),
        ("Рабочий", "phone", "work"),
        ("Домашний", "phone", "home"),
        ("Рабочий прямой телефон", "phone", "direct"),
        ("Прямой телефон", "phone", "direct"),
        ("Fax", "phone", "fax"),
        ("Fax Number", "phone", "fax"),
        ("Faxnummer", "phone", "fax"),
        ("Факс", "phone", "fax"),
        ("Business Fax", "phone", "work_fax"),
        ("Work Fax", "phone", "work_fax"),
        ("Рабочий факс", "phone", "work_fax"),
        ("Home Fax", "phone", "home_fax"),
        ("Домашний факс", "phone", "home_fax"),
        ("Other Fax", "phone", "other_fax"),
        ("Другой факс", "phone", "other_fax"),
        ("Pager", "phone", "pager"),
        ("Pager Number", "phone", "pager"),
        ("Pagernummer", "phone", "pager"),
        ("Пейджер", "phone", "pager"),
        ("Assistant's Phone", "phone", "assistant"),
        ("Assistant Phone", "phone", "assistant"),
        ("Телефон помощника", "phone", "assistant"),
        ("Callback", "phone", "callback"),
        ("Обратный вызов", "phone", "callback"),
        ("Car Phone", "phone", "car"),
        ("Телефон в машине", "phone", "car"),
        ("Company Main Phone", "phone", "company"),
        ("Основной телефон организации", "phone", "company"),
        ("Primary Phone", "phone", "main"),
        ("Основной телефон", "phone", "main"),
        ("Radio Phone", "phone", "radio"),
        ("Радиотелефон", "phone", "radio"),
        ("ISDN", "phone", "isdn"),
        ("TTY/TDD Phone", "phone", "tty"),
        ("Телетайп/телефон с титрами", "phone", "tty"),
        ("Telex", "phone", "telex"),
        ("Телекс", "phone", "telex"),
        ("Telefon geschäftlich", "phone", "work"),
        ("Telefon privat", "phone", "home"),
        ("Почтовый ящик (дом. адрес)", "address.extra", "home"),
        ("Почтовый ящик (раб. адрес)", "address.extra", "work"),
        ("Почтовый ящик (другой адрес)", "address.extra", "other"),
        ("Business Address PO Box", "address.extra", "work"),
        ("Home Address PO Box", "address.extra", "home"),
        ("Other Address PO Box", "address.extra", "other"),
        ("Почтовый код (дом.)", "address.postcode", "home"),
        ("Юридический адрес", "address", "legal"),
        ("Фактический адрес", "address", "shipping"),
        ("Адрес доставки", "address", "shipping"),
        ("Primary Email", "email", ""),
        ("Primary Email Address", "email", ""),
        ("Secondary Email", "email", "other"),
        ("Email Primary", "email", ""),
        ("Primäre E-Mail-Adresse", "email", ""),
        ("Sekundäre E-Mail-Adresse", "email", "other"),
        ("Screen Name", "messenger", "aim"),
        ("AIM Screen Name", "messenger", "aim"),
        ("Whatsapp Number", "messenger", "whatsapp"),
        ("Web Page 1", "site", "work"),
        ("Web Page 2", "site", "home"),
        ("Личная веб-страница", "site", "home"),
        ("Business Home Page", "site", "work"),
        ("Personal Home Page", "site", "home"),
        ("Home Page", "site", ""),
        ("Name", "full_name", ""),
        ("Primary Contact", "full_name", ""),
        ("Work", "phone", "work"),
        ("Home", "phone", "home"),
        ("Полное название компании", "employer", ""),
        ("Сервер каталогов", "own", ""),
        ("Directory Server", "own", ""),
        ("Код организации", "own", ""),
        ("Organizational ID Number", "own", ""),
        ("Government ID Number", "own", ""),
        ("Личный код", "own", ""),
        ("Location", "own", ""),
        ("Имя помощника", "own", ""),
        ("Assistant's Name", "own", ""),
        ("Сведения о доступности в Интернете", "own", ""),
        ("Internet Free Busy", "own", ""),
        ("Billing Information", "own", ""),
        ("Account", "own", ""),
        ("Счет", "own", ""),
        ("Счета", "own", ""),
        ("Phone Ext", "own", ""),
        ("Имя файла", "own", ""),
        ("Company", "employer", ""),
        ("Company Type", "kind", ""),
        ("Тип", "own", ""),
        ("Status", "own", ""),
        ("Статус", "own", ""),
        ("Lead Status", "own", ""),
        ("Address Type", "address.label", ""),
        ("Тип адреса", "address.label", ""),
        ("User Name", "own", ""),
        ("Photo", "own", ""),
        ("Фото", "own", ""),
        ("Avatar", "own", ""),
        ("Initials", "own", ""),
        ("Инициалы", "own", ""),
    )
}

#: words that say which phone or address is meant; longest first matters, so they are tried by length
QUALIFIERS: Final = _table("""
home: home, personal, private, частный, частная, privat, privé, домашний, дом, домашняя, личный, личная, личное, perso, домашний адрес, дом адрес, prive
work: work, business, office, job, geschäftlich, dienstlich, arbeit, professionnel, pro, рабочий, рабочая, раб, служебный, офис, офисный, раб адрес, корпоративный, корпоративная, работа, work address, corporate
mobile: mobile, cell, cellular, mobil, portable, мобильный, моб, сотовый, móvil
other: other, andere, autre, другой, другая, другой адрес, дополнительный, доп, additional, secondary, alternative, alternate, прочее, вторичный, второй
main: main, primary, основной, основная, главный, общий
fax: fax, факс, факса
billing: billing, invoice, платежный
shipping: shipping, delivery, доставки, фактический
legal: legal, registered, юридический
direct: direct, прямой
""")

#: words in front of or behind the thing that say nothing about it
NOISE: Final = frozenset(
    plain(word)
    for word in [
        "the",
        "of",
        "your",
        "our",
        "primary_contact",
        "contact",
        "lead",
        "customer",
        "client",
        "клиента",
        "контакта",
        "контактный",
        "контакт",
        "user",
        "value",
        "значение",
        "no",
        "№",
        "number",
        "номер",
        "partner",
        "основной",
        "primary",
        "current",
        "адрес_",
        "address_",
    ]
)
