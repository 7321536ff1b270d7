import {
  type CancelLink,
  hosts,
  isRetentBaseError,
  type RetentBaseClient,
  type RetentBaseErrorCode,
} from "@retent/retentbase";
import { maxClockSkewSeconds } from "@retent/retentbase/internal";
import type { Config } from "../app.ts";
import { type Finding, failed, passed } from "./finding.ts";

/** No customer has this id. The link that is created for it expires automatically. */
const userId = "retent-doctor";

/** The options that a remedy may name. */
type NamedOption = "apiKey" | "apiUrl" | "cancelUrl" | "environment" | "plan" | "publicUrl";

/** How the reader sets an option: by this name, or by a variable. */
export type NameOption = (option: NamedOption) => string;

interface Explanation {
  cause: string;
  remedy: string;
}

function explainCode(code: RetentBaseErrorCode, apiUrl: string, name: NameOption): Explanation | undefined {
  const unreachable = isOwnAddress(apiUrl)
    ? `check this machine's network access and RetentBase's status; ${name("apiUrl")} is as it should be`
    : `check ${name("apiUrl")} (${apiUrl}) and this machine's network access`;
  const explanations: Partial<Record<RetentBaseErrorCode, Explanation>> = {
    invalid_request: {
      cause: "the link was refused (400): the return URL's host is probably not on the workspace's list",
      remedy: `add the host of ${name("publicUrl")} to the allowed return hosts in RetentBase's dashboard`,
    },
    unauthorized: {
      cause: "the API key is wrong (401)",
      remedy: `copy the workspace's key into ${name("apiKey")} again`,
    },
    read_only: {
      cause: "the workspace is read-only (402): its subscription has expired",
      remedy: "renew it in RetentBase's dashboard",
    },
    forbidden: {
      cause: "the workspace is not allowed to do this (403)",
      remedy: "check its plan in RetentBase's dashboard",
    },
    rate_limited: { cause: "too many calls (429)", remedy: "wait a minute and check again" },
    server_error: {
      cause: "RetentBase has an internal error (5xx)",
      remedy: "try again later; until then customers get the plain page",
    },
    timeout: { cause: "no response within 10 seconds", remedy: unreachable },
    network: { cause: "it can't be reached", remedy: unreachable },
  };
  return explanations[code];
}

/** Creates a link for a made-up customer, and on the Advanced plan fetches its session. */
export async function checkRetentBase(
  client: RetentBaseClient,
  config: Pick<Config, "environment" | "plan" | "returnUrl" | "cancelUrl" | "apiUrl">,
  name: NameOption,
): Promise<Finding[]> {
  const { environment, plan, returnUrl, cancelUrl, apiUrl } = config;
  let link: CancelLink;
  try {
    link = await client.createCancelLink({ userId, returnUrl, environment });
  } catch (error) {
    return [explain("RetentBase", error, apiUrl, name)];
  }
  const findings = [checkLink(link, cancelUrl, environment, name)];
  if (plan !== "core") findings.push(await checkAdvanced(client, link, apiUrl, name));
  return [...findings, ...checkClock(client)];
}

/**
 * Compares this machine's clock with the date of RetentBase's responses. If it is slow, customers wait for
 * their results.
 */
function checkClock(client: RetentBaseClient): Finding[] {
  const seconds = client.clockSkewSeconds();
  if (seconds === undefined) return [];
  if (Math.abs(seconds) <= maxClockSkewSeconds) return [passed("clock", "agrees with RetentBase's")];
  const direction = seconds > 0 ? "behind" : "ahead of";
  return [
    failed(
      "clock",
      `this machine's clock is ${Math.abs(seconds)} s ${direction} RetentBase's, so results have to wait or are refused`,
      "synchronize it (NTP)",
    ),
  ];
}

function checkLink(link: CancelLink, cancelUrl: string, environment: string, name: NameOption): Finding {
  const [found, expected] = [new URL(link.url).origin, new URL(cancelUrl).origin];
  if (found !== expected) {
    const cause = `its links lead to ${found}, and ${expected} is expected`;
    return failed("RetentBase", cause, `check ${name("cancelUrl")}`);
  }
  return link.environment === environment
    ? passed("RetentBase", `it creates links (${environment})`)
    : failed(
        "RetentBase",
        "its links are for the other environment",
        `check ${name("environment")} and the API key`,
      );
}

async function checkAdvanced(
  client: RetentBaseClient,
  link: CancelLink,
  apiUrl: string,
  name: NameOption,
): Promise<Finding> {
  const check = "advanced API";
  try {
    await client.getCancelSession(link.session_id);
    return passed(check, "the workspace can use it");
  } catch (error) {
    if (isRetentBaseError(error) && error.code === "forbidden") {
      return failed(check, "your workspace is on the Core plan (403)", `set ${name("plan")}=core or upgrade`);
    }
    return explain(check, error, apiUrl, name);
  }
}

function explain(check: string, error: unknown, apiUrl: string, name: NameOption): Finding {
  if (!isRetentBaseError(error)) throw error;
  const { cause, remedy } = explainCode(error.code, apiUrl, name) ?? {
    cause: `${apiUrl} answered, but not like RetentBase's API (${error.status ?? error.code})`,
    remedy: isOwnAddress(apiUrl)
      ? `${name("apiUrl")} is as it should be: check again, then whether a proxy or firewall answers instead, then whether this server is up to date`
      : `${name("apiUrl")} is set to ${apiUrl}: RetentBase's API is at ${hosts.api}`,
  };
  return failed(check, cause, remedy);
}

/** Then nothing about the address is to be changed. */
function isOwnAddress(apiUrl: string): boolean {
  return apiUrl.replace(/\/+$/, "") === hosts.api;
}
