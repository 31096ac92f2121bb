"""S801–S819: what must not enter a text that everybody can read."""

from __future__ import annotations

from typing import Final

from scoring.findings import FindingKind, Severity

_ERROR: Final = Severity.ERROR
_WARNING: Final = Severity.WARNING
_NOTE: Final = Severity.NOTE

MARKED: Final = FindingKind(
    "S801",
    _ERROR,
    "有涉密或内部标志",
    "这里有标志“{found}”：涉密和内部的材料不能进本库，请停下来报保密人员；"
    "已经提交过的，历史里也有，也要由保密人员处理",
    "本库的内容人人可见，提交以后在每一份历史里都有。按写法和位置认标志，正文里讲“秘密”“内部”不算。",
    "秘密★1年",
    "（不收这份材料；确已解密的，去掉标志并留好解密的依据）",
)
IDENTITY: Final = FindingKind(
    "S802",
    _WARNING,
    "有身份证号",
    "这里有身份证号 {masked}；请删去，确需指明的写姓氏或“某某”",
    "个人信息不该公开。只认校验码对得上的号码（GB 11643-1999）。",
    "张某（身份证号：十八位号码）",
    "张某",
)
MOBILE: Final = FindingKind(
    "S803",
    _WARNING,
    "有手机号",
    "这里有手机号 {masked}；请删去，对外联系的写单位的公开电话",
    "个人信息不该公开；联系方式放在报送的信封里，不放在正文里。",
    "联系人：许静，手机（十一位号码）",
    "联系电话：12366",
)
CARD: Final = FindingKind(
    "S804",
    _WARNING,
    "有银行卡号",
    "这里有银行卡号 {masked}；请删去",
    "账户信息不该公开。只认长度、开头和校验位都对得上的号码。",
    "退税到（十九位卡号）",
    "退税到纳税人的账户",
)
SENSITIVE: Final = FindingKind(
    "S805",
    _WARNING,
    "错敏词",
    "“{wrong}”应写“{right}”",
    "本单位的用词表（registry/words.yml）里定为错敏词的，不能见报。",
    "落实“放管服务”改革",
    "落实“放管服”改革",
)
OFFICIAL: Final = FindingKind(
    "S806",
    _NOTE,
    "名称不规范",
    "“{wrong}”的规范名称是“{right}”",
    "机构、会议和文件第一次出现时要用规范名称（registry/words.yml）。",
    "税总局要求……",
    "税务总局要求……",
)
FORMER: Final = FindingKind(
    "S807",
    _NOTE,
    "用了旧的单位名",
    "“{wrong}”已是“{right}”；讲过去的事，请写“原{wrong}”",
    "单位名录的沿革说它已更名或并入；文中的名称要合报送那一天的实际。",
    "榆次分局上线新系统（2026年9月）",
    "榆次区局上线新系统（2026年9月）",
)
UNFIT_RULE: Final = FindingKind(
    "S808",
    _ERROR,
    "这条用词不能用",
    "用词“{wrong}”不能用：{reason}",
    "错词至少两个字，不能和正词一样，不然到处都错，或永远改不对。",
    "- {wrong: 的, right: 地}",
    "- {wrong: 渡过难关期, right: 度过难关期}",
)

SCREENING: Final[tuple[FindingKind, ...]] = (
    MARKED, IDENTITY, MOBILE, CARD, SENSITIVE, OFFICIAL, FORMER, UNFIT_RULE,
)  # fmt: skip
