import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { expect, type Gallery, test } from "./gallery.ts";

const file = (path: string) => fileURLToPath(import.meta.resolve(`@retent/cancel-button/${path}`));
const script = file("button.js");
const german = file("languages/de.js");

async function integrity(path: string): Promise<string> {
  return `sha384-${createHash("sha384")
    .update(await readFile(path))
    .digest("base64")}`;
}

/** A page of the gallery's origin with this policy and these tags, and what it violated. */
async function open(page: Page, { url }: Gallery, policy: string, tags: string): Promise<string[]> {
  const violations: string[] = [];
  await page.exposeFunction("report", (violation: string) => violations.push(violation));
  await page.addInitScript(() => {
    const report = (window as unknown as { report(violation: string): void }).report;
    addEventListener("securitypolicyviolation", (event) =>
      report(`${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  await page.route(`${url}/strict`, (route) =>
    route.fulfill({
      contentType: "text/html; charset=utf-8",
      headers: { "content-security-policy": policy },
      body: `<!doctype html><html lang="de"><title>Strict</title><link rel="icon" href="/icon">${tags}
        <retent-cancel-button endpoint="/nowhere" variant="primary"></retent-cancel-button></html>`,
    }),
  );
  await page.goto(`${url}/strict`);
  return violations;
}

/** Uses what a policy could be in the way of: script, styles, a language, a request, and a form to another origin. */
async function useButton(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: "Abo kündigen" });
  await expect(button).toHaveCSS("background-color", "rgb(29, 78, 216)");
  await button.click();
  await expect(page.getByText("Das hat nicht geklappt.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Auf anderem Weg kündigen" })).toBeVisible();
}

const base = "default-src 'none'; img-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'";
const tag = '<script type="module" src="/button/button.js"></script>';

test("a page that allows its own origin alone", async ({ page, gallery }) => {
  const violations = await open(page, gallery, `${base}; script-src 'self'`, tag);
  await useButton(page);
  expect(violations).toEqual([]);
});

test("a page that allows scripts by a nonce alone", async ({ page, gallery }) => {
  const withNonce = '<script type="module" nonce="of-this-page" src="/button/button.js"></script>';
  const violations = await open(page, gallery, `${base}; script-src 'nonce-of-this-page'`, withNonce);
  await useButton(page);
  expect(violations).toEqual([]);
});

test("a page that allows scripts by their hashes alone, the language by a tag of its own", async ({
  page,
  gallery,
}) => {
  const [button, language] = [await integrity(script), await integrity(german)];
  const tags = `<script type="module" src="/button/languages/de.js" integrity="${language}"></script>
    <script type="module" src="/button/button.js" integrity="${button}"></script>`;
  const violations = await open(page, gallery, `${base}; script-src '${button}' '${language}'`, tags);
  await useButton(page);
  expect(violations).toEqual([]);
});

test("a page that requires Trusted Types and allows no policy", async ({ page, gallery }) => {
  const types = "require-trusted-types-for 'script'; trusted-types 'none'";
  const violations = await open(page, gallery, `${base}; script-src 'self'; ${types}`, tag);
  await useButton(page);
  expect(violations).toEqual([]);
});

test("a policy that forbids something is noticed by these tests", async ({ page, gallery }) => {
  const violations = await open(page, gallery, `${base}; script-src 'none'`, tag);
  await expect.poll(() => violations).toEqual([`script-src-elem ${gallery.url}/button/button.js`]);
});

test("a script that was changed on its way does not run, and the form inside works all the same", async ({
  page,
  gallery,
}) => {
  const hash = await integrity(script);
  await page.route("**/button/button.js", (route) =>
    route.fulfill({ contentType: "text/javascript", body: "alert(1)" }),
  );
  const tags = `<script type="module" src="/button/button.js" integrity="${hash}"></script>
    <retent-cancel-button><form action="/posted" method="get"><button>Kündigen</button></form></retent-cancel-button>`;
  await open(page, gallery, `${base}; script-src 'self'`, tags);
  await page.getByRole("button", { name: "Kündigen" }).click();
  await expect(page).toHaveURL(`${gallery.url}/posted?`);
});
