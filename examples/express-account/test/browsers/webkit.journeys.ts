import { describeJourneys } from "./journeys.ts";
import { launchWebKit } from "./webkit-browser.ts";

describeJourneys("WebKitGTK", () => launchWebKit(process.env.RETENT_WEBKIT ?? ""));
