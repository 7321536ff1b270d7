/** The key in the state of the history entry that the button left. The mark is stored nowhere else. */
const departureMark = "retentLeft";

/** Marks the history entry, for when the customer comes back. Keeps a state that is not an object. */
export function markDeparture(): void {
  const { state } = history;
  try {
    if (typeof state === "object") history.replaceState({ ...state, [departureMark]: true }, "");
  } catch {
    // Browsers limit how often a page may do this. Leaving must not fail because of it.
  }
}

/** Whether the customer left this page with the button. */
export function hasDeparted(): boolean {
  return !!history.state?.[departureMark];
}
