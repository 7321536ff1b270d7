import { createHmac, timingSafeEqual } from "node:crypto";
import { cookies } from "next/headers";

/** The customer whom the signed cookie names. */
export async function readSession() {
  const [userId, signature = ""] = ((await cookies()).get("session")?.value ?? "").split(".");
  const expected = sign(userId);
  const isGenuine =
    signature.length === expected.length && timingSafeEqual(Buffer.from(signature), Buffer.from(expected));
  return isGenuine ? userId : undefined;
}

export async function beginSession(userId) {
  const value = `${userId}.${sign(userId)}`;
  (await cookies()).set("session", value, { httpOnly: true, sameSite: "lax" });
}

function sign(userId) {
  return createHmac("sha256", process.env.SESSION_SECRET).update(userId).digest("hex");
}
