// What a person does with a report, done by a browser: browser_test.sh makes the report.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(resolve(".browser/node_modules/"));
const { chromium } = require("playwright-core");
const site = resolve(process.argv[2]);
const urlOf = (file) => pathToFileURL(join(site, file)).href;

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: process.getuid() === 0 ? ["--no-sandbox"] : [] });
const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, acceptDownloads: true });
// A file's own picture may not be read back by its page's script. The page that is looked at comes last: behind
// another one Chromium draws it once a second, and each click waits for that.
const blank = await context.newPage();
const page = await context.newPage();
const complaints = [];
page.on("console", (message) => { if (message.type() === "error") complaints.push(message.text()); });
page.on("pageerror", (error) => complaints.push(String(error)));

const test = async (name, body) => {
  const start = performance.now();
  await body();
  console.log(`ok ${name} (${Math.round(performance.now() - start)} ms)`);
};
const rows = () => page.locator("#rows tr").count();
const documentOf = async (unit) => {
  await page.goto(urlOf("index.html"));
  await page.fill("#filter-text", unit);
  await page.locator("#rows a").first().click();
  await page.waitForLoadState();
};

// Picture pixels darker than the middle, as a share of each box of a page.
async function inkUnderBoxes(paper) {
  const boxes = await paper.locator(".box").evaluateAll((all) => all.map((box) => {
    const [inner, outer] = [box.getBoundingClientRect(), box.parentNode.getBoundingClientRect()];
    return [(inner.left - outer.left) / outer.width, (inner.top - outer.top) / outer.height, inner.width / outer.width, inner.height / outer.height];
  }));
  const file = new URL(await paper.locator("img").getAttribute("src"), page.url());
  const picture = readFileSync(file).toString("base64");
  const ink = await blank.evaluate(async ([data, places]) => {
    const image = new Image();
    image.src = "data:image/png;base64," + data;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.drawImage(image, 0, 0);
    return places.map(([x, y, width, height]) => {
      const at = (share, whole) => Math.round(share * whole);
      const pixels = pen.getImageData(at(x, image.width), at(y, image.height), Math.max(1, at(width, image.width)), Math.max(1, at(height, image.height))).data;
      let dark = 0;
      for (let i = 0; i < pixels.length; i += 4) dark += pixels[i] < 128;
      return dark / (pixels.length / 4);
    });
  }, [picture, boxes]);
  return { boxes, ink };
}

await test("the overview lists and filters", async () => {
  await page.goto(urlOf("index.html"));
  const all = await rows();
  assert.equal(all, readdirSync(join(site, "documents")).length);
  await page.fill("#filter-text", "平江县");
  assert.equal(await rows(), 1);
  await page.fill("#filter-text", "没有");
  assert.equal(await rows(), 0);
  await page.click("#filters [type=reset]");
  await page.locator("#rows tr").nth(all - 1).waitFor();
  await page.locator(".places button", { hasText: "湖南省" }).click();
  assert.equal(await rows(), 1);
  await page.selectOption("#filter-place", "");
  await page.selectOption("#filter-kind", "unit_accounts");
  assert.equal(await rows(), 1);
});

await test("every link leads somewhere", async () => {
  await page.goto(urlOf("index.html"));
  for (const summary of await page.locator("#concern-groups summary").all()) await summary.click();
  const links = await page.locator("#rows a, #concern-groups a").evaluateAll((all) => all.map((a) => a.href));
  assert.ok(links.length > 5);
  for (const link of links) {
    const url = new URL(link);
    const text = readFileSync(new URL(url.pathname, "file:")).toString();
    assert.ok(url.hash === "" || text.includes(`id="${url.hash.slice(1)}"`), link);
  }
});

for (const unit of ["平江县", "延庆区", "栖霞市"]) {
  await test(`boxes of ${unit} lie on what was read`, async () => {
    await documentOf(unit);
    let seen = 0;
    for (const paper of (await page.locator(".paper").all()).slice(0, 3)) {  // the rest is more of the same
      await paper.scrollIntoViewIfNeeded();
      await paper.locator("img").evaluate((image) => image.decode());
      const { boxes, ink } = await inkUnderBoxes(paper);
      boxes.forEach(([x, y, width, height], i) => {
        assert.ok(x >= 0 && y >= 0 && x + width <= 1.001 && y + height <= 1.001, `${unit}: a box beside the page`);
        assert.ok(ink[i] > 0.004, `${unit}: a box over nothing, ${boxes[i]}`);
      });
      seen += boxes.length;
    }
    assert.ok(seen > 10);
  });
}

await test("a box shows its fact, a cell its box", async () => {
  await documentOf("平江县");
  const box = page.locator(".box").first();
  await box.click();
  const locator = await box.getAttribute("data-locator");
  assert.ok((await page.locator("#card").innerText()).includes(locator));
  assert.equal(await page.locator(".fact.chosen").getAttribute("id"), locator);
  const cell = page.locator(".fact").nth(3);
  await cell.click();
  const id = await cell.getAttribute("id");
  assert.equal(await page.locator(".box.chosen").getAttribute("data-locator"), id);
});

await test("the keyboard reaches every box", async () => {
  const box = page.locator(".box").first();
  await box.focus();
  await page.keyboard.press("ArrowDown");
  const next = await page.evaluate(() => document.activeElement.dataset.locator);
  assert.notEqual(next, await box.getAttribute("data-locator"));
  await page.keyboard.press("Escape");
  assert.ok(await page.locator("#card").isHidden());
});

await test("a correction is noted and downloaded", async () => {
  await page.locator("#f1i1").click();
  await page.locator("#card summary").click();
  await page.fill("#card [name=new_value]", "≥1,000\"人");
  await page.fill("#card [name=who]", "某人");
  await page.fill("#card [name=why]", "looked");
  await page.locator("#card [type=submit]").click();
  await page.reload();  // the browser keeps it
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#download")]);
  const [head, row] = readFileSync(await download.path(), "utf8").split("\n");
  assert.equal(head, "sha256,page,locator,old_raw,new_value,who,why");
  assert.match(row, /^[0-9a-f]{64},\d+,f1i1,[^,]+,"≥1,000""人",某人,looked$/);
});

await test("corrections of the dataset are listed and marked", async () => {
  await documentOf("平江县");
  const rows = page.locator("#corrected tbody tr, #corrected table > tr");
  assert.equal(await rows.count(), 2);
  assert.match(await rows.filter({ hasText: "7.77万元" }).innerText(), /applied 已采用/);
  assert.match(await rows.filter({ hasText: "f1i99" }).innerText(), /conflict 有冲突\s+nothing on page \d+ is f1i99/);
  const link = rows.filter({ hasText: "7.77万元" }).locator("a");
  await link.click();
  assert.match(await page.locator("#card").innerText(), /Corrected to 更正为\s+7\.77万元/);
  assert.equal(await page.locator(".fact.corrected").getAttribute("id"), await link.innerText());
});

await test("texts of documents stay texts", async () => {
  await documentOf("教育局");
  assert.ok((await page.locator("td", { hasText: "<img src=x" }).count()) > 0);
});

await test("dark is dark", async () => {
  const shade = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await shade();
  await page.emulateMedia({ colorScheme: "dark" });
  assert.notEqual(await shade(), light);
});

assert.deepEqual(complaints, []);
await browser.close();
