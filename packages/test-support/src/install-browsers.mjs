// Installs every browser that the tests know.
import { installBrowsers } from "./find-browsers.mjs";

await installBrowsers();
