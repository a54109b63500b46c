"""The made-up institutions, firms, platforms and funds of a synthetic register, none of which exists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as arrow

from dashboard.pipeline.register.layout import Layout

if TYPE_CHECKING:
    from dashboard.pipeline.register.synthetic import Calibration

_KINDS = ("university", "institute", "hospital", "firm")
_KIND_NAMES = ("高校", "研究所", "医院", "企业研发中心")
_SIZES = ("large", "medium", "small", "micro")
_MODES = ("own_use", "assignment", "licence", "joint_use", "equity", "other")
_TYPES = ("development", "assignment", "licence", "consulting", "service")
_PLATFORMS = ("none", "proof_of_concept_centre", "pilot_base", "science_park", "incubator", "technology_exchange")
_STAGES = ("seed", "angel", "series_a", "series_b", "later", "government_guided")

_SUPPLIERS_HERE = 0.85
"""Share of the suppliers that lie in the register's place."""


@dataclass(frozen=True)
class Firms:
    """A pool of made-up firms: names, sizes, founding years and places, by position."""

    names: list[str]
    size: np.ndarray
    founded: np.ndarray
    place: np.ndarray


@dataclass(frozen=True)
class Cast:
    """Who acts in a made-up register, and how often."""

    layout: Layout
    suppliers: list[str]
    supplier_kind: np.ndarray
    supplier_place: np.ndarray
    supplier_share: np.ndarray
    supplier_since: np.ndarray
    chain_of_supplier: np.ndarray
    here: Firms
    away: Firms
    funds: int
    platforms: int

    def choose(
        self, year: np.ndarray, local: np.ndarray, signed: np.ndarray, rng: np.random.Generator
    ) -> dict[str, arrow.Array]:
        """Return the descriptive columns of records, as dictionary arrays; firms only where ``signed``."""
        count, codes = len(local), self.layout.lists
        drawn = rng.choice(len(self.suppliers), count, p=self.supplier_share)
        supplier = np.where(year < self.supplier_since[drawn], drawn // 3, drawn)
        department = supplier * 8 + rng.integers(0, 8, count)
        platform = rng.choice(len(_PLATFORMS), count, p=[0.5, 0.12, 0.13, 0.12, 0.08, 0.05])
        funded = signed & (rng.random(count) < 0.08)
        chains = list(codes["chain"])
        stray = rng.random(count) < 0.3
        chain = np.where(stray, rng.integers(0, len(chains), count), self.chain_of_supplier[supplier])
        none, nobody = platform == 0, ~signed
        return {
            "supplier": _coded(supplier, self.suppliers),
            "supplier_kind": _coded(self.supplier_kind[supplier], list(_KINDS)),
            "supplier_department": _coded(department, [f"合成院系{n + 1:03d}" for n in range(len(self.suppliers) * 8)]),
            "supplier_place": _coded(self.supplier_place[supplier], list(codes["place"])),
            "field": _coded(rng.integers(0, len(codes["field"]), count), list(codes["field"])),
            "chain": _coded(chain, chains, empty=rng.random(count) < 0.03),
            **self._firms(local, nobody, rng),
            "contract_type": _coded(rng.choice(5, count, p=[0.45, 0.12, 0.1, 0.08, 0.25]), list(_TYPES), empty=nobody),
            "transfer_mode": _coded(rng.choice(6, count, p=[0.1, 0.35, 0.3, 0.1, 0.1, 0.05]), list(_MODES), empty=nobody),
            "local_rule": _coded(np.zeros(count, dtype=np.int64), ["recipient_local"], empty=nobody),
            "platform_kind": _coded(platform, list(_PLATFORMS)),
            "platform": _coded(
                platform * self.platforms + rng.integers(0, self.platforms, count),
                [f"合成平台{n:03d}" for n in range(self.platforms * len(_PLATFORMS))],
                empty=none,
            ),
            "challenge": _coded(
                rng.integers(0, 300, count), [f"合成榜单{n + 1:03d}" for n in range(300)], empty=rng.random(count) > 0.04
            ),
            "fund": _coded(
                rng.integers(0, self.funds, count), [f"合成基金{n + 1:02d}" for n in range(self.funds)], empty=~funded
            ),
            "fund_stage": _coded(rng.integers(0, 6, count), list(_STAGES), empty=~funded),
        }

    def _firms(self, local: np.ndarray, nobody: np.ndarray, rng: np.random.Generator) -> dict[str, arrow.Array]:
        firm = np.floor(len(self.here.names) * rng.random(len(local)) ** 2).astype(np.int64)
        both = firm + np.where(local, 0, len(self.here.names))
        places = list(self.layout.lists["place"])
        founded = np.concatenate([self.here.founded, self.away.founded])[both].astype(np.int32)
        return {
            "recipient": _coded(both, [*self.here.names, *self.away.names], empty=nobody),
            "recipient_size": _coded(np.concatenate([self.here.size, self.away.size])[both], list(_SIZES), empty=nobody),
            "recipient_founded": arrow.array(founded, mask=nobody),
            "recipient_place": _coded(np.concatenate([self.here.place, self.away.place])[both], places, empty=nobody),
        }


def cast_of(layout: Layout, calibration: Calibration, rng: np.random.Generator) -> Cast:
    """Return the actors of a register: a few large suppliers and many small ones, firms here and elsewhere."""
    places = list(layout.lists["place"])
    inside = np.array([n for n, place in enumerate(places) if layout.within(place, calibration.place)])
    outside = np.setdiff1d(np.arange(len(places)), inside)
    count = calibration.suppliers
    kind = rng.choice(len(_KINDS), count, p=[0.4, 0.3, 0.1, 0.2])
    share = 1 / np.arange(1, count + 1) ** 0.9
    return Cast(
        layout=layout,
        suppliers=[f"合成{_KIND_NAMES[k]}{n + 1:02d}" for n, k in enumerate(kind)],
        supplier_kind=kind,
        supplier_place=np.where(rng.random(count) < _SUPPLIERS_HERE, rng.choice(inside, count), rng.choice(outside, count)),
        supplier_share=share / share.sum(),
        supplier_since=np.where(np.arange(count) < 2 * count // 3, 0, rng.integers(2018, 2024, count)),
        chain_of_supplier=rng.integers(0, len(layout.lists["chain"]), count),
        here=_firms("本地", calibration.recipients, inside, rng),
        away=_firms("外地", calibration.recipients, outside, rng),
        funds=calibration.funds,
        platforms=calibration.platforms,
    )


def _firms(where: str, count: int, places: np.ndarray, rng: np.random.Generator) -> Firms:
    return Firms(
        names=[f"合成{where}企业{n + 1:05d}" for n in range(count)],
        size=rng.choice(len(_SIZES), count, p=[0.06, 0.16, 0.45, 0.33]),
        founded=rng.integers(1985, 2016, count),
        place=rng.choice(places, count),
    )


def _coded(codes: np.ndarray, names: list[str], *, empty: np.ndarray | None = None) -> arrow.Array:
    indices = arrow.array(codes.astype(np.int32), mask=empty)
    return arrow.DictionaryArray.from_arrays(indices, arrow.array(names, arrow.string()))
