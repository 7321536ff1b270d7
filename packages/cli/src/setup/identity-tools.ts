import type { VariableName } from "../environment/variables.ts";

export type IdentityVariable = Extract<VariableName, `RETENT_IDENTITY_${string}`>;

/** What the user of a membership tool is asked, and what follows from it. */
export interface IdentityTool {
  questions: readonly ToolQuestion[];
  /** As docs/identity.md of the button has them, with the placeholders that are asked for. */
  variables: Readonly<Partial<Record<IdentityVariable, string>>>;
}

export interface ToolQuestion {
  /** What stands for the answer in the values of the variables. */
  placeholder: string;
  text: string;
  /** Whether the answer is a host, which may be given as a URL. */
  isHost?: true;
  isHidden?: true;
}

export const identityTools = {
  outseta: {
    questions: [
      {
        placeholder: "YOUR.outseta.com",
        text: "Your domain at Outseta, such as YOUR.outseta.com",
        isHost: true,
      },
    ],
    variables: {
      RETENT_IDENTITY_JWKS_URL: "https://YOUR.outseta.com/.well-known/jwks",
      RETENT_IDENTITY_AUDIENCE: "YOUR.outseta.com",
    },
  },
  memberstack: {
    questions: [
      {
        placeholder: "sk_live_…",
        text: "Secret key (sk_…), from Memberstack's dashboard (hidden)",
        isHidden: true,
      },
      { placeholder: "app_…", text: "App ID (app_…), from the same place" },
    ],
    variables: {
      RETENT_IDENTITY_MEMBERSTACK_KEY: "sk_live_…",
      RETENT_IDENTITY_AUDIENCE: "app_…",
    },
  },
  clerk: {
    questions: [
      {
        placeholder: "YOUR-FRONTEND-API",
        text: "Frontend API URL, from the API keys in Clerk's dashboard",
        isHost: true,
      },
    ],
    variables: {
      RETENT_IDENTITY_JWKS_URL: "https://YOUR-FRONTEND-API/.well-known/jwks.json",
      RETENT_IDENTITY_ISSUER: "https://YOUR-FRONTEND-API",
    },
  },
  auth0: {
    questions: [
      {
        placeholder: "YOUR-DOMAIN",
        text: "Your domain at Auth0, or your custom domain if you have one",
        isHost: true,
      },
      {
        placeholder: "YOUR-API-IDENTIFIER",
        text: "Identifier of your API at Auth0, which your site asks for as the audience",
      },
    ],
    variables: {
      RETENT_IDENTITY_JWKS_URL: "https://YOUR-DOMAIN/.well-known/jwks.json",
      RETENT_IDENTITY_ISSUER: "https://YOUR-DOMAIN/",
      RETENT_IDENTITY_AUDIENCE: "YOUR-API-IDENTIFIER",
    },
  },
  supabase: {
    questions: [
      {
        placeholder: "PROJECT.supabase.co",
        text: "Project URL, such as https://PROJECT.supabase.co, from Supabase's dashboard",
        isHost: true,
      },
    ],
    variables: {
      RETENT_IDENTITY_JWKS_URL: "https://PROJECT.supabase.co/auth/v1/.well-known/jwks.json",
      RETENT_IDENTITY_ISSUER: "https://PROJECT.supabase.co/auth/v1",
      RETENT_IDENTITY_AUDIENCE: "authenticated",
    },
  },
  firebase: {
    questions: [
      { placeholder: "PROJECT-ID", text: "Project ID, from the project settings in Firebase's console" },
    ],
    variables: {
      RETENT_IDENTITY_JWKS_URL:
        "https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com",
      RETENT_IDENTITY_ISSUER: "https://securetoken.google.com/PROJECT-ID",
      RETENT_IDENTITY_AUDIENCE: "PROJECT-ID",
    },
  },
} as const satisfies Readonly<Record<string, IdentityTool>>;

export type ToolName = keyof typeof identityTools;
