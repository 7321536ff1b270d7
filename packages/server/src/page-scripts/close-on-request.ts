import { openChannel } from "./open-channel.ts";

/**
 * Closes this window when the page that opened it asks for that, which it does once it has the result. A
 * Cross-Origin-Opener-Policy may have taken away its own way to close the window.
 */
export function closeOnRequest(eventId: string | null): void {
  const channel = eventId ? openChannel() : undefined;
  channel?.addEventListener("message", ({ data }) => {
    if (data?.type === "retent-close" && data.eventId === eventId) window.close();
  });
}
