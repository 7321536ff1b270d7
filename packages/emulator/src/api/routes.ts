import type { FaultEndpoint } from "../faults/fault.ts";
import type { Settings } from "../options.ts";
import type { ApiCall, ApiResult } from "./api-call.ts";
import { createCancelLink } from "./create-cancel-link.ts";
import { createCancellation } from "./create-cancellation.ts";
import { getCancelSession } from "./get-cancel-session.ts";
import { updateCancellation } from "./update-cancellation.ts";

export interface Route {
  endpoint: Exclude<FaultEndpoint, "*">;
  method: string;
  pattern: RegExp;
  /** The plan that the workspace needs at least. */
  needs: Settings["plan"];
  handle: (call: ApiCall) => ApiResult;
}

/** The documented API. */
export const routes: readonly Route[] = [
  {
    endpoint: "cancel-link",
    method: "POST",
    pattern: /^\/api\/v1\/cancel-link$/,
    needs: "core",
    handle: createCancelLink,
  },
  {
    endpoint: "cancel-sessions",
    method: "GET",
    pattern: /^\/api\/v1\/cancel-sessions\/([^/]*)$/,
    needs: "advanced",
    handle: getCancelSession,
  },
  {
    endpoint: "cancellations",
    method: "POST",
    pattern: /^\/api\/v1\/cancellations$/,
    needs: "advanced",
    handle: createCancellation,
  },
  {
    endpoint: "update",
    method: "PATCH",
    pattern: /^\/api\/v1\/cancellations\/([^/]*)$/,
    needs: "advanced",
    handle: updateCancellation,
  },
];
