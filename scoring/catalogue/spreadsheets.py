"""D730–D739: why a spreadsheet is not read."""

from __future__ import annotations

from typing import Final

from scoring.findings import FindingKind, Severity

_ERROR: Final = Severity.ERROR

NOT_A_TABLE: Final = FindingKind(
    "D730",
    _ERROR,
    "不是能读的表格",
    "{path} 不是能读的表格：{reason}；请另存为 .xlsx（或 .csv）再交",
    "只读 .xlsx 和 .csv；旧式 .xls、.et 和加了密码的表格读不了。",
    "登记表.xls",
    "登记表.xlsx",
)
TABLE_TOO_LARGE: Final = FindingKind(
    "D731",
    _ERROR,
    "表格太大",
    "{path} 太大：{what}有 {found}，最多 {limit}；请只留要用的表，另存一份",
    "压缩包可以用几千字节装下几十亿字节，读它会耗尽内存。",
    "登记表.xlsx（展开后几个 GB）",
    "登记表.xlsx（几千行）",
)
UNSAFE_TABLE: Final = FindingKind(
    "D732",
    _ERROR,
    "表格里有不该有的东西",
    "{path} 里有{what}，没有读；请新建一个工作簿，只粘贴数值，另存为 .xlsx",
    "宏、外部链接、实体声明可以借打开表格做别的事，登记表用不着它们。",
    "登记表.xlsm",
    "登记表.xlsx",
)
NO_RESULT: Final = FindingKind(
    "D733",
    _ERROR,
    "公式没有算出的值",
    "{path} 的“{sheet}”第 {row} 行第 {column} 列是公式，没有存下结果；"
    "请打开表格保存一次，或粘贴成数值",
    "程序不替表格算公式，只认存下的结果。",
    "=VLOOKUP(…)（由程序生成、没有打开过）",
    "晋政信息",
)

SPREADSHEETS: Final[tuple[FindingKind, ...]] = (
    NOT_A_TABLE,
    TABLE_TOO_LARGE,
    UNSAFE_TABLE,
    NO_RESULT,
)
