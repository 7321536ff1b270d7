import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { Failure, fromRoot, runToEnd } from "./tools.mjs";

const systemBrowsers = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** Path of a Chromium: of RETENT_CHROMIUM, else Playwright's, else the system's; installs one where there is none. */
export async function findBrowser() {
  const named = process.env.RETENT_CHROMIUM;
  if (named) {
    if (existsSync(named)) return named;
    throw new Failure(`RETENT_CHROMIUM names ${named}, and there is no such file.`);
  }
  return lookAround() ?? (await install());
}

function lookAround() {
  const { chromium } = createRequire(fromRoot("examples/express-account/package.json"))("@playwright/test");
  return [chromium.executablePath(), ...systemBrowsers].find((path) => existsSync(path));
}

async function install() {
  console.log("Installing Chromium …");
  const isDebianRoot = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  const status = isDebianRoot
    ? await runToEnd("sh", [
        "-c",
        "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null",
      ])
    : await runToEnd("pnpm", ["exec", "playwright", "install", "chromium"], {
        cwd: fromRoot("examples/express-account"),
      });
  const browser = status === 0 ? lookAround() : undefined;
  if (browser) return browser;
  throw new Failure(
    "There is no Chromium and none could be installed: install one, or name it with RETENT_CHROMIUM.",
  );
}
