import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";
import process from "node:process";

const secret = process.env.SESSION_SECRET ?? "";

/** A session as a signed cookie, for the header `Set-Cookie`. */
export function startSession(userId: string): string {
  const value = encodeURIComponent(userId);
  return `customer=${value}.${sign(value)}; Path=/; HttpOnly; SameSite=Lax`;
}

/** The customer of a request's cookie, if its signature is right. */
export function readSession(request: Request): string | undefined {
  const cookies = request.headers.get("cookie") ?? "";
  const [, value = "", signature = ""] = /(?:^|; )customer=([^;.]+)\.([0-9a-f]{64})/.exec(cookies) ?? [];
  const isRight = signature !== "" && timingSafeEqual(Buffer.from(signature), Buffer.from(sign(value)));
  return isRight ? decodeURIComponent(value) : undefined;
}

function sign(value: string): string {
  return createHmac("sha256", secret).update(value).digest("hex");
}
