import { RetentError } from "../errors.ts";

export type Body = { kind: "json" | "form"; fields: Record<string, unknown> };

/**
 * Reads a JSON object or a form post.
 *
 * @param accepts the kinds that the route takes
 * @throws {RetentError} `unsupported_media_type`, `too_large`, `invalid_request`
 */
export async function readBody(request: Request, accepts: Body["kind"][], maxBytes: number): Promise<Body> {
  const kind = kindOf(request);
  if (!kind || !accepts.includes(kind)) {
    const types = accepts.map((accepted) => mediaTypes[accepted]).join(" or ");
    throw new RetentError("unsupported_media_type", `Send the body as ${types}, without a content encoding.`);
  }
  const text = await readText(request, maxBytes);
  if (kind === "form") return { kind, fields: Object.fromEntries(new URLSearchParams(text)) };
  return { kind, fields: parseObject(text) };
}

/** Says whether the body was sent by a form. */
export function isForm(request: Request): boolean {
  return kindOf(request) === "form";
}

const mediaTypes = { json: "application/json", form: "application/x-www-form-urlencoded" } as const;

function kindOf(request: Request): Body["kind"] | undefined {
  const type = request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  const encoding = request.headers.get("content-encoding");
  if (encoding !== null && encoding !== "identity") return undefined;
  if (type === mediaTypes.json) return "json";
  return type === mediaTypes.form ? "form" : undefined;
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge(maxBytes);
  if (!request.body) return "";
  const decoder = new TextDecoder();
  const reader = (request.body as ReadableStream<Uint8Array>).getReader();
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      await reader.cancel();
      throw tooLarge(maxBytes);
    }
    text += decoder.decode(value, { stream: true });
  }
}

function tooLarge(maxBytes: number): RetentError {
  return new RetentError("too_large", `The body is longer than ${maxBytes} bytes.`);
}

function parseObject(text: string): Record<string, unknown> {
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
