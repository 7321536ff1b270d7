import type { Cancellation } from "../cancellation/cancellation.ts";
import { columns, toRow } from "./rows.ts";

type Column = (typeof columns)[number];

/** What stays as it was when the cancellation began. */
const lasting: readonly Column[] = [
  "event_id",
  "user_id",
  "environment",
  "binding_hash",
  "return_to",
  "metadata",
  "created_at",
];

/** What few saves change, and what has indexes of its own. */
const rarelyChanged: readonly Column[] = [
  "ledger_event_id",
  "session_id",
  "billing_customer",
  "subscription",
];

const oftenChanged = columns.filter((name) => ![...lasting, ...rarelyChanged].includes(name));
const changeable = [...oftenChanged, ...rarelyChanged];
const names: readonly string[] = [...changeable, "event_id", "previous"];

/**
 * The statement that saves a cancellation, with the values of `toSavedValues`.
 *
 * @param placeholder stands for a value in it, by its name or its place, which counts from 1
 * @param only `often_changed` leaves all other columns alone, and saves nothing where one of them changes:
 *   SQLite writes the indexes of every column that is set, even to what it was
 */
export function saveSql(
  placeholder: (name: string, place: number) => string,
  only?: "often_changed",
): string {
  const put = (name: string) => placeholder(name, names.indexOf(name) + 1);
  const set = (only ? oftenChanged : changeable).map((name) => `${name} = ${put(name)}`).join(", ");
  const unchanged = (only ? rarelyChanged : []).map((name) => ` and ${name} is ${put(name)}`).join("");
  return `update retent_cancellations set ${set}
    where event_id = ${put("event_id")} and version = ${put("previous")}${unchanged}`;
}

/**
 * The values that a save needs, in the order of their places.
 *
 * @param previous the version that the save is based on
 */
export function toSavedValues(cancellation: Cancellation, previous: number) {
  const row = toRow(cancellation);
  const changes = Object.fromEntries(changeable.map((name) => [name, row[name]]));
  return { ...changes, event_id: cancellation.eventId, previous };
}
