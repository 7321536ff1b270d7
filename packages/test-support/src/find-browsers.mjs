import { existsSync, globSync } from "node:fs";
import { chromium } from "@playwright/test";
import { Failure, runToEnd } from "./tools.mjs";

const chromiums = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];
const firefoxes = ["/usr/bin/firefox-esr", "/usr/bin/firefox"];

/** Debian's packages for all browsers that the tests know. */
const debianPackages = ["chromium", "firefox-esr", "webkit2gtk-driver", "xvfb", "xauth"];

/**
 * Path of a Chromium, of RETENT_CHROMIUM, else Playwright's, else the system's; where there is none, one is installed. Of the others only
 * what is there: `firefox`, and `webkit` (WebKitGTK's MiniBrowser, where its driver and Xvfb are there too).
 */
export async function findBrowsers() {
  return {
    chromium: findChromium() ?? (await installChromium()),
    firefox: findFirefox(),
    webkit: findWebKit(),
  };
}

/** Installs every browser that the tests know, where they can be installed. */
export async function installBrowsers() {
  if (findChromium() && findFirefox() && findWebKit()) return;
  if (!isDebianRoot())
    throw new Failure("Install Chromium, Firefox and WebKitGTK's driver by hand on this system.");
  if (!(await installDebian(debianPackages))) throw new Failure("The browsers could not be installed.");
}

function findChromium() {
  const named = process.env.RETENT_CHROMIUM;
  if (named) {
    if (existsSync(named)) return named;
    throw new Failure(`RETENT_CHROMIUM names ${named}, and there is no such file.`);
  }
  return [chromium.executablePath(), ...chromiums].find((path) => existsSync(path));
}

function findFirefox() {
  return firefoxes.find((path) => existsSync(path));
}

function findWebKit() {
  if (!existsSync("/usr/bin/WebKitWebDriver") || !existsSync("/usr/bin/xvfb-run")) return undefined;
  return globSync("/usr/lib/*/webkit2gtk-4.1/MiniBrowser")[0];
}

async function installChromium() {
  console.log("Installing Chromium …");
  const isInstalled = isDebianRoot()
    ? await installDebian(["chromium"])
    : (await runToEnd("playwright", ["install", "chromium"])) === 0;
  const browser = isInstalled ? findChromium() : undefined;
  if (browser) return browser;
  throw new Failure(
    "There is no Chromium and none could be installed: install one, or name it with RETENT_CHROMIUM.",
  );
}

function isDebianRoot() {
  return process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
}

async function installDebian(packages) {
  const install = `apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq ${packages.join(" ")} >/dev/null`;
  return (await runToEnd("sh", ["-c", install])) === 0;
}
