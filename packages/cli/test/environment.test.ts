import { emulatorDefaults } from "@retent/emulator";
import { createRetent, type RetentOptions } from "@retent/server";
import { createSqliteStore } from "@retent/server/sqlite";
import { expect, test } from "vitest";
import { ConfigurationError } from "../src/environment/configuration-error.ts";
import { buildFromEnvironment } from "../src/environment/option-faults.ts";
import { readEnvironment } from "../src/environment.ts";
import { findFaultsIn, jwksUrl, mail, notifications, notifySecret } from "./environment/find-faults-in.ts";
import { goodEnvironment, signingSecret } from "./test-host.ts";

const emulator = {
  RETENTBASE_API_URL: "http://127.0.0.1:4010",
  RETENTBASE_CANCEL_URL: "http://127.0.0.1:4010",
  RETENTBASE_API_KEY: emulatorDefaults.apiKey,
  RETENTBASE_SIGNING_SECRET: emulatorDefaults.signingSecret,
};

test("a variable that is not set has its default", () => {
  const { RETENT_DATABASE_URL: _, ...env } = goodEnvironment;
  expect(readEnvironment(env)).toMatchObject({
    database: { url: "sqlite:retent.db", schema: undefined },
    host: "127.0.0.1",
    port: 8787,
    logLevel: "info",
    options: { environment: "sandbox", plan: "advanced", publicUrl: "http://localhost:8787/api" },
  });
});

test("every variable becomes its option", () => {
  const configuration = readEnvironment({
    RETENTBASE_API_KEY: goodEnvironment.RETENTBASE_API_KEY,
    RETENTBASE_SIGNING_SECRET: `${signingSecret}, ${signingSecret}_old`,
    RETENTBASE_WORKSPACE_KEY: "ws_1",
    RETENTBASE_ENVIRONMENT: "prod",
    RETENTBASE_PLAN: "core",
    RETENTBASE_API_URL: "https://api.shop.example",
    RETENTBASE_CANCEL_URL: "https://cancel.shop.example",
    RETENT_PUBLIC_URL: "https://retent.shop.example/",
    RETENT_SITE_ORIGINS: "https://shop.example, https://www.shop.example",
    RETENT_AFTER_URL: "https://shop.example/bye",
    RETENT_BRAND_NAME: "Lumen Notes",
    RETENT_BRAND_LOGO_URL: "https://shop.example/logo.svg",
    RETENT_BRAND_COLOR: "#0f766e",
    RETENT_BRAND_LEGAL_NAME: "Lumen Notes Ltd",
    RETENT_BRAND_ADDRESS: "1 Example Street\\nDublin",
    RETENT_SUPPORT_URL: "mailto:help@shop.example",
    RETENT_IDENTITY_JWKS_URL: jwksUrl,
    RETENT_IDENTITY_ISSUER: "https://login.shop.example",
    RETENT_IDENTITY_AUDIENCE: "shop",
    RETENT_IDENTITY_USER_CLAIM: "customer",
    RETENT_TRUST_PROXY: "2",
    ...notifications,
    RETENT_HEALTH_TOKEN: "kV7-health_of_these_tests",
    RETENT_DATABASE_URL: "postgres://retent@db.shop.example/retent",
    RETENT_DATABASE_SCHEMA: "shop",
    RETENT_UNKNOWN_EVENT: "create",
    RETENT_SETTLE: "manual",
    HOST: "0.0.0.0",
    PORT: "80",
    LOG_LEVEL: "debug",
  });
  expect(configuration).toEqual({
    notify: { url: "https://hooks.shop.example/retent", secret: notifySecret },
    database: { url: "postgres://retent@db.shop.example/retent", schema: "shop" },
    host: "0.0.0.0",
    port: 80,
    logLevel: "debug",
    options: {
      apiKey: goodEnvironment.RETENTBASE_API_KEY,
      resultToken: { secret: [signingSecret, `${signingSecret}_old`], audience: "ws_1" },
      environment: "prod",
      plan: "core",
      apiUrl: "https://api.shop.example",
      cancelUrl: "https://cancel.shop.example",
      publicUrl: "https://retent.shop.example/api",
      siteOrigins: ["https://shop.example", "https://www.shop.example"],
      afterUrl: "https://shop.example/bye",
      brand: {
        name: "Lumen Notes",
        logoUrl: "https://shop.example/logo.svg",
        color: "#0f766e",
        legalName: "Lumen Notes Ltd",
        address: "1 Example Street\nDublin",
        supportUrl: "mailto:help@shop.example",
      },
      identity: {
        jwksUrl,
        issuer: "https://login.shop.example",
        audience: "shop",
        userClaim: "customer",
      },
      healthToken: "kV7-health_of_these_tests",
      trustProxy: 2,
      unknownEvent: "create",
      settle: "manual",
    },
    warnings: [],
  });
  createRetent({ ...configuration.options, store: createSqliteStore({ file: ":memory:" }) });
});

test("RETENT_SETTLE is required in production, and its absence is a warning in the sandbox", () => {
  const { RETENT_SETTLE: _, ...unsaid } = goodEnvironment;
  const prod = { RETENTBASE_ENVIRONMENT: "prod", RETENT_PUBLIC_URL: "https://retent.shop.example" };
  expect(findFaultsIn({ ...unsaid, ...prod })).toEqual({
    RETENT_SETTLE: expect.stringMatching(
      /is missing: say what ends subscriptions: stripe, webhook, or manual/,
    ),
  });
  expect(readEnvironment({ ...unsaid, ...prod, RETENT_SETTLE: "manual" })).toMatchObject({
    options: { settle: "manual" },
    warnings: [],
  });
  expect(readEnvironment(unsaid)).toMatchObject({
    options: { settle: "manual" },
    warnings: [expect.stringMatching(/^RETENT_SETTLE is not set, so nothing on this server ends/)],
  });
});

test("a schema is refused for a database without schemas", () => {
  expect(findFaultsIn({ ...goodEnvironment, RETENT_DATABASE_SCHEMA: "shop" })).toEqual({
    RETENT_DATABASE_SCHEMA: expect.stringMatching(/RETENT_DATABASE_URL is not PostgreSQL's/),
  });
});

test("the old name of manual still works, with a warning", () => {
  expect(readEnvironment({ ...goodEnvironment, RETENT_SETTLE: "token" })).toMatchObject({
    options: { settle: "manual" },
    warnings: [expect.stringContaining("RETENT_SETTLE=manual")],
  });
});

test("all faults are reported at once, one per line", () => {
  let message = "";
  try {
    readEnvironment({
      PORT: "0",
      RETENT_SETLE: "stripe",
      RETENTBASE_PLAN: " ",
      RETENTBASE_API_KEY: "changeme",
    });
  } catch (error) {
    message = String((error as Error).message);
  }
  expect(message.split("\n").map((line) => line.split(" ")[0])).toEqual([
    "RETENTBASE_API_KEY",
    "RETENTBASE_SIGNING_SECRET",
    "RETENTBASE_PLAN",
    "RETENT_IDENTITY_SECRET",
    "PORT",
    "RETENT_SETLE",
  ]);
});

test("twelve wrong variables are named, each once and none with its value", () => {
  const wrong = {
    RETENTBASE_API_KEY: "canary key",
    RETENTBASE_SIGNING_SECRET: "canary-short",
    RETENTBASE_ENVIRONMENT: "canary",
    RETENTBASE_PLAN: "canary",
    RETENT_PUBLIC_URL: "https://shop.example/?canary",
    RETENT_SITE_ORIGINS: "https://shop.example,https://shop.example/canary",
    RETENT_AFTER_URL: "canary",
    RETENT_IDENTITY_SECRET: "canary".repeat(2),
    RETENT_NOTIFY_SECRET: "canary",
    RETENT_TRUST_PROXY: "canary",
    RETENT_HEALTH_TOKEN: "canary",
    PORT: "canary",
  };
  const error = getError(() =>
    readEnvironment({ ...goodEnvironment, RETENT_NOTIFY_URL: notifications.RETENT_NOTIFY_URL, ...wrong }),
  );
  expect(error).toBeInstanceOf(ConfigurationError);
  const { faults, message } = error as ConfigurationError;
  expect(faults.map(({ variable }) => variable).sort()).toEqual(Object.keys(wrong).sort());
  expect(message).not.toContain("canary");
});

test("twelve options that createRetent refuses are named as variables, each once", () => {
  const values = {
    apiKey: "canary key",
    resultToken: { secret: "canary-short", audience: " canary" },
    environment: "canary",
    plan: "canary",
    publicUrl: "canary",
    siteOrigins: ["https://shop.example", "canary"],
    afterUrl: "canary",
    apiUrl: "canary",
    identity: { issuer: "canary ", secret: signingSecret },
    healthToken: "canary",
    trustProxy: -1,
    unknownEvent: "canary",
    store: createSqliteStore({ file: ":memory:" }),
  };
  const error = getError(() =>
    buildFromEnvironment("createRetent", () => createRetent(values as unknown as RetentOptions)),
  );
  expect(error).toBeInstanceOf(ConfigurationError);
  const { faults, message } = error as ConfigurationError;
  expect(faults.map(({ variable }) => variable).sort()).toEqual([
    "RETENTBASE_API_KEY",
    "RETENTBASE_API_URL",
    "RETENTBASE_ENVIRONMENT",
    "RETENTBASE_PLAN",
    "RETENTBASE_WORKSPACE_KEY",
    "RETENT_AFTER_URL",
    "RETENT_HEALTH_TOKEN",
    "RETENT_IDENTITY_ISSUER",
    "RETENT_PUBLIC_URL",
    "RETENT_SITE_ORIGINS",
    "RETENT_TRUST_PROXY",
    "RETENT_UNKNOWN_EVENT",
  ]);
  expect(message).not.toContain("canary");
});

function getError(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}

test("Slack's URLs contain their secret", () => {
  const url = "https://hooks.slack.com/services/T0/B0/kV7nQ2";
  expect(readEnvironment({ ...goodEnvironment, RETENT_NOTIFY_URL: url }).notify).toEqual({ url });
});

test("mails need a host and a sender", () => {
  const env = { ...goodEnvironment, ...mail, RETENT_MAIL_REPLY_TO: "help@shop.example" };
  expect(readEnvironment(env).mail).toEqual({
    url: mail.RETENT_SMTP_URL,
    from: mail.RETENT_MAIL_FROM,
    replyTo: "help@shop.example",
  });
  expect(readEnvironment(goodEnvironment).mail).toBeUndefined();
});

test("RETENT_NOTIFY_TYPES selects notifications, and needs a URL", () => {
  const types = "outbox.dead, cancellation.settled";
  const { notify } = readEnvironment({ ...goodEnvironment, ...notifications, RETENT_NOTIFY_TYPES: types });
  expect(notify?.types).toEqual(["outbox.dead", "cancellation.settled"]);
  expect(findFaultsIn({ ...goodEnvironment, RETENT_NOTIFY_TYPES: types })).toEqual({
    RETENT_NOTIFY_URL:
      "is missing: set it to the URL that notifications go to, or remove RETENT_NOTIFY_TYPES",
  });
});

test("variables of other programs are ignored", () => {
  expect(findFaultsIn({ ...goodEnvironment, PATH: "", STRIPE_KEY: "changeme", HOSTNAME: " " })).toEqual({});
});

test("production needs https and a public URL", () => {
  const prod = { ...goodEnvironment, RETENTBASE_ENVIRONMENT: "prod" };
  expect(Object.keys(findFaultsIn(prod))).toEqual(["RETENT_PUBLIC_URL"]);
  const local = {
    ...prod,
    RETENT_PUBLIC_URL: "http://localhost:8787",
    RETENT_SITE_ORIGINS: "http://localhost:3000",
  };
  expect(Object.keys(findFaultsIn(local))).toEqual(["RETENT_PUBLIC_URL", "RETENT_SITE_ORIGINS"]);
});

test("the emulator's secrets only work on this machine", () => {
  const env = { ...goodEnvironment, ...emulator };
  expect(findFaultsIn(env)).toEqual({});
  const both = ["RETENTBASE_API_KEY", "RETENTBASE_SIGNING_SECRET"];
  const withoutAddress = findFaultsIn({ ...env, RETENTBASE_API_URL: undefined });
  expect(Object.keys(withoutAddress)).toEqual(both);
  expect(withoutAddress.RETENTBASE_API_KEY).toBe(
    "is the local emulator's, which anyone has: set RETENTBASE_API_URL to the emulator's address, or use your workspace's",
  );
  expect(Object.keys(findFaultsIn({ ...env, RETENT_PUBLIC_URL: "https://shop.example" }))).toEqual(both);
  const prod = { ...env, RETENTBASE_ENVIRONMENT: "prod", RETENT_PUBLIC_URL: "https://shop.example" };
  expect(findFaultsIn(prod)).toMatchObject({
    RETENTBASE_API_KEY: "is the local emulator's, which anyone has: use your workspace's",
    RETENTBASE_SIGNING_SECRET: "is the local emulator's, which anyone has: use your workspace's",
  });
});
