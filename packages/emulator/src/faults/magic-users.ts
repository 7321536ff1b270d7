import type { Fault } from "./fault.ts";

/** A user id that makes calls about this user go wrong. */
export interface MagicUser {
  userId: string;
  /** `cancel-link`: every link for this user. `update`: the first PATCH of each of this user's events. */
  endpoint: "cancel-link" | "update";
  fault: Omit<Fault, "endpoint" | "times">;
}

const linkStatuses = [400, 401, 402, 403, 409, 415, 500, 503];
const updateStatuses = [400, 401, 402, 403, 404, 409, 415, 500, 503];

/** Every magic user id, in the order in which the inspector lists them. */
export const magicUsers: readonly MagicUser[] = [
  link("user_timeout", { hang: true }),
  ...linkStatuses.map((status) => link(`user_${status}`, { status })),
  link("user_429", { status: 429, retryAfter: 1 }),
  link("user_drop", { drop: true }),
  link("user_lost", { loseAnswer: true }),
  link("user_html", { body: "<!doctype html><title>Welcome</title><p>Not an API's answer.</p>" }),
  link("user_offhost", {
    body: {
      url: "https://cancel.example.net/c/elsewhere",
      expires_at: "2100-01-01T00:00:00.000Z",
      environment: "sandbox",
      session_id: "cs_elsewhere",
    },
  }),
  ...updateStatuses.map((status) => update(`user_update_${status}`, { status })),
  update("user_update_429", { status: 429, retryAfter: 1 }),
  update("user_update_drop", { drop: true }),
  update("user_update_lost", { loseAnswer: true }),
];

function link(userId: string, fault: MagicUser["fault"]): MagicUser {
  return { userId, endpoint: "cancel-link", fault };
}

function update(userId: string, fault: MagicUser["fault"]): MagicUser {
  return { userId, endpoint: "update", fault };
}
