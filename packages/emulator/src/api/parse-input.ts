import { cancellationRequestSchema, describeIssues } from "@retent/retentbase/internal";
import type * as z from "zod";
import { getMediaType, type Received } from "../http/received.ts";
import { Refusal } from "./refusal.ts";

/**
 * Reads a JSON body of the documented form.
 *
 * @throws {Refusal} 400, 413, 415
 */
export function parseBody<T>(request: Received, schema: z.ZodType<T>): T {
  if (getMediaType(request.headers) !== "application/json") throw new Refusal("unsupported_media_type");
  if (request.body === undefined) throw new Refusal("too_large");
  const parsed = schema.safeParse(parseJson(request.body));
  if (parsed.success) return parsed.data;
  throw new Refusal("invalid_request", describeIssues(parsed.error, "body"));
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
    throw new Refusal("invalid_request", "The id in the path is not decodable.");
  }
  const id = cancellationRequestSchema.shape.eventId.safeParse(decoded);
  if (!id.success) throw new Refusal("invalid_request", "The id in the path is not valid.");
  return id.data;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw new Refusal("invalid_request", "The body is not JSON.");
  }
}
