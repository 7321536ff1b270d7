import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "@playwright/test";
import chromiumFlags from "@retent/test-support/chromium-flags.json" with { type: "json" };
import { findBrowsers } from "@retent/test-support/find-browsers";
import { findFreePort } from "@retent/test-support/ports";
import { fromRoot, runTool } from "@retent/test-support/tools";
import { withPackedProject } from "./packed-project.mjs";

/** The way of docs/developers.md from an empty folder to the first outcome, with the packed packages and a browser. */
export function checkFirstHour() {
  return withPackedProject(["express"], async (project) => {
    const [port, emulatorPort] = [await findFreePort(), await findFreePort()];
    const [site, emulator] = [`http://localhost:${port}`, `http://127.0.0.1:${emulatorPort}`];
    const bin = (name) => `node_modules/.bin/${name}`;
    await runTool(process.execPath, [bin("retent"), "init", "--yes", "--public-url", site], {
      cwd: project,
      stdio: ["ignore", "ignore", "inherit"],
    });
    const processes = [];
    const start = async (args, env = {}) => {
      const child = spawn(process.execPath, args, {
        cwd: project,
        env: { ...process.env, ...env },
        stdio: ["ignore", "pipe", "pipe"],
      });
      processes.push(child);
      // Both say one line once they listen; the end of the output would mean that they never will.
      await Promise.race([once(child.stdout, "data"), once(child, "exit").then(refuse(args))]);
      return child;
    };
    const startSite = () =>
      start(["--env-file=.env.example", "server.js"], {
        RETENTBASE_API_URL: emulator,
        RETENTBASE_CANCEL_URL: emulator,
      });
    try {
      await start([bin("retent-emulator"), "--port", String(emulatorPort)]);
      const unfinished = await startSite();
      const complaint = lineWith(unfinished.stderr, "applyDecision is not filled in yet");
      await cancel(site);
      console.log(await complaint);
      await end(unfinished);
      fillIn(join(project, "retent.js"));
      await startSite();
      await seeOutcome(emulator);
      return true;
    } finally {
      await Promise.all(processes.map(end));
    }
  });
}

const refuse = (args) => () => {
  throw new Error(`${args.join(" ")} ended before it listened`);
};

async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}

/** Resolves with the first line of a stream that holds a text. */
async function lineWith(stream, text) {
  for await (const line of createInterface({ input: stream })) if (line.includes(text)) return line;
  throw new Error(`no line says "${text}"`);
}

/** What docs/developers.md has the reader put in place of the function that throws. */
function fillIn(file) {
  const guide = readFileSync(fromRoot("docs/developers.md"), "utf8");
  const applyDecision = /^async function applyDecision[\s\S]*?^}$/m;
  const [replacement] = applyDecision.exec(guide) ?? [];
  const written = readFileSync(file, "utf8");
  const filledIn = written.replace(applyDecision, () => replacement);
  if (replacement === undefined || filledIn === written)
    throw new Error("the guide's step has no place to go");
  writeFileSync(file, filledIn);
}

/** Leaves by the button, and reads that nothing has ended yet. */
function cancel(site) {
  return withPage(async (page) => {
    await page.goto(site);
    await page.getByRole("button", { name: "Cancel subscription" }).click();
    await page.getByLabel("It is too expensive").check();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "No thanks" }).click();
    await page.getByRole("button", { name: "Cancel my subscription" }).click();
    await page.getByRole("heading", { name: "We have received your cancellation" }).waitFor();
  });
}

/** Waits until the emulator shows that the outcome has arrived. */
function seeOutcome(emulator) {
  return withPage(async (page) => {
    await page.goto(emulator);
    await page.getByText("PATCH 200").waitFor();
    console.log("An outcome arrived, from an empty folder on");
  });
}

async function withPage(visit) {
  const { chromium: executablePath } = await findBrowsers();
  const browser = await chromium.launch({ executablePath, args: chromiumFlags });
  try {
    await visit(await browser.newPage());
  } finally {
    await browser.close();
  }
}
