import type { OnEvent } from "../retent-event.ts";

/** Reports each fault in how the server is set up, but not with every request that it spoils. */
export function createWarnOnce(onEvent: OnEvent): (message: string) => void {
  const said = new Set<string>();
  return (message) => {
    if (said.has(message)) return;
    said.add(message);
    onEvent({ type: "settings_warning", message });
  };
}
