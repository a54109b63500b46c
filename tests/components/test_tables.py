from __future__ import annotations

import pytest

from dashboard.components.tables import Column, table


def cells(*, stacked: bool) -> list[str | None]:
    made = table(
        [Column("Body"), Column("Note", "words"), Column("Year")], [["A", "—", "2023"]], caption="Bodies", stacked=stacked
    )
    return [cell.className for cell in made.children.children[2].children[0].children]


@pytest.mark.parametrize(("stacked", "classes"), [(True, [None, "words blank", None]), (False, [None, "words", None])])
def test_a_cell_that_says_nothing_is_marked_where_rows_are_blocks(stacked: bool, classes: list[str | None]) -> None:
    assert cells(stacked=stacked) == classes
