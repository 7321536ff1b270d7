// Makes each mistake for real and reads the sentence where a person would look. The sentences become docs/mistakes.md.
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createStripeEmulator } from "@retent/stripe-emulator";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { goodEnvironment, identitySecret } from "../../packages/cli/test/test-host.ts";
import { churnedClaims, signToken, workspaceKey } from "../../packages/server/test/signed-token.ts";
import {
  accountPage,
  clickOn,
  launchBrowser,
  readPanel,
  runCommand,
  signIdentity,
} from "./mistakes/make-mistakes.mjs";

let browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const places = {
  console: "the browser's console, in the sandbox",
  doctor: "`retent doctor`",
  serve: "`retent serve`",
  log: "the server's log",
  page: "the page",
  panel: "the panel of a button with `debug`, in the sandbox",
};
const rows = [];

/** @param says what is to be read there: the cause, and what to do */
function mistake(name, place, says, make) {
  test(name, async () => {
    const read = await make();
    await expect.poll(read).toMatch(says);
    const [sentence] = says.exec(await read());
    rows.push([name, places[place], toCell(sentence)]);
  });
}

/** Without what differs from run to run. */
function toCell(sentence) {
  return sentence
    .replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:3000")
    .replace(/\S*\/(?=retent\.db)/g, "")
    .replace(/port \d+/, "port 8787")
    .replace(/1[12]\d s/, "120 s")
    .replaceAll("|", "\\|");
}

const doctor = async (env, runtime) => {
  const output = await runCommand(["doctor"], env, runtime);
  return () => output;
};
const inConsole = async (page, setUp) => (await clickOn(browser, page, setUp)).console;
/** The page is as the documents have it, but for the button's own attributes. */
const onPanel = (attributes, options) =>
  readPanel(browser, accountPage({ attributes: `debug ${attributes}` }), { options });
const withTokens = {
  options: { identify: () => null, identity: { secret: identitySecret, audience: "shop" } },
};

/** The customer leaves all the same, by the form of the page. */
async function withoutScript(page, setUp) {
  const { log, isAtHostedPage } = await clickOn(browser, page, setUp);
  await isAtHostedPage();
  return log;
}

mistake("the API key is wrong", "doctor", /the API key is wrong .*/, () =>
  doctor({ RETENTBASE_API_KEY: "rb_key_that_is_wrong_1f" }),
);

mistake("the page's origin is not allowed", "console", /This page may not start a cancellation.*/, () =>
  inConsole(accountPage(), { options: { publicUrl: "https://shop.example/api/retent" } }),
);

mistake("no identity token is sent", "console", /no identity token came .*/, () =>
  inConsole(accountPage(), withTokens),
);

mistake("the identity token has expired", "console", /the identity token has expired: .*/, async () =>
  inConsole(accountPage({ identity: await signIdentity({ expiresAt: "-5m" }) }), withTokens),
);

mistake(
  "the identity token is for another audience",
  "console",
  /the identity token's audience .*/,
  async () => inConsole(accountPage({ identity: await signIdentity({ audience: "another" }) }), withTokens),
);

mistake("a content security policy blocks the script", "log", /a customer left by the form .*/, () =>
  withoutScript(accountPage(), { headers: { "content-security-policy": "script-src 'none'" } }),
);

mistake("the script's integrity hash is stale", "log", /a customer left by the form .*/, () =>
  withoutScript(accountPage({ script: `src="/api/retent/button.js" integrity="sha384-${"A".repeat(64)}"` })),
);

mistake("the tag is misspelled: `<retent-cancle-button>`", "log", /a customer left by the form .*/, () =>
  withoutScript(accountPage({ tag: "retent-cancle-button" })),
);

mistake("an attribute is misspelled: `retrun-to`", "console", /there is no attribute .*/, () =>
  inConsole(accountPage({ attributes: 'retrun-to="/"' })),
);

mistake("the button's endpoint is wrong", "console", /no server at .*/, () =>
  inConsole(accountPage({ attributes: 'endpoint="/api"' })),
);

mistake("no customer is signed in", "panel", /identify returned null: .*/, () =>
  onPanel("", { identify: () => null }),
);

mistake("the page's subscription is not the customer's", "panel", /sub_2 is none that .*/, () =>
  onPanel('subscription="sub_2"', {
    identify: () => ({ userId: "member_1", subscriptions: [{ id: "sub_1" }] }),
  }),
);

mistake("the customer would land on a site that is not yours", "panel", /https:\S+ is on none .*/, () =>
  onPanel('return-to="https://elsewhere.example/"'),
);

mistake("the port is taken", "serve", /port \d+ is in use: .*/, async () => {
  const other = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void other.close());
  await once(other, "listening");
  const output = await runCommand(["serve"], { HOST: "127.0.0.1", PORT: String(other.address().port) });
  return () => output;
});

mistake("the database is locked", "doctor", /another process holds the lock .*/, async () => {
  const folder = mkdtempSync(join(tmpdir(), "retent-mistakes-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "retent.db");
  const other = new DatabaseSync(file);
  onTestFinished(() => other.close());
  other.exec("begin immediate");
  return doctor({ RETENT_DATABASE_URL: `sqlite:${file}` });
});

mistake("the machine's clock is wrong", "doctor", /this machine's clock is .*/, () =>
  doctor({}, { now: Date.now() - 120_000 }),
);

mistake("a proxy removes the path", "log", /a request for \/cancel-link came without .*/, async () => {
  const stripPath = (request) => {
    request.url = request.url.replace("/api/retent", "");
  };
  return (await clickOn(browser, accountPage(), { before: stripPath })).log;
});

mistake("the endpoint ends with a slash", "page", /.*/, async () => {
  const { isAtHostedPage } = await clickOn(browser, accountPage({ attributes: 'endpoint="/api/retent/"' }));
  await isAtHostedPage();
  return () => "Nothing goes wrong: a slash at the end counts as none, and the customer goes on.";
});

mistake("something has read the request's body", "log", /The request's body was read before .*/, async () => {
  const readBody = (request) => request.resume().toArray();
  return (await clickOn(browser, accountPage(), { before: readBody })).log;
});

mistake("the public URL is http instead of https", "serve", /RETENT_PUBLIC_URL is plain http.*/, async () => {
  const output = await runCommand(["serve"], { RETENT_PUBLIC_URL: "http://shop.example" });
  return () => output;
});

mistake("a result belongs to the other environment", "doctor", /FAIL result token: .*/, async () => {
  const claims = { ...churnedClaims(Date.now()), environment: "prod", event_id: "event_1" };
  const secret = goodEnvironment.RETENTBASE_SIGNING_SECRET;
  const env = {
    RETENTBASE_SIGNING_SECRET: secret,
    RETENTBASE_API_KEY: goodEnvironment.RETENTBASE_API_KEY,
    RETENTBASE_WORKSPACE_KEY: workspaceKey,
    RETENTBASE_CANCEL_URL: "https://cancel.retentbase.com",
  };
  const output = await runCommand(["doctor", "--token"], env, {
    lines: [signToken(claims, undefined, secret)],
  });
  return () => output;
});

mistake("Stripe sends thin events", "doctor", /the event destination \S+ sends thin events.*/, async () => {
  const webhookUrl = "http://localhost:8787/api/stripe/webhook";
  const stripe = await createStripeEmulator({ port: 0, webhookUrl, webhookPayload: "thin" });
  onTestFinished(() => stripe.close());
  return doctor({
    RETENT_SETTLE: "stripe",
    RETENT_STRIPE_ON_CHURNED: "cancel_at_period_end",
    STRIPE_SECRET_KEY: stripe.secretKey,
    STRIPE_WEBHOOK_SECRET: stripe.webhookSecret,
    STRIPE_API_URL: stripe.url,
  });
});

mistake("nothing ends subscriptions", "doctor", /RETENT_SETTLE is not set.*/, () =>
  doctor({ RETENT_SETTLE: undefined }),
);

const introduction = `# Mistakes, and where they are said

Each of these mistakes was made by a test, which found the sentence at this place. Names such as \`siteOrigins\` are options
of \`createRetent\`; \`RETENT_…\` are the variables of the ready-made server. \`npm run check -- --write\` makes this page.
`;

/** \`npm run check -- --write\` regenerates the page. */
test("docs/mistakes.md has them all", async () => {
  const table = [["mistake", "where it is said", "what it says"], ["---", "---", "---"], ...rows];
  const lines = table.map((cells) => `| ${cells.join(" | ")} |`);
  await expect(`${introduction}\n${lines.join("\n")}\n`).toMatchFileSnapshot("../mistakes.md");
});
