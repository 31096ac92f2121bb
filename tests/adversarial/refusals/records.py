"""Review records: forged, changed, taken from elsewhere."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from scoring.review.record import Decision
from site_builder.review.records import appended
from site_builder.review.verdict import Verdict
from tests.adversarial.office import (
    FENG,
    FIRST,
    GAO,
    HAN,
    HARVEST,
    HARVEST_TEXT,
    JINZHONG,
    LI,
    NEWS,
    NEWS_TEXT,
    NIE,
    PEOPLE,
    QIAO,
    SECOND,
    SHI,
    TODAY,
    WANG,
    XU,
    XUE,
    Branch,
    Office,
    item,
    on_forge,
    on_paper,
    place,
    record,
)
from tests.adversarial.repository import as_bytes, blob_id
from tests.adversarial.stories import (
    AWARD,
    DRAFT,
    NEW,
    THREE_TIERS,
    refused,
    sent,
    with_field,
)


def rewritten(office: Office, change: Callable[[bytes], bytes]) -> Verdict:
    """The verdict on a branch on which the author changes his item's review record."""
    path = record(HARVEST)
    before = as_bytes(office.main.files[path])
    after = change(before)
    assert after != before
    return office.judged(office.branch().commit(XU, {path: after}))


def entries(data: bytes) -> list[bytes]:
    """A record's head and entries."""
    head, *rest = data.split(b"- decision")
    return [head, *(b"- decision" + each for each in rest)]


@refused("G521")
def approval_forged_by_the_author(office: Office) -> Verdict:
    return office.judged(sent(office).review(QIAO, NEW, tier=FIRST, by=XU))


@refused("G523")
def own_item_approved_through_a_second_address(office: Office) -> Verdict:
    branch = sent(office)
    entry = branch.decided(XU, NEW, Decision.PASS, FIRST)
    text = appended(as_bytes(branch.files[record(NEW)]).decode(), entry)
    return office.judged(branch.commit(XU, {record(NEW): text}, email="xu.home@example.invalid"))


@refused("G523")
def director_approves_what_he_wrote(office: Office) -> Verdict:
    text = DRAFT.replace(XU, QIAO)
    return office.judged(sent(office, text, QIAO).review(QIAO, NEW, tier=FIRST))


@refused("G523")
def director_writes_under_another_name_and_approves(office: Office) -> Verdict:
    branch = office.branch().commit(QIAO, {place(NEW): DRAFT.replace(XU, LI)}).submit(LI, NEW)
    return office.judged(branch.review(QIAO, NEW, tier=FIRST))


@refused("G523")
def colleague_without_a_role_approves(office: Office) -> Verdict:
    return office.judged(sent(office).review(LI, NEW, tier=FIRST))


@refused("G523")
def director_of_another_unit_approves(office: Office) -> Verdict:
    return office.judged(sent(office).review(HAN, NEW, tier=FIRST))


@refused("G523")
def leader_fills_the_lower_tier(office: Office) -> Verdict:
    return office.judged(sent(office, THREE_TIERS).review(WANG, NEW, tier=FIRST))


@refused("G523")
def one_person_fills_two_tiers(office: Office) -> Verdict:
    day = TODAY.replace(month=11, day=10)
    branch = office.branch()
    branch.time = day
    people = as_bytes(branch.files[PEOPLE]).decode().replace("id: 晋中市局/li,", "id: 省局/li,")
    base = branch.commit(XUE, {PEOPLE: people})
    text = item("新稿", "省局/li", "2026-10-15", "level: 市级\n")
    request = office.branch(base).commit("省局/li", {place(NEW): text}).submit("省局/li", NEW)
    request.review(HAN, NEW, tier=FIRST)
    request.review(HAN, NEW, tier=SECOND, instead_of=FENG)
    return office.judged(request, base=base, on=day)


@refused("G523")
def deputy_before_his_time(office: Office) -> Verdict:
    branch = sent(office, THREE_TIERS).review(QIAO, NEW, tier=FIRST)
    return office.judged(branch.review(HAN, NEW, tier=SECOND, instead_of=FENG))


@refused("G527")
def approval_dated_into_a_deputys_time(office: Office) -> Verdict:
    branch = sent(office, THREE_TIERS).review(QIAO, NEW, tier=FIRST)
    time = TODAY.replace(month=11, day=10)
    return office.judged(branch.review(HAN, NEW, tier=SECOND, instead_of=FENG, time=time))


@refused("G523", "G527", "V406")
def approval_dated_back(office: Office) -> Verdict:
    time = TODAY - timedelta(days=4)
    return office.judged(sent(office).review(QIAO, NEW, tier=FIRST, time=time))


@refused("G523")
def approval_before_anything_was_handed_in(office: Office) -> Verdict:
    branch = office.branch().commit(XU, {place(NEW): DRAFT})
    return office.judged(branch.review(QIAO, NEW, tier=FIRST))


@refused("G528")
def approval_then_an_edit(office: Office) -> Verdict:
    branch = sent(office).review(QIAO, NEW, tier=FIRST)
    return office.judged(branch.commit(XU, {place(NEW): DRAFT.replace("一段", "另一段")}))


@refused("G528")
def three_approvals_then_one_figure(office: Office) -> Verdict:
    branch = sent(office, THREE_TIERS).passed(NEW, *JINZHONG)
    return office.judged(branch.commit(XU, {place(NEW): THREE_TIERS.replace("正文", "10 倍")}))


@refused("G522")
def approval_of_another_blob(office: Office) -> Verdict:
    blob = blob_id(NEWS_TEXT.encode())
    return office.judged(sent(office).review(QIAO, NEW, tier=FIRST, blob=blob))


@refused("G522")
def approval_with_the_digest_of_another_text(office: Office) -> Verdict:
    return office.judged(sent(office).review(QIAO, NEW, tier=FIRST, text="1" * 64))


@refused("G520")
def record_deleted(office: Office) -> Verdict:
    return office.judged(office.branch().commit(XU, {record(HARVEST): None}))


@refused("G520")
def last_entry_deleted(office: Office) -> Verdict:
    return rewritten(office, lambda data: b"".join(entries(data)[:-1]))


@refused("G520", "V404", "V406")
def entries_in_another_order(office: Office) -> Verdict:
    def swap(data: bytes) -> bytes:
        head, one, two, *rest = entries(data)
        return b"".join([head, two, one, *rest])

    return rewritten(office, swap)


@refused("G520", "V404")
def entry_changed_in_one_word(office: Office) -> Verdict:
    return rewritten(office, lambda data: data.replace("乔".encode(), b"").replace(b"qiao", b"li"))


@refused("G520")
def words_hung_on_the_last_entry(office: Office) -> Verdict:
    return rewritten(office, lambda data: data + "  reason: 同意转发\n".encode())


@refused("F142", "G521", "G527", "V404")
def second_record_in_another_folder(office: Office) -> Verdict:
    path = record(HARVEST).replace("/10/", "/01/")
    return office.judged(
        office.branch().commit(XU, {path: entries(as_bytes(office.main.files[record(HARVEST)]))[2]})
    )


@refused("G520")
def merge_that_reverts_a_review(office: Office) -> Verdict:
    returned = office.branch().review(FENG, HARVEST, Decision.RETURN, SECOND)
    branch = office.branch().commit(XU, {place(NEW): DRAFT})
    files = {record(HARVEST): office.main.files[record(HARVEST)]}
    branch.files = dict(returned.files)
    branch.commit(XU, files, merge=[returned.head])
    return office.judged(branch, base=returned)


@refused("G511")
def merge_that_hides_an_edit(office: Office) -> Verdict:
    other = office.branch().commit(SHI, {place("20261016-太原"): item("太", SHI, "2026-10-16")})
    branch = office.branch().commit(XU, {place(NEW): DRAFT})
    files = {place("20261016-太原"): item("太", SHI, "2026-10-16"), place(NEWS): NEWS_TEXT + "改\n"}
    return office.judged(branch.commit(XU, files, merge=[other.head]), base=other)


def foreign_key(office: Office) -> Path:
    """A key that the registry does not have."""
    key = office.path.parent / "foreign"
    if not key.exists():
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    return key


@refused("G524")
def signature_left_out(office: Office) -> Verdict:
    branch = sent(office, NEWS_TEXT.replace("10-10", "10-15"), SHI)
    return office.judged(branch.review(GAO, NEW, tier=FIRST))


@refused("G524")
def signature_by_a_foreign_key(office: Office) -> Verdict:
    key = foreign_key(office)
    branch = sent(office, NEWS_TEXT.replace("10-10", "10-15"), SHI)
    return office.judged(branch.review(GAO, NEW, tier=FIRST, key=key))


@refused("G524")
def signature_taken_from_another_item(office: Office) -> Verdict:
    last = entries(as_bytes(office.main.files[record(NEWS)]))[-1].decode()
    signature = last.partition("signature: ")[2].partition("\n")[0].strip('"')
    branch = sent(office, NEWS_TEXT.replace("10-10", "10-15"), SHI)
    return office.judged(branch.review(GAO, NEW, tier=FIRST, signature=signature))


@refused("G525")
def review_on_a_forge_made_up(office: Office) -> Verdict:
    branch = sent(office)
    entry = on_forge(branch.decided(QIAO, NEW, Decision.PASS, FIRST), 80)
    text = appended(as_bytes(branch.files[record(NEW)]).decode(), entry)
    return office.judged(branch.commit(XU, {record(NEW): text}))


@refused("G523")
def paper_entered_by_the_author(office: Office) -> Verdict:
    branch = sent(office)
    entry = on_paper(branch.decided(QIAO, NEW, Decision.PASS, FIRST), XU)
    text = appended(as_bytes(branch.files[record(NEW)]).decode(), entry)
    return office.judged(branch.commit(XU, {record(NEW): text}))


@refused("G521")
def paper_in_the_offices_name(office: Office) -> Verdict:
    branch = sent(office)
    entry = on_paper(branch.decided(QIAO, NEW, Decision.PASS, FIRST), XUE)
    text = appended(as_bytes(branch.files[record(NEW)]).decode(), entry)
    return office.judged(branch.commit(XU, {record(NEW): text}))


@refused("G521")
def forged_address_in_a_request_on_a_forge(office: Office) -> Verdict:
    return office.judged(sent(office).review(QIAO, NEW, tier=FIRST), author="xu")


@refused("G526")
def another_units_item_handed_in(office: Office) -> Verdict:
    return office.judged(office.branch().submit(SHI, HARVEST))


@refused("G526")
def another_units_item_withdrawn(office: Office) -> Verdict:
    return office.judged(office.branch().review(SHI, HARVEST, Decision.WITHDRAW))


@refused("G529")
def returned_item_merged(office: Office) -> Verdict:
    return office.judged(sent(office).review(QIAO, NEW, Decision.RETURN, FIRST))


@refused("G529")
def rejected_item_merged(office: Office) -> Verdict:
    return office.judged(sent(office).review(QIAO, NEW, Decision.REJECT, FIRST))


def keyed(office: Office, who: str) -> Branch:
    """Main, where the registry holds a key of one person more."""
    people = as_bytes(office.main.files[PEOPLE]).decode()
    key = people.partition("keys: [")[2].partition("]")[0]
    return office.branch().commit(
        NIE, {PEOPLE: people.replace(f"{{id: {who},", f"{{id: {who}, keys: [{key}],")}
    )


@refused("G508")
def award_under_the_address_of_one_who_signs(office: Office) -> Verdict:
    base = keyed(office, XUE)
    text = with_field(HARVEST_TEXT, AWARD)
    return office.judged(office.branch(base).commit(XUE, {place(HARVEST): text}), base=base)


@refused("G508")
def award_signed_with_a_foreign_key(office: Office) -> Verdict:
    base = keyed(office, XUE)
    branch = office.branch(base).commit(XUE, {place(HARVEST): with_field(HARVEST_TEXT, AWARD)})
    return office.judged(branch.signed(foreign_key(office)), base=base)


@refused("G520")
def record_changed_and_put_back(office: Office) -> Verdict:
    whole = office.main.files[record(HARVEST)]
    branch = office.branch().commit(XU, {record(HARVEST): b"".join(entries(as_bytes(whole))[:-1])})
    return office.judged(branch.commit(XU, {record(HARVEST): whole}))
