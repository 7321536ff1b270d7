import { hostedStyle } from "./hosted-style.ts";
import { inspectorStyle } from "./inspector-style.ts";

const baseStyle = `
:root {
  color-scheme: light dark;
  --page: light-dark(#f5f6fa, #0f1117);
  --surface: light-dark(#ffffff, #181b24);
  --raised: light-dark(#f7f8fc, #1f2330);
  --line: light-dark(#e1e4ee, #2b3040);
  --control-line: light-dark(#8088a0, #6f7893);
  --text: light-dark(#171a26, #e9ebf3);
  --quiet: light-dark(#596079, #a0a8c0);
  --accent: light-dark(#4338ca, #a5a8ff);
  --on-accent: light-dark(#ffffff, #12132b);
  --accent-soft: light-dark(#eeeefe, #24264a);
  --good: light-dark(#0b6b45, #6fdca9);
  --good-soft: light-dark(#def5ea, #12372a);
  --warn: light-dark(#8a4b00, #f3bd6b);
  --warn-soft: light-dark(#fdf0d9, #3b2c11);
  --bad: light-dark(#b3202f, #ff9aa2);
  --bad-soft: light-dark(#fde8ea, #421a20);
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace;
}
*, *::before, *::after { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--page);
  color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif;
}
h1, h2, h3, p, ul, ol, dl, dd, fieldset { margin: 0; padding: 0; }
ul, ol { list-style: none; }
code, pre { font-family: var(--mono); font-size: .92em; }
a { color: var(--accent); text-underline-offset: .2em; }
.quiet { color: var(--quiet); }
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
.primary { background: var(--accent); color: var(--on-accent); }
.primary:hover { filter: brightness(1.08); }
.secondary { background: var(--surface); border-color: var(--line); color: var(--text); }
.secondary:hover { background: var(--raised); border-color: var(--control-line); }
input:not([type="radio"]), select, textarea {
  width: 100%;
  padding: .5rem .7rem;
  background: var(--surface);
  border: 1px solid var(--control-line);
  border-radius: .5rem;
}
input[type="radio"] { accent-color: var(--accent); }
@media (forced-colors: active) {
  .primary, .secondary, .badge, .method, .status { border: 1px solid; }
}
`;

/** The one stylesheet of every page. */
export const stylesheet = baseStyle + hostedStyle + inspectorStyle;
