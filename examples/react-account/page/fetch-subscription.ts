/** What the server says of the customer who is signed in. */
export interface Subscription {
  userId: string;
  plan: string;
  /** Set once it is cancelled, as an ISO 8601 date. */
  endsOn: string | null;
}

export async function fetchSubscription(): Promise<Subscription> {
  const response = await fetch("/api/subscription");
  if (!response.ok) throw new Error(`the subscription was answered ${response.status}`);
  return response.json();
}
