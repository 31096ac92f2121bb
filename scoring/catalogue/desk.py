"""V440–V449: why a decision is not recorded, because it would not count."""

from __future__ import annotations

from typing import Final

from scoring.findings import FindingKind, Severity

_ERROR: Final = Severity.ERROR

NOT_COUNTED: Final = FindingKind(
    "V440",
    _ERROR,
    "记了也不算数",
    "{who}现在不能记“{decision}”：{reason}。{could}",
    "各级由规定的人按职务审；不算数的记录记下来只会添乱，所以命令不记。",
    "（作者）chunshui review approve 20261009-短名",
    "（办公室主任）chunshui review approve 20261009-短名",
)
FREE: Final = FindingKind(
    "V441",
    _ERROR,
    "不用审",
    "这条信息不用报审：{reason}",
    "审核流程施行以前的稿件，和没有规定去向的稿件，没有审级。",
    "chunshui review submit 20260101-旧稿",
    "（直接提交）",
)
NOT_OPEN: Final = FindingKind(
    "V442",
    _ERROR,
    "现在不能记这个决定",
    "这条信息现在是“{state}”，不能记“{decision}”；{todo}",
    "退改、不采用、撤稿以后，要等重新报审；报审以后又改了的，审的就不是现在这一稿。",
    "（退改以后没有重新报审）chunshui review approve 20261009-短名",
    "（作者改好以后）chunshui review submit 20261009-短名",
)
NOT_SENDER: Final = FindingKind(
    "V443",
    _ERROR,
    "不能由他报审或撤稿",
    "{who}不能给这条信息记“{decision}”；要由作者、本单位的信息员或登记的人来记",
    "报审和撤稿是报送单位自己的事。",
    "（别的单位的人）chunshui review submit 20261009-短名",
    "（作者）chunshui review submit 20261009-短名",
)
SAME_TEXT: Final = FindingKind(
    "V444",
    _ERROR,
    "稿件没有改动",
    "这一稿已经报审（{state}），和上次一字不差；{todo}",
    "再报一次同样的文字，审的人不知道要看什么。",
    "（退改以后原样再报）chunshui review submit 20261009-短名",
    "（改好并存盘以后）chunshui review submit 20261009-短名",
)
FILLED: Final = FindingKind(
    "V445",
    _ERROR,
    "这一级已经通过",
    "{tier}这一级已由{who}通过；{todo}",
    "一级只要一个人审过。改了主意的，可以记退改。",
    "（再审一次）chunshui review approve 20261009-短名",
    "（等下一级审）chunshui review status 20261009-短名",
)
PAPER_DATE: Final = FindingKind(
    "V446",
    _ERROR,
    "签批日期在今天以后",
    "签批日期 {signed} 在今天（{today}）以后；请写签批单上的日期",
    "还没有签的字不能登记。",
    "--signed 2026-11-30（今天是 2026-11-20）",
    "--signed 2026-11-19",
)
NO_RECORD: Final = FindingKind(
    "V447",
    _ERROR,
    "审核记录读不了",
    "审核记录 {path} 读不了或被改动过，不能在后面添加；请先运行 chunshui check 并恢复它",
    "在坏了的记录后面添加，前后就接不上了。",
    "（手工改过的审核记录）",
    "（从历史里恢复：git checkout main -- 文件）",
)

DESK: Final[tuple[FindingKind, ...]] = (
    NOT_COUNTED,
    FREE,
    NOT_OPEN,
    NOT_SENDER,
    SAME_TEXT,
    FILLED,
    PAPER_DATE,
    NO_RECORD,
)
