import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { test as base, expect, type Page } from "@playwright/test";
import { findBarriers, findMisfits } from "../../express-account/test/find-barriers.ts";
import { createGallery } from "../src/create-gallery.ts";
import { otherStates, states } from "../src/states.ts";

// Pictures are compared with those that stand beside this file. `npm run pictures` takes them again.

const test = base.extend<{ url: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern.
  url: async ({}, use) => {
    const server = createGallery().listen(0, "127.0.0.1");
    await once(server, "listening");
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.closeAllConnections();
    server.close();
  },
});
test.use({ timezoneId: "Europe/Berlin" });

const desk = { width: 1280, height: 800 };
const phone = { width: 360, height: 740 };

/** Each language meets both widths and both colour schemes, and each width both schemes. */
const looks = {
  "en-light-desk": { lang: "en", viewport: desk, colorScheme: "light" },
  "en-dark-phone": { lang: "en", viewport: phone, colorScheme: "dark" },
  "de-light-phone": { lang: "de", viewport: phone, colorScheme: "light" },
  "de-dark-desk": { lang: "de", viewport: desk, colorScheme: "dark" },
  "ar-dark-desk": { lang: "ar", viewport: desk, colorScheme: "dark" },
  "ar-light-phone": { lang: "ar", viewport: phone, colorScheme: "light" },
} as const;

/** What the return page's script shows once the server has answered. */
const lastWords: Record<string, string> = {
  "return-undecided": "#plain-page",
  "return-refused": "#plain-page",
  "return-unreachable": "#retry",
};

/** What the company's own host would send. */
const logo = `<svg xmlns="http://www.w3.org/2000/svg" width="180" height="40" viewBox="0 0 180 40"><circle cx="20" cy="20" r="18" fill="#0f766e"/><path d="M14 10v20h13" fill="none" stroke="#fff" stroke-width="4"/><path d="M52 12h120M52 28h80" stroke="#0f766e" stroke-width="8"/></svg>`;

async function open(page: Page, url: string, name: string, lang: string): Promise<void> {
  const hash = name === "return-refused" || name === "return-unreachable" ? "#ci_result_token=a.b.c" : "";
  await page.route("https://lumen.example/logo.svg", (route) =>
    route.fulfill({ contentType: "image/svg+xml", body: logo }),
  );
  // A fragment alone would not load the page again.
  await page.goto("about:blank");
  await page.goto(`${url}/${name}?lang=${lang}${hash}`);
  const shown = lastWords[name];
  if (shown) await expect(page.locator(shown)).toBeVisible();
}

for (const [look, { lang, viewport, colorScheme }] of Object.entries(looks)) {
  test.describe(look, () => {
    test.use({ viewport, colorScheme });

    for (const name of Object.keys(states)) {
      test(`${name} looks as it did, and nothing on it keeps anybody out`, async ({ page, url }) => {
        await open(page, url, name, lang);
        await expect(page).toHaveScreenshot(`${name}-${look}.png`, { fullPage: true });
        expect(await findBarriers(page)).toEqual([]);
        expect(await findMisfits(page)).toEqual([]);
      });
    }
  });
}

for (const [look, viewport, colorScheme] of [
  ["light-desk", desk, "light"],
  ["dark-phone", phone, "dark"],
] as const) {
  test.describe(look, () => {
    test.use({ viewport, colorScheme });

    for (const name of Object.keys(otherStates)) {
      test(`${name} looks as it did, and nothing on it keeps anybody out`, async ({ page, url }) => {
        await open(page, url, name, "en");
        await expect(page).toHaveScreenshot(`${name}-${look}.png`, { fullPage: true });
        expect(await findBarriers(page)).toEqual([]);
      });
    }
  });
}

for (const name of [...Object.keys(states), "operator-event", "operator-customer"]) {
  test(`${name} looks as it did on paper`, async ({ page, url }) => {
    // A sheet of A4 at 96 pixels to the inch; a customer whose screen is dark prints on white as well.
    await page.setViewportSize({ width: 794, height: 1123 });
    await open(page, url, name, "en");
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    // A picture of the page knows nothing of the sheet's margins.
    await page.evaluate(() => {
      document.documentElement.style.padding = "2cm";
    });
    await expect(page).toHaveScreenshot(`${name}-print.png`, { fullPage: true });
  });
}

test("every page works at 400 % zoom and in forced colours", async ({ page, url }) => {
  test.setTimeout(120_000);
  // 1280 CSS pixels at 400 % are 320 (WCAG 2.2, 1.4.10).
  await page.setViewportSize({ width: 320, height: 256 });
  await page.emulateMedia({ forcedColors: "active" });
  const others = Object.keys(otherStates).filter((name) => /^operator-(setup|declaration)/.test(name));
  for (const name of [...Object.keys(states), ...others]) {
    await open(page, url, name, "de");
    expect(await findMisfits(page), name).toEqual([]);
    expect(await findBarriers(page), name).toEqual([]);
  }
});

test("no page is larger than 12 kB, with its styles and scripts", async ({ request, url }) => {
  for (const name of Object.keys(states)) {
    for (const lang of ["en", "de", "ar", "bg", "el", "ja"]) {
      const body = await (await request.get(`${url}/${name}?lang=${lang}`)).body();
      expect(body.length, `${name} ${lang}`).toBeLessThanOrEqual(12_000);
    }
  }
});
