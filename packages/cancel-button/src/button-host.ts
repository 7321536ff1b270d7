import type { ReactiveControllerHost } from "lit";
import type { CancelLink } from "./cancel-link.ts";
import type { Messages } from "./messages.ts";

/** An identity token, or a function that returns one. */
export type Identity = string | null | (() => string | null | undefined | Promise<string | null | undefined>);

/** What the parts of the button read from the element, and call on it. */
export interface ButtonHost extends ReactiveControllerHost, HTMLElement {
  readonly endpoint: string;
  readonly returnTo?: string | null;
  readonly mode: "redirect" | "popup" | "direct";
  readonly preset?: "de" | "fr" | "eu-withdrawal" | null;
  readonly subscription?: string | null;
  readonly fallbackHref?: string | null;
  readonly disabled: boolean;
  readonly timeout: number;
  readonly debug?: boolean;
  readonly identity?: Identity | undefined;
  readonly messages?: Partial<Messages>;
  readonly control: Element | null;
  readonly hasUpdated: boolean;
  start(): Promise<void>;
  createLink(signal?: AbortSignal): Promise<CancelLink | null>;
}

/** The settings of elements that have none. */
export interface ButtonDefaults {
  defaultEndpoint: string;
  findServer?: (() => Promise<string>) | undefined;
  defaultIdentity?: Identity | undefined;
}
