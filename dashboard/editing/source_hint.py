"""What the head and foot of a document say about its source: offered to the editor, who checks it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dashboard.catalog import Catalog, Place
from dashboard.pipeline.intake.place_names import mentions

_DATE = re.compile(r"((?:19|20)\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
_NAMED = re.compile(r"(?:来\s*源|发布机构|发文机关|信息来源)\s*[:：]\s*([^\s|，。）)】]{2,30})")
_BODY = re.compile(
    r"^[\s　]*([\u3400-\u9fff]{2,18}(?:局|委|委员会|厅|政府|办公室|中心|日报|晚报|新闻网|通讯社|研究院|大学))(?=[\s　]|$)"
)
# What stands in front of an office in a heading: 长春市统计局关于…的公报, （吉林省统计局 2025年3月20日）.
_HEADED = re.compile(
    r"^[\s　（(]*([\u3400-\u9fff]{2,18}?(?:局|委员会|厅|人民政府))(?=关于|[\s　]+(?:国家统计局|(?:19|20)\d\d))"
)
# Whose communiqués and reports these are by law and custom where nobody is named.
_BY_KIND = (("统计公报", "统计局", "国家统计局"), ("政府工作报告", "人民政府", "国务院"))
_OFFICE = re.compile(r"(?:局|委|委员会|厅|政府|办公室)$")
_TITLE = re.compile(r"公报|报告|公告|通报|年鉴|通知|公示|白皮书|简报|综述")
_KINDS = (
    ("公报", "communique", "statistical communiqué"),
    ("工作报告", "work_report", "government work report"),
    ("年鉴", "yearbook", "yearbook"),
    ("规划", "plan", "plan"),
    ("公示", "notice", "public notice"),
    ("通报", "bulletin", "bulletin"),
    ("报告", "report", "report"),
)
_OFFICES = (
    ("统计局", "Bureau of Statistics"),
    ("科学技术局", "Science and Technology Bureau"),
    ("科技局", "Science and Technology Bureau"),
    ("科学技术厅", "Department of Science and Technology"),
    ("科技厅", "Department of Science and Technology"),
    ("知识产权局", "Intellectual Property Office"),
    ("工业和信息化局", "Bureau of Industry and Information Technology"),
    ("发展和改革委员会", "Development and Reform Commission"),
    ("人民政府", "People's Government"),
)
_HEAD, _FOOT = 8, 5


def source_hint(text: str, *, place: str, url: str, catalog: Catalog) -> dict[str, str]:
    """Return ``id``, ``publisher_zh``, ``publisher_en``, ``title_zh``, ``title_en``, ``published`` and ``grade``.

    A part is empty where the text does not say it; of an address that the catalog knows only the id is returned.
    """
    known = next((source.id for source in catalog.sources.values() if url and source.url == url), "")
    if known:
        return {"id": known}
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    edges = [*lines[:_HEAD], *lines[-_FOOT:]]
    heading = [line for line in lines[:4] if len(line) <= 60 and not re.search("[。；]", line)]
    title = next((line for line in heading if _TITLE.search(line)), heading[0] if heading else "")
    # The title's own place, not the one chosen for the sentences that name none.
    of_title = {each.place for each in mentions(title, catalog) if each.place}
    named = catalog.places.get(of_title.pop() if len(of_title) == 1 else place)
    published, publisher = _published(edges), _publisher(edges) or _publisher_by_kind(title, named)
    year = (re.search(r"(?:19|20)\d\d", title) or re.search(r"\d{4}", published) or [""])[0]
    slug, kind = next(((slug, english) for word, slug, english in _KINDS if word in title), ("document", "document"))
    return {
        "id": _new_id([named.id if named else "", slug, year], catalog.sources),
        "publisher_zh": publisher,
        "publisher_en": _publisher_en(publisher, named, catalog),
        "title_zh": title,
        "title_en": " ".join(part for part in (named.name.en if named else "", kind, year) if part and title),
        "published": published,
        "grade": "official" if _OFFICE.search(publisher) else "press",
    }


def _published(lines: list[str]) -> str:
    """The first whole date of the head or foot, as YYYY-MM-DD."""
    for line in lines:
        found = _DATE.search(line)
        if found and len(line) <= 60 and 1 <= int(found[2]) <= 12 and 1 <= int(found[3]) <= 31:
            return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    return ""


def _publisher(lines: list[str]) -> str:
    for pattern in (_NAMED, _HEADED, _BODY):
        found = next((match[1] for line in lines if (match := pattern.search(line))), "")
        if found:
            return found
    return ""


def _publisher_by_kind(title: str, place: Place | None) -> str:
    """The office whose kind of document the title names, of the place that it speaks of."""
    if place is None or place.level not in ("city", "province", "country"):
        return ""
    office, national = next(((own, top) for kind, own, top in _BY_KIND if kind in title), ("", ""))
    if not office or place.level == "country":
        return national
    return f"{place.full_name.zh if place.full_name else place.name.zh}{office}"


def _publisher_en(publisher: str, place: Place | None, catalog: Catalog) -> str:
    """The name that the catalog has for a publisher, or the usual one of an office of the place."""
    known = next((source.publisher.en for source in catalog.sources.values() if source.publisher.zh == publisher), "")
    office = next((english for chinese, english in _OFFICES if publisher.endswith(chinese)), "")
    if not known and publisher == "国家统计局":
        return "National Bureau of Statistics"
    own = place is not None and publisher.startswith(place.name.zh.removesuffix("市").removesuffix("省"))
    return known or (f"{place.name.en} {office}" if own and place is not None and office else "")


def _new_id(parts: list[str], taken: Mapping[str, object]) -> str:
    plain = "_".join(part for part in parts if part)
    numbered = (plain, *(f"{plain}_{n}" for n in range(2, 100)))
    return next((name for name in numbered if name not in taken), "") if parts[0] else ""
