import type { Cancellation } from "../cancellation/cancellation.ts";
import { withdrawalReason } from "../law-preset.ts";
import { receiptFile, receiptPage } from "../pages/receipt-page.ts";
import type { Wording } from "../pages/wording.ts";
import { findTerms } from "./find-choice.ts";
import { nameAccount } from "./identify.ts";
import { download, page } from "./responses.ts";
import type { RouteContext } from "./route.ts";

/** The receipt says what was done, whatever the address says. */
export async function showReceipt(
  context: RouteContext,
  cancellation: Cancellation,
  wording: Wording,
): Promise<Response | undefined> {
  const { app, url } = context;
  const { decision, userId } = cancellation;
  if (decision?.outcome !== "churned") return undefined;
  const isWithdrawal = decision.reasonKey === withdrawalReason;
  if (!isWithdrawal && wording.preset === "eu-withdrawal") return undefined;
  const words = isWithdrawal ? await context.wording("eu-withdrawal") : wording;
  const [account, terms] = await Promise.all([
    nameAccount(context, userId),
    findTerms(context, cancellation),
  ]);
  const shown = {
    cancellation: { ...cancellation, decision },
    ...{ account, terms },
    now: app.services.now(),
    pass: url.searchParams.get("pass") ?? undefined,
  };
  if (!url.searchParams.has("file")) return page(receiptPage(app.config, words, shown));
  const file = receiptFile(app.config, words, { ...shown, timeZone: readTimeZone(url) });
  return download(file.page, file.name);
}

/** The customer's time zone, as the receipt's script names it. */
export function readTimeZone({ searchParams }: URL): string | undefined {
  const timeZone = searchParams.get("tz") ?? undefined;
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return timeZone;
  } catch {
    return undefined;
  }
}
