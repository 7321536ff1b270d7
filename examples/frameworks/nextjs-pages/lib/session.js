import { createHmac, timingSafeEqual } from "node:crypto";

/** The customer whom the signed cookie of a request names. */
export function readSession({ cookies }) {
  const [userId, signature = ""] = (cookies.session ?? "").split(".");
  const expected = sign(userId);
  const isGenuine =
    signature.length === expected.length && timingSafeEqual(Buffer.from(signature), Buffer.from(expected));
  return isGenuine ? userId : undefined;
}

export function toCookie(userId) {
  return `session=${userId}.${sign(userId)}; Path=/; HttpOnly; SameSite=Lax`;
}

function sign(userId) {
  return createHmac("sha256", process.env.SESSION_SECRET).update(userId).digest("hex");
}
