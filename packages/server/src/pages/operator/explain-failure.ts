import { type ListedRow, laneByKind } from "../../outbox/row.ts";

export interface Explanation {
  cause: string;
  remedy: string;
  /** Whether a retry will most likely fail the same way. */
  isRefusal?: boolean;
}

type Failed = Pick<ListedRow, "kind" | "lastStatus" | "state">;

/** Why a row has failed, as far as its last response tells, and what the operator can do about it. */
export function explainFailure({ kind, lastStatus: status, state }: Failed): Explanation {
  const lane = laneByKind[kind];
  if (lane === "billing")
    return {
      cause: "Your billing threw an error or took too long.",
      remedy:
        "Fix what its message names; it is called again by itself. If it can never succeed, such as for a customer without a subscription, end by hand whatever has to end, then close it.",
    };
  if (lane === "events")
    return { cause: "A billing event could not be processed.", remedy: "It is tried again by itself." };
  if (lane === "declarations")
    return {
      cause: "Your function findCustomer, or your billing, threw an error or took too long.",
      remedy:
        "Fix what its message names; it is called again by itself. You can also match the declaration by hand.",
    };
  if (lane === "notifications") return explainNotification(status);
  if (lane === "mail") return explainMail(status, state);
  return explainRetentBase(kind, status, state);
}

function explainNotification(status: number | null): Explanation {
  const cause = (text: string, remedy: string) => ({ cause: text, remedy });
  if (status === null)
    return cause(
      "The receiver of notifications could not be reached.",
      "Check its address and that it runs.",
    );
  if (status === 401 || status === 403)
    return cause("The receiver refused the signature.", "Give the receiver and this server the same secret.");
  if (status === 404 || status === 410)
    return cause("The receiver’s address is gone.", "Change the address of notifications.");
  if (status >= 500 || status === 429)
    return cause("The receiver failed or was busy.", "Look at its own log; then retry.");
  return {
    cause: "The receiver refused the notification.",
    remedy:
      "Look at its own log. Unless the receiver has changed, a retry will most likely be refused again; then close it.",
    isRefusal: true,
  };
}

/** The replies that ask for a login (RFC 4954, section 6). */
const loginReplies = [530, 534, 535, 538];

function explainMail(status: Failed["lastStatus"], state: Failed["state"]): Explanation {
  const again = state === "dead" ? "Then retry." : "It is tried again by itself.";
  if (status === null)
    return {
      cause: "The mail host could not be reached, or did not answer.",
      remedy: `Check its address and this machine’s network. ${again}`,
    };
  if (loginReplies.includes(status))
    return {
      cause: "The mail host does not accept the login.",
      remedy: `Give this server a valid user and password and restart it. ${again}`,
    };
  if (status < 500)
    return {
      cause: "The mail host takes the mail later.",
      remedy: `Nothing to do unless it lasts. ${again}`,
    };
  return {
    cause: "The mail host refused the mail.",
    remedy:
      "Look at the response below. If the address does not exist, reach the customer in another way, then close it. If the mail host refuses the sender, set that up there, then retry.",
    isRefusal: true,
  };
}

function explainRetentBase(
  kind: Failed["kind"],
  status: Failed["lastStatus"],
  state: Failed["state"],
): Explanation {
  const again = state === "dead" ? "Then retry." : "It is tried again by itself.";
  if (status === null)
    return state === "dead"
      ? {
          cause: "It could not be sent: what it says is not valid.",
          remedy: "Look at the response below. A retry will most likely fail the same way; then close it.",
          isRefusal: true,
        }
      : {
          cause: "RetentBase could not be reached.",
          remedy: `Check this machine’s network and RetentBase’s status. ${again}`,
        };
  const known = retentBaseAnswers[status];
  if (known) return { cause: known.cause, remedy: `${known.remedy} ${again}` };
  if (status >= 500)
    return { cause: "RetentBase failed.", remedy: `Nothing to do unless it lasts. ${again}` };
  if (status >= 300 && status < 400)
    return {
      cause: "Something other than RetentBase’s API responded.",
      remedy: `Check the address of the API (apiUrl, RETENTBASE_API_URL). ${again}`,
    };
  return {
    cause: `RetentBase did not accept ${kind === "update" ? "the outcome" : "what was sent"}.`,
    remedy:
      "If this server is not up to date, update it and retry. Otherwise a retry will most likely be refused again; then close it.",
    isRefusal: true,
  };
}

const retentBaseAnswers: Record<number, Explanation> = {
  401: {
    cause: "RetentBase does not accept the API key.",
    remedy: "Give this server a valid key and restart it.",
  },
  402: {
    cause: "RetentBase has made the workspace read-only.",
    remedy: "Check the workspace’s plan and payment.",
  },
  403: {
    cause: "The key or the plan does not allow this.",
    remedy: 'Check the key’s rights, and set plan: "core" if the workspace is on Core.',
  },
  404: {
    cause: "RetentBase does not know this event.",
    remedy:
      'Check that the key belongs to the workspace in which the customer cancelled. The setting unknownEvent: "create" creates such events first.',
  },
  408: { cause: "RetentBase took too long.", remedy: "Nothing to do unless it lasts." },
  409: {
    cause: "The event belongs to RetentBase’s other environment.",
    remedy: "Compare the environment of this server with the key’s.",
  },
  429: { cause: "RetentBase was sent too much at once.", remedy: "Nothing to do unless it lasts." },
};
