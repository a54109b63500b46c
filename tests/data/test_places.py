from collections import Counter
from pathlib import Path

import pytest
import yaml

from dashboard.catalog.model import Place

FOLDER = Path(__file__).parents[2] / "data" / "catalog" / "places"


@pytest.fixture(scope="module")
def places() -> dict[str, Place]:
    records = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yml"))]
    return {key: Place(id=key, **record) for part in records for key, record in part.items()}


def test_there_are_31_provinces_each_with_a_tile_of_its_own(places):
    tiles = Counter((p.tile.column, p.tile.row) for p in places.values() if p.level == "province" and p.tile)
    assert len(tiles) == 31
    assert max(tiles.values()) == 1


def test_the_north_east_stands_at_the_top_right_of_the_tiles(places):
    columns = max(p.tile.column for p in places.values() if p.tile)
    north_east = [places[key].tile for key in ("heilongjiang", "jilin", "liaoning")]
    assert [tile.column for tile in north_east] == [columns] * 3
    assert [tile.row for tile in north_east] == [1, 2, 3]


def test_a_border_is_shared_by_both_sides(places):
    one_sided = [(a, b) for a, place in places.items() for b in place.neighbours if a not in places[b].neighbours]
    assert one_sided == []


def test_a_code_names_one_place_and_lies_within_the_code_of_its_parent(places):
    codes = Counter(place.code for place in places.values() if place.code)
    assert max(codes.values()) == 1
    digits = {"city": 2, "district": 4}
    for place in places.values():
        if place.code_list == "GB/T 2260" and place.level in digits and place.parent != "china":
            width = digits[place.level]
            assert place.code[:width] == places[place.parent].code[:width], place.id


def test_the_region_of_a_city_is_that_of_its_province(places):
    elsewhere = [p.id for p in places.values() if p.level == "city" and p.region and p.region != places[p.parent].region]
    assert elsewhere == []


def test_the_fifteen_sub_provincial_cities_are_all_there(places):
    assert sum(place.tier == "sub_provincial" for place in places.values()) == 15
