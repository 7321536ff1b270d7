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

/**
 * Whether somebody else is signed in by now than whoever started a flow: on a shared computer the browser alone says too little. Where
 * nobody is signed in, or the host app can't tell, the browser has to do, for everybody must be able to leave.
 */
export async function isSomebodyElses(
  { settings, identify }: Pick<RouteContext, "settings" | "identify">,
  flow: Cancellation,
): Promise<boolean> {
  // Identity tokens may name people otherwise than the host app's own session does.
  if (settings.identityVerifier) return false;
  const signedIn = await identify().catch(() => undefined);
  return signedIn !== undefined && signedIn.userId !== flow.userId;
}
