"""The province: cities with their counties, and the provincial bureau's departments."""

from __future__ import annotations

from typing import Final

_COUNTIES: Final = {
    "太原": "小店 迎泽 杏花岭 尖草坪 万柏林 晋源 清徐 阳曲 娄烦 古交",
    "大同": "平城 云冈 新荣 云州 阳高 天镇 广灵 灵丘 浑源 左云",
    "朔州": "朔城 平鲁 山阴 应县 右玉 怀仁",
    "忻州": "忻府 原平 定襄 五台 代县 繁峙 宁武 静乐 神池 五寨 岢岚 河曲 保德 偏关",
    "阳泉": "平定 盂县 矿区",
    "吕梁": "离石 文水 交城 兴县 临县 柳林 石楼 岚县 方山 中阳 交口 孝义 汾阳",
    "晋中": "榆次 太谷 介休 榆社 左权 和顺 昔阳 寿阳 祁县 平遥 灵石",
    "长治": "潞州 上党 屯留 潞城 襄垣 平顺 黎城 壶关 长子 武乡 沁县 沁源",
    "晋城": "沁水 阳城 陵川 泽州 高平",
    "临汾": (
        "尧都 侯马 霍州 曲沃 翼城 襄汾 洪洞 古县 安泽 浮山 吉县 乡宁 大宁 隰县 永和 蒲县 汾西"
    ),
    "运城": "盐湖 永济 河津 临猗 万荣 闻喜 稷山 新绛 绛县 垣曲 夏县 平陆 芮城",
}
CITIES: Final = {city: tuple(counties.split()) for city, counties in _COUNTIES.items()}
"""Short names of the counties by city."""

COUNTIES: Final = tuple(county for counties in CITIES.values() for county in counties)

_DEPARTMENTS: Final = (
    "办公室 政策法规处 货物和劳务税处 所得税处 财产和行为税处 资源和环境税处 社会保险费处 "
    "非税收入处 收入规划核算处 纳税服务处 征管和科技发展处 国际税收管理处 税收经济分析处 "
    "大企业税收服务和管理局 稽查局 第一稽查局 考核考评处 人事处 教育处 机关党委 财务管理处 "
    "督察内审处 信息中心 税收科学研究所"
)
DEPARTMENTS: Final = tuple(_DEPARTMENTS.split())
"""Departments of the provincial bureau."""
