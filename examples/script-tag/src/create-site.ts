import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import express, { type Express } from "express";
import type { createMembershipTool } from "./membership-tool.ts";

const files = fileURLToPath(new URL("../public/", import.meta.url));

/** The tag as the page shows it before a server is known. */
const plainTag = '<script type="module" src="https://SERVER/api/button.js"></script>';

export interface SiteOptions {
  /** What `retent snippet` has printed: the tag with its integrity hash comes first. */
  snippet: string;
  serverUrl: string;
  membershipTool: ReturnType<typeof createMembershipTool>;
}

/** The static site. It fills in what its owner would have pasted, and what the membership tool knows of the visitor. */
export function createSite({ snippet, serverUrl, membershipTool }: SiteOptions): Express {
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
    response.type("html").send(page.replace('value="TOKEN"', `value="${token}"`));
  });
  app.use(express.static(files, { index: false }));
  return app;
}
