"""What Git can hold."""

from __future__ import annotations

import unicodedata

from site_builder.review.verdict import Verdict
from tests.adversarial.office import HARVEST, HARVEST_TEXT, SHI, XU, Office, item, place
from tests.adversarial.repository import Raw
from tests.adversarial.stories import (
    AWARD,
    DRAFT,
    NEW,
    refused,
    with_field,
)


@refused("G530")
def symbolic_link_as_an_item(office: Office) -> Verdict:
    return office.judged(office.branch().commit(XU, {place(NEW): Raw("120000", b"/etc/passwd")}))


@refused("G531")
def submodule_as_an_item(office: Office) -> Verdict:
    link = Raw("160000", office.main.head.encode())
    return office.judged(office.branch().commit(XU, {place(NEW): link}))


@refused("G532")
def item_that_can_be_run(office: Office) -> Verdict:
    return office.judged(office.branch().commit(XU, {place(NEW): Raw("100755", DRAFT.encode())}))


@refused("G532")
def only_the_mode_changed(office: Office) -> Verdict:
    mode = Raw("100755", HARVEST_TEXT.encode())
    return office.judged(office.branch().commit(XU, {place(HARVEST): mode}))


@refused("G530", "G533", "F140")
def paths_out_of_the_folder(office: Office) -> Verdict:
    branch = office.branch()
    office.plant(b"content/items/../../mkdocs.yml", b"site_name: x\n", XU, branch)
    branch.files = dict(office.main.files)
    return office.judged(branch.commit(XU, {"content/away": Raw("120000", b"../..")}))


@refused("G533", "F140")
def path_into_git_itself(office: Office) -> Verdict:
    branch = office.branch()
    path = b"content/items/2026/10/.GIT/hooks/post-checkout"
    return office.judged(office.plant(path, b"#!/bin/sh\n", XU, branch))


@refused("G533")
def path_that_is_no_text(office: Office) -> Verdict:
    path = b"content/items/2026/10/20261015-" + b"\xff\xfe.md"
    return office.judged(office.plant(path, DRAFT.encode(), XU, office.branch()))


@refused("G534")
def look_alike_of_an_item(office: Office) -> Verdict:
    base = office.branch().commit(XU, {place("20261012-ABC"): DRAFT.replace("10-15", "10-12")})
    fake = place("20261012-АBС")  # Cyrillic А and С
    text = item("仿", SHI, "2026-10-12")
    return office.judged(office.branch(base).commit(SHI, {fake: text}), base=base)


@refused("G534", "F142")
def twin_in_another_normal_form(office: Office) -> Verdict:
    name = unicodedata.normalize("NFC", "20261012-café")
    base = office.branch().commit(XU, {place(name): DRAFT.replace("10-15", "10-12")})
    twin = place(unicodedata.normalize("NFD", name))
    return office.judged(
        office.branch(base).commit(XU, {twin: DRAFT.replace("10-15", "10-12")}), base=base
    )


@refused("G534")
def renamed_in_case_only(office: Office) -> Verdict:
    text = DRAFT.replace("10-15", "10-12")
    base = office.branch().commit(XU, {place("20261012-ABC"): text})
    files = {place("20261012-ABC"): None, place("20261012-abc"): text}
    return office.judged(office.branch(base).commit(XU, files), base=base)


@refused("G502", "G534")
def content_folder_in_other_case(office: Office) -> Verdict:
    path = place(NEW).replace("content/", "Content/")
    return office.judged(office.branch().commit(XU, {path: with_field(DRAFT, AWARD)}))


@refused("G534", "G533")
def invisible_mark_in_a_name(office: Office) -> Verdict:
    name = "20261009-秋粮\u200b收购"
    return office.judged(office.branch().commit(XU, {place(name): HARVEST_TEXT}))


@refused("F101")
def item_of_a_hundred_megabytes(office: Office) -> Verdict:
    data = DRAFT.encode() + b" " * 100_000_000
    return office.judged(office.branch().commit(XU, {place(NEW): data}))


@refused("F101")
def picture_of_a_hundred_megabytes(office: Office) -> Verdict:
    path = "content/items/2026/10/图.png"
    return office.judged(office.branch().commit(XU, {path: bytes(100_000_000)}))


@refused("F118", "F119")
def bomb_of_aliases(office: Office) -> Verdict:
    rows = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    rows += [
        f"{n}: &{n} [{', '.join([f'*{p}'] * 9)}]"
        for p, n in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    text = with_field(DRAFT, "\n".join(rows) + "\n")
    return office.judged(office.branch().commit(XU, {place(NEW): text}))


@refused("F120")
def bomb_of_brackets(office: Office) -> Verdict:
    text = with_field(DRAFT, f"tags: {'[' * 5_000}{']' * 5_000}\n")
    return office.judged(office.branch().commit(XU, {place(NEW): text}))


@refused("F140")
def file_that_git_itself_reads(office: Office) -> Verdict:
    path = "content/items/.gitattributes"
    return office.judged(office.branch().commit(XU, {path: "* filter=x\n"}))


@refused("F152")
def script_in_a_body(office: Office) -> Verdict:
    text = DRAFT.replace("正文一段。", "<script>alert(1)</script>")
    return office.judged(office.branch().commit(XU, {place(NEW): text}))
