// Explore: several choices in one list, undo, saved views, copying, pictures, and the table's script on demand.
(function () {
  "use strict";

  const UNDO = "explore-undo";
  const VIEWS = "explore-views";

  function here() {
    return location.pathname.replace(/\/$/, "") === "/explore";
  }

  function kept(storage, key, fallback) {
    try {
      return JSON.parse(storage.getItem(key)) || fallback;
    } catch {
      return fallback; // storage may be forbidden
    }
  }

  function keep(storage, key, value) {
    try {
      storage.setItem(key, JSON.stringify(value));
    } catch {
      // kept for this page only
    }
  }

  // Every change of the address is a step that can be undone, whoever made it.
  const replace = history.replaceState.bind(history);
  history.replaceState = function (state, title, url) {
    const before = location.href;
    replace(state, title, url);
    if (!here() || location.href === before) return;
    const steps = kept(sessionStorage, UNDO, []);
    steps.push(before);
    keep(sessionStorage, UNDO, steps.slice(-50));
  };

  function choices() {
    return Object.fromEntries(new URLSearchParams(location.search));
  }

  function mirror(name, values) {
    const query = new URLSearchParams(location.search);
    query.set(name, values.join(","));
    if (name === "places") query.delete("place");
    const text = query.toString().replaceAll("%2C", ",");
    history.replaceState(history.state, "", `${location.pathname}?${text}`);
    document.getElementById("asked-notice")?.setAttribute("hidden", "");
    dash_clientside.set_props("choices", { data: choices() });
    if (name === "indicators") press(values);
  }

  function press(values) {
    for (const leaf of document.querySelectorAll("[data-leaf]")) {
      leaf.setAttribute("aria-pressed", String(values.includes(leaf.dataset.leaf)));
    }
  }

  function say(text) {
    const said = document.getElementById("explore-said");
    if (said) said.textContent = text;
  }

  async function copy(text, button) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea"); // no clipboard outside https
      area.value = text;
      button.after(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    say(button.dataset.copied || "");
    const words = button.textContent;
    button.textContent = button.dataset.copied || words;
    setTimeout(() => (button.textContent = words), 1500);
  }

  function listViews() {
    const list = document.getElementById("explore-saved");
    if (!list) return;
    const views = kept(localStorage, VIEWS, {});
    list.replaceChildren(new Option("—", ""), ...Object.entries(views).map(([name, url]) => new Option(name, url)));
  }

  function save() {
    const box = document.getElementById("explore-view-name");
    const name = box.value.trim() || document.getElementById("explore-headline")?.textContent || location.search;
    keep(localStorage, VIEWS, { ...kept(localStorage, VIEWS, {}), [name]: location.pathname + location.search });
    listViews();
    say(name);
  }

  function forget() {
    const list = document.getElementById("explore-saved");
    const views = kept(localStorage, VIEWS, {});
    delete views[list.selectedOptions[0]?.textContent];
    keep(localStorage, VIEWS, views);
    listViews();
  }

  function undo() {
    const steps = kept(sessionStorage, UNDO, []);
    const before = steps.pop();
    keep(sessionStorage, UNDO, steps);
    if (before) location.replace(before);
  }

  function gridScript() {
    if (window.dash_ag_grid) return Promise.resolve();
    return new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = document.documentElement.dataset.grid;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });
  }

  async function table() {
    await gridScript();
    dash_clientside.set_props("explore-table-asked", { data: { ...choices(), asked: String(Date.now()) } });
  }

  async function gridText() {
    const grid = document.querySelector("#explore-table .grid > div");
    const found = grid && dash_ag_grid.getApi({ role: "grid", name: "explore" });
    if (found && found.getGridOption("rowModelType") === "infinite") {
      // Only the rows in sight are here; the server has all of them.
      const model = { filterModel: found.getFilterModel(), sortModel: found.getColumnState().filter((one) => one.sort) };
      const query = new URLSearchParams({ ...choices(), grid: JSON.stringify(model) });
      return (await fetch(`/explore/numbers.tsv?${query}`)).text();
    }
    // The raw value, not the words of the cell, so that a spreadsheet gets numbers.
    const plain = { columnSeparator: "\t", suppressQuotes: true, processCellCallback: (cell) => cell.value ?? "" };
    return found ? found.getDataAsCsv(plain) : "";
  }

  function lines(text, width, size) {
    const found = [""];
    for (const word of text.split(/(?<=[\u2e80-\uffff])|(?<=\s)/)) {
      const longer = found[found.length - 1] + word;
      const measure = [...longer].reduce((sum, letter) => sum + (letter > "\u2e7f" ? size : size * 0.53), 0);
      if (measure > width && found[found.length - 1]) found.push(word);
      else found[found.length - 1] = longer;
    }
    return found.map((line) => line.trim());
  }

  function note(text, y, anchor, size, colour, shift) {
    return {
      text, x: 0, y, xref: "paper", yref: "paper", xanchor: "left", yanchor: anchor, align: "left", showarrow: false,
      font: { size, color: colour }, yshift: shift,
    };
  }

  // The picture carries its headline, subtitle and source, dark on white whatever the page wears.
  function picture(format) {
    const graph = document.querySelector("#explore-body .js-plotly-plot");
    if (!graph) return;
    const ink = "#14181d";
    const soft = "#4a5560";
    const words = (id) => document.getElementById(id)?.textContent || "";
    const width = 1000;
    const head = lines(words("explore-headline"), width - 60, 19);
    const under = lines(words("explore-subtitle"), width - 60, 13);
    const foot = lines(`${words("explore-source")}  ${location.origin}`, width - 60, 11);
    const layout = JSON.parse(JSON.stringify(graph.layout));
    const margin = layout.margin || {};
    const top = (margin.t || 28) + 26 * head.length + 18 * under.length + 12;
    const bottom = (margin.b || 8) + 44 + 15 * foot.length;
    const annotations = (layout.annotations || []).map((one) => ({ ...one, font: { color: ink, ...one.font } }));
    annotations.push(
      note(`<b>${head.join("<br>")}</b>`, 1, "bottom", 19, ink, (margin.t || 28) + 18 * under.length + 8),
      note(under.join("<br>"), 1, "bottom", 13, soft, (margin.t || 28) + 2),
      note(foot.join("<br>"), 0, "top", 11, soft, -34),
    );
    const figure = {
      data: graph.data,
      layout: {
        ...layout,
        annotations,
        autosize: false,
        width,
        height: (layout.height || 460) + top + bottom - (margin.t || 28),
        margin: { ...margin, l: Math.max(20, margin.l || 0), t: top, b: bottom },
        paper_bgcolor: "#ffffff",
        plot_bgcolor: "#ffffff",
        font: { ...(layout.font || {}), color: ink },
      },
    };
    const filename = (words("explore-headline") || "chart").replace(/[\\/:*?"<>|]/g, " ").slice(0, 80);
    Plotly.downloadImage(figure, { format, filename, width, height: figure.layout.height, scale: format === "png" ? 2 : 1 });
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.id === "explore-undo") undo();
    else if (button.id === "explore-share") copy(location.href, button);
    else if (button.id === "explore-save") save();
    else if (button.id === "explore-delete") forget();
    else if (button.dataset.picture) picture(button.dataset.picture);
    else if (button.dataset.copyGrid) gridText().then((text) => copy(text, button));
    else if (button.dataset.copy) copy(whole(button), button);
    else if (button.dataset.leaf) {
      const list = new URLSearchParams(location.search).get("indicators");
      const chosen = list === null ? pressed() : list.split(",").filter(Boolean);
      const next = chosen.includes(button.dataset.leaf)
        ? chosen.filter((one) => one !== button.dataset.leaf)
        : [...chosen, button.dataset.leaf];
      dash_clientside.set_props({ role: "many", name: "indicators" }, { value: next });
    }
  });

  function whole(button) {
    const text = document.getElementById(button.dataset.copy).innerText;
    return text.replaceAll('src="/embed', `src="${location.origin}/embed`);
  }

  function pressed() {
    return [...document.querySelectorAll('[data-leaf][aria-pressed="true"]')].map((leaf) => leaf.dataset.leaf);
  }

  document.addEventListener("change", (event) => {
    if (event.target.id === "explore-saved" && event.target.value) location.assign(event.target.value);
  });

  document.addEventListener(
    "toggle",
    (event) => {
      if (event.target.id === "explore-table-open" && event.target.open) table();
    },
    true,
  );

  // Dash names its lists by a hidden input only; the words beside them are their name.
  function name() {
    for (const box of document.querySelectorAll("[data-many]")) {
      const target = box.querySelector(".dash-dropdown-focus-target");
      if (target && target.hasAttribute("aria-hidden")) {
        // Dash hides from readers what the keyboard lands on.
        target.removeAttribute("aria-hidden");
        target.setAttribute("aria-label", box.dataset.label);
      }
      const opener = box.querySelector("button, [role=combobox]");
      if (opener && opener.getAttribute("aria-label") !== box.dataset.label) opener.setAttribute("aria-label", box.dataset.label);
    }
    const list = document.getElementById("explore-saved");
    if (list && list.options.length === 1 && !list.dataset.listed) {
      list.dataset.listed = "true";
      listViews();
    }
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    explore: {
      many(values) {
        const [triggered] = window.dash_clientside.callback_context.triggered;
        mirror(JSON.parse(triggered.prop_id.replace(/\.value$/, "")).name, values || []);
        return window.dash_clientside.no_update;
      },
      redrawn() {
        setTimeout(() => document.getElementById("explore-table-open")?.open && table(), 60);
        return window.dash_clientside.no_update;
      },
    },
  });

  new MutationObserver(name).observe(document.documentElement, { childList: true, subtree: true });
})();
