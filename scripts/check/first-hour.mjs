import { spawn } from "node:child_process";
import { once } from "node:events";
import { chromium } from "@playwright/test";
import chromiumFlags from "../chromium-flags.json" with { type: "json" };
import { findBrowsers } from "../find-browsers.mjs";
import { findFreePort } from "../ports.mjs";
import { runTool } from "../tools.mjs";
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
        stdio: ["ignore", "pipe", "inherit"],
      });
      processes.push(child);
      // Both say one line once they listen; the end of the output would mean that they never will.
      await Promise.race([once(child.stdout, "data"), once(child, "exit").then(refuse(args))]);
    };
    try {
      await start([bin("retent-emulator"), "--port", String(emulatorPort)]);
      await start(["--env-file=.env.example", "server.js"], {
        RETENTBASE_API_URL: emulator,
        RETENTBASE_CANCEL_URL: emulator,
      });
      await cancel(site, emulator);
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
  if (child.exitCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}

/** Leaves by the button, and waits until the emulator shows that it learned so. */
async function cancel(site, emulator) {
  const { chromium: executablePath } = await findBrowsers();
  const browser = await chromium.launch({ executablePath, args: chromiumFlags });
  try {
    const page = await browser.newPage();
    await page.goto(site);
    await page.getByRole("button", { name: "Cancel subscription" }).click();
    await page.getByLabel("It is too expensive").check();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "No thanks" }).click();
    await page.getByRole("button", { name: "Cancel my subscription" }).click();
    await page.waitForURL(`${site}/`);
    await page.goto(emulator);
    await page.getByText("PATCH 200").waitFor();
    console.log("An outcome arrived, from an empty folder on");
  } finally {
    await browser.close();
  }
}
