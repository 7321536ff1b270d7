import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { fromRoot } from "@retent/test-support/tools";

const secret = "only-for-the-identities-of-this-trial";

/** The command that starts `retent serve` of this checkout on the Deno of a project. */
export const denoServe = [
  "npx",
  "deno",
  "run",
  "--allow-all",
  fromRoot("packages/cli/dist/main.js"),
  "serve",
];

/** What that server needs beside the settings of every trial. */
export const denoSettings = {
  RETENT_IDENTITY_SECRET: secret,
  RETENT_IDENTITY_AUDIENCE: "trial",
  RETENT_SETTLE: "manual",
  // The tests' own: the command would take it for a misspelled setting.
  RETENT_CHROMIUM: undefined,
};

/** Starts a cancellation at a running `retent serve`, and throws at the first thing that is wrong. */
export async function startAt(publicUrl, emulator) {
  const script = await fetch(`${publicUrl}/api/button.js`);
  assert.equal(script.status, 200, "the button's script");
  const response = await fetch(`${publicUrl}/api/cancel-link`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: publicUrl },
    body: JSON.stringify({ identity: signIdentity() }),
  });
  const body = await response.json();
  assert.ok(body.url?.startsWith(emulator.url), `cancel-link responds ${response.status}`);
}

/** A JWT (RFC 7519) signed with the shared secret. */
function signIdentity() {
  const seconds = Math.floor(Date.now() / 1000);
  const claims = { sub: "customer_1", aud: "trial", iat: seconds, exp: seconds + 60 };
  const encode = (part) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const signed = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}
