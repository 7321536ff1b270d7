import { describe, expect, test } from "vitest";
import type { Decision, Settlement } from "../../src/cancellation/cancellation.ts";
import type { Preset } from "../../src/law-preset.ts";
import { texts as english, type Texts } from "../../src/pages/languages/en.ts";
import { languages, loadTexts } from "../../src/pages/languages.ts";
import { presetTexts } from "../../src/pages/preset-texts.ts";
import { receiptPage } from "../../src/pages/receipt-page.ts";
import { type Decided, resultPage } from "../../src/pages/return-page.ts";
import type { Wording } from "../../src/pages/wording.ts";
import { publicUrl, start } from "../server-under-test.ts";
import * as samples from "../stores/stored-cancellation.ts";

const config = {
  publicUrl,
  basePath: new URL(publicUrl).pathname,
  allowedOrigins: new Set<string>(),
  afterUrl: publicUrl,
  whoEnds: { isAutomatic: true, sentence: "" },
  brand: { name: "Lumen Notes", style: "" },
};

const stored = { ...samples.started, ...samples.decided };
const presets: Preset[] = ["de", "fr", "eu-withdrawal"];
const day = 86_400_000;
const past = new Date(start - day).toISOString();
const future = new Date(start + day).toISOString();

const settlements: Record<string, Settlement | null> = {
  "not settled": null,
  "settled as churned without billing": settlement("churned", null, false),
  "settled as churned without billing, with a date": settlement("churned", future, false),
  "settled as recovered without billing": settlement("recovered", null, false),
  "settled by an earlier version, which did not say by whom": {
    outcome: "churned",
    effectiveAt: future,
    metadata: null,
  } as Settlement,
  "confirmed as churned without a date": settlement("churned", null, true),
  "confirmed as churned since a date": settlement("churned", past, true),
  "confirmed as churned at a later date": settlement("churned", future, true),
  "confirmed as recovered": settlement("recovered", null, true),
};

function settlement(
  outcome: Settlement["outcome"],
  effectiveAt: string | null,
  confirmed: boolean,
): Settlement {
  return { outcome, effectiveAt, confirmed, metadata: null };
}

/** Every text is its own key, so that a page says which it used. */
const keys = Object.fromEntries(Object.keys(english).map((key) => [key, `«${key}»{date}`])) as Texts;

function wordingOf(texts: Texts, preset?: Preset): Wording {
  return { language: "en", preset, texts, facts: [] };
}

function decided(outcome: Decision["outcome"], settled: Settlement | null): Decided {
  const decision = { ...(stored.decision as Decision), outcome, decidedAtMs: start };
  return { ...stored, decision, settlement: settled };
}

/** Both pages that say how a cancellation stands. */
function render(standing: Decided, wording: Wording): string[] {
  const shown = { cancellation: standing, account: "user_1", terms: null, now: start };
  return [
    resultPage(config, wording, shown).body,
    ...(standing.decision.outcome === "churned" ? [receiptPage(config, wording, shown).body] : []),
  ].map((body) => body.replace(/<style[\s\S]*?<\/style>|<script[\s\S]*?<\/script>|data-\w+="[^"]*"/g, ""));
}

const isConfirmedEnd = (settled: Settlement | null) =>
  settled?.confirmed === true && settled.outcome === "churned" && settled.effectiveAt !== null;

describe.each(Object.entries(settlements))("a cancellation that is %s", (_, settled) => {
  test("is said to end only if billing has confirmed that and named the date", () => {
    for (const outcome of ["churned", "recovered"] as const) {
      for (const page of render(decided(outcome, settled), wordingOf(keys))) {
        const used = [...page.matchAll(/«(\w+)»/g)].map(([, key]) => key);
        const endings = used.filter((key) => key === "ends" || key === "ended");
        if (!isConfirmedEnd(settled)) expect(endings).toEqual([]);
        else expect(endings).toEqual([settled?.effectiveAt === past ? "ended" : "ends"]);
        expect(used.includes("continues") || used.includes("recovered")).toBe(
          settled?.confirmed === true && settled.outcome === "recovered",
        );
        if (!isConfirmedEnd(settled)) expect(used).not.toContain("cancelled");
      }
    }
  });

  test("is called received, with date, time and reference, and what happens next", () => {
    for (const page of render(decided("churned", settled), wordingOf(keys))) {
      const title = /<h1[^>]*>«(\w+)»/.exec(page)?.[1];
      if (!settled?.confirmed) expect(title).toBe("received");
      expect(page).toMatch(/«receivedOn»[\s\S]*March 1, 2026[\s\S]*12:00\sAM UTC/);
      expect(page).toContain(`<dt>«reference»{date}</dt><dd><bdi>${stored.retentBaseEventId}</bdi>`);
      if (!settled?.confirmed) expect(page).toContain("«pending»");
    }
    const [stays = ""] = render(decided("recovered", settled), wordingOf(keys));
    if (!settled?.confirmed) expect(stays).toContain("«keepPending»");
    expect(stays).not.toContain("«stayPending»");
    expect(stays).not.toContain("«received»");
  });

  test.each(languages)(
    "uses no text about an end in the language %s, whatever a law prescribes",
    async (language) => {
      const texts = await loadTexts(language);
      for (const preset of [undefined, ...presets]) {
        const worded = { ...texts, ...(preset && presetTexts[preset].toTexts(texts)) };
        for (const outcome of ["churned", "recovered"] as const) {
          for (const page of render(decided(outcome, settled), { ...wordingOf(worded, preset), language })) {
            const said = [worded.ends, worded.ended].filter((text) => resembles(page, text));
            expect(said.length).toBe(isConfirmedEnd(settled) ? 1 : 0);
          }
        }
      }
    },
  );
});

/** Whether a page holds a text with any date in it. */
function resembles(page: string, text: string): boolean {
  const parts = text.split("{date}").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`>${parts.join("[^<]+")}<`).test(page.replaceAll("&#39;", "'"));
}
