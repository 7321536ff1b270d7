import { describeJourneys } from "./journeys.ts";
import { launchPuppeteer } from "./puppeteer-browser.ts";

describeJourneys("Chromium", () => launchPuppeteer("chrome", process.env.RETENT_CHROMIUM ?? ""));
