"""The fixed words of the intake and text check pages in both languages."""

from __future__ import annotations

from dashboard.components.words import WORDS as SHARED
from dashboard.components.words import word as shared_word

WORDS: dict[str, tuple[str, str]] = {
    "intake": ("录入", "Intake"),
    "intake_intro": (
        "从公报、报告、新闻中读出数字，逐条核对后入库。未经核对的一条也不会发布。",
        "Read the figures of a communiqué, report or article, and take them in after review. Nothing unreviewed is published.",
    ),
    "check_text": ("核对文稿", "Check a text"),
    "check_text_intro": (
        "粘贴报告草稿，每个数字都与库中的数字比较：一致、不同（差多少、依据谁）、库中没有、与文中其他数字矛盾。",
        "Paste a draft: each number is compared with the store: agrees, differs (by how much, from which source), unknown, "
        "or contradicts its own text.",
    ),
    "read_only": (
        "此服务器为只读：可以读取和核对文字，不能入库。由管理员以 serve --editing 启动后方可入库。",
        "This server is read-only: texts can be read and checked, not taken in. An administrator allows it: serve --editing.",
    ),
    "no_desk": ("此服务器没有启用文字读取。", "This server does not read texts."),
    "document": ("文献", "Document"),
    "paste": ("粘贴正文", "Paste the text"),
    "or_link": ("或给出网页链接（按“读取”后才访问）", "or a link (visited only when you press Read)"),
    "or_file": (
        "或选择、拖入文件（.txt、.html、.pdf、.docx，10 MB 以内）",
        "or choose or drop a file (.txt, .html, .pdf, .docx, up to 10 MB)",
    ),
    "place_of_document": ("所述地区", "Place it speaks of"),
    "find_place": ("从正文判断", "Found in the text"),
    "place_rule": (
        "句中写明的地区优先；这里选的只用于没有写明地区的句子。",
        "A place named in a sentence comes first; this one is for the sentences that name none.",
    ),
    "published_on": ("发布日期（年-月-日）", "Published (YYYY-MM-DD)"),
    "read": ("读取", "Read"),
    "reading": ("正在读取…", "Reading …"),
    "nothing_given": ("请粘贴正文、给出链接或选择文件。", "Paste a text, give a link or choose a file."),
    "file_changed": ("文件已变动或无法打开，请重新选择。", "The file changed or cannot be opened; choose it again."),
    "found": (
        "读到 {count} 个数字，{characters} 字；没有写明地区的句子按：{place}。",
        "{count} figures in {characters} characters; place of the sentences that name none: {place}.",
    ),
    "left_out": (
        "只列出前 600 个，另有 {count} 个未列出：请分几份读取。",
        "Only the first 600 are listed; {count} more: read the document in parts.",
    ),
    "none_found": ("没有读到统计数字。", "No statistical figure was found."),
    "only_chinese": (
        "没有读到统计数字：这段文字不是中文，本页只读中文文稿（简体、繁体均可）。",
        "No statistical figure was found: only Chinese texts are read here (simplified or traditional), and this is none.",
    ),
    "bad_date": (
        "日期“{text}”读不懂：请写作 2025-03-20、2025-03 或 2025，或留空。",
        "The date “{text}” is not understood: write 2025-03-20, 2025-03 or 2025, or leave it empty.",
    ),
    "place_unknown": ("未定", "not settled"),
    "refused": ("没有读取：", "Not read: "),
    "shortcuts": (
        "键盘：在正文或列表中按 j、k 或 ↓、↑ 逐条移动，a 接受，x 拒绝，e 修改，u 撤销。",
        "Keys, in the text or the list: j, k or ↓, ↑ step; a accepts, x rejects, e edits, u undoes.",
    ),
    "marked_text": ("正文，数字已标出", "The text with its figures marked"),
    "candidate": ("候选数字", "Candidate"),
    "candidates": ("全部候选", "All candidates"),
    "proposed": ("读作", "Read as"),
    "store_says": ("库中", "The store says"),
    "show_state": ("显示", "Show"),
    "state_all": ("全部", "All"),
    "state_open": ("未处理", "Open"),
    "state_ready": ("可直接接受", "Ready"),
    "state_look": ("需要看", "Needs a look"),
    "state_accepted": ("已接受", "Accepted"),
    "state_corrected": ("已更正接受", "Corrected"),
    "state_rejected": ("已拒绝", "Rejected"),
    "state_new_indicator": ("待建指标", "New indicator wanted"),
    "progress": ("进度", "Progress"),
    "accept_ready": ("接受全部“可直接接受”的", "Accept all that are ready"),
    "accept_ready_sure": (
        "确定接受 {count} 条？已逐条看过后再按一次。",
        "Accept {count}? Press again once you have looked at them.",
    ),
    "reviewer_first": (
        "请先填写核对人，再接受：入库的每一条都记下是谁核对的。",
        "Fill in the reviewer first: every figure taken in says who checked it.",
    ),
    "rebuild": ("重建快照，更新看板", "Rebuild the snapshot and show the figures"),
    "rebuilding": ("正在重建…", "Building …"),
    "rebuilt": (
        "已重建：快照 {snapshot}，{claims} 条说法。看板已更新。",
        "Built: snapshot {snapshot}, {claims} claims. The dashboard shows them.",
    ),
    "build_failed": ("数据有问题，快照未变：", "The data has faults; the snapshot is unchanged:"),
    "source_panel": ("来源与核对人", "Source and reviewer"),
    "source_offered": (
        "凡能从正文的标题、机构和日期读出的已填好，请核对；空着的请补填。已有的来源只需填编号。",
        "What the title, body and date of the text say is filled in: check it, and complete what is empty. For a known source "
        "the id is enough.",
    ),
    "wanted": ("待建指标", "Indicators wanted"),
    "wanted_intro": (
        "编辑提出而目录中还没有的指标，次数多的在前。把条目补全，放入 data/catalog/indicators/，再读原文，数字即可接受。",
        "Indicators that editors asked for and the catalog lacks, the most asked for first. Complete the entry, put it into "
        "data/catalog/indicators/, and read the document again: its figures can then be accepted.",
    ),
    "wanted_none": ("没有。", "None."),
    "asked_for": ("次数", "Asked"),
    "example": ("原文", "Words"),
    "entry": ("目录条目", "Catalog entry"),
    "reviewer": ("核对人", "Reviewer"),
    "source_id": ("来源编号（已有的，或新编一个）", "Id of the source (a known one, or a new one)"),
    "publisher_zh": ("发布机构（中文）", "Publisher (Chinese)"),
    "publisher_en": ("发布机构（英文）", "Publisher (English)"),
    "title_zh": ("文献说明（中文，自拟）", "Title (Chinese, your words)"),
    "title_en": ("文献说明（英文，自拟）", "Title (English, your words)"),
    "url": ("链接", "Link"),
    "claims_file": ("写入 claims/ 中的文件（空：按来源）", "File below claims/ (empty: by source)"),
    "choose_candidate": ("在正文或列表中选一个数字。", "Choose a figure in the text or in the list."),
    "guess": ("（猜测：{name}？）", "(a guess: {name}?)"),
    "suggestions": ("可能的指标", "Possible indicators"),
    "no_indicator": (
        "没有与这一说法完全相同的指标名：请选定，或提出新指标。",
        "No indicator has this name; choose one, or ask for a new one.",
    ),
    "no_place": ("正文没有写明是哪个地区：请填写。", "The text does not say which place this is; fill it in."),
    "several_places": (
        "同一句说到几个地区，不能确定是哪一个：请填写。",
        "The sentence names several places; fill in which one this is.",
    ),
    "place_not_in_catalog": (
        "所说的地区不在目录中：请核对，或先在目录中建立。",
        "The place it speaks of is not in the catalog; check it, or enter it there first.",
    ),
    "other_place_named": ("同一分句还说到另一地区，请核对地区。", "The clause also names another place; check the place."),
    "province_wide": (
        "原文说的是省内，而地区不是省：请核对地区。",
        "The words are about the whole province, and the place is none; check the place.",
    ),
    "verdict_unplaced": ("地区未定", "Place not settled"),
    "no_period": ("正文没有定下时期：请填写。", "The text does not settle the period; fill it in."),
    "period_within_year": (
        "时期由同句的月份、季度推出，请核对。",
        "The period follows from months in the same sentence; check it.",
    ),
    "share_of_ten": ("“成”已换算为百分比。", "Tenths were turned into per cent."),
    "change_range": ("变化是一个范围，这里记下限。", "The change is a range; its lower end is here."),
    "permille": ("千分点已换算为百分点。", "Permille points were turned into percentage points."),
    "change_base_unknown": ("变化的基期不明。", "The base of the change is not stated."),
    "checks": ("核算", "Arithmetic"),
    "no_checks": ("没有可核算的。", "Nothing to check."),
    "holds": ("相符", "Fits"),
    "fails": ("不符", "Does not fit"),
    "verdict_agrees": ("一致", "Agrees"),
    "verdict_differs": ("不同", "Differs"),
    "verdict_unknown": ("库中没有", "Not in the store"),
    "verdict_contradicts": ("文中矛盾", "Contradicts its own text"),
    "verdict_unlinked": ("指标未定", "Indicator not settled"),
    "nearest": ("库中最接近的：", "Nearest in the store: "),
    "in_store": ("库中为", "The store has"),
    "differs_by": ("本文相差", "this text differs by"),
    "other_agrees": ("另有来源与本文一致：", "Another source agrees with this text: "),
    "faults": ("入库前需要改正", "To be mended before it can be taken in"),
    "period_type": ("时间属性", "In time"),
    "own_default": ("按指标", "The indicator's own"),
    "year_to_date": ("年初至今", "Year to date"),
    "cumulative": ("累计", "Cumulative"),
    "qualifier": ("限定", "Qualifier"),
    "exact": ("确数", "Exact"),
    "at_least": ("以上、不低于", "At least"),
    "at_most": ("以内、不超过", "At most"),
    "more_than": ("超过、余", "More than"),
    "less_than": ("不足、近", "Less than"),
    "about": ("约", "About"),
    "unit_mult": ("十的幂", "Power of ten"),
    "change_unit": ("变化单位", "Unit of change"),
    "change_base": ("与何时相比", "Compared with"),
    "change_qualifier": ("变化的限定", "Qualifier of the change"),
    "percent": ("%", "%"),
    "percentage_points": ("百分点", "percentage points"),
    "times": ("倍（增长）", "times (by)"),
    "multiple": ("倍（是）", "times (to)"),
    "absolute": ("绝对数", "absolute"),
    "places": ("位", "places"),
    "points": ("点", "points"),
    "none": ("无", "None"),
    "reason": ("理由（拒绝、新指标时必填）", "Reason (required to reject or to ask for an indicator)"),
    "why": ("理由", "Reason"),
    "teach": ("记住这一说法", "Remember this wording"),
    "teach_yes": ("是：“{words}”就是此指标", "Yes: “{words}” is this indicator"),
    "teach_no": ("否", "No"),
    "accept": ("接受", "Accept"),
    "reject": ("拒绝", "Reject"),
    "new_indicator": ("提出新指标", "Ask for a new indicator"),
    "recheck": ("按所填再核对", "Check again as filled in"),
    "undo": ("撤销", "Undo"),
    "recent": ("最近的决定", "Recent decisions"),
    "recent_none": ("还没有。", "None yet."),
    "when": ("时间", "When"),
    "what": ("决定", "Decision"),
    "words": ("原文", "Words"),
    "foreign_page": ("请求不是来自本页。", "The request does not come from this page."),
    "check": ("核对", "Check"),
    "result": ("结果", "Result"),
    "summary": (
        "{agrees} 个一致，{differs} 个不同，{contradicts} 个文中矛盾，{unknown} 个库中没有或指标未定。"
        "没有写明地区的句子按：{place}。",
        "{agrees} agree, {differs} differ, {contradicts} contradict their own text, {unknown} are unknown. "
        "Place of the sentences that name none: {place}.",
    ),
    "number": ("数字", "Number"),
}
SIGNS = {"agrees": "✓", "differs": "≠", "unknown": "?", "contradicts": "⚡", "unlinked": "○"}
"""The sign of a verdict; it always stands beside the word."""


def word(key: str, lang: str, **values: object) -> str:
    """Return the words of this key in ``zh`` or ``en`` with the values filled in; falls back to those all pages share."""
    if key not in WORDS:
        return shared_word(key, lang)
    return WORDS[key][0 if lang == "zh" else 1].format(**values) if values else WORDS[key][0 if lang == "zh" else 1]


def column_word(column: str | None, lang: str) -> str:
    """Return the name of a column of claims on the form, or the column itself where the form has no word for it."""
    return word(column, lang) if column and (column in WORDS or column in SHARED) else column or ""
