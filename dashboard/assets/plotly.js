// dcc.Graph loads Plotly from window._dashPlotlyJSURL, which the renderer sets to the complete bundle of 5 MB. The
// cartesian bundle has every kind of chart that is drawn here; writing to the property afterwards has no effect.
Object.defineProperty(window, "_dashPlotlyJSURL", {
  get: () => document.documentElement.dataset.plotly,
  set: () => {},
});
