import { RetentError } from "../../errors.ts";
import { checkHealthToken } from "../check-operator.ts";
import { text } from "../responses.ts";
import type { RouteContext } from "../route.ts";

/** `GET {base}/metrics`: the host app's figures, with the health token. */
export async function getMetrics(context: RouteContext): Promise<Response> {
  const { metrics, isHealthToken } = context.app.services;
  if (!metrics || !isHealthToken) throw new RetentError("not_found", "There is nothing at this address.");
  await checkHealthToken(context);
  return text(await metrics(), "text/plain; version=0.0.4; charset=utf-8");
}
