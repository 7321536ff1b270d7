import { designTokens } from "@retent/retentbase/internal";
import { hostedStyle } from "./hosted-style.ts";
import { inspectorStyle } from "./inspector-style.ts";

const baseStyle = `${designTokens}
*, *::before, *::after { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--ground);
  color: var(--text);
  font: 1rem/1.5 var(--font);
}
h1, h2, h3, p, ul, ol, dl, dd, fieldset { margin: 0; padding: 0; }
ul, ol { list-style: none; }
code, pre { font-family: var(--mono); font-size: .92em; }
a { color: var(--accent); text-underline-offset: .2em; }
.quiet { color: var(--muted); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
button, input, select, textarea { font: inherit; color: inherit; }
.primary, .secondary {
  display: inline-block;
  padding: .55rem 1rem;
  border: 1px solid transparent;
  border-radius: .6rem;
  font-weight: 600;
  text-align: center;
  text-decoration: none;
  cursor: pointer;
}
.primary { background: var(--accent-fill); color: var(--on-accent); }
.primary:hover { filter: brightness(1.08); }
.secondary { background: var(--surface); border-color: var(--control); color: var(--text); }
.secondary:hover { background: var(--raised); border-color: var(--text); }
input:not([type="radio"]), select, textarea {
  width: 100%;
  padding: .5rem .7rem;
  background: var(--surface);
  border: 1px solid var(--control);
  border-radius: .5rem;
}
input[type="radio"] {
  appearance: none;
  flex: none;
  width: 1.25rem;
  height: 1.25rem;
  margin: 0;
  border: 1.5px solid var(--control);
  border-radius: 50%;
  background: var(--surface);
}
input[type="radio"]:checked { border: .375rem solid var(--accent); }
@media (forced-colors: active) {
  .primary, .secondary, .badge, .method, .status { border: 1px solid; }
}
`;

/** The one stylesheet of every page. */
export const stylesheet = baseStyle + hostedStyle + inspectorStyle;
