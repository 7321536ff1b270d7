import { isConfirmation } from "./declarant.mjs";

const minuteMs = 60_000;

/**
 * What is wrong in the end, each as a list of the people that it happened to.
 *
 * @param declared the people, with the ids that they were answered and whether they confirmed
 * @param found declarations of the store, mails that the mail host has taken, billing's calls and RetentBase's events
 */
export function judgeDeclarations(declared, { stored, mails, bills, events }) {
  const storedBy = Map.groupBy(stored, ({ email }) => email);
  const mailed = Map.groupBy(mails, ({ envelope }) => envelope.to[0]);
  const billed = Map.groupBy(bills, ({ userId }) => userId);
  const outcomes = new Map(events.map(({ eventId, outcome }) => [eventId, outcome]));

  const isBilled = ({ userId }) => billed.has(userId);
  const isKnown = (person) => person.ids.some((id) => outcomes.has(id));

  /** The confirmation, and another mail once the contract has ended. */
  function hasMails({ email, isConfirmed }) {
    const kinds = (mailed.get(email) ?? []).map((mail) => isConfirmation(mail, email));
    return kinds.includes(true) && (!isConfirmed || kinds.includes(false));
  }

  /** Billing takes what has the same event id for the same cancellation. */
  function isEndedOnce({ userId, ids: [id] }) {
    const calls = billed.get(userId) ?? [];
    const isSame = calls.every(
      ({ eventId, revision, outcome }) => eventId === id && revision === 1 && outcome === "churned",
    );
    return calls.length > 0 && isSame && outcomes.get(id) === "churned";
  }

  const pick = (holds) => declared.filter(holds).map(({ userId }) => userId);
  return {
    lost: pick((each) =>
      each.ids.some((id) => !(storedBy.get(each.email) ?? []).some((one) => one.id === id)),
    ),
    doubled: pick(({ email }) => (storedBy.get(email)?.length ?? 0) > 1),
    unmailed: pick((each) => !hasMails(each)),
    hasty: pick(({ email }) => isHasty(mailed.get(email) ?? [])),
    wrong: pick((each) => each.isConfirmed && !isEndedOnce(each)),
    unasked: pick((each) => !each.isConfirmed && (isBilled(each) || isKnown(each))),
  };
}

/** Whether a mail came again within a minute. */
function isHasty(mails) {
  const alike = Map.groupBy(mails, ({ subject }) => subject);
  return [...alike.values()].some((same) => {
    const times = same.map(({ takenAtMs }) => takenAtMs).sort((a, b) => a - b);
    return times.some((time, index) => index > 0 && time - times[index - 1] < minuteMs);
  });
}
