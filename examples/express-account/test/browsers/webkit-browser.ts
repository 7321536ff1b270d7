import { startWebKitDriver } from "@retent/test-support/webkit-driver";
import WebDriver, { type Client } from "webdriver";
import { eventually } from "./eventually.ts";
import { findPressable, hasText } from "./page-queries.ts";
import type { Browser, Tab } from "./tab.ts";

/** WebKitGTK's MiniBrowser. Every tab is a browser of its own, for the driver knows no contexts. */
export async function launchWebKit(binary: string): Promise<Browser> {
  const driver = await startWebKitDriver();
  return {
    async newTab({ javaScript }) {
      const args = ["--automation", ...(javaScript ? [] : ["--enable-javascript-markup=false"])];
      const capabilities = {
        "wdio:enforceWebDriverClassic": true,
        "webkitgtk:browserOptions": { binary, args },
      };
      const client = await WebDriver.newSession({
        hostname: "127.0.0.1",
        port: driver.port,
        path: "/",
        logLevel: "error",
        capabilities,
      });
      return {
        tab: toTab(client, await client.getWindowHandle()),
        close: () => client.deleteSession(),
      };
    },
    async close() {
      driver.stop();
    },
  };
}

function toTab(client: Client, handle: string): Tab {
  const run = (query: (argument: string) => unknown, argument: string) =>
    client.executeScript(`return (${query})(arguments[0])`, [argument]);
  /** Every command of the protocol goes to the window that was chosen last. */
  const here = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    await client.switchToWindow(handle);
    return work();
  };
  return {
    open: (url) => here(() => client.navigateTo(url)),
    press: (name) =>
      eventually(`pressing “${name}”`, () =>
        here(async () => {
          const found: Record<string, string> | null = await run(findPressable, name);
          const [id] = Object.values(found ?? {});
          if (id) await client.elementClick(id);
          return id;
        }),
      ).then(() => {}),
    see: (text) => eventually(`“${text}”`, () => here(() => run(hasText, text))).then(() => {}),
    back: () => here(() => client.back()),
    url: () => here(() => client.getUrl()),
    popup: () =>
      eventually("a popup", async () => {
        const other = (await client.getWindowHandles()).find((candidate) => candidate !== handle);
        return other === undefined ? undefined : toTab(client, other);
      }),
    windows: async () => (await client.getWindowHandles()).length,
  };
}
