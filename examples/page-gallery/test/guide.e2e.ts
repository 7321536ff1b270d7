import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { run } from "../../../packages/cli/src/command-line.ts";
import { createTestHost } from "../../../packages/cli/test/test-host.ts";

// The first step of the guide for site builders, as its reader meets it at a terminal.

/** What the reader of the guide types; null does not show. */
const answers = [
  ["https://shop.example/account"],
  [""],
  ["Lumen Notes"],
  ["manual"],
  [""],
  ["rb_key_of_lumen_4f1c9a7d", null],
  ["Zq8-3vT1_signing_secret_of_lumen_b6W2", null],
  ["ws_lumen"],
  ["outseta"],
  ["lumen.outseta.com"],
] as const;

/** RetentBase and the membership tool, as setup asks them. */
async function answerCall(input: string | URL | Request): Promise<Response> {
  const url = String(input instanceof Request ? input.url : input);
  if (url === "https://lumen.outseta.com/.well-known/jwks")
    return Response.json({ keys: [{ kty: "RSA", kid: "1", alg: "RS256", e: "AQAB", n: "sXchDaQ" }] });
  if (!url.startsWith("https://api.retentbase.com/") && !url.startsWith("https://retentbase.com/"))
    throw new Error(`setup called ${url}`);
  return Response.json({
    status: "open",
    user_id: "retent-doctor",
    url: "https://cancel.retentbase.com/s/cs_1",
    session_id: "cs_1",
    expires_at: "2030-06-12T10:11:00.000Z",
    environment: "sandbox",
  });
}

/** What the terminal shows: the prompts with what is typed, and everything that setup says. */
async function followFirstStep(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "retent-guide-"));
  const lines = answers.map(([line]) => line);
  const { host, written } = createTestHost({}, { lines, folder, now: Date.UTC(2030, 5, 12, 9, 41) });
  let shown = "$ npx retent setup\n";
  let asked = 0;
  const stdout = {
    write(text: string) {
      shown += text;
      if (text.endsWith("\n")) return;
      // A prompt stands alone on its line.
      const [line, echo = line] = answers[asked] ?? [""];
      asked += 1;
      shown += `${echo ?? ""}\n`;
    },
  };
  try {
    const code = await run(["setup"], { ...host, stdout, fetch: answerCall });
    expect([code, shown + written.stderr]).toEqual([0, shown]);
  } finally {
    rmSync(folder, { recursive: true });
  }
  expect(asked).toBe(answers.length);
  return shown;
}

test("setup looks at a terminal as the guide shows it", async ({ page }) => {
  await page.setViewportSize({ width: 960, height: 600 });
  await page.setContent(
    `<body style="margin:0;background:#171a21"><pre style="margin:0;padding:24px;color:#e8eaf0;font:14px/1.6 monospace;white-space:pre-wrap"></pre>`,
  );
  const shown = await followFirstStep();
  await page.locator("pre").evaluate((pre, text) => {
    pre.textContent = text;
  }, shown);
  await expect(page).toHaveScreenshot("guide-setup.png", { fullPage: true });
});
