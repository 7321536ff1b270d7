import type { ReactiveController } from "lit";
import type { ButtonHost } from "./button-host.ts";
import { loadTexts, nearestLanguage } from "./language.ts";
import { englishTexts, type Messages, toMessages } from "./messages.ts";

/** The texts of the language that the element is in: English until they are loaded, or if there are none. */
export interface LanguageController extends ReactiveController {
  /** Returns the messages to show now, and updates the host if its language or its own text changes. */
  followMessages(): Messages;
}

export function createLanguageController(host: ButtonHost): LanguageController {
  let texts = englishTexts;
  let language = "";
  /** Created with the first text: a button with the page's label shows none before a click. */
  let observer: MutationObserver | undefined;

  async function load(nextLanguage: string): Promise<void> {
    if (nextLanguage === language) return;
    language = nextLanguage;
    const loaded = await loadTexts(language);
    if (nextLanguage !== language) return;
    texts = loaded;
    host.requestUpdate();
  }

  const controller: LanguageController = {
    hostConnected() {
      // The element may have been moved to a part of the page with another language.
      if (host.hasUpdated) host.requestUpdate();
    },
    hostDisconnected() {
      observer?.disconnect();
    },
    followMessages() {
      observer ??= new MutationObserver(() => host.requestUpdate());
      observer.observe(document, { attributeFilter: ["lang"], subtree: true });
      // Frameworks may fill an existing text node, which causes no slotchange event.
      observer.observe(host, { characterData: true, subtree: true });
      load(nearestLanguage(host));
      return toMessages(texts, host.messages ?? {});
    },
  };
  host.addController(controller);
  return controller;
}
