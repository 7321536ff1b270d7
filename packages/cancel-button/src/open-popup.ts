/** Opens a window for the hosted page, during the click. Returns null if the browser blocks it. */
export function openPopup(): Window | null {
  try {
    // The name lets a form be posted to this window.
    return open("", `retent-${Math.random()}`, "popup,width=480,height=760");
  } catch {
    // Firefox throws in a sandbox that allows no windows.
    return null;
  }
}
