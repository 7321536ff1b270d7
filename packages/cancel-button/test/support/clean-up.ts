import { assert } from "chai";
import { restoreFetch } from "./stub-fetch.ts";
import { clearPage } from "./test-button.ts";

/** Clears the page after every test of the surrounding group, and checks that nothing was thrown into it. */
export function cleanUpAfterEach(): void {
  const unhandled: unknown[] = [];
  const onUnhandled = (event: PromiseRejectionEvent | ErrorEvent) => unhandled.push(event);

  before(() => {
    window.addEventListener("unhandledrejection", onUnhandled);
    window.addEventListener("error", onUnhandled);
  });

  afterEach(() => {
    restoreFetch();
    clearPage();
    assert.deepEqual(unhandled.splice(0), [], "nothing is thrown into the page");
  });
}
