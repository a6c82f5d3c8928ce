"""Spellings of one name share a key; different names do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.name_key import name_key

SAME = """
Кузнецов Kuznetsov Kuznetsoff Kuznecov
Щукин Shchukin Schukin
Щербаков Shcherbakov Scherbakov Sherbakov Stcherbakov
Ефремов Yefremov Efremov Iefremov
Юлия Yulia Julia Iuliia Yuliya Юлiя
Хохлов Khokhlov Hohlov Khohlov
Цветков Tsvetkov Cvetkov Tzvetkov
Ёлкин Елкин Yolkin Elkin Yelkin
Александр Alexander Aleksandr Alexandr
Müller Mueller Muller
Müller Мюллер
Schröder Schroeder
Соловьёв Solovyov Soloviev Solovyev Solov'ev
Пётр Petr Pyotr Piotr
Юрий Yuri Yury Yuriy Iurii Jurij
Чехов Chekhov Čehov
Жуков Zhukov Žukov
Сергей Sergey Sergei Sergej
Андрей Andrey Andrei Andrej
Дмитрий Dmitry Dmitriy Dmitrii Dmitri
Евгений Evgeny Yevgeny Evgenii Yevgeniy
Мария Maria Mariya Mariia Marija
Татьяна Tatyana Tatiana Tatjana
Наталья Natalya Natalia
Илья Ilya Ilia
Ильин Ilyin Ilin
Фёдор Fedor Fyodor Fiodor
Семён Semyon Semen
Артём Artem Artyom
Любовь Lyubov Liubov Lubov
Ксения Ksenia Xenia Kseniya
Зайцев Zaitsev Zaytsev Zaicev
Горбачёв Gorbachev Gorbachov
Чернышёв Chernyshev Chernyshov Chernyshyov
Достоевский Dostoevsky Dostoyevsky Dostoevskiy Dostoyevskii
Чайковский Chaikovsky Chaykovskiy
Шмидт Schmidt Shmidt
Виноградов Vinogradov Winogradow Vinogradoff
Филипп Filipp Philip Philipp
Томас Thomas Tomas
Кристина Christina Kristina
Хачатрян Khachatryan Hachatrian
Воробьёв Vorobyov Vorobiev Vorobyev
Рыков Rykov Rikov
Быстрицкая Bystritskaya Bystritskaia
Николай Nikolay Nikolai Nikolaj
Зоя Zoya Zoia Zoja
Анна Anna Ana
Игорь Igor
Цой Tsoi Tsoy
Михаил Mikhail Mihail
Шульц Schulz Schultz Shults
Рахманинов Rakhmaninov Rachmaninoff Rachmaninov
Гуляев Gulyaev Guliaev Gulyayev
Ющенко Yushchenko Iushchenko Juschtschenko
Зеленский Zelensky Zelenskyy Zelenskiy
Хабибуллин Khabibullin Habibulin
Айвазян Aivazyan Ayvazian
Пономарёв Ponomarev Ponomaryov
Людмила Lyudmila Liudmila
Елена Elena Yelena Jelena
Яковлев Yakovlev Iakovlev Jakovlev
"""

DIFFERENT = """
Петров Петрова
Иванов Ивановский
Иванов Иванцов
Юлий Юлия
Диана Дана
Мария Марина
Александр Александра
Евгений Евгения
Кузнецов Кузнецова
Кузнецов Кузьмин
Орлов Арлов
Smith Smyte
Попов Попова
Лебедев Лебединский
Волков Волкова
Ким Кин
Сергей Сергеева
Павлов Павлович
Brown Braun
Миллер Мюллер
Олег Ольга
Анна Инна
Данил Денис
Зайцев Зайченко
Белов Белый
Müller Möller
Соколов Соколова
Лиза Луиза
Валерий Валерия
Виктор Виктория
"""


@pytest.mark.parametrize("names", SAME.strip().splitlines())
def test_spellings_of_one_name(names: str) -> None:
    assert len({name_key(name): name for name in names.split()}) == 1, {n: name_key(n) for n in names.split()}


@pytest.mark.parametrize("names", DIFFERENT.strip().splitlines())
def test_different_names(names: str) -> None:
    first, second = names.split()
    assert name_key(first) != name_key(second)


def test_words_keep_their_order() -> None:
    assert name_key("Юлия Щукина") == name_key("Yulia  Shchukina") != name_key("Щукина Юлия")
    assert name_key("Римский-Корсаков") == name_key("Rimsky Korsakov")


@given(st.text())
def test_never_raises(text: str) -> None:
    assert name_key(text) == name_key(f" {text} ")
