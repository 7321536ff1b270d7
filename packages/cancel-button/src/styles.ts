import { adoptStyles, type CSSResultOrNative, type ReactiveElement, unsafeCSS } from "lit";

// `css` would add its checks of values in a template to the script, and these templates have no values.

// Colours are inherited, or the same on light and dark pages, so nothing depends on how a page sets its
// colour scheme. A neutral shadow inside tints the button under the pointer, whatever its background is, and the
// text stays readable; forced colours have no shadows, so there the text is underlined. The spinner covers the
// label and the busy text is only for screen readers, so becoming busy moves nothing. Transparent borders become
// visible in forced colours.
export const styles = unsafeCSS(`
  :host(:not([hidden])) {
    display: inline-block;
  }
  button {
    min-height: 44px;
    padding: .5em 1.25em;
    font: inherit;
    color: var(--retent-color, inherit);
    background: var(--retent-background, none);
    border: var(--retent-border, 1px solid var(--_retent-line,));
    border-radius: var(--retent-radius, 8px);
    cursor: pointer;
  }
  @media (prefers-contrast: more), (forced-colors: active) {
    button {
      border-width: 2px;
    }
    button:hover {
      text-decoration: underline;
    }
  }
  button:hover {
    box-shadow: inset 0 0 0 9em #8883;
  }
  button:active {
    transform: translateY(1px);
  }
  :focus-visible {
    outline: 3px solid var(--retent-focus-color, #3b82f6);
    outline-offset: 2px;
  }
  [aria-disabled] {
    pointer-events: none;
  }
  :disabled,
  .busy::slotted(*) {
    opacity: .5;
  }
`);

/** For all variants and sizes but the defaults. Fingers need 44 pixels: on a touch screen small is medium. */
export const variantStyles = unsafeCSS(`
  :host(:is([variant=primary i], [variant=danger i])) button {
    color: var(--retent-color, #fff);
    background: var(--retent-background, #1d4ed8);
    --_retent-line: #0000;
  }
  :host([variant=danger i]) button {
    background: var(--retent-background, #b91c1c);
  }
  :host([variant=text i]) button {
    --_retent-line: #0000;
    text-decoration: underline;
  }
  @media (pointer: fine) {
    :host([size=small i]) button {
      min-height: 28px;
      padding: .25em .75em;
    }
  }
  :host([size=large i]) button {
    font-size: 1.25em;
  }
`);

/** For the spinner and the status. The browser need not parse these for a button at rest. */
export const statusStyles = unsafeCSS(`
  button {
    position: relative;
  }
  [part=spinner] {
    position: absolute;
    inset: 0;
    margin: auto;
    box-sizing: border-box;
    width: 1.25em;
    height: 1.25em;
    border: 2px solid;
    border-left: 0;
    border-radius: 50%;
  }
  [part=spinner]:not([hidden]) + * {
    opacity: 0;
  }
  @media (prefers-reduced-motion: no-preference) {
    [part=spinner] {
      animation: spin 1s linear infinite;
    }
  }
  @keyframes spin {
    to {
      transform: rotate(1turn);
    }
  }
  [part=status] {
    display: block;
  }
  p {
    margin: .5em 0 0;
  }
  button[aria-busy] + * {
    position: absolute;
    clip-path: inset(50%);
  }
  a {
    color: inherit;
  }
`);

/** Adopts the element's styles and others if the browser can: a button without its styles still works. */
export function tryAdoptStyles(host: ReactiveElement, root: ShadowRoot, sheets: CSSResultOrNative[]): void {
  try {
    adoptStyles(root, [...(host.constructor as typeof ReactiveElement).elementStyles, ...sheets]);
  } catch {}
}
