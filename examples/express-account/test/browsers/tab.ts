/** What a person does with a page, in any browser. Everything waits until it can be done. */
export interface Tab {
  open(url: string): Promise<void>;
  /** Presses what bears this name: a button, a link, or the choice beside a label. */
  press(name: string): Promise<void>;
  /** Resolves once the page says this. */
  see(text: string): Promise<void>;
  back(): Promise<void>;
  url(): Promise<string>;
  /** The window that this one has opened. */
  popup(): Promise<Tab>;
  /** How many windows are open, this one among them. */
  windows(): Promise<number>;
}

/** A browser, started once; every journey gets a tab without a past. */
export interface Browser {
  newTab(options: { javaScript: boolean }): Promise<{ tab: Tab; close(): Promise<void> }>;
  close(): Promise<void>;
}
