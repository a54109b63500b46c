"""Faults of validation and checks of the reader in the language of the page: the ones are in English, the others in Chinese."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

_QUOTED = "'(?P<what>.*)'"
# The whole of a message, and the same in Chinese; a test holds every fault that a review can meet against these.
_FAULTS: Sequence[tuple[str, str]] = (
    ("the cell is empty", "没有填写"),
    ("nobody is named as reviewer", "没有写明核对人"),
    ("Write your name", "请写上姓名"),
    ("no reason is given", "没有写明理由"),
    ("Say in a few words why", "请用几个字说明"),
    ("a value needs a unit", "数值没有单位"),
    ("Write the unit as printed", "请按原文填写单位"),
    ("the claim states neither a value nor a change", "既没有数值也没有变化"),
    ("Give one of them", "至少填一项"),
    ("a change needs its unit", "变化没有单位"),
    ("Correct the unit or the indicator", "请改正单位或指标"),
    ("Check the year", "请核对年份"),
    ("Correct it", "请改正"),
    ("this is required and missing", "必填而未填"),
    ("there is no such decision to undo", "没有可撤销的这一决定"),
    ("Read the page anew", "请重新读取"),
    ("a repost carries no link", "转载的来源不附链接"),
    ("Leave the link empty, or name the grade of the page itself", "请不填链接，或填网页本身的等级"),
    ("Choose another id, or use the source as it is", "请另取编号，或直接使用已有的来源"),
    ("Use small letters, digits and _, a letter first", "编号用小写字母、数字和下划线，以字母开头"),
    ("Use small letters, digits and _, ending in .csv", "文件名用小写字母、数字和下划线，以 .csv 结尾"),
    ("this is no name of a claims file", "这不是说法文件的名称"),
    ("Remove one, or give each its own locator", "请去掉一条，或各写各的位置"),
    ("Reject it, or give it its own locator", "请拒绝这一条，或写明另一位置"),
    ("it names an entry of the catalog that is broken", "所引的目录条目有误"),
    ("Mend the catalog: run build", "请先改正目录（运行 build 可看到问题）"),
    (
        "Write 2023, 2023-H1, 2023-Q3, 2023-07, 2023-07-14 or start/end",
        "请写作 2023、2023-H1、2023-Q3、2023-07 或 起/止",
    ),
    ("Write the period as 2025-01/2025-09", "请写作 2025-01/2025-09"),
    (
        "Write a period, start/end for a mean yearly change, or same_panel",
        "请写时期、起/止（年均）或 same_panel",
    ),
    (f"{_QUOTED} is not allowed", "“{what}”不在可填的范围内"),
    (f"{_QUOTED} is not a period", "“{what}”不是时期"),
    (f"{_QUOTED} ends before it starts", "“{what}”止于起之前"),
    (f"{_QUOTED} does not run from January", "“{what}”不是从一月起"),
    (f"{_QUOTED} is no id", "“{what}”不能作编号"),
    (f"there is already a source {_QUOTED}", "已有来源“{what}”"),
    ("(?P<what>\\d+) is outside (?P<more>.*)", "{what} 不在 {more} 之内"),
    (
        f"{_QUOTED} measures (?P<more>.*), and (?P<rest>\\w+) is in (?P<last>.*)",
        "单位“{what}”计量 {more}，而指标 {rest} 的单位是 {last}",
    ),
    (f"{_QUOTED} is ten to the power of (?P<more>-?\\d+), not (?P<rest>.*)", "“{what}”是十的 {more} 次幂，不是 {rest}"),
    ("Write (?P<what>-?\\d+), or leave it empty", "请写 {what}，或不填"),
    ("(?P<what>\\w+) is a (?P<more>\\w+) and does not change in (?P<rest>\\w+)", "{what} 的变化不以 {rest} 表示"),
    (f"{_QUOTED} is not a scope of (?P<more>\\w+)", "指标 {more} 没有“{what}”这一口径"),
    ("Declare it there, or use one of: none is declared", "请先在目录中声明；这一指标还没有其他口径"),
    ("Declare it there, or use one of: (?P<what>.*)", "请先在目录中声明，或选用：{what}"),
    ("Use one of (?P<what>.*), or leave it empty", "请选用：{what}，或不填"),
    ("Use one of:? (?P<what>.*)", "请选用：{what}"),
    ("Write a plain decimal number, such as 2050 or -3.5, without separators", "请写不带分隔符的数，如 2050 或 -3.5"),
    ("Write the power of ten of the printed unit, such as 8 for 亿元", "请写所印单位是十的几次幂，如 亿元 为 8"),
    (
        "Use an id from data/catalog/indicators, or add the indicator there first",
        "请用目录中的指标编号，或先增加指标",
    ),
    (
        "Use an id from data/catalog/places, or add the place there first",
        "请用目录中的地区编号，或先增加地区",
    ),
    ("Use an id from data/catalog/sources, or add the source there first", "请填写来源编号；新来源请在上方填写"),
    ("Use a printed form from data/catalog/units.yml, or add it there first", "请用 units.yml 中的单位写法，或先在其中增加"),
    ("the same claim already stands in (?P<what>.*)", "同一条说法已在 {what}"),
    ("Fill in (?P<what>.*)", "请填写 {what}"),
    ("must be (?P<what>.*)", "必须是 {what}"),
)
_CHECKS: Sequence[tuple[str, str]] = (
    ("(?P<a>.*) − (?P<b>.*) 与变动 (?P<c>.*) 个百分点(?P<v>相符|不符)", "{a} − {b} {v} {c} percentage points"),
    ("(?P<a>.*) ÷ (?P<b>.*) 与增幅 (?P<c>.*?)(?P<v>相符|不符)", "{a} ÷ {b} {v} growth of {c}"),
    (
        "(?P<a>.*) 与增幅 (?P<b>.*) 在水平 (?P<c>.*) 上(?P<v>相符|不符)",
        "{a} more or less at {c} {v} growth of {b}",
    ),
    ("各部分之和 (?P<a>.*?)(?P<v>相符|不符) 100", "the parts add up to {a}, which {v} 100"),
    ("(?P<a>.*) ÷ (?P<b>.*) 与 (?P<c>.*) 倍(?P<v>相符|不符)", "{a} ÷ {b} {v} a multiple of {c}"),
)
_VERDICTS = {"相符": "fits", "不符": "does not fit"}


def in_chinese(message: str) -> str:
    """Return a fault's words in Chinese; words that are not known stay as they are."""
    return _said_as(message, _FAULTS)


def check_words(check: Mapping[str, Any], lang: str) -> str:
    """Return what a check compared; the reader's own arithmetic speaks Chinese, the others the language asked for."""
    message = str(check["message"])
    return message if lang == "zh" else _said_as(message, _CHECKS)


def fault_words(fault: Mapping[str, Any], lang: str) -> str:
    """Return what is wrong and what to do in one sentence each."""
    if lang == "zh":
        return f"{in_chinese(str(fault['what']))}。{in_chinese(str(fault['remedy']))}。"
    return f"{fault['what']}. {fault['remedy']}"


def _said_as(message: str, patterns: Sequence[tuple[str, str]]) -> str:
    for pattern, words in patterns:
        match = re.fullmatch(pattern, message)
        if match is not None:
            parts = {name: _VERDICTS.get(part, part) for name, part in match.groupdict().items()}
            return words.format(**parts)
    return message
