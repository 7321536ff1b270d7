import type { IncomingHttpHeaders } from "node:http";
import type { Settings } from "../options.ts";
import { Refusal } from "./refusal.ts";

/** Whether a call brings the workspace's API key, as `Authorization: Bearer …` or as `x-api-key: …`. */
export function checkKey(headers: IncomingHttpHeaders, apiKey: string): "valid" | "invalid" | "missing" {
  const bearer = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? "")?.[1];
  const given = [bearer, headers["x-api-key"]].filter((key) => key !== undefined);
  if (given.length === 0) return headers.authorization === undefined ? "missing" : "invalid";
  return given.every((key) => key === apiKey) ? "valid" : "invalid";
}

/**
 * Lets a call in.
 *
 * @throws {Refusal} 401 by its key, 402 and 403 by what the workspace may do
 */
export function authorize(headers: IncomingHttpHeaders, settings: Settings, needs: Settings["plan"]): void {
  if (checkKey(headers, settings.apiKey) !== "valid") throw new Refusal("unauthorized");
  if (settings.readOnly) throw new Refusal("workspace_read_only");
  if (needs === "advanced" && settings.plan === "core") throw new Refusal("plan_required");
}
