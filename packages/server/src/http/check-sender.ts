import { failed, passed, warning } from "../checks/finding.ts";
import type { PageFinding } from "../checks/page-finding.ts";
import type { Customer } from "../customer.ts";
import { type ProblemCode, RetentError } from "../errors.ts";
import { countOrRefuse } from "../rate-limits.ts";
import { findChoice } from "./find-choice.ts";
import { identifySender } from "./identify.ts";
import type { Body } from "./request-body.ts";
import type { RouteContext } from "./route.ts";

/**
 * Which customer this request would start a cancellation for, and of which subscription; or why it can't.
 *
 * @throws {RetentError} `origin_not_allowed`, `rate_limited`
 */
export async function checkSender(
  context: RouteContext,
  body: Body<"identity" | "subscription">,
): Promise<PageFinding[]> {
  const { services } = context.app;
  try {
    const { customer, hasToken } = await identifySender(context, body, { isTrial: true });
    await countOrRefuse(services, services.limiters.panels, customer.userId);
    const how = hasToken ? "by the identity token" : "by your own session";
    return [
      { ...passed("customer", `${customer.userId}, ${how}`), docs: "server#what-you-provide" },
      await checkSubscriptions(context, customer, body.fields.subscription),
    ];
  } catch (error) {
    return [{ ...explain(error), docs: "cancel-button#identity" }];
  }
}

const remedies: Partial<Record<ProblemCode, string>> = {
  not_identified: "sign in on this page, and check what identifies your customers: a session or a token",
  keys_unavailable: "check the address of the keys, and try again",
  internal: "look into the server's log",
};

function explain(error: unknown) {
  const remedy = error instanceof RetentError ? remedies[error.code] : undefined;
  if (!(error instanceof RetentError) || remedy === undefined) throw error;
  return failed("customer", error.hint ?? error.message, remedy);
}

async function checkSubscriptions(
  context: RouteContext,
  customer: Customer,
  wish: string | undefined,
): Promise<PageFinding> {
  const name = "subscriptions";
  const docs = "server#what-you-provide";
  try {
    const choice = await findChoice(context, customer, { wish });
    if (choice.isOpen) {
      const listed = choice.subscriptions.map(describe).join(", ");
      return { ...passed(name, `the customer chooses one of ${listed}`), docs };
    }
    if (choice.subscription) return { ...passed(name, describe(choice.subscription)), docs };
    const nothing = "neither identify nor billing lists any";
    return wish
      ? { ...warning(name, `${wish} is ignored: ${nothing}`), docs }
      : { ...passed(name, `${nothing}, so the customer chooses none`), docs };
  } catch (error) {
    if (!(error instanceof RetentError) || error.code !== "subscription_not_yours") throw error;
    const cause = `${wish} is none that this customer may cancel`;
    return { ...failed(name, cause, "set subscription to one of the customer's, or leave it out"), docs };
  }
}

function describe({ id, label }: { id: string; label: string }): string {
  return label === id ? id : `${label} (${id})`;
}
