import { RetentError } from "../../errors.ts";
import { json } from "../responses.ts";
import type { RouteContext } from "../route.ts";

/** `GET {base}/health`: says that the process answers, and nothing else. */
export function getHealth({ url }: RouteContext): Response {
  if (url.searchParams.has("deep"))
    throw new RetentError("not_authorized", "The deep health check is switched off.");
  return json({ status: "ok" });
}
