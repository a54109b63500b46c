"""The words that may stand directly before a number, by kind; found from the end of the words, the longest first."""

from __future__ import annotations

from functools import lru_cache

KEPT_WORDS = 4096
"""How many answers about words are kept: the words of a document recur."""
UP = (
    "+ ↑ 增产 多增 劲增 净提高 净提升 净上升 净增长 "
    "增长 成长 净增加 净增 增加 上升 提高 提升 上涨 扩大 扩增 加快 回升 攀升 跃升 前移 前进 上移 提速 抬升 "
    "走高 进位 晋升 激增 "
    "猛增 年增 月增 季增 递增 拓展 扩展 扩容 发展 壮大 延长 延伸 上调 增多 增至 攀高 反弹 爬升 飙升 增 涨 升"
)
DOWN = (
    "↓ 减产 少增 负增长 负成长 下降 减少 降低 净下降 净降低 "
    "回落 下滑 缩小 收窄 下跌 净减少 净减 减亏 放缓 减缓 缩短 压缩 压减 压降 后移 "
    "下移 退后 下调 缩减 "
    "萎缩 年减 月减 季减 减 降 跌 退"
)
_OTHER_MOVES = "优化 调整 变 演变 转变 扭转 扩 晋 跃 迈 多 前"
_RATES = "增长预期目标 增长目标 预期目标 增速 增幅 涨幅 降幅 跌幅 增长率 年增率 增长速度"
_RATE_PREFIXES = ("", "同比", "平均", "年均", "名义", "实际", "预期")
QUALIFIERS = {
    "不低于": ">=", "不少于": ">=", "至少": ">=", "最低": ">=", "不高于": "<=", "不超过": "<=", "不多于": "<=",
    "超过": ">", "超出": ">", "突破": ">", "跨过": ">", "跨越": ">",
    "首破": ">", "首超": ">", "逾": ">", "超": ">", "过": ">", "破": ">", "高于": ">",
    "大约": "~", "约": "~", "接近": "<", "将近": "<", "近": "<", "不足": "<", "不到": "<", "低于": "<", "少于": "<",
    "高达": "", "多达": "",
}  # fmt: skip
_KINDS = {
    "qualifier": " ".join(QUALIFIERS),
    "respective": "分别 依次",
    "each": "均 都 各 双双",
    "annual": "年均 年平均 平均每年 每年平均 逐年 年均复合 年平均复合 两年平均 三年平均 四年平均 五年平均 十年平均",
    "basis": (
        "同比 环比 可比 "
        "按可比价 按可比价格 按可比价计算 按可比价格计算 按可比口径 按可比口径计算 按不变价 按不变价格 按不变价计算 "
        "按不变价格计算 可比口径 按年 按季 扣除价格因素 扣除价格因素后"
    ),
    "future": "力争 冲刺 目标 确保 争取 要 将 计划 拟 预期",
    "expected": "有望 预计 预期可 预测 可望 可 或将",
    "stock": "累计 总计 合计 共计 总数 共",
    "level": (
        "达到 达到了 达 达成 达成了 为 是 有 实现 完成 迈上 迈入 站上 跨上 踏上 保持 保持在 维持 维持在 稳定 稳定在 "
        "控制在 占到 仍为 处于 "
        "位于 在 到 到了 至 报 录得 收于 增长了"
    ),
    "adverb": (
        "新台币 为新台币 人民币 转为 转 计 一举 实际 名义 已 已经 首次 首度 又 再 还 则 仍 只 也 仅 更 持续 继续 稳步 "
        "大幅 小幅 逆势 略 微 "
        "进一步 快速 率先 连续 平均 总体 全年 当年 累积 同步 合 分 再次 历史性 成功 高位 创新高 再创新高 水平 指标 折合 "
        "了 其 ，"
    ),
}
# After these 年 counts years or belongs to 全年, and is no comparison with the year before.
_COUNTED_YEARS = "零一二两三四五六七八九十几多余百全当去今上前同每近\ue000"
# A word is part of a name after these: 新增, 自然增长率, 最近, 合约, 户均, 截至, 统计.
_PART_OF_NAME = {
    "增": ("新",), "年增": tuple(_COUNTED_YEARS), "年减": tuple(_COUNTED_YEARS), "分": tuple("得积评总均学满"),
    "增长率": ("自然",), "超": ("赶",), "近": ("附", "最", "相"),
    "约": ("合", "契", "签", "违"), "高于": ("不",),
    "均": tuple("户人亩年月日平单地每"), "到": ("截",), "到了": ("截",), "至": ("截", "以", "直"),
    "计": tuple("设统审会估总合共累"),
}  # fmt: skip


# 试验发展8.42万人年 is no growth; 发展到8.42万 is.
_ONLY_TO = frozenset({"发展", "壮大", "拓展", "扩展", "延伸"})


def _all_endings() -> dict[str, str]:
    changes, kinds = (UP.split(), DOWN.split()), dict[str, str]()
    for word in changes[0] + changes[1] + _OTHER_MOVES.split():
        kinds |= {word + after + end: "move" for after in ("", "了") for end in "到至为成上"}
    for prefix in _RATE_PREFIXES:
        kinds |= {prefix + word: "nominal" for word in _RATES.split() if prefix + word not in kinds}
    for kind, words in (("up", changes[0]), ("down", changes[1])):
        plain = [word for word in words if word not in _ONLY_TO]
        kinds |= {word + after: kind for word in plain for after in ("", "了") if word + after not in kinds}
    for kind, text in _KINDS.items():
        kinds |= {word: kind for word in text.split() if word not in kinds}
    return kinds


_ENDINGS = _all_endings()
_LONGEST = max(map(len, _ENDINGS))
_LAST = frozenset(word[-1] for word in _ENDINGS)


@lru_cache(maxsize=KEPT_WORDS)
def ending(text: str) -> tuple[str, str] | None:
    """Return (kind, word) of the longest known word that `text` ends with, or None."""
    if text[-1:] not in _LAST:
        return None
    for size in range(min(_LONGEST, len(text)), 0, -1):
        word = text[-size:]
        kind = _ENDINGS.get(word)
        if kind is not None and not text[:-size].endswith(_PART_OF_NAME.get(word, ("\0",))):
            return kind, word
    return None
