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

/** What few saves change; most of it has indexes of its own. */
const rarelyChanged: readonly Column[] = [
  "contact",
  "ledger_event_id",
  "session_id",
  "billing_customer",
  "subscription",
];

const changeable = columns.filter((name) => !lasting.includes(name));
const names: readonly string[] = [...changeable, "event_id", "previous"];

/**
 * What may stay as it is, so that fewer indexes are written: SQLite writes those of every column that is set,
 * even to what it was. The first that holds is the one to save with, and the last always does.
 */
export const unchangedColumns: readonly (readonly Column[])[] = [
  [...rarelyChanged, "settlement"],
  rarelyChanged,
  [],
];

/**
 * The statement that saves a cancellation, with the values of `toSavedValues`.
 *
 * @param placeholder stands for a value in it, by its name or its place, which counts from 1
 * @param unchanged left alone; nothing is saved where one of them changes. Default: none
 */
export function saveSql(
  placeholder: (name: string, place: number) => string,
  unchanged: readonly Column[] = [],
): string {
  const put = (name: string) => placeholder(name, names.indexOf(name) + 1);
  const changed = changeable.filter((name) => !unchanged.includes(name));
  const set = changed.map((name) => `${name} = ${put(name)}`).join(", ");
  const same = unchanged.map((name) => ` and ${name} is ${put(name)}`).join("");
  return `update retent_cancellations set ${set}
    where event_id = ${put("event_id")} and version = ${put("previous")}${same}`;
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
