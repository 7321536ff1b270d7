import type { Cancellation } from "../cancellation.ts";
import { isBound } from "../flow/binding.ts";
import { readFlowCookies } from "./cookies.ts";
import type { RouteContext } from "./route.ts";

/** The hosted flows that this browser started, newest first. */
export async function findOwnFlows({
  settings,
  request,
}: Pick<RouteContext, "settings" | "request">): Promise<Cancellation[]> {
  const flows: Cancellation[] = [];
  for (const [eventId, value] of readFlowCookies(request)) {
    const flow = await settings.store.find(eventId);
    if (flow?.sessionId && (await isBound(flow, value))) flows.push(flow);
  }
  return flows.sort((a, b) => b.createdAt - a.createdAt);
}
