import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";

/** The receiver of `RETENT_BILLING_URL`: it ends memberships, and answers when they end. `endings` holds that by member. */
export function createReceiver(secret: string, endings: Map<string, string>) {
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");

  return createServer(async (request, response) => {
    const body = await text(request);
    const {
      "webhook-id": id,
      "webhook-timestamp": sentAt,
      "webhook-signature": signatures,
    } = request.headers;
    const expected = createHmac("sha256", key).update(`${id}.${sentAt}.${body}`).digest();
    const isSigned = String(signatures)
      .split(" ")
      .map((signature) => Buffer.from(signature.replace("v1,", ""), "base64"))
      .some((given) => given.length === expected.length && timingSafeEqual(given, expected));
    const isRecent = Math.abs(Date.now() / 1000 - Number(sentAt)) < 300;
    if (!isSigned || !isRecent) return response.writeHead(401).end();

    const { type, data } = JSON.parse(body);
    if (type !== "cancellation.decided") return response.writeHead(204).end();
    const { userId, outcome } = data;
    // A message may come twice: the end stays the same.
    if (outcome === "churned") endings.set(userId, endings.get(userId) ?? getEndOfMonth());
    else endings.delete(userId);
    return response
      .setHeader("content-type", "application/json")
      .end(JSON.stringify({ outcome, effectiveAt: endings.get(userId) }));
  });
}

/** Until then the member has paid. */
function getEndOfMonth(): string {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1)).toISOString();
}
