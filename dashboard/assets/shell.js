// Behaviour that needs no server: appearance, language link, evidence dialog, choices in the URL.
(function () {
  "use strict";

  const root = document.documentElement;

  function remembered() {
    try {
      return localStorage.getItem("theme") || "auto";
    } catch {
      return "auto"; // storage may be forbidden; the page then follows the system
    }
  }

  function wear(theme) {
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
    const picker = document.getElementById("theme");
    if (picker) picker.value = theme;
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // worn for this page only
    }
  }

  function query() {
    return new URLSearchParams(location.search);
  }

  // What the address had asked for in vain was of the address before.
  function hideNotice() {
    const notice = document.getElementById("asked-notice");
    if (notice) notice.hidden = true;
  }

  function mirror(name, value, fallback) {
    // replaceState, not dcc.Location: a pushed entry for every choice would make Back useless.
    const chosen = query();
    if (value && value !== fallback) chosen.set(name, value);
    else chosen.delete(name);
    const text = chosen.toString();
    history.replaceState(history.state, "", location.pathname + (text ? "?" + text : "") + location.hash);
    hideNotice();
  }

  function choose(control) {
    mirror(control.dataset.choice, control.value, control.dataset.fallback);
    const choices = Object.fromEntries(query());
    dash_clientside.set_props("choices", { data: choices });
  }

  function openEvidence(observation) {
    if (observation.startsWith("/")) {
      location.assign(observation); // a mark that leads to a page of numbers instead of to one number
      return true;
    }
    const dialog = document.getElementById("evidence-dialog");
    const body = document.getElementById("evidence-body");
    if (!dialog || !body) return false;
    const chosen = query();
    // The content comes from the server after the dialog opened; the number asked for before must not show meanwhile.
    dash_clientside.set_props("evidence-body", { children: "…" });
    dash_clientside.set_props("evidence-request", {
      data: { observation, lang: chosen.get("lang"), as_of: chosen.get("as_of"), asked: Date.now() },
    });
    if (!dialog.open) dialog.showModal();
    return true;
  }

  function stop(slider) {
    const stops = slider.closest("[data-stops]").dataset.stops.split("|");
    return { words: stops[slider.value], value: Number(slider.value) === stops.length - 1 ? "" : stops[slider.value] };
  }

  document.addEventListener("input", (event) => {
    if (event.target.id !== "as-of") return;
    const { words } = stop(event.target);
    document.getElementById("as-of-words").textContent = words;
    event.target.setAttribute("aria-valuetext", words);
  });

  document.addEventListener("change", (event) => {
    const control = event.target;
    if (control.id === "as-of") {
      mirror("as_of", stop(control).value, "");
      dash_clientside.set_props("choices", { data: Object.fromEntries(query()) });
    } else if (control.id === "theme") wear(control.value);
    else if (control.dataset && control.dataset.go) location.assign(control.value);
    else if (control.dataset && control.dataset.choice) choose(control);
  });

  document.addEventListener("click", (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    const link = event.target.closest("a");
    if (event.target.id === "evidence-close" || event.target.id === "evidence-dialog") {
      document.getElementById("evidence-dialog").close();
    } else if (link && plain && link.dataset.observation) {
      if (openEvidence(link.dataset.observation)) event.preventDefault();
    } else if (link && link.dataset.language) {
      const chosen = query();
      if (link.dataset.language === "en") chosen.set("lang", "en");
      else chosen.delete("lang");
      link.href = location.pathname + (chosen.toString() ? "?" + chosen : "") + location.hash;
    }
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    evidence: {
      fromPoint() {
        const [clicked] = window.dash_clientside.callback_context.triggered;
        const point = clicked && clicked.value && clicked.value.points[0];
        const id = point && (Array.isArray(point.customdata) ? point.customdata[0] : point.customdata);
        if (id) openEvidence(id);
        return window.dash_clientside.no_update;
      },
    },
  });

  wear(remembered());
  const drawn = new MutationObserver(() => {
    if (!document.getElementById("theme")) return;
    drawn.disconnect();
    wear(remembered());
  });
  drawn.observe(document.documentElement, { childList: true, subtree: true });

  // The document is still empty when the browser would go to the part of the page that the address names.
  const part = location.hash.slice(1);
  const arrived = new MutationObserver(() => {
    const named = document.getElementById(part);
    if (!named) return;
    arrived.disconnect();
    named.scrollIntoView();
  });
  if (part) arrived.observe(document.documentElement, { childList: true, subtree: true });
})();
