import { readBytes as readUpTo } from "@retent/retentbase/internal";
import type { Bytes } from "../billing/billing.ts";
import { RetentError } from "../errors.ts";
import { getNotes } from "./adapter-notes.ts";
import type { BodyBudget } from "./body-budget.ts";

/** A body with the fields that a route reads, each of which may be left out. */
export interface Body<Name extends string> {
  kind: BodyKind;
  fields: { [Field in Name]?: string };
}

export type BodyKind = "json" | "form";

export interface BodyLimits {
  maxBodyBytes: number;
  /** How long the whole body may take to arrive, in milliseconds. */
  bodyTimeoutMs: number;
  budget: BodyBudget;
}

/** Our own bodies nest a few levels at most. */
const maxDepth = 32;

/**
 * Reads a JSON object or a form post. Other fields than those named are ignored.
 *
 * @param accepts the kinds that the route takes
 * @param names the fields that it reads
 * @throws {RetentError} `unsupported_media_type`, `too_large`, `invalid_request`
 */
export async function readBody<Name extends string>(
  request: Request,
  accepts: BodyKind[],
  names: readonly Name[],
  limits: BodyLimits,
): Promise<Body<Name>> {
  const kind = getBodyKind(request);
  if (!kind || !accepts.includes(kind)) {
    const types = accepts.map((accepted) => mediaTypes[accepted]).join(" or ");
    throw new RetentError("unsupported_media_type", `Send the body as ${types}, without a content encoding.`);
  }
  const text = new TextDecoder().decode(await readBytes(request, limits));
  const sent = kind === "form" ? Object.fromEntries(new URLSearchParams(text)) : parseObject(text);
  return { kind, fields: pickTexts(sent, names) };
}

/** Null counts as left out. */
function pickTexts<Name extends string>(sent: Record<string, unknown>, names: readonly Name[]) {
  const texts: Body<Name>["fields"] = {};
  for (const name of names) {
    const value = Object.hasOwn(sent, name) ? sent[name] : null;
    if (typeof value === "string") texts[name] = value;
    else if (value !== null) throw new RetentError("invalid_request", `${name}: must be a string.`);
  }
  return texts;
}

/** Says whether the body was sent by a form. */
export function isForm(request: Request): boolean {
  return getBodyKind(request) === "form";
}

const mediaTypes = { json: "application/json", form: "application/x-www-form-urlencoded" } as const;

function getBodyKind(request: Request): BodyKind | undefined {
  const type = request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  const encoding = request.headers.get("content-encoding");
  if (encoding !== null && encoding !== "identity") return undefined;
  if (type === mediaTypes.json) return "json";
  return type === mediaTypes.form ? "form" : undefined;
}

export const bodyLost =
  "The request's body was read before Retent got it: hand the request over before anything reads it, or with the parsed body as request.body (Node.js), or as request.clone() (fetch).";

/** Whether other code has read the body, or is about to. */
export function isBodyLost(request: Request): boolean {
  return getNotes(request).isBodyLost === true || request.bodyUsed || request.body?.locked === true;
}

/**
 * Reads a body as it was sent.
 *
 * @throws {RetentError} `unsupported_media_type` for one that is compressed, `too_large`, `invalid_request`
 */
export async function readBytes(
  request: Request,
  { maxBodyBytes: maxBytes, bodyTimeoutMs: timeoutMs, budget }: BodyLimits,
): Promise<Bytes> {
  const encoding = request.headers.get("content-encoding");
  if (encoding !== null && encoding !== "identity")
    throw new RetentError("unsupported_media_type", "Send the body without a content encoding.");
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge(maxBytes);
  // Bounds uploads that drip in.
  const late = new AbortController();
  const giveUp = () => late.abort();
  const timer = setTimeout(giveUp, timeoutMs);
  const held = budget.hold(giveUp);
  try {
    const { content, isWhole } = await readUpTo(getNotes(request).source ?? request.body, maxBytes, {
      signal: late.signal,
      onBytes: held.add,
    });
    if (late.signal.aborted) throw new RetentError("invalid_request", "The body took too long to arrive.");
    if (!isWhole) throw tooLarge(maxBytes);
    return content;
  } finally {
    clearTimeout(timer);
    held.release();
  }
}

function tooLarge(maxBytes: number): RetentError {
  return new RetentError("too_large", `The body is longer than ${maxBytes} bytes.`);
}

function parseObject(text: string): Record<string, unknown> {
  if (nestsTooDeep(text)) throw new RetentError("invalid_request", "The body is nested too deep.");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RetentError("invalid_request", "The body is not JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new RetentError("invalid_request", "The body is not a JSON object.");
  }
  return value as Record<string, unknown>;
}

/**
 * Looked at before parsing, which would build it all. Brackets within strings count too: our own bodies never
 * have that many.
 */
function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") depth -= 1;
    if (depth > maxDepth) return true;
  }
  return false;
}
