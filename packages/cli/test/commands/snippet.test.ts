import { createHash } from "node:crypto";
import { createRetent } from "@retent/server";
import { createSqliteStore } from "@retent/server/sqlite";
import { expect, test } from "vitest";
import { readEnvironment } from "../../src/environment.ts";
import { goodEnvironment, runToEnd } from "../test-host.ts";

const env = { ...goodEnvironment, RETENT_PUBLIC_URL: "https://retent.shop.example" };

/** The tag of a script as the server delivers it. */
async function getTag(path: string): Promise<string> {
  const store = createSqliteStore({ file: ":memory:" });
  const retent = createRetent({ ...readEnvironment(env).options, store });
  const src = `https://retent.shop.example/api/${path}`;
  const served = await (await retent.fetch(new Request(src), undefined)).text();
  await store.close();
  const hash = createHash("sha384").update(served).digest("base64");
  return `<script type="module" src="${src}" integrity="sha384-${hash}" crossorigin="anonymous"></script>
`;
}

test("one tag and a control that works without it are all there is to paste", async () => {
  const { code, stdout, stderr } = await runToEnd(["snippet"], env);
  expect([code, stderr]).toEqual([0, ""]);
  expect(
    stdout.startsWith('<script type="module" src="https://retent.shop.example/api/button.js"></script>\n'),
  ).toBe(true);
  expect(stdout).toContain(
    '<form method="post" action="https://retent.shop.example/api/cancel-link" data-turbo="false" hx-boost="false">\n<button ',
  );
  expect(stdout).toContain('href="https://retent.shop.example/api/cancel" data-retent-cancel>');
});

test("with --integrity the tag has the hash of the script that the server delivers", async () => {
  const { stdout } = await runToEnd(["snippet", "--integrity"], env);
  expect(stdout.startsWith(await getTag("button.js"))).toBe(true);
});

test.each([
  ["de", "de", "Abo kündigen"],
  ["zh-hant", "zh-hant", "取消訂閱"],
  ["pt-PT", "pt-pt", "Cancelar subscrição"],
])("with the language %s, a tag for its texts comes first", async (lang, file, label) => {
  const { code, stdout } = await runToEnd(["snippet", "--integrity", "--lang", lang], env);
  expect(code).toBe(0);
  expect(stdout.startsWith((await getTag(`languages/${file}.js`)) + (await getTag("button.js")))).toBe(true);
  expect(stdout).toContain(`>${label}</button>`);
});

test.each(["en", "xx", "", "de-AT", "../button"])("there is no tag for the language %j", async (lang) => {
  const { code, stdout, stderr } = await runToEnd(["snippet", "--lang", lang], env);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toBe(
    `retent: --lang: there are no texts for ${JSON.stringify(lang)}: use a language of the button, as in --lang de or --lang zh-hant; English needs no --lang\n`,
  );
});

test("no other command takes a language", async () => {
  const { code, stderr } = await runToEnd(["doctor", "--lang", "de"], env);
  expect([code, stderr]).toEqual([1, "retent: --lang only works with snippet; see retent --help\n"]);
});

test("it needs no keys", async () => {
  const { code, stdout } = await runToEnd(["snippet"], { PORT: "9000" });
  expect(code).toBe(0);
  expect(stdout).toContain('src="http://localhost:9000/api/button.js"');
});

test("an unusable public URL is reported by variable", async () => {
  const { code, stderr } = await runToEnd(["snippet"], { RETENT_PUBLIC_URL: "shop.example" });
  expect(code).toBe(1);
  expect(stderr).toMatch(/\nRETENT_PUBLIC_URL must be an absolute http\(s\) URL/);
});

test("a site builder and a membership tool get what to paste, and where", async () => {
  const flags = ["--builder", "wix", "--identity", "outseta", "--mode", "popup"];
  const { code, stdout } = await runToEnd(["snippet", ...flags], env);
  expect(code).toBe(0);
  expect(stdout.startsWith("1. Settings, Custom Code, Head:\n\n<script type=")).toBe(true);
  expect(stdout).toContain('/api/button.js" data-identity-from="outseta"></script>');
  expect(stdout).toContain('link.dataset.mode = "popup";');
  expect(stdout).toMatch(/\n2\. .*:\n\nhttps:\/\/retent\.shop\.example\/api\/cancel\n$/);
});

test("a bundler gets an import and an element that names the server", async () => {
  const { stdout } = await runToEnd(
    [
      "snippet",
      "--builder",
      "npm",
      "--identity",
      "shop.getToken",
      "--variant",
      "danger",
      "--label",
      'A "b" <c>',
    ],
    env,
  );
  expect(stdout).toContain("RetentCancelButton.defaultIdentity = () => shop.getToken();\n");
  expect(stdout).toContain(
    '<retent-cancel-button endpoint="https://retent.shop.example/api" variant="danger">A &quot;b&quot; &lt;c&gt;</retent-cancel-button>',
  );
});

test("a member of a tool leaves by a link where no script runs, since only script has the token", async () => {
  const { stdout } = await runToEnd(["snippet", "--identity", "memberstack", "--label", "Leave <us>"], env);
  expect(stdout).toContain('data-identity-from="memberstack"');
  expect(stdout).toMatch(
    /<a href="https:\/\/retent\.shop\.example\/api\/cancel" style="[^"]+">Leave &lt;us&gt;<\/a>\n<\/retent-cancel-button>/,
  );
});

test.each([
  [["--preset", "de", "--label", "Mine"], 'preset="de"', "?preset=de", "Verträge hier kündigen"],
  [["--preset", "fr"], 'preset="fr"', "?preset=fr", "Résilier votre contrat"],
  [
    ["--preset", "eu-withdrawal"],
    'preset="eu-withdrawal"',
    "?preset=eu-withdrawal",
    "Withdraw from contract here",
  ],
  [
    ["--preset", "eu-withdrawal", "--lang", "de"],
    'preset="eu-withdrawal" lang="de"',
    "?preset=eu-withdrawal&amp;lang=de",
    "Vertrag widerrufen",
  ],
])("%j has the law's words, also without script", async (flags, attributes, query, label) => {
  const { stdout } = await runToEnd(["snippet", ...flags], env);
  expect(stdout).toContain(
    `<retent-cancel-button ${attributes}>\n<a href="https://retent.shop.example/api/cancel${query}" `,
  );
  expect(stdout).toContain(`>${label}</a>\n`);
});

test.each([
  ["--builder", "wordpad", "--builder: must be one of html, webflow, wix"],
  ["--identity", "alert(1)", "--identity: must be one of session, outseta"],
  ["--size", "huge", "--size: must be one of small, medium, large"],
])("%s %s is refused with the names that exist", async (flag, value, text) => {
  const { code, stdout, stderr } = await runToEnd(["snippet", flag, value], env);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toContain(`retent: ${text}`);
});
