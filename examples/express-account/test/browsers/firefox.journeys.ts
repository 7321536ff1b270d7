import { describeJourneys } from "./journeys.ts";
import { launchPuppeteer } from "./puppeteer-browser.ts";

// With JavaScript off its driver can press nothing.
describeJourneys("Firefox", () => launchPuppeteer("firefox", process.env.RETENT_FIREFOX ?? ""), [true]);
