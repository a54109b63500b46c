"""Explore's content in Streamlit: the same choices, chart, downloads and table; run by Streamlit's own test harness.

Needs an environment of its own with streamlit, plotly and pyarrow; ``benchmarks.interaction`` starts it.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time

from streamlit.testing.v1 import AppTest

USERS, STEPS, THINKING = 10, 12, 1.0


def page() -> None:
    import os  # noqa: PLC0415 - Streamlit's harness runs this function's text alone

    import pandas as pd  # noqa: PLC0415
    import plotly.graph_objects as go  # noqa: PLC0415
    import streamlit as st  # noqa: PLC0415

    @st.cache_data
    def observations() -> pd.DataFrame:
        return pd.read_parquet(os.environ["OBSERVATIONS"])

    found = observations()
    indicators = st.multiselect("Indicators", sorted(found["indicator"].unique()), default=["rd_expenditure"], key="indicators")
    places = st.multiselect("Places", sorted(found["place"].unique()), default=["jilin"], key="places")
    show = st.selectbox("Transform", ["level", "change", "index", "rank"], key="show")
    st.slider("From", 2010, 2025, key="from")
    st.selectbox("Chart", ["line", "bar", "slope", "scatter", "heat"], key="kind")
    rows = found.loc[found["indicator"].isin(indicators) & (found["kind_class"] == "outcome") & found["amount"].notna()]
    rows = rows.loc[rows["frequency"] == "A"].sort_values("period_end")
    if show == "rank":
        rows = rows.assign(shown=rows.groupby(["indicator", "scope", "period"])["amount"].rank(ascending=False, method="min"))
    rows = rows.loc[rows["place"].isin(places)]
    series = rows.groupby(["indicator", "place", "scope"], sort=False)["amount"]
    if show == "change":
        rows = rows.assign(shown=series.pct_change() * 100)
    elif show == "index":
        rows = rows.assign(shown=rows["amount"] / series.transform("first") * 100)
    elif show == "level":
        rows = rows.assign(shown=rows["amount"])
    traces = [
        go.Scatter(x=one["period"], y=one["shown"], name=" ".join(key), mode="lines+markers", customdata=one["id"])
        for key, one in rows.groupby(["indicator", "place", "scope"], sort=False)
    ]
    st.header(f"{', '.join(places)}: {', '.join(indicators)}")
    st.plotly_chart(go.Figure(traces))
    # As here, neither the table nor the file is made before somebody asks for it.
    if st.toggle("Table", key="table"):
        st.dataframe(rows[["indicator", "place", "period", "shown", "status", "source", "id"]])
    st.download_button("CSV", lambda: rows.to_csv(index=False), file_name="numbers.csv")
    for _, one in rows.groupby("place"):
        last = one.iloc[-1]
        st.write(f"{last['place']} {last['period']}: {last['amount']:,.2f} ({last['source']})")


def _stepped(session: AppTest, asked: dict[str, str]) -> bool:
    """Make the choices and run the page; return whether the harness kept the session whole."""
    try:
        session.multiselect(key="indicators").set_value(asked["indicators"].split(","))
        session.multiselect(key="places").set_value(asked["places"].split(","))
        session.selectbox(key="show").set_value(asked["show"])
        session.run()
    except (KeyError, RuntimeError):
        return False
    return not session.exception


def main() -> None:
    """Print the milliseconds of every step of ten simultaneous users, and the processor time of a step, as JSON."""
    choices = json.loads(os.environ["CHOICES"])
    times: list[float] = []
    processor: list[float] = []
    together = threading.Barrier(USERS, action=lambda: processor.append(time.process_time()))

    def use(user: int) -> None:
        session = AppTest.from_function(page, default_timeout=60).run()
        together.wait()
        time.sleep(THINKING * user / USERS)
        for n in range(STEPS):
            asked = choices[(user * STEPS + n) % len(choices)]
            began = time.perf_counter()
            while not _stepped(session, asked):
                # The harness swaps one runtime for all sessions, so that now and then a session loses its own: not counted.
                session = AppTest.from_function(page, default_timeout=60).run()
                began = time.perf_counter()
            times.append((time.perf_counter() - began) * 1000)
            time.sleep(max(0.0, THINKING - (time.perf_counter() - began)))

    threads = [threading.Thread(target=use, args=(user,)) for user in range(USERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = (time.process_time() - processor[0]) * 1000 / len(times)
    sys.stdout.write(json.dumps({"times": times, "processor": spent}) + "\n")


if __name__ == "__main__":
    main()
