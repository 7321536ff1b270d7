import { createTokenCheck } from "@retent/server/internal";
import type { Problem } from "../configuration-error.ts";
import { choice, integer, optionError, refined, secretText, text } from "../schemas.ts";
import { option, variable } from "../variable.ts";

/** The server's process: its store, its network and its log. */
export const processVariables = {
  RETENT_TRUST_PROXY: variable({
    schema: integer(0, 99).optional(),
    option: option("createRetent", "trustProxy"),
    meaning: "Number of proxies in front whose `X-Forwarded-For` is trusted for the client's address.",
    whenUnset: "`0`",
  }),
  RETENT_DATABASE_URL: variable({
    schema: refined(text, findDatabaseUrlProblem).default("sqlite:retent.db"),
    meaning: "`sqlite:FILE`, or `postgres://USER:PASSWORD@HOST/DATABASE` for several instances.",
    secret: "password",
  }),
  RETENT_DATABASE_SCHEMA: variable({
    schema: refined(text, findSchemaProblem).optional(),
    meaning: "PostgreSQL schema that holds the tables; it is created if it does not exist.",
    whenUnset: "the database's, usually `public`",
  }),
  RETENT_HEALTH_TOKEN: variable({
    schema: refined(secretText, (token) => optionError(() => createTokenCheck(token))).optional(),
    option: option("createRetent", "healthToken"),
    meaning: "Opens the health check, the metrics and the operator's page: at least 16 random characters.",
    whenUnset: "they are off",
    secret: "value",
  }),
  HOST: variable({
    schema: text.default("127.0.0.1"),
    meaning: "Address that the server listens on.",
  }),
  PORT: variable({
    schema: integer(1, 65_535).default(8787),
    meaning: "Port that the server listens on.",
  }),
  LOG_LEVEL: variable({
    schema: choice(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
    meaning: "`trace`, `debug`, `info`, `warn`, `error`, `fatal` or `silent`.",
  }),
};

function findDatabaseUrlProblem(value: string): Problem | undefined {
  const isUsable = /^sqlite:./.test(value) || (/^postgres(ql)?:\/\/./.test(value) && URL.canParse(value));
  if (isUsable) return undefined;
  return {
    message: "must be the URL of a database",
    remedy: "use sqlite:FILE or postgres://USER:PASSWORD@HOST/DATABASE",
  };
}

function findSchemaProblem(value: string): Problem | undefined {
  if (/^[a-z_][a-z0-9_]{0,62}$/.test(value)) return undefined;
  return {
    message: "must have up to 63 lowercase letters, digits and underscores, and not begin with a digit",
  };
}
