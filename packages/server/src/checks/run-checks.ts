import type { App } from "../app.ts";
import { countedLanes } from "../outbox/row.ts";
import { withTimeLimit } from "../time-limit.ts";
import { checkRetentBase } from "./check-retentbase.ts";
import { type Finding, failed, passed, warning } from "./finding.ts";

/** What every server needs: a host that knows more of its set-up has checks of its own. */
export async function runChecks(app: App): Promise<Finding[]> {
  const { config, services } = app;
  return [
    checkWhoEnds(app),
    await checkStore(app),
    ...(await checkRetentBase(services.client, config, (option) => option)),
    ...(await checkBilling(app)),
  ];
}

export function checkWhoEnds({ config: { whoEnds }, services: { notifier } }: App): Finding {
  const { isAutomatic, sentence } = whoEnds;
  return (isAutomatic || notifier ? passed : warning)("who ends subscriptions", sentence);
}

async function checkStore({ config, services: { store } }: App): Promise<Finding> {
  try {
    await withTimeLimit(store.check(), config.healthTimeoutMs, "store");
    const { queued, dead } = await withTimeLimit(store.count(countedLanes), config.healthTimeoutMs, "store");
    return passed("store", `it is writable; ${queued} waiting, ${dead} failed permanently`);
  } catch {
    return failed("store", "it can't be written to", "the server's log says why");
  }
}

async function checkBilling({ config, services: { billing } }: App): Promise<Finding[]> {
  if (!billing?.check) return [];
  try {
    await withTimeLimit(billing.check(), config.billingTimeoutMs, "billing");
    return [passed("billing", "its key works")];
  } catch {
    return [failed("billing", "it refuses its key, or can't be reached", "check the key of your billing")];
  }
}
