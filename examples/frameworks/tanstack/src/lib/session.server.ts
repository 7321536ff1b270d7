import { createHmac, timingSafeEqual } from "node:crypto";
import { getCookie, setCookie } from "@tanstack/react-start/server";

/** The customer whom the signed cookie names. */
export function readSession(): string | undefined {
  const [userId = "", signature = ""] = (getCookie("session") ?? "").split(".");
  const expected = sign(userId);
  const isGenuine =
    signature.length === expected.length && timingSafeEqual(Buffer.from(signature), Buffer.from(expected));
  return isGenuine ? userId : undefined;
}

export function beginSession(userId: string): void {
  setCookie("session", `${userId}.${sign(userId)}`, { httpOnly: true, path: "/", sameSite: "lax" });
}

function sign(userId: string): string {
  return createHmac("sha256", String(process.env.SESSION_SECRET)).update(userId).digest("hex");
}
