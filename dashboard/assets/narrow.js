// Charts that were laid out for a screen and stand on a phone: what changes is in the figure, as layout.meta.narrow, and
// below which width, where that is not a phone's, as layout.meta.narrow_below.
(function () {
  "use strict";

  const NARROW = 560;

  function narrow() {
    const graph = this;
    const meta = (graph.layout && graph.layout.meta) || {};
    const changes = meta.narrow || {};
    if (meta.narrowed || !Object.keys(changes).length || graph.clientWidth >= (meta.narrow_below || NARROW)) return;
    meta.narrowed = true; // a redraw with another figure brings another meta
    Plotly.relayout(graph, changes);
    // The room was reserved for the layout of a screen.
    if (changes.height) for (const box of [graph.parentElement, graph.parentElement.parentElement]) box.style.height = "auto";
  }

  function watch() {
    for (const graph of document.querySelectorAll(".js-plotly-plot")) {
      if (graph.dataset.watched || !graph.on) continue;
      graph.dataset.watched = "true";
      graph.on("plotly_afterplot", narrow.bind(graph));
      narrow.call(graph);
    }
  }

  new MutationObserver(watch).observe(document.documentElement, { childList: true, subtree: true });
})();
