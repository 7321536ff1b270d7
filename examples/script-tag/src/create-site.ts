import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import express, { type Express } from "express";
import { decodeJwt } from "jose";
import type { createMembershipTool } from "./membership-tool.ts";

const files = fileURLToPath(new URL("../public/", import.meta.url));

/** The tag as the page shows it before a server is known. */
const plainTag =
  '<script type="module" src="https://SERVER/api/button.js" data-identity-from="membershipTool.getToken"></script>';

/** What the page says of a membership that goes on. */
const goesOn = "Your membership renews every month.";

export interface SiteOptions {
  /** What `retent snippet` has printed: the tag comes first. */
  snippet: string;
  serverUrl: string;
  membershipTool: ReturnType<typeof createMembershipTool>;
  /** When the memberships end that were cancelled, by member. */
  endings: ReadonlyMap<string, string>;
}

/** The static site. It fills in what its owner would have pasted, and what the membership tool knows of the visitor. */
export function createSite({ snippet, serverUrl, membershipTool, endings }: SiteOptions): Express {
  const tag = snippet.slice(0, snippet.indexOf("</script>") + "</script>".length);
  const page = readFileSync(`${files}membership.html`, "utf8")
    .replace(plainTag, () => tag)
    .replaceAll("https://SERVER", serverUrl);
  const app = express();
  app.disable("x-powered-by");
  app.get("/", async (request, response) => {
    const token = await membershipTool.tokenFor(request.headers.cookie);
    response.set("cache-control", "no-store");
    // A script of the page reads it, as with most such tools.
    response.cookie("member_token", token, { sameSite: "lax" });
    const endsAt = endings.get(decodeJwt(token).sub ?? "");
    const state = endsAt === undefined ? goesOn : `Your membership ends on ${endsAt.slice(0, 10)}.`;
    response.type("html").send(page.replace('value="TOKEN"', `value="${token}"`).replace(goesOn, state));
  });
  app.use(express.static(files, { index: false }));
  return app;
}
