import type { H3Event } from "h3";

/** The sealed cookie that says who the customer is. */
export function useCustomerSession(event: H3Event) {
  return useSession<{ userId?: string }>(event, {
    password: String(process.env.SESSION_SECRET),
    // This site is on http.
    cookie: { httpOnly: true, sameSite: "lax", secure: false },
  });
}
