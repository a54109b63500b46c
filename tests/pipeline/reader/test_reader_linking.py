"""Catalog ids: by equal names of agreeing dimension, never by nearness alone."""

from __future__ import annotations

from dashboard.pipeline.reader import Vocabulary, VocabularyEntry, read_text

VOCABULARY = Vocabulary(
    (
        VocabularyEntry("technology_contract_turnover", ("技术合同成交额", "技术合同成交金额"), ("亿元", "万元")),
        VocabularyEntry("technology_contract_count", ("技术合同", "技术合同数"), ("项", "份")),
        VocabularyEntry("rd_intensity", ("研发投入强度", "R&D经费投入强度"), ("%",)),
        VocabularyEntry("high_tech_firms", ("高新技术企业数", "高企数量"), ("家", "户")),
        VocabularyEntry("growth_index", ("创新指数",), ("点",), "index"),
    ),
    ("甲市",),
)


def links(text: str) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(found.catalog_id, found.catalog_suggestions) for found in read_text(text, vocabulary=VOCABULARY)]


def test_an_equal_name_of_agreeing_dimension_is_linked() -> None:
    assert links("甲市技术合同成交额70亿元。") == [("technology_contract_turnover", ())]
    assert links("全市高新技术企业达到800户。") == [("high_tech_firms", ())]


def test_an_equal_name_of_another_dimension_is_not_linked() -> None:
    assert links("签订技术合同70亿元。")[0][0] is None


def test_a_near_name_is_only_suggested() -> None:
    catalog_id, suggestions = links("技术合同成交增量额70亿元。")[0]
    assert catalog_id is None
    assert "technology_contract_turnover" in suggestions


def test_a_name_of_two_indicators_is_linked_to_neither() -> None:
    twice = Vocabulary((VocabularyEntry("a", ("专利授权量",), ("件",)), VocabularyEntry("b", ("专利授权量",), ("件",))))
    found = read_text("专利授权量5件。", vocabulary=twice)[0]
    assert (found.catalog_id, found.catalog_suggestions) == (None, ("a", "b"))


def test_traditional_names_are_linked_like_simplified_ones() -> None:
    assert links("全年研發投入強度為2.6%，專利總數達3項。")[0][0] == "rd_intensity"


def test_without_a_vocabulary_nothing_is_linked() -> None:
    assert read_text("技术合同成交额70亿元。")[0].catalog_id is None
