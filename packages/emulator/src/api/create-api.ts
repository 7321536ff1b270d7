import type { ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";
import type { Effect, Faults } from "../faults/create-faults.ts";
import { describeFault } from "../faults/fault.ts";
import { type Answer, json, send } from "../http/answer.ts";
import type { Received } from "../http/received.ts";
import type { Settings } from "../options.ts";
import type { RequestLog } from "../workspace/create-request-log.ts";
import type { Workspace } from "../workspace/create-workspace.ts";
import type { ApiCall } from "./api-call.ts";
import { authorize, checkKey } from "./authorize.ts";
import { faultSubject } from "./fault-subject.ts";
import { Refusal, refuse, refuseWith } from "./refusal.ts";
import { type Route, routes } from "./routes.ts";

export interface ApiParts {
  settings: Settings;
  workspace: Workspace;
  faults: Faults;
  requests: RequestLog;
  /** Aborted when the emulator closes: a delayed response is no longer needed. */
  closing: AbortSignal;
}

/** Answers the calls below `/api/`, or breaks them as asked. */
export function createApi({ settings, workspace, faults, requests, closing }: ApiParts) {
  return async function answerApi(
    request: Received,
    response: ServerResponse,
    origin: string,
  ): Promise<void> {
    const route = routes.find((each) => each.method === request.method && each.pattern.test(request.path));
    const parameter = route?.pattern.exec(request.path)?.[1] ?? "";
    const call: ApiCall = { ...request, parameter, origin, settings, workspace };
    const fault = faults.take(route?.endpoint ?? "*", route && faultSubject(route.endpoint, call));
    if (fault?.delayMs !== undefined) await setTimeout(fault.delayMs, undefined, { signal: closing });

    const answer = fault?.hang || fault?.drop ? undefined : (faultAnswer(fault) ?? answerCall(route, call));
    const answered = answer !== undefined && !fault?.loseAnswer;
    requests.add({
      method: request.method,
      path: request.path,
      status: answered ? answer.status : null,
      auth: checkKey(request.headers, settings.apiKey),
      requestBody: request.body?.toString("utf8") ?? "(longer than 1 MiB)",
      answerBody: answered ? answer.body : "",
      fault: fault ? describeFault(fault) : null,
    });
    if (answered) send(response, answer);
    else if (!fault?.hang) response.destroy();
  };
}

function answerCall(route: Route | undefined, call: ApiCall): Answer {
  try {
    if (!route) return answerUnknown(call);
    authorize(call.headers, call.settings, route.needs);
    return json(200, route.handle(call));
  } catch (error) {
    if (error instanceof Refusal) return refuse(error);
    throw error;
  }
}

function answerUnknown({ path }: ApiCall): Answer {
  const methods = routes.filter((route) => route.pattern.test(path)).map((route) => route.method);
  if (methods.length === 0) return refuse(new Refusal("not_found", "There is no such endpoint."));
  const allow = methods.join(", ");
  return refuse(new Refusal("method_not_allowed", `This endpoint takes ${allow}.`), { allow });
}

/** The answer that a fault gives instead of the endpoint. */
function faultAnswer(fault: Effect | undefined): Answer | undefined {
  if (fault?.status === undefined && fault?.body === undefined) return undefined;
  const status = fault.status ?? 200;
  const headers: Record<string, string> = {};
  if (fault.retryAfter !== undefined) headers["retry-after"] = String(fault.retryAfter);
  if (fault.body === undefined) return refuseWith(status, headers);
  if (typeof fault.body !== "string") return json(status, fault.body, headers);
  return { status, headers: { "content-type": "text/html; charset=utf-8", ...headers }, body: fault.body };
}
