/** In the state of the history entry that was left by the button, and nowhere else. */
const leftMark = "retentLeft";

/** Tells the page, where the customer comes back to it, that it was left. A state that is no object is the page's alone. */
export function markAsLeft(): void {
  const { state } = history;
  try {
    if (typeof state === "object") history.replaceState({ ...state, [leftMark]: true }, "");
  } catch {
    // Browsers refuse it to a page that does it too often; leaving is what counts.
  }
}

/** Whether the customer left this page by the button. */
export function wasLeft(): boolean {
  return !!history.state?.[leftMark];
}
