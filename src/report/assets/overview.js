// The list of documents and the list of what to look at, drawn from data.js in slices: thousands of
// rows would make the page slow.
"use strict";

(() => {
  const SLICE = 100;
  const [FILE, TITLE, UNIT, PLACE, YEAR, KIND, STATUS, AMOUNTS, VOUCHED, CONCERNS, PATH] = Array(11).keys();
  const at = (id) => document.getElementById(id);
  const inputs = { text: at("filter-text"), place: at("filter-place"), year: at("filter-year"), kind: at("filter-kind"), status: at("filter-status") };
  const places = new Map(REPORT.places.map(([code, name, parent]) => [code, { name, parent }]));

  // textContent, never innerHTML: texts of documents may be anything.
  function element(name, text, properties) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    return Object.assign(made, properties);
  }

  // A place and all that it lies in, the largest first.
  function placesAround(code) {
    const around = [];
    for (let place = code; place && places.has(place); place = places.get(place).parent) around.unshift(place);
    return around;
  }

  function choose(select, choices) {
    select.append(element("option", "all 全部", { value: "" }));
    for (const [value, label] of choices) select.append(element("option", label, { value }));
  }

  function fillSelects() {
    const inTree = [...places.keys()].map((code) => {
      const around = placesAround(code);
      return [around.join("/"), code, "\u00a0\u00a0".repeat(around.length - 1) + places.get(code).name];
    }).sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([, code, label]) => [code, label]);
    choose(inputs.place, [...inTree, ["none", "not told 未知"]]);
    const years = [...new Set(REPORT.documents.map((row) => row[YEAR]))].sort((a, b) => b - a);
    choose(inputs.year, years.map((year) => [String(year), year === 0 ? "not told 未知" : String(year)]));
    choose(inputs.kind, REPORT.kinds);
    choose(inputs.status, [...REPORT.statuses, ["look", "with something to look at 待核查"]]);
  }

  const haystacks = REPORT.documents.map((row) => (row[TITLE] + " " + row[UNIT] + " " + row[PATH]).toLowerCase());

  function fits(row, index) {
    const { text, place, year, kind, status } = inputs;
    if (year.value && String(row[YEAR]) !== year.value) return false;
    if (kind.value && REPORT.kinds[row[KIND]][0] !== kind.value) return false;
    if (status.value === "look" ? row[CONCERNS] === 0 : status.value && REPORT.statuses[row[STATUS]][0] !== status.value) return false;
    if (place.value === "none" ? row[PLACE] !== "" : place.value && !placesAround(row[PLACE]).includes(place.value)) return false;
    return text.value.toLowerCase().split(/\s+/).every((word) => haystacks[index].includes(word));
  }

  function tableRow(row) {
    const [status, label] = REPORT.statuses[row[STATUS]];
    const tr = element("tr");
    const first = element("td");
    first.append(element("a", row[TITLE], { href: row[FILE], title: row[PATH] }));
    if (row[UNIT] && !row[TITLE].includes(row[UNIT])) first.append(element("br"), element("span", row[UNIT], { className: "about" }));
    tr.append(first, element("td", placesAround(row[PLACE]).map((code) => places.get(code).name).join(" › ")),
      element("td", row[YEAR] || ""), element("td", REPORT.kinds[row[KIND]][1]),
      element("td", label, { className: "status " + status }),
      element("td", row[AMOUNTS].toLocaleString("en"), { className: "number" }),
      element("td", row[AMOUNTS] ? (100 * row[VOUCHED] / row[AMOUNTS]).toFixed(1) + " %" : "", { className: "number" }),
      element("td", row[CONCERNS] || "", { className: "number" }));
    return tr;
  }

  let found = [];
  let shown = 0;

  function showMore() {
    const slice = found.slice(shown, shown + SLICE);
    at("rows").append(...slice.map(tableRow));
    shown += slice.length;
    at("more").hidden = shown === found.length;
  }

  function showFound() {
    found = REPORT.documents.filter(fits);
    shown = 0;
    at("rows").replaceChildren();
    at("found").textContent = found.length + " of " + REPORT.documents.length;
    for (const button of document.querySelectorAll("[data-filter]")) {
      button.setAttribute("aria-pressed", String(inputs[button.dataset.filter].value === button.dataset.value));
    }
    showMore();
  }

  function concernEntry([index, anchor, page, text]) {
    const row = REPORT.documents[index];
    const li = element("li");
    li.append(element("a", row[TITLE] + (page ? ", p. " + page : ""), { href: row[FILE] + "#" + anchor }), ": " + text);
    return li;
  }

  function concernGroup([heading, severity, meaning, remedy, entries]) {
    const details = element("details");
    const summary = element("summary");
    summary.append(element("b", entries.length), element("span", "", { className: "dot " + severity, title: severity }), heading + " ", element("span", meaning, { className: "about" }));
    const list = element("ul");
    const more = element("button", "Show more 更多", { type: "button" });
    let listed = 0;
    const listMore = () => {
      const slice = entries.slice(listed, listed + SLICE);
      list.append(...slice.map(concernEntry));
      listed += slice.length;
      more.hidden = listed === entries.length;
    };
    details.addEventListener("toggle", () => { if (listed === 0) listMore(); });
    more.addEventListener("click", listMore);
    details.append(summary);
    if (remedy) details.append(element("p", "What to try 处理建议: " + remedy, { className: "about" }));
    details.append(list, more);
    return details;
  }

  fillSelects();
  at("concern-groups").append(...REPORT.concerns.map(concernGroup));
  if (REPORT.concerns.length === 0) at("concern-groups").append(element("p", "Nothing 无"));
  at("filters").addEventListener("input", showFound);
  at("filters").addEventListener("submit", (event) => event.preventDefault());
  at("filters").addEventListener("reset", () => setTimeout(showFound));
  at("more").addEventListener("click", showMore);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-filter]");
    if (!button) return;
    const input = inputs[button.dataset.filter];
    input.value = input.value === button.dataset.value ? "" : button.dataset.value;
    showFound();
    at("documents").scrollIntoView();
  });
  showFound();
})();
