import type { Scene, Stage, Told } from "./stage.ts";

/** What happens, and how it has to end. */
export interface Story {
  name: string;
  scene?: Scene;
  /** What the customer and others do, before the events of the end arrive. */
  tell(stage: Stage): Promise<void>;
  /** What the customer has read after each decision. */
  told: Told[];
  /** What Stripe has made of the subscription in question. */
  stripe: "over" | "ends" | "goes on";
  /** The last outcome that RetentBase was sent; null for none. */
  sent: "churned" | "recovered" | null;
  /** What has become of the customer's other subscriptions. Default: they go on. */
  others?: "over" | "ends" | "goes on";
}

/** Scenes in which the server ends subscriptions at once, or leaves that to a person. */
export const endsAtOnce = { options: { onChurned: "cancel_now" as const } };
export const endsByHand = { options: { onChurned: "nothing" as const } };
