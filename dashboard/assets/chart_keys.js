// Charts by keyboard: arrows go from point to point and read each out, Enter opens its evidence.
(function () {
  "use strict";

  const places = new WeakMap();

  function told(text) {
    return text.replace(/<br\s*\/?>/g, ", ").replace(/<[^>]*>/g, "");
  }

  function flat(trace, curve) {
    const found = [];
    const texts = Array.isArray(trace.hovertext) ? trace.hovertext : [];
    texts.forEach((text, n) => {
      const ids = trace.customdata || [];
      if (!Array.isArray(text)) {
        const id = Array.isArray(ids[n]) ? ids[n][0] : ids[n];
        if (text) found.push({ curve, point: n, text, id, series: trace.name || String(curve) });
        return;
      }
      text.forEach((cell, column) => {
        const id = ids[n] && ids[n][column];
        if (id) found.push({ curve, point: [n, column], text: cell, id, series: `${curve}:${n}` });
      });
    });
    return found;
  }

  function points(graph) {
    return (graph.data || []).flatMap(flat);
  }

  function show(chart, graph, point) {
    const live = chart.parentElement.querySelector("[data-chart-live]");
    if (live) live.textContent = told(point.text);
    try {
      Plotly.Fx.hover(graph, [{ curveNumber: point.curve, pointNumber: point.point }]);
    } catch {
      // some kinds of trace cannot be hovered by number; the words are read all the same
    }
  }

  function other(all, at, step) {
    const series = [...new Set(all.map((point) => point.series))];
    const next = series[series.indexOf(all[at].series) + step];
    if (next === undefined) return at;
    const first = all.findIndex((point) => point.series === next);
    const offset = at - all.findIndex((point) => point.series === all[at].series);
    const length = all.filter((point) => point.series === next).length;
    return first + Math.min(offset, length - 1);
  }

  function moved(key, all, at) {
    if (at === undefined) return key === "End" ? all.length - 1 : 0;
    if (key === "ArrowRight") return Math.min(at + 1, all.length - 1);
    if (key === "ArrowLeft") return Math.max(at - 1, 0);
    if (key === "ArrowDown") return other(all, at, 1);
    if (key === "ArrowUp") return other(all, at, -1);
    return key === "Home" ? 0 : all.length - 1;
  }

  function open(point) {
    // shell.js opens the evidence of whatever carries an observation.
    const link = document.createElement("a");
    link.href = "#";
    link.dataset.observation = point.id;
    link.hidden = true;
    document.body.append(link);
    link.click();
    link.remove();
  }

  document.addEventListener("keydown", (event) => {
    const chart = event.target.closest && event.target.closest("[data-chart-keys]");
    if (!chart || event.ctrlKey || event.metaKey || event.altKey) return;
    const graph = chart.querySelector(".js-plotly-plot");
    const all = graph ? points(graph) : [];
    if (!all.length) return;
    const at = places.get(graph);
    if (["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) {
      event.preventDefault();
      const next = moved(event.key, all, at === undefined || at >= all.length ? undefined : at);
      places.set(graph, next);
      show(chart, graph, all[next]);
    } else if (event.key === "Enter" && at !== undefined && all[at] && all[at].id) {
      event.preventDefault();
      open(all[at]);
    }
  });
})();
