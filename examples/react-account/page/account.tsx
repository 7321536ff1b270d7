import { useEffect, useState } from "react";
import { CancelSubscription } from "./cancel-subscription.tsx";
import { fetchSubscription, type Subscription } from "./fetch-subscription.ts";

/** The account page. */
export function Account() {
  const [subscription, setSubscription] = useState<Subscription>();
  const [isUnavailable, setUnavailable] = useState(false);
  const load = () => {
    fetchSubscription().then(setSubscription, () => setUnavailable(true));
  };
  useEffect(load, []);

  return (
    <>
      <h1>Your account</h1>
      {isUnavailable && <p role="alert">We can’t show your plan just now.</p>}
      {subscription && (
        <p>
          Signed in as {subscription.userId}, plan {subscription.plan}.{" "}
          {subscription.endsOn ? `Ends on ${formatDate(subscription.endsOn)}.` : "Active."}
        </p>
      )}
      <CancelSubscription isCancelled={!!subscription?.endsOn} onResult={load} />
    </>
  );
}

function formatDate(date: string): string {
  return new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" }).format(new Date(date));
}
