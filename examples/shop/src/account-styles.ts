/** The styles of the account pages, in the colours of the pages that the server shows. */
export const accountStyles = `:root {
  color-scheme: light dark;
  --text: #171a21;
  --ground: #f4f6f9;
  --surface: #ffffff;
  --line: #dfe3ea;
  --control: #7c8594;
  --accent: #1d4ed8;
  --focus: #3b82f6;
  --radius: 0.5rem;
  --radius-large: 0.875rem;
  --font: system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif;
}

@media (prefers-color-scheme: dark) {
  :root {
    --text: #e8eaf0;
    --ground: #101319;
    --surface: #1a1e27;
    --line: #303746;
    --control: #757f92;
    --accent: #9db8ff;
    --focus: #6ea8ff;
  }
}
* {
  box-sizing: border-box;
}
body {
  margin: 0;
  background: var(--ground);
  color: var(--text);
  font: 1rem / 1.5 var(--font);
}
main {
  width: min(34rem, 100% - 2rem);
  margin: 3rem auto;
  padding: 2rem;
  background: var(--surface);
  border: 1px solid var(--line);
  border-radius: var(--radius-large);
}
h1 {
  margin: 0 0 1rem;
  font-size: 1.5rem;
}
section {
  margin-top: 1.5rem;
  padding-top: 1rem;
  border-top: 1px solid var(--line);
}
h2 {
  margin: 0;
  font-size: 1.125rem;
}
a {
  display: inline-block;
  padding: 0.25rem 0;
  color: var(--accent);
}
button {
  min-height: 2.75rem;
  padding: 0.375rem 1rem;
  border: 1px solid var(--control);
  border-radius: var(--radius);
  background: var(--surface);
  color: inherit;
  font: inherit;
  font-weight: 600;
  cursor: pointer;
}
:focus-visible {
  outline: 3px solid var(--focus);
  outline-offset: 2px;
}
`;
