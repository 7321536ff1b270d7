import { type Html, html } from "@retent/retentbase/internal";

const maxShown = 200;

/** The newest entries of a list, newest first: a page with thousands of them would be of no use. */
export function newest<T>(list: readonly T[]): T[] {
  return list.slice(-maxShown).reverse();
}

/** Says where the rest is. */
export function olderNote(list: readonly unknown[]): Html | false {
  return (
    list.length > maxShown &&
    html`<p class="empty">The newest ${maxShown}; all are in <a href="/_emulator/state">the state as JSON</a>.</p>`
  );
}
