import { checkNames } from "../doctor/check-names.ts";
import { splitList } from "../environment/schemas.ts";
import { readUnfinished } from "../environment.ts";
import { askVariable, readVariables, type Setup } from "./ask.ts";
import { toHost } from "./site-address.ts";
import { askOrTake, chooseOrTake } from "./take.ts";

/** From which pages customers come, and where the server is reached. RetentBase leads them back there. */
export async function askSite(setup: Setup): Promise<void> {
  setup.print("\nYour site and your server");
  await chooseOrTake(
    setup,
    "RETENTBASE_ENVIRONMENT",
    "Which part of RetentBase does it work with?",
    { sandbox: "for tests, which don't touch your real figures", prod: "your real customers" },
    "sandbox",
  );
  await askVariable(setup, "RETENT_SITE_ORIGINS", {
    text: "Address of the page that gets the cancel button; several sites with commas between them",
    read: (answer) => readSites(setup, answer),
  });
  await askVariable(setup, "RETENT_PUBLIC_URL", {
    text: "Address at which browsers reach this server; for a first try on this computer take the one in brackets",
    standard: "http://localhost:8787",
    check: async () => checkNames(readUnfinished(readVariables(setup))),
  });
  if (/^https:/i.test(setup.values.RETENT_PUBLIC_URL ?? "")) {
    await askOrTake(
      setup,
      "RETENT_TRUST_PROXY",
      {
        text: "How many proxies stand in front of it, such as the one that speaks https",
        standard: "1",
      },
      "proxies in front of the server: the one that speaks https",
    );
  }
  await askVariable(setup, "RETENT_BRAND_NAME", {
    text: "What do customers know your company by",
    isOptional: true,
  });
}

/** The sites of pages: of each address only what comes before the path. */
function readSites({ print }: Setup, answer: string): string {
  return splitList(answer)
    .map((address) => {
      const found = toHost(address);
      // What is no web address, such as an app's, is left to the check of the value.
      if (!found) return address;
      const site = `${found.protocol}//${found.host}`;
      if (address.replace(/\/$/, "") !== site) print(`  The button is allowed on every page of ${site}.`);
      return site;
    })
    .join(",");
}
