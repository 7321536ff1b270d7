// What the documents' snippets take for granted: what stood in a snippet before, and what belongs to the reader.
import type { Application, Request } from "express";

declare global {
  namespace Express {
    interface Request {
      session: { userId?: string };
    }
  }

  const createRetent: typeof import("@retent/server").createRetent;
  const createSqliteStore: typeof import("@retent/server/sqlite").createSqliteStore;
  const toExpress: typeof import("@retent/server/express").toExpress;
  const BillingEventError: typeof import("@retent/server/billing").BillingEventError;
  type Billing = import("@retent/server").Billing;
  type ExpressRequest = Request;

  const app: Application;
  const settings: Record<"apiKey" | "signingSecret" | "workspaceKey" | "siteUrl" | "databaseFile", string> & {
    environment: "sandbox" | "prod";
  };
  const options: Omit<
    import("@retent/server").RetentOptions<undefined>,
    "identify" | "identity" | "billing" | "onResult"
  >;
  const billing: {
    customer(userId: string): import("@retent/server").Customer;
    apply: import("@retent/server").OnResult;
    cancelAtPeriodEnd(userId: string, options: { idempotencyKey: string }): Promise<string>;
  };
  function isSigned(body: Uint8Array, headers: Headers, now: number): boolean;

  const retent: import("@retent/server").Retent<unknown>;
  const RetentCancelButton: typeof import("@retent/cancel-button").RetentCancelButton;
  const CancelButtonError: typeof import("@retent/cancel-button").CancelButtonError;
  const isSignedIn: boolean;
  function showPlan(): void;

  const [apiKey, secret, workspaceKey, eventId, token, memberId]: string[];
  const button: import("@retent/cancel-button").RetentCancelButton;
  const Button: typeof import("@retent/cancel-button").RetentCancelButton;

  // Of the membership tools' own scripts only what the recipes call.
  const Outseta: { getAccessToken(): string | null };
  const Clerk: { session?: { getToken(): Promise<string | null> } };
  const auth0: { getTokenSilently(): Promise<string> };
  const supabase: { auth: { getSession(): Promise<{ data: { session: { access_token: string } | null } }> } };
  const auth: { currentUser: { getIdToken(): Promise<string> } | null };
  interface Window {
    $memberstackDom: { getMemberCookie(): Promise<string> };
  }
}
