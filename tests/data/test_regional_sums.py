from functools import reduce
from operator import add
from pathlib import Path

import pandas as pd
import pytest
import yaml

from dashboard.intervals import printed_interval

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def tables() -> pd.DataFrame:
    claims = pd.read_csv(DATA / "claims" / "national_rd_bulletins.csv", dtype=str, keep_default_na=False)
    return claims.loc[(claims["indicator"] == "rd_expenditure") & (claims["locator"] == "各地区情况表")]


@pytest.mark.parametrize("year", range(2011, 2024))
def test_the_provinces_sum_to_the_country_within_rounding(tables, year):
    provinces = set(yaml.safe_load((DATA / "catalog" / "places" / "provinces.yml").read_text(encoding="utf-8")))
    printed = tables.loc[tables["period"] == str(year)].set_index("place")["value"]
    assert set(printed.index) == provinces | {"china"}
    total = reduce(add, (printed_interval(printed[place]) for place in sorted(provinces)))
    assert total.meets(printed_interval(printed["china"]))
    # Rounding errors of 31 cells nearly cancel: a sum further off than this would mean a wrong cell.
    assert sum(float(printed[place]) for place in provinces) == pytest.approx(float(printed["china"]), abs=0.5)
