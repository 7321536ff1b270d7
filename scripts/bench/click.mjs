// What a customer waits for: from the click to the first byte of the hosted page, in a Chromium that is 150 ms away from every server.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { chromium } from "@playwright/test";
import chromiumFlags from "@retent/test-support/chromium-flags.json" with { type: "json" };
import { findBrowsers } from "@retent/test-support/find-browsers";
import { fromRoot, runTool } from "@retent/test-support/tools";
import { toNode } from "../../packages/server/dist/adapters/node.js";
import { createRetent } from "../../packages/server/dist/index.js";
import { createSqliteStore } from "../../packages/server/dist/stores/sqlite/sqlite-store.js";
import { createSecureServer, listen, startDistance } from "./distant.mjs";
import { inFolder, inTurns } from "./rounds.mjs";
import { figure } from "./table.mjs";

const browserMs = 150;
const upstreamMs = 50;
/** For the work of our server, of the browser and of the proxies. */
const workMs = 40;
/** From the pointer's arrival to the click. */
const hoverMs = 400;
const flags = [
  ...chromiumFlags.filter((flag) => !flag.startsWith("--host-resolver-rules")),
  "--host-resolver-rules=MAP *.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
  "--ignore-certificate-errors",
];
const pages = {
  link: ({ hosted }) => `<a href="${hosted}">Cancel</a>`,
  button: () => `<retent-cancel-button>Cancel</retent-cancel-button>
    <script type="module" src="/api/retent/button.js"></script>`,
  flow: ({ api, hosted }) => `<button>Cancel</button><script>
    Object.assign(window, { __PROSPERSTACK_DEBUG_API_HOST__: "${api}", __PROSPERSTACK_DEBUG_APP_HOST__: "${hosted}" });
    </script><script type="module" src="/flow.js"></script>`,
};

export async function benchClick() {
  await runTool("pnpm", ["--filter", "bench-peers", "--silent", "run", "bundle"]);
  const { button, link, flow } = await inFolder(measure);
  const beside = (what, ours, other, goal) => figure({ what, ours, other, unit: "ms", ...goal });
  return [
    beside("to the hosted page, connections open, beside a plain link", button.warm, link.warm, {
      note: `TLS 1.3, ${browserMs} ms a round trip between the browser and each server, ${upstreamMs} ms from ours to RetentBase`,
    }),
    figure({
      what: "what that is more than a plain link",
      ours: button.warm.map((ms, round) => ms - link.warm[round]),
      unit: "ms",
      max: browserMs + upstreamMs + workMs,
      note: `one round trip to the server, which asks RetentBase, and ${workMs} ms for all work`,
    }),
    beside("to the hosted page, connections closed, beside a plain link", button.cold, link.cold, {
      note: `the pointer is there ${hoverMs} ms before the click, and the button connects to the server meanwhile`,
    }),
    beside("the same, connections open, beside @prosperstack/flow", button.warm, flow.warm, {
      note: "its maker's API and page are stand-ins that answer at once, and its page opens in a frame; npm has no script of Churnkey's",
    }),
    beside("the same, connections closed, beside @prosperstack/flow", button.cold, flow.cold),
  ];
}

async function measure(folder) {
  const secure = createSecureServer(folder);
  const port = await startDistance(browserMs, await listen(secure));
  const origin = (name) => `https://${name}.test:${port}`;
  const urls = { shop: origin("shop"), hosted: `${origin("hosted")}/hosted`, api: origin("api") };
  const upstream = createServer((request, response) => {
    request.resume();
    response.setHeader("content-type", "application/json").end(JSON.stringify(createLink(urls)));
  });
  const upstreamPort = await startDistance(upstreamMs, await listen(upstream));
  const store = createSqliteStore({ file: `${folder}/click.db` });
  const handle = toNode(createServerOf(urls, `http://127.0.0.1:${upstreamPort}`, store));
  secure.on("request", (request, response) =>
    request.url.startsWith("/api/retent/") ? handle(request, response) : answer(urls, request, response),
  );
  const options = { executablePath: (await findBrowsers()).chromium, args: flags };
  // A profile of its own: Chromium connects to nothing ahead of time in a private window.
  const browser = await chromium.launchPersistentContext(`${folder}/profile`, options);
  const [page] = browser.pages();

  async function click(way, isCold) {
    await page.goto(`${urls.shop}/${way}`, { waitUntil: "networkidle" });
    if (isCold) for (const server of [secure, upstream]) server.closeAllConnections();
    // Until both sides know.
    await wait(browserMs);
    const control = page.locator("a, button, retent-cancel-button").first();
    await control.hover();
    await wait(hoverMs);
    const arrival = page.waitForEvent("framenavigated", (frame) => frame.url().includes("/hosted"));
    const clickedAt = await control.evaluate((element) => {
      setTimeout(() => element.click());
      return performance.timeOrigin + performance.now();
    });
    const arrivedAt = await (await arrival).evaluate(readFirstByte);
    return arrivedAt - clickedAt;
  }

  const times = await inTurns(Object.keys(pages), async (way) => {
    // The first click opens the connections of the next.
    await click(way);
    return { warm: await click(way), cold: await click(way, true) };
  });
  await browser.close();
  await store.close();
  for (const server of [secure, upstream]) {
    server.close();
    server.closeAllConnections();
  }
  return times;
}

/** Runs in the hosted page. */
function readFirstByte() {
  return performance.timeOrigin + performance.getEntriesByType("navigation")[0].responseStart;
}

function createServerOf({ shop, hosted }, apiUrl, store) {
  return createRetent({
    apiKey: "rb_key_of_the_benchmark",
    resultToken: { secret: "a signing secret of the benchmark, long enough", audience: "ws_1" },
    publicUrl: `${shop}/api/retent`,
    apiUrl: "https://api.test",
    // The environment "prod" requires https there, which this part does without.
    fetch: (request, init) => fetch(new URL(new URL(request.url ?? request).pathname, apiUrl), init),
    cancelUrl: new URL(hosted).origin,
    environment: "prod",
    settle: "manual",
    store,
    identify: () => ({ userId: crypto.randomUUID() }),
    onEvent: () => {},
    limits: { postsPerAddress: 1e9 },
  });
}

function createLink({ hosted }) {
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  return { url: hosted, expires_at: expiresAt, environment: "prod", session_id: `cs_${crypto.randomUUID()}` };
}

/** The page with the control, the hosted page, and what stands in for ProsperStack's two hosts. */
function answer(urls, { url }, response) {
  response.setHeader("content-type", url.endsWith(".js") ? "text/javascript" : "text/html");
  if (url === "/flow.js")
    return response.end(readFileSync(fromRoot("scripts/bench/peers/node_modules/.cache/size/flow.js")));
  if (url.startsWith("/flow?")) {
    response.setHeader("access-control-allow-origin", "*").setHeader("access-control-allow-headers", "*");
    response.setHeader("access-control-expose-headers", "location").setHeader("location", urls.hosted);
    return response.end('{"signatureRequired":true}');
  }
  const body = pages[url.slice(1)]?.(urls) ?? "The hosted page.";
  response.end(`<!doctype html><link rel="icon" href="data:,"><title>Bench</title>${body}`);
}
