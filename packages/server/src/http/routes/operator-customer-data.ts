import {
  countCustomer,
  EraseError,
  eraseCustomer,
  exportCustomer,
} from "../../cancellation/customer-data.ts";
import { listUnfinished } from "../../cancellation/unfinished.ts";
import { RetentError } from "../../errors.ts";
import { erasePage } from "../../pages/operator/erase-page.ts";
import { operatorPath } from "../../pages/operator/operator-layout.ts";
import { file, page, seeOther } from "../responses.ts";
import type { RouteContext } from "../route.ts";

/** Everything that is stored about a customer, as a file to save. */
export async function sendExport({ app }: RouteContext, userId: string): Promise<Response> {
  const customer = await read(app.services, userId);
  const name = userId.replaceAll(/[^\w-]+/g, "-").slice(0, 60);
  const day = customer.exportedAt.slice(0, 10);
  const body = `${JSON.stringify(customer, null, 2)}\n`;
  return file(body, "application/json", `retent-customer-${name}-${day}.json`);
}

/** Asks before a customer's data is erased. */
export async function confirmErasure({ app }: RouteContext, userId: string): Promise<Response> {
  const customer = await read(app.services, userId);
  const isDeclaration = customer.declarations.some(({ id }) => id === userId);
  const view = {
    userId,
    isDeclaration,
    counts: countCustomer(customer),
    unfinished: listUnfinished(customer),
  };
  return page(erasePage(app.config, view));
}

/** Erases a customer's data. If work was left or has been queued meanwhile, that is shown and asked about. */
export async function erase(
  { app }: RouteContext,
  userId: string | null,
  force: string | undefined,
): Promise<Response> {
  if (!userId) throw new RetentError("invalid_request", "Name the user whose data is to be erased.");
  await read(app.services, userId);
  try {
    const { cancellations } = await eraseCustomer(app.services, userId, { force: force === "1" });
    return seeOther(operatorPath(app.config, { erased: String(cancellations) }));
  } catch (error) {
    if (!(error instanceof EraseError)) throw error;
    return seeOther(operatorPath(app.config, { user: userId, confirm: "erase" }));
  }
}

function read(services: RouteContext["app"]["services"], userId: string) {
  const { readCustomer, eraseCustomer: erases } = services.store;
  if (!readCustomer || !erases)
    throw new RetentError("not_found", "This store can't export or erase a customer's data.");
  return exportCustomer(services, userId);
}
