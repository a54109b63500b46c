// Intake and text check: handing in a document, stepping through what was found, and sending decisions.
(function () {
  "use strict";

  const EDITABLE = "input, textarea, select, [contenteditable]";
  const FIELDS = [
    "indicator", "place", "period", "period_type", "value", "unit", "qualifier", "kind", "change", "change_unit",
    "change_base", "change_qualifier", "scope", "locator", "note",
  ];
  const files = {};
  const latest = {};
  const offered = {};
  let batch = null;
  let current = -1;

  const element = (id) => document.getElementById(id);
  const value = (id) => (element(id) ? element(id).value.trim() : "");
  const lang = () => (document.documentElement.lang === "en" ? "en" : "zh");
  const send = (id, data) => dash_clientside.set_props(id, { data: { ...data, lang: lang(), asked: Date.now() } });

  const words = () => Object.fromEntries(element("intake-work").dataset.words.split("|").map((pair) => pair.split(/=(.*)/s)));

  // Handing in

  function fileInput(box) {
    const label = document.createElement("label");
    label.textContent = box.dataset.label;
    const input = document.createElement("input");
    input.type = "file";
    input.accept = ".txt,.html,.htm,.pdf,.docx";
    input.addEventListener("change", () => keep(box.dataset.file, input.files[0]));
    label.append(input);
    box.append(label);
    box.addEventListener("dragover", (event) => event.preventDefault());
    box.addEventListener("drop", (event) => {
      event.preventDefault();
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      keep(box.dataset.file, input.files[0]);
    });
  }

  function keep(prefix, file) {
    files[prefix] = file || null;
    latest[prefix] = "file";
  }

  function handedIn(prefix) {
    const facts = { place: value(`${prefix}-place`), published: plainDate(value(`${prefix}-published`)) || "" };
    const file = files[prefix];
    const text = element(`${prefix}-text`).value;
    const given = {
      file: file && { ...facts, how: "file", file, name: file.name },
      link: value(`${prefix}-link`) && { ...facts, how: "link", content: value(`${prefix}-link`) },
      text: text.trim() && { ...facts, how: "text", content: text },
    };
    // What was given last is meant; a file chosen before a text was pasted is not.
    return given[latest[prefix]] || given.file || given.link || given.text || null;
  }

  // 20250320, 2025/3/20, 2025年3月20日 are written 2025-03-20; null where it is no date. The server reads them the same way.
  function plainDate(text) {
    const plain = text.normalize("NFKC").trim();
    if (!plain) return "";
    const parts = plain.match(/^(\d{4})(?:\s*[-./年]\s*(\d{1,2})(?:\s*[-./月]\s*(\d{1,2})\s*日?|\s*月?)|(\d{2})(\d{2})?|\s*年)?$/);
    if (!parts) return null;
    const [year, month, day] = [parts[1], parts[2] || parts[4], parts[3] || parts[5]].map((part) => part && Number(part));
    const known = new Date(Date.UTC(year, (month || 1) - 1, day || 1));
    if (month === 0 || day === 0 || known.getUTCMonth() !== (month || 1) - 1) return null;
    return [parts[1], month, day].filter(Boolean).map((part) => String(part).padStart(2, "0")).join("-");
  }

  function tidyDate(field) {
    const said = element(`${field.id}-said`);
    if (!said) return true;
    const plain = plainDate(field.value);
    said.textContent = plain === null ? said.dataset.words.replace("#", field.value.trim().slice(0, 40)) : "";
    field.setAttribute("aria-invalid", String(plain === null));
    if (plain && plain !== field.value) dash_clientside.set_props(field.id, { value: plain });
    return plain !== null;
  }

  function read(button) {
    const prefix = button.dataset.read;
    const published = element(`${prefix}-published`);
    if (!tidyDate(published)) return published.focus();
    const asked = handedIn(prefix);
    const status = (words) => dash_clientside.set_props(`${prefix}-status`, { children: words });
    if (!asked) return status(button.dataset.empty);
    status(button.dataset.waiting);
    if (asked.how !== "file") return send(`${prefix}-request`, asked);
    const { file, ...facts } = asked;
    if (file.size > 10_000_000) return send(`${prefix}-request`, { ...facts, content: "=".repeat(14_000_000) });
    const reader = new FileReader();
    reader.addEventListener("error", () => status(button.dataset.unreadable));
    reader.addEventListener("load", () => send(`${prefix}-request`, { ...facts, content: reader.result }));
    reader.readAsDataURL(file);
  }

  // Stepping

  const marks = () => [...document.querySelectorAll("mark.found")];
  const stateOf = (candidate) => (candidate.state !== "open" ? candidate.state : candidate.ready ? "ready" : "look");

  function wanted(candidate) {
    const filter = value("intake-filter") || "all";
    return filter === "all" || (filter === "open" ? candidate.state === "open" : stateOf(candidate) === filter);
  }

  function step(direction) {
    if (!batch) return;
    const shown = batch.candidates.filter(wanted).map((candidate) => candidate.n);
    if (!shown.length) return;
    const next = direction > 0 ? shown.find((n) => n > current) : shown.filter((n) => n < current).pop();
    select(next ?? (direction > 0 ? shown[shown.length - 1] : shown[0]), true);
  }

  function select(n, focus) {
    current = n;
    const found = marks().filter((mark) => mark.dataset.candidate === String(n));
    for (const mark of marks()) {
      const chosen = mark.dataset.candidate === String(n);
      mark.setAttribute("tabindex", chosen ? "0" : "-1");
      if (chosen) mark.setAttribute("aria-current", "true");
      else mark.removeAttribute("aria-current");
    }
    for (const button of document.querySelectorAll(".row-button")) {
      button.closest("tr").classList.toggle("current", button.dataset.candidate === String(n));
    }
    // Two candidates may rest on one number, which then has one mark: the row in the list takes the focus.
    const target = found[0] || document.querySelector(`.row-button[data-candidate="${n}"]`);
    if (target && focus) target.focus({ preventScroll: true });
    if (target) target.scrollIntoView({ block: "nearest" });
    if (batch) send("intake-step", { candidate: batch.candidates[n], document: batch.document });
  }

  function progress() {
    const all = batch.candidates.length;
    const done = batch.candidates.filter((candidate) => candidate.state !== "open").length;
    element("intake-progress").textContent = `${done} / ${all}`;
    element("intake-bar").max = Math.max(all, 1);
    element("intake-bar").value = done;
  }

  function refresh() {
    const said = words();
    const of = (selector, key) => new Map([...document.querySelectorAll(selector)].map((each) => [Number(each.dataset[key]), each]));
    const [cells, buttons, marked] = [of("[data-state-of]", "stateOf"), of(".row-button", "candidate"), of("mark.found", "candidate")];
    for (const candidate of batch.candidates) {
      const state = stateOf(candidate);
      const [cell, button, mark] = [cells, buttons, marked].map((each) => each.get(candidate.n));
      if (cell) {
        cell.textContent = said[`state_${state}`];
        cell.dataset.state = state;
      }
      if (button) button.closest("tr").hidden = !wanted(candidate);
      if (mark) {
        mark.dataset.state = candidate.state;
        mark.setAttribute("aria-label", `${candidate.printed} ${mark.textContent}${lang() === "zh" ? "：" : ": "}${said[`state_${state}`]}`);
      }
    }
    progress();
  }

  // Deciding

  // Fields that hold an id may be filled in with the name that the id has: what is posted is the id.
  const listed = (field) => [...(element(field.getAttribute("list"))?.options || [])];

  function idOf(field) {
    const typed = field.value.trim();
    const options = element(`${field.id}-name`) ? listed(field) : [];
    if (options.some((option) => option.value === typed)) return typed;
    const named = options.filter((option) => option.textContent === typed);
    return named.length === 1 ? named[0].value : typed;
  }

  function showName(field) {
    const shown = element(`${field.id}-name`);
    if (!shown || !field.hasAttribute("list")) return;
    const id = idOf(field);
    const option = listed(field).find((each) => each.value === id);
    const name = option ? option.textContent : "";
    shown.textContent = name && name === field.value.trim() ? id : name;
  }

  function filled() {
    const row = { ...batch.candidates[current].row };
    for (const name of FIELDS) if (element(`field-${name}`)) row[name] = idOf(element(`field-${name}`));
    const plain = batch.candidates[current].row;
    for (const name of ["qualifier", "change_qualifier"]) if (row[name] === "exact" && !plain[name]) row[name] = "";
    if (row.unit !== plain.unit) row.unit_mult = ""; // follows from the unit
    return row;
  }

  function source() {
    const text = (zh, en) => (zh || en ? { zh, en } : "");
    return {
      id: idOf(element("source-id")),
      publisher: text(value("source-publisher_zh"), value("source-publisher_en")),
      title: text(value("source-title_zh"), value("source-title_en")),
      url: value("source-url"),
      published: plainDate(value("source-published")) || value("source-published") || batch.document.published,
      grade: value("source-grade"),
    };
  }

  function item(candidate, row, teach) {
    const { n, words: said, sentence, printed } = candidate;
    return { n, row, proposed: candidate.row, words: said.slice(0, 2000), sentence: sentence.slice(0, 2000), printed: printed.slice(0, 300), teach };
  }

  function decide(action, items) {
    for (const { n } of items) batch.candidates[n].sent = true; // until the answer, so that a key held down sends once
    send("intake-decision", {
      action,
      items,
      reviewer: value("intake-reviewer"),
      reason: value("field-reason"),
      document: batch.document,
      source: source(),
      file: value("source-file"),
    });
  }

  function act(action) {
    const candidate = batch && batch.candidates[current];
    if (!candidate || !element("intake-reviewer")) return;
    if (action === "undo") undo(candidate.decision);
    else if (action === "recheck") send("intake-step", { candidate: { ...candidate, row: filled() }, document: batch.document });
    else if (candidate.state === "open" && !candidate.sent) {
      decide(action, [item(candidate, filled(), value("field-teach") === "yes")]);
    }
  }

  function undo(decision) {
    if (decision) send("intake-decision", { action: "undo", decision, reviewer: value("intake-reviewer") });
  }

  function bulk(button) {
    if (!batch) return;
    const ready = batch.candidates.filter((candidate) => candidate.state === "open" && candidate.ready);
    if (!ready.length) return;
    if (!value("intake-reviewer")) {
      const said = { className: "refusal", children: words().reviewer_first };
      dash_clientside.set_props("intake-message", { children: { type: "P", namespace: "dash_html_components", props: said } });
      return element("intake-reviewer").focus();
    }
    button.dataset.words = button.dataset.words || button.textContent;
    if (button.dataset.sure !== String(ready.length)) {
      button.dataset.sure = String(ready.length);
      button.textContent = words().accept_ready_sure.replace("#", ready.length);
      return;
    }
    delete button.dataset.sure;
    button.textContent = button.dataset.words;
    decide("accept", ready.map((candidate) => item(candidate, candidate.row, false)));
  }

  // The server's answers

  function opened(data) {
    batch = data;
    current = -1;
    element("intake-work").hidden = !data || !data.candidates.length;
    if (!data) return dash_clientside.no_update;
    offerSource(data.document);
    // After React has drawn the marks.
    setTimeout(() => {
      refresh();
      if (data.candidates.length) select(0, true);
    }, 0);
    return dash_clientside.no_update;
  }

  // What the document says of its source fills fields that are empty, or that an earlier document filled.
  function offerSource(facts) {
    const told = { ...facts.source, url: facts.url, published: facts.published || (facts.source || {}).published };
    for (const [key, words] of Object.entries(told)) {
      const field = element(`source-${key}`);
      if (!field || !words || (field.value && field.value !== offered[key] && field.tagName !== "SELECT")) continue;
      offered[key] = words;
      if (field.tagName === "SELECT") field.value = words;
      else dash_clientside.set_props(`source-${key}`, { value: words });
    }
    setTimeout(() => showName(element("source-id") || document.body), 0);
  }

  function answered(answer) {
    if (!batch) return dash_clientside.no_update;
    for (const candidate of batch.candidates) candidate.sent = false;
    if (!answer) return dash_clientside.no_update;
    for (const [n, done] of Object.entries(answer.done)) {
      batch.candidates[n].state = done.state;
      batch.candidates[n].decision = done.decision;
    }
    if (answer.undone) {
      for (const candidate of batch.candidates) {
        if (candidate.row.locator === answer.undone.locator && batch.document.digest === answer.undone.document) {
          candidate.state = "open";
          candidate.decision = "";
        }
      }
    }
    refresh();
    const stays = answer.refused.length || Object.keys(answer.faults).length;
    if (stays) return dash_clientside.no_update;
    if (answer.undone) select(Math.max(current, 0), false);
    else {
      const next = batch.candidates.find((candidate) => candidate.n > current && candidate.state === "open");
      select(next ? next.n : Math.max(current, 0), true);
    }
    return dash_clientside.no_update;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button, mark");
    if (!button) return;
    const { read: prefix, candidate, action, undo: decision, suggestion, bulk: many, rebuild } = button.dataset;
    if (prefix) read(button);
    else if (candidate !== undefined && batch) select(Number(candidate), true);
    else if (action) act(action);
    else if (decision) undo(decision);
    else if (suggestion) {
      dash_clientside.set_props("field-indicator", { value: suggestion });
      element("field-indicator").focus();
      setTimeout(() => showName(element("field-indicator")), 0);
    } else if (many) bulk(button);
    else if (rebuild) {
      dash_clientside.set_props("intake-message", { children: words().rebuilding });
      send("intake-rebuild", {});
    }
  });

  document.addEventListener("input", (event) => {
    const [, prefix, how] = (event.target.id || "").match(/^(intake|check)-(text|link)$/) || [];
    if (prefix) latest[prefix] = how;
    showName(event.target);
    // While typing a complaint only goes: were it to go on leaving the field, the button would move from under the pointer.
    const said = element(`${event.target.id}-said`);
    if (said && plainDate(event.target.value) !== null) said.textContent = "";
  });

  document.addEventListener("change", (event) => {
    if (event.target.id === "intake-filter" && batch) refresh();
    if (event.target.id) tidyDate(event.target);
  });

  document.addEventListener("keydown", (event) => {
    const within = event.target.closest("mark.found, .row-button");
    if (!within || event.target.closest(EDITABLE) || event.ctrlKey || event.metaKey || event.altKey) return;
    const keys = {
      j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
      a: () => act("accept"), u: () => act("undo"),
      e: () => element("field-indicator")?.focus(),
      x: () => (value("field-reason") ? act("reject") : element("field-reason")?.focus()),
      Enter: () => (batch ? select(Number(within.dataset.candidate), true) : null),
    };
    if (!keys[event.key]) return;
    event.preventDefault();
    if (batch) keys[event.key]();
    else glide(within, event.key);
  });

  // On the text check there is nothing to decide: the marks are only stepped through.
  function glide(mark, key) {
    const all = marks();
    const offset = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[key] || 0;
    const next = all[Math.min(Math.max(all.indexOf(mark) + offset, 0), all.length - 1)];
    mark.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, { intake: { opened, answered } });

  new MutationObserver(() => {
    for (const box of document.querySelectorAll("[data-file]:empty")) fileInput(box);
    if (batch && !element("intake-work")) batch = null;
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
