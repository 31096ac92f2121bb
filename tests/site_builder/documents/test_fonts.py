from __future__ import annotations

from scoring.faces import Faces
from site_builder.documents.fonts import Replaced, choose


def test_the_offices_own_faces_come_first_under_either_name() -> None:
    there = ["FZXiaoBiaoSong-B05S", "FangSong_GB2312", "SimHei", "KaiTi_GB2312", "SimSun"]
    chosen = choose(Faces(), there)
    assert chosen is not None
    assert chosen.replaced == ()
    assert chosen.faces == Faces(*there)


def test_free_faces_stand_in_and_are_named() -> None:
    chosen = choose(
        Faces(digits="Arial Nova"), ["Noto Serif CJK SC", "FandolFang R", "Liberation Serif"]
    )
    assert chosen is not None
    assert chosen.faces.text == "FandolFang R"
    assert chosen.faces.hei == "Noto Serif CJK SC"
    assert chosen.faces.digits == "Liberation Serif"
    assert Replaced("仿宋_GB2312", "FandolFang R") in chosen.replaced
    assert str(chosen.replaced[0]) == "没有字体“方正小标宋简体”，用“Noto Serif CJK SC”代替"


def test_without_a_chinese_face_there_is_no_pdf() -> None:
    assert choose(Faces(), ["Liberation Serif", "DejaVu Sans"]) is None
