// One document's page: boxes over the pictures, the card of the fact that is chosen, and corrections.
//
// A fact is chosen by a click or the keyboard on its box or its cell, or by a link to its locator
// (#t2r5c3). One box a page and one cell a table are in the tab order; arrow keys go on from there, as
// things stand on the paper.
"use strict";

(() => {
  const DATA = JSON.parse(document.getElementById("data").textContent);
  const [LOCATOR, PAGE, BOX, STATE, RAW, ATTRIBUTES, FAILED, PASSED] = Array(8).keys();
  const CLASSES = ["unchecked", "vouched", "contradicted", "told"];
  const VERDICTS = [
    "No check contains it 未核对", "Vouched for by a sum 可核对", "Contradicted by a check 不符",
    "As read, not checked one by one 读取值",
  ];
  const COLUMNS = ["sha256", "page", "locator", "old_raw", "new_value", "who", "why"];
  const factAt = new Map(DATA.facts.map((fact) => [fact[LOCATOR], fact]));
  const card = document.getElementById("card");
  let chosen = null;

  // textContent, never innerHTML: texts of documents may be anything.
  function element(name, text, properties) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    return Object.assign(made, properties);
  }

  // Boxes ---------------------------------------------------------------------------------------

  const boxAt = new Map();  // by locator; made when their page comes near the screen

  function makeBox(fact, [width, height]) {
    const [left, top, right, bottom] = fact[BOX];
    const box = element("button", undefined, { type: "button", className: "box " + CLASSES[fact[STATE]], tabIndex: -1 });
    box.dataset.locator = fact[LOCATOR];
    box.setAttribute("aria-label", fact[RAW] + ", " + VERDICTS[fact[STATE]]);
    const percent = (part, whole) => (100 * part / whole).toFixed(3) + "%";
    box.style.left = percent(left, width);
    box.style.top = percent(top, height);
    box.style.width = percent(right - left, width);
    box.style.height = percent(bottom - top, height);
    return box;
  }

  function makeBoxes(paper) {
    const page = Number(paper.dataset.page);
    const size = DATA.pages[page];
    if (!size || paper.dataset.drawn) return;
    paper.dataset.drawn = "yes";
    const facts = DATA.facts.filter((fact) => fact[PAGE] === page && fact[BOX]);
    const boxes = facts.map((fact) => makeBox(fact, size));
    facts.forEach((fact, i) => boxAt.set(fact[LOCATOR], boxes[i]));
    if (boxes.length > 0) boxes[0].tabIndex = 0;
    paper.append(...boxes);
    if (chosen) boxAt.get(chosen)?.classList.add("chosen");
  }

  const around = (place) => [...place.closest(".paper, table, p").querySelectorAll(".box, .fact")];

  // The nearest box of a page, or cell of a table, in the direction of an arrow key.
  function neighbour(place, key) {
    const across = key === "ArrowLeft" || key === "ArrowRight";
    const sign = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
    const middle = (rect) => [(rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2];
    const [x, y] = middle(place.getBoundingClientRect());
    let best = null;
    let least = Infinity;
    for (const other of around(place)) {
      const [otherX, otherY] = middle(other.getBoundingClientRect());
      const ahead = sign * (across ? otherX - x : otherY - y);
      const aside = Math.abs(across ? otherY - y : otherX - x);
      if (other === place || ahead < 1 || ahead + 3 * aside >= least) continue;
      best = other;
      least = ahead + 3 * aside;
    }
    return best;
  }

  // The card ------------------------------------------------------------------------------------

  function definition(list, term, content) {
    const dd = element("dd");
    dd.append(content);
    list.append(element("dt", term), dd);
  }

  function linksToChecks(numbers) {
    const links = element("span");
    for (const number of numbers) {
      const [anchor, text] = DATA.checks[number];
      links.append(element("a", text, { href: "#" + anchor }), element("br"));
    }
    return links;
  }

  function fillCard(fact) {
    const list = element("dl");
    for (const index of fact[ATTRIBUTES]) definition(list, ...DATA.texts[index]);
    if (fact[FAILED].length > 0) definition(list, "Fails 不符", linksToChecks(fact[FAILED]));
    if (DATA.texts[fact[PASSED]]) definition(list, "Passes 通过", DATA.texts[fact[PASSED]]);
    definition(list, "Place 位置", element("a", "p. " + fact[PAGE], { href: "#p" + fact[PAGE] }));
    definition(list, "Locator", element("code", fact[LOCATOR]));
    const close = element("button", "✕", { type: "button", className: "close", onclick: unchoose });
    close.setAttribute("aria-label", "Close 关闭");
    const parts = [close, element("h2", fact[RAW] || "–"),
      element("p", VERDICTS[fact[STATE]], { className: "verdict " + CLASSES[fact[STATE]] }), list];
    if (/^[tf]/.test(fact[LOCATOR])) parts.push(correctionForm(fact));
    card.replaceChildren(...parts);
    card.hidden = false;
  }

  function unchoose() {
    for (const marked of document.querySelectorAll(".chosen")) marked.classList.remove("chosen");
    const left = chosen;
    chosen = null;
    card.hidden = true;
    if (card.contains(document.activeElement)) document.getElementById(left)?.focus({ preventScroll: true });
  }

  function choose(locator, from) {
    const fact = factAt.get(locator);
    if (!fact) return;
    for (const marked of document.querySelectorAll(".chosen")) marked.classList.remove("chosen");
    chosen = locator;
    const cell = document.getElementById(locator);
    const paper = document.querySelector('.paper[data-page="' + fact[PAGE] + '"]');
    if (paper) makeBoxes(paper);
    const box = boxAt.get(locator);
    for (const [place, origin] of [[cell, "cell"], [box, "box"]]) {
      place?.classList.add("chosen");
      if (from !== origin) place?.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    card.classList.toggle("on-paper", from !== "box");  // what was looked at stays in sight
    fillCard(fact);
  }

  // Corrections ---------------------------------------------------------------------------------
  // They are kept by the browser until they are downloaded; `gongkai correct` takes the file.

  const KEY = "gongkai-corrections-" + DATA.sha256;
  const corrections = new Map(recall(KEY, []).map((row) => [row.locator, row]));

  function recall(key, otherwise) {
    try {
      return JSON.parse(localStorage.getItem(key)) ?? otherwise;
    } catch {
      return otherwise;  // some browsers keep nothing for files
    }
  }

  function remember(key, value) {
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch {
      // As above: they last as long as the page.
    }
  }

  function labelled(label, input) {
    const made = element("label", label + " ");
    made.append(input);
    return made;
  }

  function correctionForm(fact) {
    const known = corrections.get(fact[LOCATOR]);
    const value = element("input", undefined, { name: "new_value", required: true, value: known?.new_value ?? fact[RAW] });
    const who = element("input", undefined, { name: "who", required: true, value: known?.who ?? recall("gongkai-who", "") });
    const why = element("input", undefined, { name: "why", required: true, value: known?.why ?? "" });
    const form = element("form");
    form.append(labelled("Correct to 改为", value), labelled("Who 修改人", who), labelled("Why 理由", why),
      element("button", "Note correction 记录更正", { type: "submit" }));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      remember("gongkai-who", who.value);
      corrections.set(fact[LOCATOR], {
        sha256: DATA.sha256, page: String(fact[PAGE]), locator: fact[LOCATOR], old_raw: fact[RAW],
        new_value: value.value.trim(), who: who.value.trim(), why: why.value.trim(),
      });
      showCorrections();
    });
    const fold = element("details", undefined, { open: known !== undefined });
    fold.append(element("summary", "Correct it 更正"), form);
    return fold;
  }

  const csvField = (text) => (/[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text);

  function csvOfCorrections() {
    const rows = [...corrections.values()].map((row) => COLUMNS.map((column) => csvField(row[column])).join(","));
    return [COLUMNS.join(","), ...rows].join("\n") + "\n";
  }

  function download() {
    const address = URL.createObjectURL(new Blob([csvOfCorrections()], { type: "text/csv" }));
    element("a", undefined, { href: address, download: "corrections-" + DATA.sha256.slice(0, 16) + ".csv" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  function correctionEntry(row) {
    const li = element("li");
    li.append(element("a", row.locator, { href: "#" + row.locator }), " " + row.old_raw + " → ", element("b", row.new_value), " " + row.why + " ",
      element("button", "Remove 删除", { type: "button", onclick: () => { corrections.delete(row.locator); showCorrections(); } }));
    return li;
  }

  function showCorrections() {
    remember(KEY, [...corrections.values()]);
    for (const cell of document.querySelectorAll(".fact")) cell.classList.toggle("noted", corrections.has(cell.id));
    const list = element("ul");
    list.append(...[...corrections.values()].map(correctionEntry));
    const section = document.getElementById("corrections");
    section.hidden = corrections.size === 0;
    section.replaceChildren(element("h2", "Corrections 更正"), list,
      element("button", "Download CSV 下载", { type: "button", id: "download", onclick: download }));
  }

  // Events --------------------------------------------------------------------------------------

  const locatorOf = (target) => target.closest(".box")?.dataset.locator ?? target.closest(".fact")?.id;

  document.addEventListener("click", (event) => {
    const locator = locatorOf(event.target);
    if (locator) choose(locator, event.target.closest(".box") ? "box" : "cell");
  });

  document.addEventListener("focusin", (event) => {
    if (event.target.matches(".box")) choose(event.target.dataset.locator, "box");
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !card.hidden) unchoose();
    if ((event.key === "Enter" || event.key === " ") && event.target.matches(".fact")) {
      event.preventDefault();
      choose(event.target.id, "cell");
    }
    if (!event.key.startsWith("Arrow") || !event.target.matches(".box, .fact")) return;
    event.preventDefault();
    const next = neighbour(event.target, event.key);
    if (!next) return;
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });

  const followHash = () => choose(location.hash.slice(1), "link");
  addEventListener("hashchange", followHash);

  for (const part of document.querySelectorAll(".read table, .read p")) {
    part.querySelectorAll(".fact").forEach((cell, i) => { cell.tabIndex = i === 0 ? 0 : -1; });
  }
  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) makeBoxes(entry.target);
  }, { rootMargin: "800px" });
  for (const paper of document.querySelectorAll(".paper")) observer.observe(paper);
  showCorrections();
  followHash();
})();
