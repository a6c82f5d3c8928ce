"""The list of professional days: those of Russia, of the United States, and those kept all over the world.

Russia's are those of presidential decrees and of government orders, and the customary ones that
the profession itself keeps; the others are those of the United Nations and of the professions' world unions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from app.language import N_


@dataclass(frozen=True)
class ProfessionalDay:
    """A day of a profession in ``country`` («*» all over the world); see ``professional_days.day_in`` for ``when``.

    ``stems`` are beginnings of words by which the profession, the position or the line of business is known.
    """

    code: str
    country: str
    when: str
    label: str
    stems: tuple[str, ...]


def _ru(code: str, when: str, label: str, stems: str) -> ProfessionalDay:
    return ProfessionalDay(code, "RU", when, label, tuple(stems.split()))


def _us(code: str, when: str, label: str, stems: str) -> ProfessionalDay:
    return ProfessionalDay(code, "US", when, label, tuple(stems.split()))


def _world(code: str, when: str, label: str, stems: str) -> ProfessionalDay:
    return ProfessionalDay(code, "*", when, label, tuple(stems.split()))


# A table: a day to a line or two.
# fmt: off
_RUSSIA: Final = (
    _ru("reserve", "11 Jan", N_("Nature Reserves Day"), "заповедник нацпарк национальн_парк лесничий_заповед"),
    _ru("prosecutor", "12 Jan", N_("Prosecutors' Day"), "прокурор прокуратур prosecutor"),
    _ru("press", "13 Jan", N_("Press Day"), "журналист корреспондент репортер редактор издател издательств пресс-секретар"
        " сми$ газет journalist reporter editor publish"),
    _ru("student", "25 Jan", N_("Students' Day"), "студент аспирант student"),
    _ru("science", "8 Feb", N_("Science Day"), "ученый научн научно-исслед нии$ физик$ биолог лаборант исследовател"
        " scientist researcher"),
    _ru("realtor", "8 Feb", N_("Realtors' Day"), "риелтор риэлтор агент_по_недвиж агентство_недвиж недвижимост_агент"
        " realtor estate_agent"),
    _ru("aviation", "9 Feb", N_("Civil Aviation Day"), "гражданск_авиац авиакомпан авиалини аэропорт пилот летчик"
        " авиадиспетчер бортпроводник стюард airline airport pilot"),
    _ru("diplomat", "10 Feb", N_("Diplomats' Day"), "дипломат посол$ консул$ атташе diplomat ambassador"),
    _ru("bartender", "6 Feb", N_("Bartenders' Day"), "бармен барист бар-менеджер bartender barman barista"),
    _ru("surveyor", "2 Sun Mar", N_("Surveyors' Day"), "геодез картограф кадастр землеустро геодезист surveyor cartograph"),
    _ru("archive", "10 Mar", N_("Archives Day"), "архивист архивариус архивн архив$ archivist"),
    _ru("prison", "12 Mar", N_("Penal System Workers' Day"), "уфсин фсин исправительн колони$"),
    _ru("utilities", "3 Sun Mar", N_("Housing and Household Services Day"), "жкх коммунальн управляющ_компан водоканал"
        " сантехник прачечн химчистк ателье бытов_обслуж бытов_услуг портной швея_ателье дворник plumber laundry"),
    _ru("submariner", "19 Mar", N_("Submariners' Day"), "подводник submariner"),
    _ru("meteorology", "23 Mar", N_("Meteorologists' Day"), "метеоролог гидрометео синоптик гидролог meteorolog"),
    _ru("culture", "25 Mar", N_("Culture Workers' Day"), "дом_культур дк$ культработник искусствовед музей музейн галере"
        " экскурсовод хореограф филармон культур_работник работник_культур museum gallery curator"),
    _ru("geologist", "1 Sun Apr", N_("Geologists' Day"), "геолог геофизик геологоразвед geolog geophysic"),
    _ru("investigator_police", "6 Apr", N_("Police Investigators' Day"), "следователь_мвд следственн_отдел_мвд"),
    _ru("space", "12 Apr", N_("Cosmonautics Day"), "космонавт роскосмос космическ ракетно-косм astronaut aerospace"),
    _ru("printer", "19 Apr", N_("Printers' Day"), "полиграф типограф печатник верстальщик printing typograph"),
    _ru("municipal", "21 Apr", N_("Local Government Day"), "муниципальн глава_город глава_район мэр$ мэри депутат"
        " местн_самоуправ глава_администрац municipal mayor councillor"),
    _ru("notary", "26 Apr", N_("Notaries' Day"), "нотариус нотариал нотариат notary"),
    _ru("ambulance", "28 Apr", N_("Ambulance Workers' Day"), "скорая_помощ скорой_помощ скорой_медиц фельдшер paramedic"
        " ambulance"),
    _ru("firefighter", "30 Apr", N_("Firefighters' Day"), "пожарн пожарник огнеборец firefight fire_brigade"),
    _ru("diver", "5 May", N_("Divers' Day"), "водолаз diver$"),
    _ru("radio", "7 May", N_("Radio and Communications Day"), "связист радиоинженер радист телеком телекоммуник"
        " оператор_связи мобильн_связ радиостанц telecom"),
    _ru("pharmacist", "19 May", N_("Pharmacists' Day"), "фармацевт провизор аптек фармац pharmac"),
    _ru("polar", "21 May", N_("Polar Explorers' Day"), "полярник полярн_станц арктическ polar_explor"),
    _ru("hr", "24 May", N_("HR Professionals' Day"), "кадровик по_кадрам отдел_кадров отдела_кадров по_персоналу hr$"
        " hr-менедж hr-дирек эйчар рекрутер human_resources hrbp$ recruit"),
    _ru("philologist", "25 May", N_("Philologists' Day"), "филолог лингвист филологич philolog linguist"),
    _ru("entrepreneur", "26 May", N_("Entrepreneurs' Day"), "предприниматель индивидуальн_предприним ип$ бизнесмен"
        " владелец владелица собственник собственница учредитель основатель entrepreneur founder owner business_owner"),
    _ru("librarian", "27 May", N_("Libraries Day"), "библиотек библиотекар librarian library"),
    _ru("border", "28 May", N_("Border Guards' Day"), "пограничник погранслужб пограничн border_guard"),
    _ru("seo", "28 May", N_("Search Optimisers' Day"), "seo seo-специал оптимизатор_сайт поисков_оптимиз"),
    _ru("advocate", "31 May", N_("Advocates' Day"), "адвокат адвокатск attorney advocate barrister"),
    _ru("chemist", "last Sun May", N_("Chemists' Day"), "химик химич лакокрас нефтехим полимер chemist chemical"),
    _ru("ecologist", "5 Jun", N_("Ecologists' Day"), "эколог экологич ecolog environmental"),
    _ru("social", "8 Jun", N_("Social Workers' Day"), "социальн_работ соцработник соцзащит социальн_защит социальн_служб"
        " social_work"),
    _ru("textile", "2 Sun Jun", N_("Light Industry Workers' Day"), "текстил швея швейн легк_промышл ткач закройщик трикотаж"
        " обувн textile garment"),
    _ru("furniture", "2 Sat Jun", N_("Furniture Makers' Day"), "мебел мебельщик мебельн furniture cabinet_maker"),
    _ru("migration", "14 Jun", N_("Migration Service Day"), "миграционн"),
    _ru("medical", "3 Sun Jun", N_("Medical Workers' Day"), "врач доктор$ медсестр медицинск терапевт хирург педиатр"
        " главврач клиник поликлин больниц медцентр стоматолог фельдшер кардиолог невролог гинеколог санитар$"
        " акушер doctor physician surgeon nurse dentist clinic hospital !ветеринар !ветврач !ветклиник"),
    _ru("inventor", "last Sat Jun", N_("Inventors' Day"), "изобретател рационализатор патентн_повер inventor"),
    _ru("shipbuilder", "29 Jun", N_("Shipbuilders' Day"), "кораблестро судостро верф shipbuild shipyard"),
    _ru("traffic_police", "3 Jul", N_("Traffic Police Day"), "гибдд гаи$ дпс$"),
    _ru("sea_fleet", "1 Sun Jul", N_("Sea and River Fleet Day"), "моряк судовод речник капитан_судн судоход морск_порт"
        " речн_порт пароходств штурман боцман seafarer sailor shipping_line"),
    _ru("fisher", "2 Sun Jul", N_("Fishers' Day"), "рыбак рыболов рыбн_хозяйств рыбхоз рыбопромысл fisher"),
    _ru("post", "2 Sun Jul", N_("Post Day"), "почтальон почтов почта$ почты$ postal postman post_office"),
    _ru("metallurgist", "3 Sun Jul", N_("Metallurgists' Day"), "металлург металлопрокат сталевар литейщик прокатчик"
        " металлургич metallurg steelwork"),
    _ru("ethnographer", "17 Jul", N_("Ethnographers' Day"), "этнограф антрополог ethnograph anthropolog"),
    _ru("florist", "24 Jul", N_("Florists' Day"), "флорист цветочн цветовод florist flower_shop"),
    _ru("trade", "4 Sat Jul", N_("Trade Workers' Day"), "торговл продавец продавщиц кассир товаровед мерчендайз магазин"
        " розничн оптов_торг директор_магаз завмаг ритейл супермаркет торгов_зал торгов_сет shop retail salesclerk"
        " store_manager merchandis"),
    _ru("committee", "25 Jul", N_("Investigators' Day"), "следователь следственн_комит следком investigator"),
    _ru("pr", "28 Jul", N_("PR Specialists' Day"), "pr-менедж pr-дирек pr-специал пиар pr$ связям_с_общественност"
        " public_relations"),
    _ru("navy", "last Sun Jul", N_("Navy Day"), "вмф$ военно-морск военн_моряк navy"),
    _ru("collector", "1 Aug", N_("Cash Collectors' Day"), "инкассатор инкассац"),
    _ru("railway", "1 Sun Aug", N_("Railway Workers' Day"), "железнодорож ржд$ машинист_поезд машинист_локом путеец"
        " локомотив проводник_вагон railway"),
    _ru("sport", "2 Sat Aug", N_("Sports Day"), "спортсмен тренер физкультур фитнес инструктор_по_спорт спортивн_школ"
        " спортклуб coach$ athlete fitness"),
    _ru("builder", "2 Sun Aug", N_("Builders' Day"), "строител прораб застройщик девелопер бетонщик каменщик монтажник"
        " строй$ стройк стройматериал ремонтно-строит отделочник кровельщик крановщик штукатур builder construction"
        " contractor !строительн_факульт"),
    _ru("archaeologist", "15 Aug", N_("Archaeologists' Day"), "археолог археологич archaeolog"),
    _ru("air_fleet", "3 Sun Aug", N_("Air Fleet Day"), "авиатор авиаконструкт авиастро авиационн авиатехник вертолет"
        " aviation aircraft"),
    _ru("cinema", "27 Aug", N_("Cinema Day"), "кинорежис кинооператор киностуд кинотеатр кинопродюс кинокритик актер_кино"
        " filmmaker cinema"),
    _ru("miner", "last Sun Aug", N_("Miners' Day"), "шахтер горняк горн_инженер шахта$ угольн угледобыв маркшейдер miner$"
        " mining colliery"),
    _ru("vet", "31 Aug", N_("Veterinary Workers' Day"), "ветеринар ветврач ветклиник зоотехник veterinar"),
    _ru("oil", "1 Sun Sep", N_("Oil and Gas Workers' Day"), "нефтяник нефтян нефтегаз газовик газпром газодобыч буровик"
        " нефтепереработ бурильщик топливн oil_and_gas petroleum drilling gas_industry"),
    _ru("financier", "8 Sep", N_("Financiers' Day"), "финансист финансов финдиректор казначе_компан инвестиционн"
        " финансовый_директор financ cfo$"),
    _ru("tank", "2 Sun Sep", N_("Tank Crews' Day"), "танкист танкостро"),
    _ru("hairdresser", "13 Sep", N_("Hairdressers' Day"), "парикмахер барбер салон_красот стилист_по_волос hairdress barber"),
    _ru("forester", "3 Sun Sep", N_("Forest Workers' Day"), "лесник лесничий лесхоз лесозаготов деревообраб лесопил"
        " лесопромышл лесоруб forester forestry timber sawmill"),
    _ru("secretary", "3 Fri Sep", N_("Secretaries' Day"), "секретар делопроизвод помощник_руковод офис-менедж"
        " ассистент_руковод личный_помощник secretary office_manager personal_assistant receptionist !пресс-секретар"
        " !секретарь_суда"),
    _ru("gunsmith", "19 Sep", N_("Gunsmiths' Day"), "оружейник оружейн gunsmith"),
    _ru("kindergarten", "27 Sep", N_("Preschool Teachers' Day"), "воспитател детск_сад детсад няня$ нянечк дошкольн"
        " kindergarten preschool nursery_teacher"),
    _ru("nuclear", "28 Sep", N_("Nuclear Industry Workers' Day"), "атомщик атомн росатом аэс$ ядерн nuclear"),
    _ru("machine_builder", "last Sun Sep", N_("Machine Builders' Day"), "машиностро станкостро станкозавод токар фрезеровщик"
        " станочник приборостро machine_builder engineering_plant machinist"),
    _ru("teacher", "5 Oct", N_("Teachers' Day"), "учител преподават педагог завуч директор_школ репетитор школа$ гимнази"
        " лице$ teacher tutor school_principal"),
    _ru("detective", "5 Oct", N_("Criminal Investigation Day"), "уголовн_розыск угро$ оперуполномоч detective"),
    _ru("insurer", "6 Oct", N_("Insurers' Day"), "страховщик страхов страховой_агент insur underwriter"),
    _ru("farmer", "2 Sun Oct", N_("Agricultural Workers' Day"), "фермер агроном аграрий сельхоз сельск_хозяйств агрофирм"
        " агрохолдинг тракторист животновод птицефабр доярк комбайнер крестьянск растениевод farmer agricultur agronom"),
    _ru("road", "3 Sun Oct", N_("Road Workers' Day"), "дорожник дорожно-строит автодор дорожн_хозяйств дорожн_строит"
        " асфальтоуклад highway road_construction"),
    _ru("food", "3 Sun Oct", N_("Food Industry Workers' Day"), "пищев технолог_пищев пекар хлебозавод хлебопекар кондитер"
        " мясокомбинат молокозавод молочн_комбинат пивовар пекарн food_industry confection bakery brewery"),
    _ru("advertising", "23 Oct", N_("Advertising Workers' Day"), "рекламн рекламщик реклама$ рекламы$ рекламе$ копирайтер"
        " креативн_дирек advertis copywriter"),
    _ru("customs", "25 Oct", N_("Customs Officers' Day"), "таможен таможн декларант customs"),
    _ru("marketing", "25 Oct", N_("Marketers' Day"), "маркетолог маркетинг бренд-менедж marketing marketer brand_manager"),
    _ru("guard", "29 Oct", N_("Security Guards' Day"), "вневедомственн_охран росгвард"),
    _ru("mechanic_engineer", "30 Oct", N_("Mechanical Engineers' Day"), "инженер-механик главный_механик главн_механик"
        " mechanical_engineer"),
    _ru("driver", "last Sun Oct", N_("Motorists' Day"), "водител шофер автомобилист автобусн автопарк дальнобой автотранспорт"
        " таксист автобаза автоколонн грузоперевоз driver trucking bus_company"),
    _ru("bailiff", "1 Nov", N_("Bailiffs' Day"), "судебн_пристав фссп$ пристав$ bailiff"),
    _ru("manager", "1 Nov", N_("Managers' Day"), "менеджер топ-менедж управляющий управляющая manager !офис-менедж"
        " !office_manager !hr-менедж !pr-менедж !бренд-менедж"),
    _ru("police", "10 Nov", N_("Police Day"), "полицейск полици участков_уполном мвд$ сотрудник_овд police"),
    _ru("economist", "11 Nov", N_("Economists' Day"), "экономист плановик планово-эконом economist"),
    _ru("security", "12 Nov", N_("Security Specialists' Day"), "охранник охрана$ охранн чоп$ служб_безопасн телохранител"
        " начальник_охран безопасност_специал информацион_безопас security"),
    _ru("sociologist", "14 Nov", N_("Sociologists' Day"), "социолог sociolog"),
    _ru("designer_industrial", "16 Nov", N_("Design Engineers' Day"), "проектировщик гип$ проектн_институт проектн_бюро"
        " проектн_организац инженер-проект design_engineer"),
    _ru("accountant", "21 Nov", N_("Accountants' Day"), "бухгалт главбух главн_бух счетовод accountant bookkeep accounting"),
    _ru("tax", "21 Nov", N_("Tax Officers' Day"), "налоговик налоговый_инспект налогов_инспек ифнс$ фнс$ tax_officer"
        " tax_inspector"),
    _ru("psychologist", "22 Nov", N_("Psychologists' Day"), "психолог психотерап psycholog psychotherap"),
    _ru("appraiser", "27 Nov", N_("Appraisers' Day"), "оценщик оценк_недвиж оценочн_комп appraiser valuer"),
    _ru("bank", "2 Dec", N_("Bank Workers' Day"), "банк$ банка$ банкир банковск операционист кредитн_эксперт bank$ banker"
        " banking"),
    _ru("lawyer", "3 Dec", N_("Lawyers' Day"), "юрист юрисконсульт юридич правовед адвокат нотариус судья$ lawyer solicitor"
        " legal law_firm attorney"),
    _ru("informatics", "4 Dec", N_("Informatics Day"), "информатик информатика$ ит-дирек it-дирек it-менедж ит-специал"
        " it-специал cio$ it-отдел it-компан ит-компан it_company it_manager it_director"),
    _ru("treasury", "8 Dec", N_("Treasury Workers' Day"), "казначейств"),
    _ru("purchasing", "19 Dec", N_("Purchasers' Day"), "снабжен снабженец закупщик по_закупкам по_снабжению отдел_закупок"
        " отдела_закупок отдела_снабж purchas procurement buyer$"),
    _ru("fsb", "20 Dec", N_("Security Service Workers' Day"), "фсб$ госбезопасн"),
    _ru("energy", "22 Dec", N_("Power Engineers' Day"), "энергетик энергетич энергосбыт электростанц тэц$ грэс$ электросет"
        " электромонтер электрик$ теплосет главный_энергет power_engineer power_plant electrician"),
    _ru("rescuer", "27 Dec", N_("Rescuers' Day"), "спасател мчс$ rescuer"),
)

_WORLD: Final = (
    _world("customs", "26 Jan", N_("International Customs Day"), "customs таможн таможен декларант"),
    _world("dentist", "9 Feb", N_("Dentists' Day"), "dentist dental orthodont стоматолог дантист ортодонт зубной_врач"
        " зубной_техник"),
    _world("broadcast", "13 Feb", N_("World Radio Day"), "radio_host radio_station broadcaster радиоведущ радиостанц"),
    _world("guide", "21 Feb", N_("Tourist Guides' Day"), "tour_guide tourist_guide guide$ экскурсовод гид$ гид-перевод"),
    _world("bartender", "24 Feb", N_("World Bartender Day"), "bartender barman barmaid бармен"),
    _world("writer", "3 Mar", N_("World Writers' Day"), "writer novelist author$ писател прозаик сценарист"),
    _world("engineer", "4 Mar", N_("World Engineering Day"), "engineer$ engineers$ chief_engineer civil_engineer инженер"
        " инженер-констр конструктор"),
    _world("mathematician", "14 Mar", N_("Day of Mathematics"), "mathematic математик"),
    _world("social", "3 Tue Mar", N_("World Social Work Day"), "social_work соцработник социальн_работ"),
    _world("surveyor", "21 Mar", N_("Global Surveyors' Day"), "surveyor geodes cartograph"),
    _world("meteorology", "23 Mar", N_("World Meteorological Day"), "meteorolog weather_forecast"),
    _world("theatre", "27 Mar", N_("World Theatre Day"), "theatre theater actor$ actress stage_director актер актриса театр"
        " режиссер_театр театральн"),
    _world("doctor", "30 Mar", N_("Doctors' Day"), "physician doctor$ surgeon paediatric pediatric cardiolog general_practition"
        " clinic hospital"),
    _world("circus", "3 Sat Apr", N_("World Circus Day"), "circus acrobat цирк акробат"),
    _world("vet", "last Sat Apr", N_("World Veterinary Day"), "veterinar"),
    _world("pilot", "26 Apr", N_("World Pilots' Day"), "pilot$ airline_pilot пилот летчик"),
    _world("designer", "27 Apr", N_("World Design Day"), "designer graphic_design interior_design design_studio дизайнер"
        " дизайн-студ дизайн_студ"),
    _world("dance", "29 Apr", N_("International Dance Day"), "dancer choreograph dance_school танцор танцовщ хореограф балетмей"),
    _world("press", "3 May", N_("World Press Freedom Day"), "journalist reporter correspondent newspaper news_editor"),
    _world("firefighter", "4 May", N_("Firefighters' Day"), "firefight fire_brigade fireman"),
    _world("midwife", "5 May", N_("Midwives' Day"), "midwif midwives акушерк"),
    _world("nurse", "12 May", N_("International Nurses Day"), "nurse$ nurses$ nursing head_nurse медсестр медицинск_сестр"
        " медбрат"),
    _world("telecom", "17 May", N_("World Telecommunication Day"), "telecom"),
    _world("museum", "18 May", N_("International Museum Day"), "museum curator музей музейн"),
    _world("hr", "20 May", N_("International HR Day"), "human_resources hr$ hrbp$ recruit talent_acquisition people_partner"),
    _world("ecologist", "5 Jun", N_("World Environment Day"), "ecolog environmental"),
    _world("sommelier", "3 Jun", N_("Sommeliers' Day"), "sommelier сомелье кавист"),
    _world("sailor", "25 Jun", N_("Day of the Seafarer"), "seafarer sailor ship_captain merchant_navy"),
    _world("cabin_crew", "12 Jul", N_("Flight Attendants' Day"), "flight_attendant cabin_crew steward стюард бортпроводник"),
    _world("pr", "16 Jul", N_("World PR Day"), "public_relations pr_manager pr_director"),
    _world("chess", "20 Jul", N_("International Chess Day"), "chess шахматист"),
    _world("sysadmin", "last Fri Jul", N_("System Administrators' Day"), "system_admin sysadmin systems_admin сисадмин"
        " системн_админ администратор_сет"),
    _world("photographer", "19 Aug", N_("World Photography Day"), "photograph фотограф фотостуд"),
    _world("physiotherapist", "8 Sep", N_("World Physiotherapy Day"), "physiotherap physical_therap физиотерап реабилитолог"),
    _world("tester", "9 Sep", N_("Testers' Day"), "tester qa$ quality_assurance software_test тестировщик"),
    _world("programmer", "256", N_("Programmers' Day"), "programmer software developer$ web_developer cto$ программист"
        " разработчик тимлид python-разраб !property_developer"),
    _world("pharmacist", "25 Sep", N_("World Pharmacists' Day"), "pharmac chemist_shop"),
    _world("tourism", "27 Sep", N_("World Tourism Day"), "travel_agen tour_operator tourism hotel$ hotelier турагент"
        " туроператор турфирм туризм отель$ отельер гостиниц"),
    _world("translator", "30 Sep", N_("International Translation Day"), "translator interpreter translation переводчик"
        " бюро_перевод"),
    _world("musician", "1 Oct", N_("International Music Day"), "musician pianist violinist composer conductor_orch музыкант"
        " композитор пианист скрипач дирижер"),
    _world("coffee", "1 Oct", N_("International Coffee Day"), "barista coffee coffee_shop cafe$ roaster барист кофе$ кофейн"
        " обжарщик"),
    _world("architect", "1 Mon Oct", N_("World Architecture Day"), "architect архитектор архитектурн"),
    _world("teacher", "5 Oct", N_("World Teachers' Day"), "teacher tutor lecturer professor headteacher school_principal"),
    _world("post", "9 Oct", N_("World Post Day"), "postal postman post_office mail_carrier"),
    _world("psychologist", "10 Oct", N_("World Mental Health Day"), "psycholog psychotherap psychiatr"),
    _world("baker", "16 Oct", N_("World Bread Day"), "baker$ bakery bakeries пекар пекарн хлебопек"),
    _world("chef", "20 Oct", N_("International Chefs Day"), "chef$ cook$ sous-chef head_chef restaurant повар шеф-повар ресторан"
        " ресторатор су-шеф"),
    _world("controller", "20 Oct", N_("Air Traffic Controllers' Day"), "air_traffic авиадиспетчер"),
    _world("project_manager", "1 Thu Nov", N_("Project Management Day"), "project_manager programme_manager менеджер_проект"
        " руководитель_проект pm$"),
    _world("radiographer", "8 Nov", N_("World Radiography Day"), "radiograph radiolog рентгенолог рентгенлабор"),
    _world("accountant", "10 Nov", N_("International Accounting Day"), "accountant bookkeep accounting chief_accountant"),
    _world("science", "10 Nov", N_("World Science Day"), "scientist researcher"),
    _world("philosopher", "3 Thu Nov", N_("World Philosophy Day"), "philosoph философ"),
    _world("television", "21 Nov", N_("World Television Day"), "television tv_host tv_producer телеведущ телевиден телеканал"),
    _world("bank", "4 Dec", N_("International Day of Banks"), "bank$ banker banking"),
    _world("aviation", "7 Dec", N_("International Civil Aviation Day"), "airline airport aviation"),
    _world("artist", "8 Dec", N_("Artists' Day"), "painter$ artist$ illustrator sculptor художник живописец иллюстратор скульптор"),
    _world("football", "10 Dec", N_("World Football Day"), "footballer football_coach футболист"),
)

_AMERICA: Final = (
    _us("librarian", "16 Apr", N_("National Librarian Day"), "librarian library"),
    _us("secretary", "last Sat Apr -3", N_("Administrative Professionals' Day"), "secretary office_manager receptionist"
        " administrative_assist executive_assist personal_assistant"),
    _us("teacher", "1 Sun May 2", N_("Teacher Appreciation Day"), "teacher tutor school_principal"),
    _us("small_business", "last Sat Nov", N_("Small Business Saturday"), "business_owner shop_owner small_business"),
    _us("farmer", "12 Oct", N_("National Farmers Day"), "farmer rancher agricultur"),
    _us("truck_driver", "2 Wed Sep", N_("Truck Drivers' Day"), "truck_driver trucker trucking"),
)
# fmt: on

DAYS: Final[tuple[ProfessionalDay, ...]] = _RUSSIA + _WORLD + _AMERICA
