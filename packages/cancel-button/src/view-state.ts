import type { ButtonHost } from "./button-host.ts";
import type { ButtonState } from "./button-state.ts";
import type { LanguageController } from "./language-controller.ts";
import { lawLabels } from "./preset.ts";
import { findControl } from "./slotted-control.ts";

/** What the shadow tree shows. */
export interface ViewState {
  /** The element that is used instead of the button, if there is one. */
  control: Element | null;
  busy: boolean;
  /** Whether there is a result, after which nothing is left to cancel. */
  done: boolean;
  disabled: boolean;
  /** The button's own label; empty if the slotted content is the label. */
  label: string;
  /** The label's language if it differs from the page's. */
  labelLang?: string | null | undefined;
  /** What happened, announced by screen readers. */
  status: string;
  /** The text of the link beside the status. */
  fallbackLink: string;
  /** Without it, there is no link. */
  fallbackHref: string | undefined;
}

export function toViewState(
  host: ButtonHost,
  state: ButtonState,
  language: LanguageController,
  fallbackHref: string | undefined,
): ViewState {
  const { preset } = host;
  const { name } = state;
  const lawLabel = lawLabels[preset ?? ""];
  const isWithdrawal = preset === "eu-withdrawal";
  // White space is not a label.
  const isLabelled = lawLabel ?? (!isWithdrawal && (host.childElementCount || host.textContent?.trim()));
  // Most pages bring their own label, so most buttons show no text of a language before a click.
  const messages = name || fallbackHref || !isLabelled ? language.followMessages() : undefined;
  const labelName =
    name === "error" ? "retry" : name === "waiting" ? "showWindow" : isLabelled ? "" : "label";
  return {
    control: findControl(host),
    busy: name === "busy",
    done: name === "done",
    disabled: isDisabled(host),
    label: lawLabel ?? (labelName && messages?.[isWithdrawal ? "withdraw" : labelName]) ?? "",
    labelLang: lawLabel && preset,
    status: messages ? state.describe(messages) : "",
    fallbackLink: messages?.[name === "done" ? "keepLink" : "fallbackLink"] ?? "",
    fallbackHref,
  };
}

/** Whether the element or a `<fieldset>` around it is disabled. */
export function isDisabled(host: ButtonHost): boolean {
  return host.disabled || host.matches(":disabled");
}
