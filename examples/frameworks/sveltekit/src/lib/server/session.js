import { createHmac, timingSafeEqual } from "node:crypto";

/** The customer whom the signed cookie names. */
export function readSession(cookies) {
  const [userId, signature = ""] = (cookies.get("session") ?? "").split(".");
  const expected = sign(userId);
  const isGenuine =
    signature.length === expected.length && timingSafeEqual(Buffer.from(signature), Buffer.from(expected));
  return isGenuine ? userId : undefined;
}

export function beginSession(cookies, userId) {
  // SvelteKit's default of "secure" is for https, and this site is on http.
  cookies.set("session", `${userId}.${sign(userId)}`, { path: "/", secure: false });
}

function sign(userId) {
  return createHmac("sha256", process.env.SESSION_SECRET).update(userId).digest("hex");
}
