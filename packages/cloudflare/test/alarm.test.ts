import { expect, test } from "vitest";
import { chooseAlarm } from "../src/alarm.ts";

const now = 1_000_000_000;
const dayMs = 86_400_000;

test.each([
  ["in a day if nothing is queued", undefined, false, now + dayMs],
  ["at once if something is due", now - 5, false, now],
  ["when the next row is due", now + 60_000, true, now + 60_000],
  ["in a day at the latest", now + 3 * dayMs, true, now + dayMs],
  ["a little later if what was due could not be done", now - 5, true, now + 30_000],
])("the object wakes %s", (_, dueAt, isDrained, expected) => {
  expect(chooseAlarm(dueAt, now, isDrained)).toBe(expected);
});
