import { expect, test } from "vitest";
import { toShares } from "../../src/pages/operator/to-shares.ts";

test.each([
  [
    [1, 1, 1],
    [34, 33, 33],
  ],
  [
    [15, 11, 7, 4, 3],
    [38, 28, 17, 10, 7],
  ],
  [
    [29, 71],
    [29, 71],
  ],
  [[1, 1, 1, 1, 1, 1, 1, 1].map(() => 1), [13, 13, 13, 13, 12, 12, 12, 12]],
  [
    [0, 0],
    [0, 0],
  ],
])("the shares of %j are %j", (counts, shares) => {
  expect(toShares(counts)).toEqual(shares);
});
