// What the button weighs and what ten of them cost a page, beside bare Lit elements and packages of others, in one Chromium.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { chromium } from "@playwright/test";
import chromiumFlags from "@retent/test-support/chromium-flags.json" with { type: "json" };
import { findBrowsers } from "@retent/test-support/find-browsers";
import { fromRoot, runTool } from "@retent/test-support/tools";
import { weigh } from "../../packages/cancel-button/test/size/weigh.mjs";
import { median } from "./load.mjs";
import { figure } from "./table.mjs";

const samples = 84;
const maxRatio = 1.5;
/** What the button's README says of the time before the script has run. */
const placeholder = /```css\n(retent-cancel-button:not\(:defined\)[^`]*)```/;
const kinds = {
  "retent-cancel-button": "packages/cancel-button/dist/button.js",
  "bare-element": "packages/cancel-button/node_modules/.cache/size/bare-element.js",
  "altcha-widget": "scripts/bench/peers/node_modules/.cache/size/altcha.js",
};
/** What leads to a script or a page of its maker's, and draws nothing in ours. */
const loaders = {
  "@prosperstack/flow": {
    path: "scripts/bench/peers/node_modules/.cache/size/flow.js",
    note: "its flow is a page of its maker's in a frame, which comes on top; before a click it renders nothing",
  },
  "@stripe/stripe-js": {
    path: "scripts/bench/peers/node_modules/.cache/size/stripe-js.js",
    note: "it only loads its maker's script, which comes on top; it renders nothing locally",
  },
};
const whyLarger = "Lit and an element that draws itself are in ours, with nothing more to load";
/** By measuring one part of the element after the other. */
const whySlower =
  "costs that come once: the first shadow root with a stylesheet (0.16 ms), Lit finalizing reactive properties (0.11 ms), the first button, slot, span and status (0.13 ms)";

export async function benchButton() {
  await runTool("pnpm", [
    "--filter",
    "@retent/cancel-button",
    "exec",
    "vite",
    "build",
    "--mode",
    "bare-element",
  ]);
  await runTool("pnpm", ["--filter", "bench-peers", "--silent", "run", "bundle"]);
  const { times, shift, longTasks } = await measure();
  const ours = median(times["retent-cancel-button"]);
  const render = (other, goal) =>
    figure({
      what: `ten defined and rendered, beside ${other}`,
      ours,
      other: median(times[other]),
      unit: "ms",
      digits: 2,
      ...goal,
    });
  return [
    bytes("a bare Lit element", kinds["bare-element"]),
    bytes("altcha", kinds["altcha-widget"], { atMost: 1 }),
    ...Object.entries(loaders).map(([name, { path, note }]) =>
      bytes(name, path, { atMost: 1, note, why: whyLarger }),
    ),
    render("bare-element", { atMost: maxRatio, why: whySlower }),
    render("altcha-widget"),
    figure({ what: "layout shift of a page with ten", ours: shift, digits: 3, max: 0 }),
    figure({ what: "long tasks meanwhile", ours: longTasks, max: 0 }),
  ];
}

function bytes(name, path, line) {
  return figure({
    what: `bytes after brotli, beside ${name}`,
    ours: weigh(fromRoot(kinds["retent-cancel-button"])).brotli,
    other: weigh(fromRoot(path)).brotli,
    unit: "B",
    ...line,
  });
}

async function measure() {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { chromium: executablePath } = await findBrowsers();
  const browser = await chromium.launch({ executablePath, args: chromiumFlags });
  const page = await browser.newPage();
  const times = Object.fromEntries(Object.keys(kinds).map((tag) => [tag, []]));
  let shift = 0;
  let longTasks = 0;
  // In turns, so that whatever else the machine does meets all, and in every order, since each leaves its garbage to the next; the first
  // of each warms the browser up.
  const orders = ordersOf(Object.keys(kinds));
  for (let sample = 0; sample <= samples; sample += 1) {
    for (const tag of orders[sample % orders.length]) {
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
  return { times, shift, longTasks };
}

function ordersOf(items) {
  if (items.length < 2) return [items];
  return items.flatMap((first) =>
    ordersOf(items.filter((item) => item !== first)).map((rest) => [first, ...rest]),
  );
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
  const isRendered = () =>
    elements.every(
      (element) =>
        (element.shadowRoot ?? element).childElementCount > 0 && element.getBoundingClientRect().height >= 1,
    );
  // Where an element can't say when it is done, its next task shows it.
  for (let tasks = 0; tasks < 100 && !isRendered(); tasks += 1) {
    await new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
  }
  if (!isRendered()) throw new Error("not rendered");
  const milliseconds = performance.now() - start;
  // Two frames, so that what was drawn is counted.
  for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame);
  return { milliseconds, shift, longTasks };
}
