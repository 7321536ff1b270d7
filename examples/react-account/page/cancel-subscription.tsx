import type {} from "@retent/cancel-button/react";
import { useState } from "react";

interface CancelSubscriptionProps {
  /** Nothing is left to cancel. */
  isCancelled: boolean;
  /** The server has taken the customer's decision. */
  onResult: () => void;
}

/**
 * The button, and below it what it says. It is there from the first moment on, to take a result out of the
 * address, and is hidden instead of removed: an element that React has removed reports nothing any more.
 */
export function CancelSubscription({ isCancelled, onResult }: CancelSubscriptionProps) {
  const [events, setEvents] = useState<string[]>([]);
  const add = (text: string) => setEvents((earlier) => [...earlier, text]);

  return (
    <section>
      <retent-cancel-button
        hidden={isCancelled}
        endpoint="/api/retent"
        variant="danger"
        onretent-start={() => add("The customer wants to leave")}
        onretent-redirect={({ environment }) => add(`Going to the questions (${environment})`)}
        onretent-fallback={({ reason }) => add(`The questions are out of reach: ${reason}`)}
        onretent-error={({ code }) => add(`It failed: ${code}`)}
        onretent-result={({ status, outcome }) => {
          add(`The server has taken the result: ${outcome ?? status}`);
          onResult();
        }}
      >
        Cancel subscription
      </retent-cancel-button>
      <h2>Events</h2>
      <ol aria-label="Events">
        {events.map((text, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: The list only grows at its end.
          <li key={index}>{text}</li>
        ))}
      </ol>
    </section>
  );
}
