"""Approvals that somebody else wrote, and signatures that do not belong to what they sign."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from scoring.findings import Source
from scoring.review.record import Decision, ForgeReview, Paper, Review
from site_builder.review.records import appended
from tests.site_builder.review.desk_office import (
    BRANCH,
    DIRECTOR,
    HEAD,
    ITEM,
    ITEM_PATH,
    NIGHT,
    RECORD,
    REGISTRAR,
    SECOND,
    WRITER,
    Office,
    codes,
    read,
    text,
)
from tests.site_builder.review.test_records import parsed
from tests.support import GitRepository


def _forged(office: Office, **changes: object) -> GitRepository:
    """The writer adds the head's approval himself to what two tiers have passed."""
    office.write(office.here, text())
    office.done(office.here, WRITER, "submit", ITEM)
    office.done(office.there, DIRECTOR, "approve", ITEM)
    office.done(office.there, SECOND, "approve", ITEM)
    here = office.here
    here.git("pull", "--quiet", "origin", BRANCH)
    record = read(here, RECORD)
    trail, _ = parsed(record)
    last = trail.reviews[-1]
    forged = replace(
        Review(Source("x"), Decision.PASS, HEAD, last.time, last.text, last.blob, "主要领导"),
        **changes,  # type: ignore[arg-type]
    )
    (here.path / RECORD).write_text(appended(record, forged), encoding="utf-8")
    here.git("add", RECORD)
    here.git("-c", "user.email=writer@example.invalid", "commit", "--quiet", "-m", "x",
             "--author=王文 <writer@example.invalid>")  # fmt: skip
    here.git("push", "--quiet", "origin", BRANCH)
    return office.merge("--no-ff", "-m", "合并")


def test_an_approval_that_the_writer_wrote_himself(office: Office) -> None:
    paper = Paper("签批〔2026〕9号", date(2026, 10, 9), REGISTRAR)
    found = office.proof(_forged(office, paper=paper)).findings
    assert codes(found) == ["V426"]
    assert "writer@example.invalid提交" in found[0].message
    assert "张登记" in found[0].message


def test_an_approval_of_one_who_cannot_be_known(office: Office) -> None:
    assert codes(office.proof(_forged(office)).findings) == ["V429"]


def test_a_review_on_a_forge_that_the_writer_recorded(office: Office) -> None:
    forged = _forged(office, forge=ForgeReview("gitea", "80"))
    assert codes(office.proof(forged).findings) == ["V432"]


def test_an_approval_of_another_text_or_of_none(office: Office) -> None:
    paper = Paper("签批〔2026〕9号", date(2026, 10, 9), REGISTRAR)
    clone = _forged(office, paper=paper, text="1" * 64)
    assert codes(office.proof(clone).findings) == ["V421", "V424", "V426", "V433"]


def test_an_approval_of_a_blob_that_never_was(office: Office) -> None:
    paper = Paper("签批〔2026〕9号", date(2026, 10, 9), REGISTRAR)
    clone = _forged(office, paper=paper, text="1" * 64, blob="2" * 40)
    assert codes(office.proof(clone).findings) == ["V423", "V424", "V426", "V433"]


def test_an_entry_that_only_a_merge_brought_is_the_mergers(passed: Office) -> None:
    clone = passed.clone("merger")
    clone.git("merge", "--quiet", "--no-commit", "--no-ff", f"origin/{BRANCH}")
    trail, _ = parsed(read(clone, RECORD))
    last = trail.reviews[-1]
    more = replace(last, decision=Decision.RETURN, reason="不行", person=DIRECTOR,
                   tier="办公室主任", paper=None)  # fmt: skip
    clone.commit({RECORD: appended(read(clone, RECORD), more)}, date=NIGHT)
    assert codes(passed.proof(clone).findings) == ["V424", "V426"]


def test_signatures_are_asked_for_and_held_against_the_entry(signed: Office) -> None:
    clone = signed.merge("--no-ff", "-m", "合并")
    assert signed.proof(clone).findings == ()
    record = read(clone, RECORD)
    signature = re.findall(r"  signature: (\S+)\n", record)[-1]
    changed = record.replace("签批〔2026〕1号", "签批〔2026〕2号")
    clone.commit({RECORD: changed}, date=NIGHT)
    assert codes(signed.proof(clone).findings) == ["V420", "V428"]
    bare = record.replace(f"  signature: {signature}\n", "")
    clone.commit({RECORD: bare}, date=NIGHT)
    assert "V427" in codes(signed.proof(clone).findings)


def test_a_signature_moved_to_another_item_is_none(signed: Office) -> None:
    clone = signed.merge("--no-ff", "-m", "合并")
    other = {path: read(clone, path) for path in (ITEM_PATH, RECORD)}
    moved = {path.replace("秋粮收购", "夏粮收购"): data for path, data in other.items()}
    clone.commit(moved, date=NIGHT)
    assert codes(signed.proof(clone).findings) == ["V428"] * 6


def test_who_has_a_key_must_sign(signed: Office) -> None:
    signed.here.git("pull", "--quiet", "origin", BRANCH)
    signed.write(signed.here, text("又一稿。"))
    signed.done(signed.here, WRITER, "submit", ITEM)
    stranger = signed.keys[WRITER]
    said = signed.refused(signed.there, DIRECTOR, "approve", ITEM, "--key", stranger)
    assert "不是名录里登记的赵主任的密钥" in said
    said = signed.refused(signed.there, DIRECTOR, "approve", ITEM, "--key", "/nowhere")
    assert "签不了名" in said
