// Long tables: put in place as markup, searched, sorted by a heading, and downloaded as shown.
(function () {
  "use strict";

  const numeric = /^[−+-]?[\d,]*\.?\d+/;

  function rows(listing) {
    return [...listing.querySelectorAll("tbody tr")];
  }

  function filter(input) {
    const listing = input.closest("[data-listing]");
    const wanted = input.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows(listing)) {
      const text = row.textContent.toLowerCase();
      row.hidden = !wanted.every((word) => text.includes(word));
      if (!row.hidden) shown += 1;
    }
    const count = listing.querySelector("[data-count]");
    count.textContent = `${shown} ${count.dataset.count}`;
  }

  function key(row, column) {
    const cell = row.cells[column];
    const text = (cell.dataset.sort || cell.textContent).trim();
    const number = text.match(numeric);
    return number ? Number(number[0].replace(/,/g, "").replace("−", "-")) : text;
  }

  function sort(heading) {
    const listing = heading.closest("[data-listing]");
    const falling = heading.getAttribute("aria-sort") === "ascending";
    const column = heading.cellIndex;
    const body = listing.querySelector("tbody");
    const ordered = rows(listing)
      .map((row) => [key(row, column), row])
      .sort(([a], [b]) => {
        if (typeof a === "number" && typeof b === "number") return a - b;
        return String(a).localeCompare(String(b), document.documentElement.lang);
      });
    if (falling) ordered.reverse();
    for (const other of listing.querySelectorAll("thead th")) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", falling ? "descending" : "ascending");
    body.append(...ordered.map(([, row]) => row));
  }

  function quoted(text) {
    const plain = text.replace(/\s+/g, " ").trim();
    return /[",\n]/.test(plain) ? `"${plain.replace(/"/g, '""')}"` : plain;
  }

  const evident = "a[data-observation], a[data-leads]";

  // Every number leaves with the permanent address of its evidence, or of the numbers it counts, with the as-of date.
  function evidence(row, listing) {
    if (row.closest("thead")) return listing.dataset.evidence;
    return [...new Set([...row.querySelectorAll(evident)].map((link) => link.href))].join(" ");
  }

  function download(button) {
    const listing = button.closest("[data-listing]");
    const linked = listing.querySelector(evident) !== null;
    const lines = [...listing.querySelectorAll("tr")]
      .filter((row) => !row.hidden)
      .map((row) => [...[...row.cells].map((cell) => cell.innerText), ...(linked ? [evidence(row, listing)] : [])])
      .map((cells) => cells.map(quoted).join(","));
    const day = new URLSearchParams(location.search).get("as_of");
    // Excel takes a CSV for UTF-8 only with a byte-order mark.
    const file = new Blob(["\ufeff" + lines.join("\r\n") + "\r\n"], { type: "text/csv;charset=utf-8" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = button.dataset.download.replace(".csv", day ? `_as_of_${day}.csv` : ".csv");
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  function place() {
    for (const holder of document.querySelectorAll("[data-markup]")) {
      if (holder.placed === holder.dataset.markup) continue;
      holder.placed = holder.dataset.markup;
      holder.innerHTML = holder.placed;
    }
  }

  new MutationObserver(place).observe(document.documentElement, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["data-markup"],
  });

  document.addEventListener("input", (event) => {
    if (event.target.type === "search" && event.target.closest("[data-listing]")) filter(event.target);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-download]");
    if (button) download(button);
    const heading = event.target.closest("[data-listing] thead button");
    if (heading) sort(heading.closest("th"));
  });
})();
