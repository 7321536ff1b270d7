/** The look of our own pages: system font, the visitor's light or dark, one column. */
export const styles = `
:root {
  color-scheme: light dark;
  --text: #1b1f24;
  --muted: #59636e;
  --surface: #ffffff;
  --ground: #f4f5f7;
  --line: #d8dce1;
  --accent: #1f5fbf;
  --danger: #b3261e;
  --on-danger: #ffffff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e8eaed;
    --muted: #a4acb5;
    --surface: #1d2126;
    --ground: #13161a;
    --line: #3a414a;
    --accent: #8ab4f8;
    --danger: #f2b8b5;
    --on-danger: #601410;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--ground);
  color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif;
}
main {
  max-width: 34rem;
  margin: 8vh auto;
  padding: 2rem;
  background: var(--surface);
  border: 1px solid var(--line);
  border-radius: 0.75rem;
}
h1 { margin: 0 0 1rem; font-size: 1.5rem; line-height: 1.25; }
p { margin: 0 0 1rem; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 0.5rem 1.5rem; margin: 1.5rem 0; }
dt { color: var(--muted); }
dd { margin: 0; overflow-wrap: anywhere; }
a { color: var(--accent); }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: 0.75rem 1.5rem; margin-top: 1.5rem; }
.actions > * { margin: 0; }
.actions a { display: inline-flex; align-items: center; min-height: 2.75rem; }
button {
  min-height: 2.75rem;
  padding: 0.5rem 1.25rem;
  border: 1px solid var(--line);
  border-radius: 0.5rem;
  background: transparent;
  color: inherit;
  font: inherit;
  font-weight: 600;
  cursor: pointer;
}
button.danger { background: var(--danger); border-color: var(--danger); color: var(--on-danger); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
[hidden] { display: none !important; }
.note { color: var(--muted); font-size: 0.9375rem; }
@media (max-width: 36rem) {
  main { margin: 0; min-height: 100vh; border: 0; border-radius: 0; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-block-end: 0.75rem; }
}
@media print { body { background: none; } main { margin: 0; border: 0; } .actions { display: none; } }
`;
