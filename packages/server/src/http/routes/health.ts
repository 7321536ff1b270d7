import { checkDeeply } from "../../health/deep-health.ts";
import { checkHealthToken } from "../check-operator.ts";
import { json } from "../responses.ts";
import type { RouteContext } from "../route.ts";

/**
 * `GET {base}/health`: says that the process answers, and nothing else. With `deep` and the health token: how
 * everything stands that it needs, and 503 if something does not recover soon.
 */
export async function getHealth(context: RouteContext): Promise<Response> {
  if (!context.url.searchParams.has("deep")) return json({ status: "ok" });
  await checkHealthToken(context);
  const health = await checkDeeply(context.app, context.lanes.deliveries.isPaused());
  return json(health, {}, health.status === "ok" ? 200 : 503);
}
