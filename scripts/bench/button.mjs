// What ten buttons cost a page beside ten bare Lit elements, in one Chromium.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { chromium } from "@playwright/test";
import { buildForBrowsers } from "../build-all.mjs";
import chromiumFlags from "../chromium-flags.json" with { type: "json" };
import { findBrowsers } from "../find-browsers.mjs";
import { fromRoot } from "../tools.mjs";

const samples = 80;
const maxRatio = 1.5;
/** What the button's README says of the time before the script has run. */
const placeholder = /```css\n(retent-cancel-button:not\(:defined\)[^`]*)```/;
const kinds = {
  "retent-cancel-button": "packages/cancel-button/dist/button.js",
  "bare-element": "packages/cancel-button/node_modules/.cache/size/bare-element.js",
};

export async function benchButton() {
  await Promise.all(["button-script", "bare-element"].map(buildForBrowsers));
  const server = createServer(answer).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { chromium: executablePath } = await findBrowsers();
  const browser = await chromium.launch({ executablePath, args: chromiumFlags });
  const page = await browser.newPage();
  const times = Object.fromEntries(Object.keys(kinds).map((tag) => [tag, []]));
  let shift = 0;
  let longTasks = 0;
  // In turns, so that whatever else the machine does meets both; the first of each warms the browser up.
  for (let sample = 0; sample <= samples; sample += 1) {
    for (const tag of Object.keys(kinds)) {
      await page.goto(`http://127.0.0.1:${server.address().port}/${tag}`);
      const figures = await page.evaluate(defineAndRender, tag);
      if (sample === 0) continue;
      times[tag].push(figures.milliseconds);
      if (tag === "retent-cancel-button") {
        shift = Math.max(shift, figures.shift);
        longTasks += figures.longTasks;
      }
    }
  }
  await browser.close();
  server.close();
  const [ours, bare] = Object.keys(kinds).map((tag) => median(times[tag]));
  console.log(`Defining and first rendering ten elements, median of ${samples} documents`);
  console.log(`  button      ${ours.toFixed(2)} ms`);
  console.log(`  bare Lit    ${bare.toFixed(2)} ms`);
  console.log(`  ${(ours / bare).toFixed(2)} times the bare element (goal: at most ${maxRatio})`);
  console.log(`  layout shift ${shift} (goal: 0), long tasks ${longTasks} (goal: 0)`);
}

/** A document with ten tags, whose script is at hand but has not run. */
function answer(request, response) {
  // Isolated documents get a clock that is exact to 5 µs, others one of 100 µs.
  response.setHeader("cross-origin-opener-policy", "same-origin");
  response.setHeader("cross-origin-embedder-policy", "require-corp");
  const tag = request.url.slice(1);
  if (tag.endsWith(".js")) {
    response.setHeader("content-type", "text/javascript");
    response.end(readFileSync(fromRoot(kinds[tag.slice(0, -".js".length)] ?? "")));
    return;
  }
  response.setHeader("content-type", "text/html; charset=utf-8");
  const [, style] = placeholder.exec(readFileSync(fromRoot("packages/cancel-button/README.md"), "utf8"));
  response.end(`<!doctype html><html lang="en"><title>Bench</title><link rel="icon" href="data:,">
    <style>${style}</style>
    <link rel="modulepreload" href="/${tag}.js">
    ${`<p>Text before.</p><${tag}>Cancel subscription</${tag}><p>Text after.</p>`.repeat(10)}`);
}

/** Runs in the page: from the script's first line until every element is laid out. */
async function defineAndRender(tag) {
  let shift = 0;
  let longTasks = 0;
  const watch = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type });
  watch("layout-shift", ({ value }) => {
    shift += value;
  });
  watch("longtask", () => {
    longTasks += 1;
  });
  const start = performance.now();
  await import(`/${tag}.js`);
  const elements = [...document.querySelectorAll(tag)];
  await Promise.all(elements.map((element) => element.updateComplete));
  if (elements.some((element) => element.getBoundingClientRect().height < 1)) throw new Error("not rendered");
  const milliseconds = performance.now() - start;
  // Two frames, so that what was drawn is counted.
  for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame);
  return { milliseconds, shift, longTasks };
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}
