import { once } from "node:events";
import { createServer } from "node:http";
import { chromium } from "@playwright/test";
import { createEmulator } from "@retent/emulator";
import { createRetent } from "@retent/server";
import { toNode } from "@retent/server/node";
import { createSqliteStore } from "@retent/server/sqlite";
import chromiumFlags from "@retent/test-support/chromium-flags.json" with { type: "json" };
import { findBrowsers } from "@retent/test-support/find-browsers";
import { SignJWT } from "jose";
import { onTestFinished, vi } from "vitest";
import { goodEnvironment, identitySecret, runToEnd } from "../../../packages/cli/test/test-host.ts";

async function startEmulator() {
  const emulator = await createEmulator({ port: 0 });
  onTestFinished(() => emulator.close());
  return emulator;
}

/** What a command prints with these variables, beside an emulator. */
export async function runCommand(args, env = {}, { now = Date.now(), lines = [] } = {}) {
  const { url, apiKey, signingSecret } = await startEmulator();
  const emulator = {
    RETENTBASE_API_KEY: apiKey,
    RETENTBASE_SIGNING_SECRET: signingSecret,
    RETENTBASE_API_URL: url,
    RETENTBASE_CANCEL_URL: url,
  };
  const { stdout, stderr } = await runToEnd(
    args,
    { ...goodEnvironment, ...emulator, ...env },
    { now, lines },
  );
  return stdout + stderr;
}

/** An identity token as a membership tool signs it. */
export function signIdentity({ audience = "shop", expiresAt = "5m" } = {}) {
  return new SignJWT({})
    .setProtectedHeader({ alg: "HS256" })
    .setSubject("member_1")
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(expiresAt)
    .sign(new TextEncoder().encode(identitySecret));
}

export async function launchBrowser() {
  const { chromium: executablePath } = await findBrowsers();
  return chromium.launch({ executablePath, args: chromiumFlags });
}

const base = "/api/retent";
const form = `<form method="post" action="${base}/cancel-link"><button>Cancel subscription</button></form>`;

/** An account page as the documents have it, with what a mistake changes. */
export function accountPage({
  script = `src="${base}/button.js"`,
  tag = "retent-cancel-button",
  attributes = "",
  identity = "",
} = {}) {
  const setIdentity = `document.querySelector("${tag}").identity = "${identity}"`;
  return `<!doctype html><link rel="icon" href="data:,"><script type="module" ${script}></script>
    <${tag} ${attributes}>${form}</${tag}>${identity && `<script>${setIdentity}</script>`}`;
}

/**
 * Opens a page, beside a sandbox server under the same origin, and clicks on its button.
 *
 * @param before what a proxy or a framework does with a request before the server gets it
 * @returns what the browser's console, the server's log and the page say so far
 */
export async function clickOn(browser, html, setUp) {
  const { page, ...read } = await open(browser, html, setUp);
  await page.getByRole("button", { name: "Cancel subscription" }).click();
  return read;
}

/** Opens a page likewise, and reads what the panel of its button says is a problem. */
export async function readPanel(browser, html, setUp) {
  const { page } = await open(browser, html, setUp);
  const problem = page.getByRole("listitem").filter({ hasText: "Problem" }).first();
  return () => problem.evaluate((item) => item.textContent.replace(/ Documentation: .*/, ""));
}

async function open(browser, html, { options = {}, headers = {}, before = () => {} } = {}) {
  const emulator = await startEmulator();
  const log = [];
  const warn = vi.spyOn(console, "warn").mockImplementation((text) => log.push(text));
  onTestFinished(() => warn.mockRestore());
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close().closeAllConnections());
  const origin = `http://127.0.0.1:${server.address().port}`;
  const store = createSqliteStore({ file: ":memory:" });
  onTestFinished(() => store.close());
  const retent = createRetent({
    apiKey: emulator.apiKey,
    apiUrl: emulator.url,
    cancelUrl: emulator.url,
    resultToken: { secret: emulator.signingSecret, audience: emulator.workspaceKey },
    publicUrl: origin + base,
    store,
    settle: "manual",
    identify: () => ({ userId: "member_1" }),
    ...options,
  });
  const respond = toNode(retent);
  server.on("request", async (request, response) => {
    const isOurs = request.url.startsWith(`${base}/`);
    if (!isOurs)
      return response
        .writeHead(request.url === "/" ? 200 : 404, { "content-type": "text/html", ...headers })
        .end(html);
    await before(request);
    await respond(request, response);
  });
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  const messages = [];
  page.on("console", (message) => messages.push(message.text()));
  await page.goto(`${origin}/`);
  return {
    page,
    console: () => messages.join("\n"),
    log: () => log.join("\n"),
    isAtHostedPage: () => page.waitForURL(`${emulator.url}/**`),
  };
}
