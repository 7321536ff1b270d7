import { describe, expect, test } from "vitest";
import { goodEnvironment, signingSecret } from "../test-host.ts";
import { findFaultsIn, jwksUrl, mail, notifications } from "./find-faults-in.ts";

describe("each fault is found, and its value is not repeated", () => {
  const faults: [name: string, variable: string, value: string | undefined, message: RegExp][] = [
    ["missing key", "RETENTBASE_API_KEY", undefined, /is missing: copy/],
    ["missing secret", "RETENTBASE_SIGNING_SECRET", undefined, /is missing: set it, or RETENTBASE_JWKS_URL/],
    [
      "missing identity",
      "RETENT_IDENTITY_SECRET",
      undefined,
      /is missing: set it, or RETENT_IDENTITY_JWKS_URL/,
    ],
    ["empty", "RETENTBASE_API_KEY", "", /is empty/],
    ["whitespace", "RETENTBASE_API_KEY", "  \t", /is empty/],
    [
      "whitespace at the end",
      "RETENTBASE_API_KEY",
      "rb_key_9f8e7d\n",
      /leading or trailing whitespace: remove it/,
    ],
    ["whitespace inside", "RETENTBASE_API_KEY", "rb_key 9f8e7d", /without spaces/],
    ["changeme", "RETENTBASE_API_KEY", "changeme", /placeholder/],
    ["your-…", "RETENTBASE_API_KEY", "your-api-key", /placeholder/],
    ["xxx", "RETENTBASE_API_KEY", "rb_xxx", /placeholder/],
    ["<…>", "RETENTBASE_API_KEY", "<api-key>", /placeholder/],
    ["example", "RETENTBASE_SIGNING_SECRET", "an_example_secret_of_more_than_32_bytes", /placeholder/],
    ["short secret", "RETENTBASE_SIGNING_SECRET", "kR7-too-short", /at least 32 bytes/],
    ["one short secret of two", "RETENTBASE_SIGNING_SECRET", `${signingSecret},kR7-too-short`, /32 bytes/],
    ["extra comma", "RETENTBASE_SIGNING_SECRET", `${signingSecret},`, /empty entry: remove the extra comma/],
    ["repeated letter", "RETENTBASE_SIGNING_SECRET", "q".repeat(40), /can be guessed/],
    [
      "well-known secret",
      "RETENT_IDENTITY_SECRET",
      "a-string-secret-at-least-256-bits-long",
      /can be guessed/,
    ],
    ["both", "RETENTBASE_JWKS_URL", jwksUrl, /beside RETENTBASE_SIGNING_SECRET/],
    ["both identities", "RETENT_IDENTITY_JWKS_URL", jwksUrl, /beside RETENT_IDENTITY_SECRET/],
    ["environment", "RETENTBASE_ENVIRONMENT", "production", /sandbox, prod/],
    ["plan", "RETENTBASE_PLAN", "premium", /advanced, core/],
    ["no URL", "RETENTBASE_API_URL", "api.shop", /must be an absolute http\(s\) URL/],
    ["plain http", "RETENTBASE_API_URL", "http://api.shop.example", /plain http/],
    ["password in a URL", "RETENT_AFTER_URL", "https://u:hunter2@shop.example", /password/],
    [
      "query in the public URL",
      "RETENT_PUBLIC_URL",
      "https://shop.example/?a=b",
      /must not have a query or fragment/,
    ],
    ["path in an origin", "RETENT_SITE_ORIGINS", "https://shop.example/account", /must hold origins only/],
    ["path in an app's origin", "RETENT_SITE_ORIGINS", "capacitor://localhost/a", /must hold origins only/],
    ["script for an origin", "RETENT_SITE_ORIGINS", "javascript://shop.example", /absolute http\(s\) URL/],
    ["wildcard in an origin", "RETENT_SITE_ORIGINS", "https://*.shop.example", /wildcards .* not allowed/],
    [
      "list with an empty entry",
      "RETENT_SITE_ORIGINS",
      "https://shop.example,",
      /empty entry: remove the extra comma/,
    ],
    ["proxies", "RETENT_TRUST_PROXY", "true", /must be an integer from 0 to 99/],
    ["notifications by plain http", "RETENT_NOTIFY_URL", "http://hooks.shop.example/9f8e7d", /plain http/],
    ["unsigned notifications", "RETENT_NOTIFY_URL", undefined, /is missing: set it to/],
    ["no notify secret", "RETENT_NOTIFY_SECRET", undefined, /is missing: notifications are signed/],
    ["a notify secret of another form", "RETENT_NOTIFY_SECRET", signingSecret, /can't be used: use "whsec_"/],
    ["a short notify secret", "RETENT_NOTIFY_SECRET", "whsec_a1I3LXRvby1zaG9ydA==", /24 to 64 bytes/],
    [
      "the docs' notify secret",
      "RETENT_NOTIFY_SECRET",
      "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
      /published/,
    ],
    ["an unknown notification", "RETENT_NOTIFY_TYPES", "outbox.dead,churned", /cancellation\.returned/],
    ["an empty notification", "RETENT_NOTIFY_TYPES", "outbox.dead,", /empty entry: remove the extra comma/],
    ["mail from nowhere", "RETENT_SMTP_URL", undefined, /is missing: set it to the mail host/],
    ["mail without a sender", "RETENT_MAIL_FROM", undefined, /is missing: set it to the address/],
    ["a mail host by https", "RETENT_SMTP_URL", "https://u:hunter2@mail.shop.example", /smtps:\/\//],
    [
      "a mail host with options",
      "RETENT_SMTP_URL",
      "smtp://mail.shop.example?ignoreTLS=true",
      /must end with/,
    ],
    [
      "a mail user without a password",
      "RETENT_SMTP_URL",
      "smtps://u@mail.shop.example",
      /both a user and a password/,
    ],
    ["mail from a list", "RETENT_MAIL_FROM", "a@shop.example, b@shop.example", /is not one address/],
    ["answers to no address", "RETENT_MAIL_REPLY_TO", "the shop", /is not one address/],
    ["a short health token", "RETENT_HEALTH_TOKEN", "kR7-too-short", /at least 16/],
    ["a health token that can be guessed", "RETENT_HEALTH_TOKEN", "q".repeat(40), /can be guessed/],
    ["database", "RETENT_DATABASE_URL", "mysql://db.shop.example", /sqlite:FILE/],
    ["unknown event", "RETENT_UNKNOWN_EVENT", "drop", /dead, create/],
    ["port", "PORT", "65536", /must be an integer from 1 to 65535/],
    ["log level", "LOG_LEVEL", "verbose", /trace, debug/],
    ["typo", "RETENTBASE_API_KEI", "rb_key_9f8e7d", /did you mean RETENTBASE_API_KEY\?/],
    ["unknown", "RETENT_FLUX_CAPACITOR", "1.21 gigawatts", /not known: check/],
    ["schema", "RETENT_DATABASE_SCHEMA", "Shop", /lowercase letters/],
    ["unknown choice", "RETENT_SETTLE", "paddle", /must be one of stripe, webhook, manual/],
  ];
  test.each(faults)("%s: %s", (_, variable, value, message) => {
    const found = findFaultsIn({ ...goodEnvironment, ...notifications, ...mail, [variable]: value });
    expect(Object.keys(found)).toEqual([variable]);
    expect(found[variable]).toMatch(message);
    if (value?.trim() && value !== "example") expect(found[variable]).not.toContain(value);
  });
});
