import { loadTexts, nearestLanguage } from "./language.ts";
import { english } from "./messages.ts";

/** The texts of the language that an element is in: English until they are loaded, and where there are no others. */
export class LanguageTexts {
  current = english;
  readonly #element: Element;
  readonly #onChange: () => void;
  #language = "";
  /** Watches for a page that changes its language or fills a text in; only where a text of ours is shown. */
  #observer: MutationObserver | undefined;

  /** @param onChange called when the texts are others, or may have to be */
  constructor(element: Element, onChange: () => void) {
    this.#element = element;
    this.#onChange = onChange;
  }

  /** Loads the texts that the page needs now, and follows it until `stop`. */
  async follow(): Promise<void> {
    this.#observer ??= new MutationObserver(this.#onChange);
    this.#observer.observe(document, { attributeFilter: ["lang"], subtree: true });
    // Frameworks fill a text that is there already, which no slot tells of.
    this.#observer.observe(this.#element, { characterData: true, subtree: true });
    const language = nearestLanguage(this.#element);
    if (language === this.#language) return;
    this.#language = language;
    const texts = await loadTexts(language);
    if (language !== this.#language) return;
    this.current = texts ?? english;
    this.#onChange();
  }

  stop(): void {
    this.#observer?.disconnect();
  }
}
