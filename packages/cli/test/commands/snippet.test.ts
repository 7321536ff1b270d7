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
  return `<script type="module" src="${src}"
  integrity="sha384-${hash}" crossorigin="anonymous"></script>
`;
}

test("the tag's integrity matches the script that the server delivers", async () => {
  const { code, stdout, stderr } = await runToEnd(["snippet"], env);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout.startsWith(await getTag("button.js"))).toBe(true);
  expect(stdout).toContain("<retent-cancel-button>");
  expect(stdout).toContain('href="https://retent.shop.example/api/cancel" data-retent-cancel>');
});

test.each([
  ["de", "de"],
  ["zh-hant", "zh-hant"],
  ["pt-PT", "pt-pt"],
])("with the language %s, a tag for its texts comes first", async (lang, file) => {
  const { code, stdout } = await runToEnd(["snippet", "--lang", lang], env);
  expect(code).toBe(0);
  expect(stdout.startsWith((await getTag(`languages/${file}.js`)) + (await getTag("button.js")))).toBe(true);
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
  expect(stdout).toContain("Button.defaultIdentity = () => Outseta.getAccessToken();");
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

test("a law's words are the button's own", async () => {
  const { stdout } = await runToEnd(["snippet", "--preset", "de", "--label", "Mine"], env);
  expect(stdout).toContain('<retent-cancel-button preset="de"></retent-cancel-button>');
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
