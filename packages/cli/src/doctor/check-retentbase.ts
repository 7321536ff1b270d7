import {
  type CancelLink,
  createRetentBaseClient,
  hosts,
  isRetentBaseError,
  type RetentBaseClient,
  type RetentBaseErrorCode,
} from "@retent/retentbase";
import { maxClockSkewSeconds } from "@retent/retentbase/internal";
import type { Configuration } from "../environment.ts";
import type { Host } from "../host.ts";
import { type Finding, failed, passed } from "./check.ts";

const timeoutMs = 10_000;
/** No customer has this id. The link that is created for it expires automatically. */
const userId = "retent-doctor";

interface Explanation {
  cause: string;
  remedy: string;
}

const unreachable = "check RETENTBASE_API_URL and this machine's network access";

const explanations: Partial<Record<RetentBaseErrorCode, Explanation>> = {
  invalid_request: {
    cause: "the link was refused (400): the return URL's host is probably not on the workspace's list",
    remedy: "add the host of RETENT_PUBLIC_URL to the allowed return hosts in RetentBase's dashboard",
  },
  unauthorized: {
    cause: "the API key is wrong (401)",
    remedy: "copy the workspace's key into RETENTBASE_API_KEY again",
  },
  read_only: {
    cause: "the workspace is read-only (402): its subscription has expired",
    remedy: "renew it in RetentBase's dashboard",
  },
  forbidden: {
    cause: "the workspace is not allowed to do this (403)",
    remedy: "check its plan in RetentBase's dashboard",
  },
  rate_limited: { cause: "too many calls (429)", remedy: "wait a minute and run retent doctor again" },
  server_error: {
    cause: "RetentBase has an internal error (5xx)",
    remedy: "try again later; until then customers get the plain page",
  },
  timeout: { cause: `no response within ${timeoutMs / 1000} seconds`, remedy: unreachable },
  network: { cause: "it can't be reached", remedy: unreachable },
};

/** Creates a link for a made-up customer, and on the Advanced plan fetches its session. */
export async function checkRetentBase(
  { options }: Pick<Configuration, "options">,
  runtime: Pick<Host, "fetch" | "now">,
): Promise<Finding[]> {
  const { apiKey, auth, apiUrl, environment = "sandbox", plan, publicUrl } = options;
  const client = createRetentBaseClient({
    apiKey,
    timeoutMs,
    ...(auth && { auth }),
    ...(apiUrl && { apiUrl }),
    ...runtime,
  });
  let link: CancelLink;
  try {
    link = await client.createCancelLink({ userId, returnUrl: `${publicUrl}/return`, environment });
  } catch (error) {
    return [explain("retentbase", error)];
  }
  const findings = [checkLink(link, options.cancelUrl ?? hosts.cancel, environment)];
  if (plan !== "core") findings.push(await checkAdvanced(client, link));
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

function checkLink(link: CancelLink, cancelUrl: string, environment: string): Finding {
  if (new URL(link.url).origin !== new URL(cancelUrl).origin) {
    return failed(
      "retentbase",
      "its links lead to another host than expected",
      "check RETENTBASE_CANCEL_URL",
    );
  }
  return link.environment === environment
    ? passed("retentbase", `it creates links (${environment})`)
    : failed(
        "retentbase",
        "its links are for the other environment",
        "check RETENTBASE_ENVIRONMENT and the API key",
      );
}

async function checkAdvanced(client: RetentBaseClient, link: CancelLink): Promise<Finding> {
  const name = "advanced API";
  try {
    await client.getCancelSession(link.session_id);
    return passed(name, "the workspace can use it");
  } catch (error) {
    if (isRetentBaseError(error) && error.code === "forbidden") {
      return failed(name, "your workspace is on the Core plan (403)", "set RETENTBASE_PLAN=core or upgrade");
    }
    return explain(name, error);
  }
}

function explain(name: string, error: unknown): Finding {
  if (!isRetentBaseError(error)) throw error;
  const { cause, remedy } = explanations[error.code] ?? {
    cause: `the response is not as documented (${error.status ?? error.code})`,
    remedy: "check that RETENTBASE_API_URL is RetentBase's API",
  };
  return failed(name, cause, remedy);
}
