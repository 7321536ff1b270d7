import { ConfigurationError, formatProblem } from "../../src/environment/configuration-error.ts";
import { type Environment, readEnvironment } from "../../src/environment.ts";

export const jwksUrl = "https://login.shop.example/.well-known/jwks.json";
export const notifySecret = "whsec_S3Y3LXNlY3JldC1vZi10aGVzZS10ZXN0cy1vbmx5";
export const notifications = {
  RETENT_NOTIFY_URL: "https://hooks.shop.example/retent",
  RETENT_NOTIFY_SECRET: notifySecret,
};

export const mail = {
  RETENT_SMTP_URL: "smtps://retent:Hq7%2FZt2@mail.shop.example",
  RETENT_MAIL_FROM: "The Shop <billing@shop.example>",
};

/** What is wrong with these variables, by variable. */
export function findFaultsIn(env: Environment): Record<string, string> {
  try {
    readEnvironment(env);
    return {};
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return Object.fromEntries(error.faults.map((fault) => [fault.variable, formatProblem(fault)]));
  }
}
