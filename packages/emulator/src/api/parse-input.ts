import { cancellationRequestSchema } from "@retent/retentbase/internal";
import type { z } from "zod";
import { getMediaType, type Received } from "../http/received.ts";
import { Refusal } from "./refusal.ts";

/**
 * Reads a JSON body of the documented form.
 *
 * @throws {Refusal} 400, 413, 415
 */
export function parseBody<T>(request: Received, schema: z.ZodType<T>): T {
  if (getMediaType(request.headers) !== "application/json") throw new Refusal(415);
  if (request.body === undefined) throw new Refusal(413, "The body is longer than 1 MiB.");
  const parsed = schema.safeParse(parseJson(request.body));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Refusal(400, `${issue?.path.join(".") || "body"}: ${issue?.message ?? "not valid"}`);
}

/**
 * Decodes the id in a path.
 *
 * @throws {Refusal} 400
 */
export function parsePathId(parameter: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(parameter);
  } catch {
    throw new Refusal(400, "The id in the path is not decodable.");
  }
  const id = cancellationRequestSchema.shape.eventId.safeParse(decoded);
  if (!id.success) throw new Refusal(400, "The id in the path is not valid.");
  return id.data;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw new Refusal(400, "The body is not JSON.");
  }
}
