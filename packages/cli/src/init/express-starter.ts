import { buttonTag, routesPath } from "./button-tag.ts";
import type { LocalSite } from "./local-site.ts";
import type { WantedFile } from "./scaffold.ts";

/** The site of an empty project: one account page, and one customer to try it with. */
export function starterFile(
  serverFile: string,
  publicUrl: string,
  localSite: LocalSite | undefined,
): WantedFile {
  const alsoNeeded = localSite ? "" : ", and the port in RETENT_PUBLIC_URL";
  return {
    path: serverFile.endsWith(".mjs") ? "server.mjs" : "server.js",
    content: `import { OptionsError, StoreError } from "@retent/server";
import express from "express";

if (process.env.RETENTBASE_ENVIRONMENT === "prod") {
  fail("Every visitor is customer_1 here: replace that with your own sign-in first.");
}
const port = Number(process.env.PORT || ${localSite?.port ?? 3000});
if (!Number.isInteger(port) || port < 1 || port > 65535) fail("PORT must be a number from 1 to 65535");

const { retent, retentRoutes } = await import("./${serverFile}").catch((error) => {
  if (error instanceof OptionsError || error instanceof StoreError) fail(error.message);
  throw error;
});
const app = express();

// Replace this with your sign-in. Until then every visitor is this customer.
app.use((request, _response, next) => {
  request.user = { id: "customer_1" };
  next();
});
app.use("${routesPath(publicUrl)}", retentRoutes);
retent.start();

app.get("/", (_request, response) => {
  response.send(\`<!doctype html>
<html lang="en">
<meta name="viewport" content="width=device-width">
<title>Your account</title>
<style>
:root { color-scheme: light dark; --text: #171a21; --ground: #f4f6f9; --surface: #ffffff; --line: #dfe3ea; --control: #7c8594; --focus: #3b82f6; --radius: 0.5rem; --radius-large: 0.875rem; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e8eaf0; --ground: #101319; --surface: #1a1e27; --line: #303746; --control: #757f92; --focus: #6ea8ff; }
}
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem / 1.5 system-ui, sans-serif; }
main {
  box-sizing: border-box; width: min(34rem, 100% - 2rem); margin: 3rem auto; padding: 2rem; background: var(--surface);
  border: 1px solid var(--line); border-radius: var(--radius-large);
}
h1 { margin: 0 0 1rem; font-size: 1.5rem; }
button {
  min-height: 2.75rem; padding: 0.375rem 1rem; border: 1px solid var(--control); border-radius: var(--radius);
  background: var(--surface); color: inherit; font: inherit; font-weight: 600; cursor: pointer;
}
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
</style>
<main>
<h1>Your account</h1>
${buttonTag(publicUrl)}
</main>
</html>\`);
});

const server = app.listen(port, "127.0.0.1");
server.on("listening", () => console.log(\`The account page: \${new URL("/", retent.publicUrl)}\`));
server.on("error", (error) => {
  const isTaken = error.code === "EADDRINUSE";
  fail(isTaken ? \`Port \${port} is in use: stop the process that uses it, or set PORT${alsoNeeded}.\` : error.message);
});

/** Prints one line and exits. */
function fail(message) {
  console.error(message);
  process.exit(1);
}
`,
  };
}

/** Returns the customer whom the starter's replacement for a sign-in names. */
export const starterCustomerSource = `/**
 * Returns the customer who is signed in, as the sign-in of the server found out.
 * Never trust what the browser sends, such as a user id in a query, a field or a header.
 */
function findCustomer(request) {
  return request.user ? { userId: request.user.id } : null;
}`;
