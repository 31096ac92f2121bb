"""F140–F155: findings about where files lie, what they are called, and their bodies."""

from __future__ import annotations

from typing import Final

from scoring.findings import FindingKind, Severity

_ERROR: Final = Severity.ERROR
_WARNING: Final = Severity.WARNING

UNKNOWN_FILE: Final = FindingKind(
    "F140",
    _ERROR,
    "文件放错了地方",
    "这里不该有这个文件；{hint}",
    "内容文件夹里每个文件都要有用处；放错地方的文件不会被读到，里面的分数就漏了。",
    "content/20260912-税务新机构.md",
    "content/items/2026/09/20260912-税务新机构.md",
)
WRONG_MONTH: Final = FindingKind(
    "F141",
    _ERROR,
    "放错了年月",
    "按日期 {date}，这里的内容应放在 {right}",
    "按月份找信息、按月份核对，都靠文件夹。",
    "items/2026/08/20260912-税务新机构.md",
    "items/2026/09/20260912-税务新机构.md",
)
FILE_NAME: Final = FindingKind(
    "F142",
    _ERROR,
    "文件名不合规则",
    "文件名应为{expected}",
    "文件名就是编号，要能一眼看出日期和内容，在各种电脑上都能用。",
    "items/2026/09/新机构.md",
    "items/2026/09/20260912-新机构.md",
)
ID_CLASH: Final = FindingKind(
    "F143",
    _ERROR,
    "编号相同",
    "编号“{id}”和 {other} 相同（不分大小写和字形组合）；请给其中一个改名",
    "编号是引用一条信息的唯一依据，不能有两条相同。",
    "items/2026/09/20260912-A.md 与 items/2026/09/20260912-a.md",
    "items/2026/09/20260912-a.md 与 items/2026/09/20260912-b.md",
)
SYMLINK: Final = FindingKind(
    "F144",
    _ERROR,
    "用了符号链接",
    "这里是符号链接（快捷方式），不会读取；请放真实的文件",
    "符号链接可以指向内容文件夹以外，别的电脑上也打不开。",
    "items/2026/09/20260912-a.md → /etc/passwd",
    "真实的文件",
)
NO_FILE: Final = FindingKind(
    "F145",
    _ERROR,
    "缺少必需的文件",
    "缺少 {path}：{what}；可用 chunshui init 生成一份样板",
    "没有它，程序不知道是哪个单位、有哪些报送单位。",
    "没有 registry/office.yml",
    "有 registry/office.yml",
)
UNREADABLE: Final = FindingKind(
    "F146",
    _ERROR,
    "文件读不出来",
    "系统不让读取这个文件（{reason}）；请检查文件权限",
    "没有读到的文件，里面的分数就漏了。",
    "没有读权限的文件",
    "有读权限的文件",
)

EMPTY_BODY: Final = FindingKind(
    "F150",
    _ERROR,
    "没有正文",
    "文件头下面没有正文；请把信息的正文写在第二个 --- 的下面",
    "报送的是正文，不能只有标题。",
    "---\ntitle: 税务新机构挂牌\n---",
    "---\ntitle: 税务新机构挂牌\n---\n\n9月12日，晋中市税务局……",
)
RAW_HTML: Final = FindingKind(
    "F151",
    _WARNING,
    "正文里有 HTML",
    "正文里的 <{tag}> 会原样显示成文字；请改用 Markdown 的写法",
    "为了安全，正文里的 HTML 不会生效。",
    '<font color="red">重要</font>',
    "**重要**",
)
ACTIVE_HTML: Final = FindingKind(
    "F152",
    _ERROR,
    "正文里有脚本",
    "正文里不能有“{found}”；请删除",
    "脚本会在每个读者的浏览器里运行，内网也不例外。",
    "<script>alert(1)</script>",
    "（删去）",
)
LINK_OUTSIDE: Final = FindingKind(
    "F153",
    _ERROR,
    "链接指到内容文件夹以外",
    "链接“{target}”指到了内容文件夹以外；请改成文件夹里的相对路径，或完整的网址",
    "指到外面的文件在网站上打不开，还会泄露电脑上的路径。",
    "[附件](../../../../桌面/附件.docx)",
    "[来信](20260901-来信.md)",
)
IMAGE_OUTSIDE: Final = FindingKind(
    "F154",
    _ERROR,
    "图片来自外部网站",
    "图片“{target}”来自外部网站；请去掉，或把图片放进内容文件夹后用相对路径",
    "网站不向外部请求任何东西：内网打不开外部图片，外部也不应知道谁在看。",
    "![现场](https://example.com/a.jpg)",
    "![现场](现场.jpg)",
)
LINK_TO_NOTHING: Final = FindingKind(
    "F155",
    _WARNING,
    "链接的文件不存在",
    "链接“{target}”指向的文件不存在；请检查路径",
    "读者点了会看到“找不到页面”。",
    "[来信](20260931-来信.md)",
    "[来信](20260901-来信.md)",
)

PLACES: Final = (
    UNKNOWN_FILE,
    WRONG_MONTH,
    FILE_NAME,
    ID_CLASH,
    SYMLINK,
    NO_FILE,
    UNREADABLE,
    EMPTY_BODY,
    RAW_HTML,
    ACTIVE_HTML,
    LINK_OUTSIDE,
    IMAGE_OUTSIDE,
    LINK_TO_NOTHING,
)
