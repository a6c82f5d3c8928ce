"""Letters of files: filed once, on the right timelines, answered, proposed, undone."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from email.message import EmailMessage
from email.utils import format_datetime

import pytest
import sqlalchemy as sa

from app.exchange.mail.letter import Letter, LetterFile, Someone
from app.models.base import table_of
from app.models.contact import Interaction
from app.models.customer import AttachmentData, Channel, Customer
from app.models.history import Step, StepRow
from app.models.mail import MailFile, MailMessage
from app.models.team import Batch
from app.queries import card, mail
from app.queries.search import search
from app.services import attachments, card_rows, customers, exports, interactions, merging, people, trash
from app.services.importing.faults import Cancelled
from app.services.mail import filing, importing, proposals, showing
from app.services.mail.storing import Came

MOSCOW = dt.timezone(dt.timedelta(hours=3))
DAY = dt.datetime(2026, 11, 16, 10, 0, tzinfo=MOSCOW)
OUR = "anna@vinoteka.example"


def eml(
    sender,
    to,
    subject="Hello",
    text="Hello!\n",
    *,
    at=DAY,
    message_id="",
    reply_to="",
    html="",
    files=(),
    **headers,
):
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Date"] = format_datetime(at)
    if message_id:
        made["Message-ID"] = f"<{message_id}>"
    if reply_to:
        made["In-Reply-To"] = f"<{reply_to}>"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
    for name, data in files:
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


@pytest.fixture
def desk(office, anna):
    office.do(people.edit, person_id=anna, values={"email": OUR})
    return office


@pytest.fixture
def brown(desk):
    made = desk.do(customers.create, values={"surname": "Brown", "given": "Peter"})
    desk.do(card_rows.add_channel, customer_id=made, channel="email", value="Peter@Brown.example")
    return made


@pytest.fixture
def bring(desk, tmp_path):
    """Import letters given as bytes, each a file."""
    numbers = iter(range(10_000))

    def run(*letters, name="{}.eml", **how):
        paths = []
        for data in letters:
            path = tmp_path / name.format(next(numbers))
            path.write_bytes(data)
            paths.append(path)
        return importing.run(desk, paths=paths, **how)

    return run


def timeline(office, customer_id):
    return office.ask(card.timeline, customer_id=customer_id)


def counts(made):
    return tuple(made.total(name) for name in ("read", "created", "merged", "skipped"))


def test_a_letter_of_a_customer_lands_on_her_timeline_and_waits(desk, brown, bring, anna):
    made = bring(
        eml(
            "Peter Brown <peter@brown.example>",
            OUR,
            "Price of the red?",
            "How much?\n\n> old\n",
            message_id="a@b",
        )
    )
    assert counts(made) == (1, 1, 0, 0)
    (line,) = timeline(desk, brown)
    assert (line.kind, line.direction, line.text, line.body) == (
        "email",
        "in",
        "Price of the red?",
        "How much?",
    )
    assert line.at == DAY
    assert line.waits
    assert line.answered_at is None
    row = desk.ask(lambda r: r.one(sa.select(table_of(Interaction))))
    assert (row.person_id, row.owner_id) == (anna, anna)
    assert desk.ask(lambda r: r.value(sa.select(Customer.last_contact_at).where(Customer.id == brown))) == DAY
    assert [hit.kind for hit in desk.ask(search, text="price red")] == ["interaction"]


def test_the_same_file_again_adds_nothing(desk, brown, bring):
    letters = [eml("peter@brown.example", OUR, f"Letter {n}", message_id=f"{n}@b") for n in range(5)]
    unsigned = eml("peter@brown.example", OUR, "Without an id")
    assert counts(bring(*letters, unsigned, unsigned)) == (7, 6, 0, 1)
    assert counts(bring(*letters, unsigned)) == (6, 0, 0, 6)
    assert len(timeline(desk, brown)) == 6


def test_one_message_id_of_two_letters_costs_neither(desk, brown, bring):
    one, other = (
        eml("peter@brown.example", OUR, s, message_id="same@b") for s in ("Import 1", "Second matter")
    )
    listed = eml("peter@brown.example", OUR, "[wine] Re: Import 1", message_id="same@b")
    assert counts(bring(one, other, listed)) == (3, 2, 0, 1)
    assert counts(bring(one, other, listed)) == (3, 0, 0, 3)


def test_an_outgoing_letter_answers_what_waits_and_only_that(desk, brown, bring):
    bring(eml("peter@brown.example", OUR, "First", message_id="1@b"))
    bring(eml("peter@brown.example", OUR, "Later", at=DAY + dt.timedelta(hours=5), message_id="3@b"))
    bring(eml(OUR, "Peter@Brown.example", "Re: First", at=DAY + dt.timedelta(hours=2), message_id="2@b"))
    first, out, later = sorted(timeline(desk, brown), key=lambda line: line.at)
    assert (out.direction, out.waits) == ("out", False)
    assert first.answered_at == DAY + dt.timedelta(hours=2)
    assert later.answered_at is None


def test_letters_may_come_in_any_order(desk, brown, bring):
    answers = [DAY + dt.timedelta(hours=hours) for hours in (6, 2, 4)]
    bring(*(eml(OUR, "peter@brown.example", "Re", at=at, message_id=f"{at.hour}@us") for at in answers[:1]))
    bring(eml("peter@brown.example", OUR, "Question", message_id="q@b"))
    request = next(line for line in timeline(desk, brown) if line.direction == "in")
    assert request.answered_at == answers[0]
    # an earlier answer turns up later: the request was answered then
    bring(*(eml(OUR, "peter@brown.example", "Re", at=at, message_id=f"{at.hour}@us") for at in answers[1:]))
    request = next(line for line in timeline(desk, brown) if line.direction == "in")
    assert request.answered_at == answers[1]


def test_an_answer_of_the_thread_counts_though_a_clock_was_wrong(desk, brown, bring):
    bring(
        eml(
            OUR,
            "peter@brown.example",
            "Re",
            at=DAY - dt.timedelta(minutes=9),
            message_id="r@us",
            reply_to="q@b",
        )
    )
    bring(eml("peter@brown.example", OUR, "Question", message_id="q@b"))
    request = next(line for line in timeline(desk, brown) if line.direction == "in")
    assert request.answered_at == DAY


def test_a_call_answers_letters_too(desk, brown, bring):
    desk.do(interactions.log, customer_id=brown, kind="call", direction="out", at=DAY + dt.timedelta(hours=1))
    bring(eml("peter@brown.example", OUR, "Question"))
    request = next(line for line in timeline(desk, brown) if line.direction == "in")
    assert request.answered_at == DAY + dt.timedelta(hours=1)


@pytest.mark.parametrize(
    "headers",
    [
        {"List_Id": "<wine.list>"},
        {"Precedence": "bulk"},
        {"Auto_Submitted": "auto-replied"},
        {"X_Autoreply": "yes"},
    ],
)
def test_mail_by_machines_waits_for_nothing(desk, brown, bring, headers):
    bring(eml("peter@brown.example", OUR, "News", **headers))
    (line,) = timeline(desk, brown)
    assert not line.waits


def test_everybody_known_has_the_letter_and_one_waits(desk, brown, bring):
    anna = desk.do(customers.create, values={"surname": "Grey", "given": "Ann"})
    desk.do(card_rows.add_channel, customer_id=anna, channel="email", value="ann@grey.example")
    bring(eml("peter@brown.example", f"{OUR}, ann@grey.example", "To both", message_id="x@b"))
    assert [line.waits for line in timeline(desk, brown)] == [True]
    assert [(line.direction, line.waits) for line in timeline(desk, anna)] == [("in", False)]
    view = desk.ask(mail.letter_of, interaction_id=timeline(desk, brown)[0].id)
    assert [name for _, name in view.customers] == ["Ann Grey", "Peter Brown"]
    # merging both cards leaves one letter, which waits
    desk.do(merging.merge, keep_id=anna, other_id=brown)
    assert [line.waits for line in timeline(desk, anna)] == [True]
    desk.undo()
    assert [line.waits for line in timeline(desk, anna)] == [False]


def test_an_unknown_address_is_known_by_a_full_name_of_one_customer(desk, brown, bring):
    made = bring(
        eml('"Brown, Peter" <p.brown@other.example>', OUR, "From my other address", message_id="o@b")
    )
    assert made.total("created") == 1
    assert [line.text for line in timeline(desk, brown)] == ["From my other address"]
    # two of that name, another second name, a lone given name: nobody is meant for sure
    desk.do(customers.create, values={"surname": "Brown", "given": "Peter"})
    bring(
        eml("Peter Brown <q@other.example>", OUR),
        eml("Peter James Brown <r@x.example>", OUR),
        eml("Peter <s@x.example>", OUR),
    )
    assert len(timeline(desk, brown)) == 1
    assert len(desk.ask(mail.proposals)) == 3


def test_an_address_of_several_customers_means_the_one_who_is_named(desk, brown, bring):
    other = desk.do(customers.create, values={"surname": "Brown", "given": "Ann"})
    desk.do(card_rows.add_channel, customer_id=other, channel="email", value="peter@brown.example")
    bring(eml("Ann Brown <peter@brown.example>", OUR, "From Ann"))
    assert (len(timeline(desk, brown)), len(timeline(desk, other))) == (0, 1)
    bring(eml("Office <peter@brown.example>", OUR, "From both"))
    assert [line.waits for line in timeline(desk, brown)] == [True]
    assert [line.waits for line in timeline(desk, other)] == [False, True]


def test_letters_within_the_team_are_left_out(desk, bring):
    made = bring(eml(OUR, OUR, "A note to self"))
    assert counts(made) == (1, 0, 0, 1)


def test_unknown_senders_are_proposed_and_accepted(desk, bring):
    text = "Good day,\nhow much is it?\n\n-- \nJane Miller\nMiller & Sons\nphone: +44 20 7946 0018\nVAT 123456789012\n"
    bring(
        eml("Jane Miller <jane@miller.example>", OUR, "First", text, message_id="1@m"),
        eml(
            "Jane Miller <Jane@miller.example>",
            OUR,
            "Second",
            at=DAY + dt.timedelta(hours=1),
            message_id="2@m",
        ),
        eml(OUR, "jane@miller.example", "Re: First", at=DAY + dt.timedelta(minutes=30), message_id="3@us"),
        eml("News <news@list.example>", OUR, "Offers", List_Id="<x.y>"),
    )
    miller, news = desk.ask(mail.proposals)
    assert (miller.sender, miller.name, miller.count, miller.subject) == (
        "jane@miller.example",
        "Jane Miller",
        3,
        "Second",
    )
    assert news.bulk
    assert desk.ask(mail.counts).senders == 2
    told = desk.ask(showing.suggestion, sender=miller.sender)
    assert told.values == {"surname": "Miller", "given": "Jane"}
    assert told.phones == ("+44 20 7946 0018",)
    made = desk.do(
        proposals.propose_accept,
        sender=miller.sender,
        values=told.values,
        email=told.email,
        phones=told.phones,
    )
    lines = timeline(desk, made)
    assert [(line.text, line.direction, line.answered_at is not None) for line in lines] == [
        ("Second", "in", False),
        ("Re: First", "out", False),
        ("First", "in", True),
    ]
    kinds = {row.kind: row.value for row in desk.ask(lambda r: r.rows(sa.select(table_of(Channel))))}
    assert kinds["phone"] == "+44 20 7946 0018"
    assert kinds["email"].lower() == "jane@miller.example"
    bring(eml("jane@miller.example", OUR, "Third", at=DAY + dt.timedelta(hours=2), message_id="4@m"))
    assert timeline(desk, made)[0].text == "Third"
    assert [one.sender for one in desk.ask(mail.proposals)] == ["news@list.example"]


def test_accepting_is_undone_whole(desk, bring):
    bring(eml("Jane Miller <jane@miller.example>", OUR, "First", message_id="1@m"))
    made = desk.do(proposals.propose_accept, sender="jane@miller.example", values={"surname": "Miller"})
    assert timeline(desk, made)
    desk.undo()
    assert desk.ask(mail.proposals) != []
    assert desk.ask(lambda r: r.value(sa.select(Customer.state).where(Customer.id == made))) == 3
    desk.redo()
    assert timeline(desk, made)


def test_letters_are_put_on_a_card_that_is_there(desk, brown, bring):
    bring(eml("P. B. <pb@home.example>", OUR, "Private", message_id="1@h"))
    desk.do(proposals.propose_accept, sender="pb@home.example", customer_id=brown)
    assert [line.text for line in timeline(desk, brown)] == ["Private"]
    bring(eml("pb@home.example", OUR, "Again", message_id="2@h"))
    assert len(timeline(desk, brown)) == 2


def test_proposals_follow_an_address_that_was_put_on_a_card(desk, brown, bring):
    bring(eml("pb@home.example", OUR, "Private", message_id="1@h"))
    desk.do(card_rows.add_channel, customer_id=brown, channel="email", value="pb@home.example")
    bring(eml("peter@brown.example", OUR, "Other", message_id="2@h"))
    assert sorted(line.text for line in timeline(desk, brown)) == ["Other", "Private"]
    assert desk.ask(mail.proposals) == []


def test_ignored_senders_are_not_kept_until_heeded(desk, bring):
    bring(eml("shop@spam.example", OUR, "Buy", message_id="1@s"))
    assert desk.do(proposals.ignore, sender="shop@spam.example") == 1
    assert counts(bring(eml("shop@spam.example", OUR, "Buy more", message_id="2@s"))) == (1, 0, 0, 1)
    assert desk.ask(mail.proposals) == []
    assert desk.ask(mail.ignored_senders) == ["shop@spam.example"]
    desk.do(proposals.heed, sender="shop@spam.example")
    assert [one.count for one in desk.ask(mail.proposals)] == [1]
    letter = desk.ask(mail.proposed_letters, sender="shop@spam.example")[0]
    desk.do(proposals.ignore_letter, message_id=letter.id)
    assert counts(bring(eml("shop@spam.example", OUR, "Buy", message_id="1@s"))) == (1, 0, 0, 1)
    assert desk.ask(mail.proposals) == []


def test_an_import_is_one_step_and_undo_leaves_nothing(desk, brown, bring, monkeypatch):
    monkeypatch.setattr(importing, "LETTERS", 3)
    letters = [
        eml("peter@brown.example", OUR, f"n{n}", message_id=f"{n}@b", files=[("a.txt", b"x" * n)])
        for n in range(10)
    ]
    steps = desk.ask(lambda r: r.value(sa.select(sa.func.count()).select_from(table_of(Step))))
    made = bring(*letters)
    assert desk.ask(lambda r: r.value(sa.select(sa.func.count()).select_from(table_of(Step)))) == steps + 1
    assert len(timeline(desk, brown)) == 10
    assert desk.ask(lambda r: r.value(sa.select(Batch.step_id).where(Batch.kind == "mail"))) == made.step
    desk.undo()
    for model in (MailMessage, MailFile, Interaction):
        assert desk.ask(lambda r, m=model: r.value(sa.select(sa.func.count()).select_from(table_of(m)))) == 0
    assert (
        desk.ask(lambda r: r.value(sa.select(Customer.last_contact_at).where(Customer.id == brown))) is None
    )
    desk.redo()
    assert len(timeline(desk, brown)) == 10
    view = desk.ask(mail.letter_of, interaction_id=timeline(desk, brown)[0].id)
    assert desk.ask(mail.file_data, file_id=view.files[0].id) == b"x" * view.files[0].size
    desk.undo()
    assert counts(bring(*letters)) == (10, 10, 0, 0)


def test_a_cancelled_import_leaves_nothing(desk, brown, bring, monkeypatch):
    monkeypatch.setattr(importing, "LETTERS", 2)
    left = iter([False] * 7 + [True])
    with pytest.raises(Cancelled):
        bring(
            *(eml("peter@brown.example", OUR, f"n{n}", message_id=f"{n}@b") for n in range(20)),
            cancelled=lambda: next(left),
        )
    assert timeline(desk, brown) == []
    assert desk.ask(mail.counts).letters == 0


def test_a_rehearsal_says_the_same_and_writes_nothing(desk, brown, bring):
    letters = [
        eml("peter@brown.example", OUR, "One", message_id="1@b"),
        eml("peter@brown.example", OUR, "One", message_id="1@b"),
        eml("new@x.example", OUR, "Two", message_id="2@b"),
        eml(OUR, OUR, "Three", message_id="3@b"),
    ]
    before = desk.ask(lambda r: r.value(sa.select(sa.func.max(Step.id))))
    foreseen = counts(bring(*letters, dry_run=True))
    assert desk.ask(lambda r: r.value(sa.select(sa.func.max(Step.id)))) == before
    assert foreseen == counts(bring(*letters)) == (4, 2, 0, 2)


def test_a_letter_dropped_on_a_card_stands_there(desk, brown, bring):
    other = desk.do(customers.create, values={"surname": "Grey"})
    letter = eml("peter@brown.example", OUR, "Shared", message_id="1@b")
    bring(letter)
    assert counts(bring(letter, customer_id=other)) == (1, 0, 1, 0)
    assert [line.text for line in timeline(desk, other)] == ["Shared"]
    assert counts(bring(eml("a@nowhere.example", OUR, "Dropped", message_id="2@b"), customer_id=other)) == (
        1,
        1,
        0,
        0,
    )
    assert desk.ask(mail.proposals) == []


def test_files_are_kept_opened_from_a_copy_and_survive_clearing(desk, brown, bring, tmp_path, monkeypatch):
    letter = eml(
        "peter@brown.example",
        OUR,
        html='<p>Hi <img src="cid:logo"> <script>x</script><img src="http://evil.example/x.png"></p>',
        files=[("../offer.pdf", b"%PDF-1 offer"), ("big.bin", b"b" * 2000)],
    )
    monkeypatch.setattr("app.services.mail.storing.LARGEST", 1000)
    made = bring(letter)
    assert ["larger than 50 MB" in one.message for one in made.files[0].problems] == [True]
    view = desk.ask(mail.letter_of, interaction_id=timeline(desk, brown)[0].id)
    assert [(file.name, file.media_type) for file in view.files] == [(".._offer.pdf", "application/pdf")]
    (line,) = timeline(desk, brown)
    mark = desk.ask(mail.marks, interaction_ids=(line.id,))[line.id]
    assert (mark.message_id, mark.files, mark.bulk) == (view.id, 1, False)
    assert desk.do(attachments.purge) == 0
    copy = desk.ask(mail.open_copy, file_id=view.files[0].id, folder=tmp_path / "open")
    assert copy.read_bytes() == b"%PDF-1 offer"
    page = desk.ask(showing.page, message_id=view.id)
    assert "script" not in page.html
    assert "evil" not in page.html
    assert page.outside


def test_pictures_of_the_letter_itself_are_shown(desk, brown):
    png = b"\x89PNG\r\n\x1a\n1"
    letter = Letter(
        people=(Someone("from", "", "peter@brown.example"), Someone("to", "", OUR)),
        html='<img src="cid:logo@x">',
        files=(LetterFile("logo.png", "image/png", png, "logo@x", inline=True),),
    )
    (outcome,) = desk.do(filing.file_some, letters=[Came(letter)])
    assert "data:image/png;base64" in desk.ask(showing.page, message_id=outcome.message_id).html


def test_dates_that_cannot_be_are_today(desk, brown, bring):
    bring(
        eml("peter@brown.example", OUR, "From the future", at=DAY + dt.timedelta(days=900)),
        b"From: peter@brown.example\nSubject: Undated\n\nx",
    )
    assert {line.at for line in timeline(desk, brown)} == {desk.clock.now()}


def test_erasing_takes_letters_that_are_hers_alone(desk, brown, bring):
    other = desk.do(customers.create, values={"surname": "Grey", "given": "Ann"})
    desk.do(card_rows.add_channel, customer_id=other, channel="email", value="ann@grey.example")
    bring(
        eml(
            "peter@brown.example",
            OUR,
            "Hers alone",
            "secret words",
            message_id="1@b",
            files=[("a.txt", b"mine")],
        ),
        eml("peter@brown.example", f"{OUR}, ann@grey.example", "Shared", message_id="2@b"),
    )
    undone = bring(
        eml(
            "peter@brown.example", OUR, "Undone", "other secret", message_id="3@b", files=[("b.txt", b"gone")]
        )
    )
    desk.undo(undone.step)
    done = desk.do(trash.erase, customer_id=brown)
    assert done.files == 1
    left = desk.ask(lambda r: [row.subject for row in r.rows(sa.select(MailMessage.subject))])
    assert left == ["Shared"]
    assert desk.ask(lambda r: r.value(sa.select(sa.func.count()).select_from(table_of(AttachmentData)))) == 0
    told = desk.ask(lambda r: r.rows(sa.select(StepRow.before).where(StepRow.before.contains("secret"))))
    assert told == []
    assert len(timeline(desk, other)) == 1


def test_what_is_known_of_a_person_includes_her_letters(desk, brown, bring, tmp_path):
    bring(
        eml("peter@brown.example", OUR, "Price?", "How much?", message_id="1@b", files=[("a.txt", b"list")])
    )
    from app.language import translator

    path = tmp_path / "all.zip"
    desk.ask(exports.customer, customer_id=brown, path=path, tr=translator("en", tmp_path))
    with zipfile.ZipFile(path) as archive:
        document = json.loads(archive.read("customer.json"))
        text = archive.read("customer.txt").decode()
        assert [row["subject"] for row in document["mail_messages"]] == ["Price?"]
        assert "How much?" in text
        assert any(
            archive.read(name) == b"list" for name in archive.namelist() if name.startswith("letters/")
        )
    desk.ask(exports.everything, path=path)
    with zipfile.ZipFile(path) as archive:
        assert any(name.startswith("letters/") for name in archive.namelist())


def test_folders_patterns_and_other_files(desk, brown, tmp_path):
    folder = tmp_path / "letters" / "inner"
    folder.mkdir(parents=True)
    for number in range(3):
        (folder / f"{number}.eml").write_bytes(
            eml("peter@brown.example", OUR, f"n{number}", message_id=f"{number}@b")
        )
    (folder / "list.csv").write_text("name;phone\nBrown;1\n")
    made = importing.run(desk, paths=[tmp_path / "letters"])
    assert (len(made.files), counts(made)) == (3, (3, 3, 0, 0))
    made = importing.run(desk, paths=[folder / "*.eml", folder / "list.csv", tmp_path / "nowhere.eml"])
    assert counts(made) == (3, 0, 0, 3)
    assert [type(each.fault).__name__ for each in made.files] == ["NoneType"] * 3 + [
        "NotMail",
        "FileUnreadable",
    ]


def test_a_mailbox_of_thousands_takes_seconds(desk, brown, tmp_path):
    path = tmp_path / "all.mbox"
    with path.open("wb") as stream:
        for number in range(1200):
            at = DAY - dt.timedelta(hours=number)
            sender, to = ("peter@brown.example", OUR) if number % 3 else (OUR, "peter@brown.example")
            letter = eml(
                sender, to, f"Letter {number}", "text\nFrom here on\n" * 5, at=at, message_id=f"{number}@b"
            )
            stream.write(
                b"From x@y Mon Nov 16 10:00:00 2026\n" + letter.replace(b"\nFrom ", b"\n>From ") + b"\n"
            )
    made = importing.run(desk, paths=[path])
    assert counts(made) == (1200, 1200, 0, 0)
    lines = desk.ask(card.timeline, customer_id=brown, limit=2000)
    assert len(lines) == 1200
    assert all("\nFrom here" in line.body for line in lines)
    # two letters came after the last answer
    assert sum(1 for line in lines if line.waits and line.answered_at is None) == 0
