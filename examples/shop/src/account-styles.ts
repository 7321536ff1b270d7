/** The styles of the account pages, in the colours of the pages that the server shows. */
export const accountStyles = `:root {
  color-scheme: light dark;
  --text: #171a21;
  --muted: #565e6c;
  --ground: #f4f6f9;
  --surface: #ffffff;
  --line: #dfe3ea;
  --control: #7c8594;
  --accent: #1d4ed8;
  --good: #0b6b45;
  --good-soft: #def5ea;
  --warn: #8a4b00;
  --warn-soft: #fdf0d9;
  --focus: #3b82f6;
  --radius: 0.5rem;
  --radius-large: 0.875rem;
  --font: system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif;
}

@media (prefers-color-scheme: dark) {
  :root {
    --text: #e8eaf0;
    --muted: #a3abba;
    --ground: #101319;
    --surface: #1a1e27;
    --line: #303746;
    --control: #757f92;
    --accent: #9db8ff;
    --good: #6fdca9;
    --good-soft: #12372a;
    --warn: #f3bd6b;
    --warn-soft: #3b2c11;
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
header {
  padding: 1rem clamp(1rem, 5vw, 3rem);
  background: var(--surface);
  border-bottom: 1px solid var(--line);
  font-weight: 700;
}
main {
  width: min(42rem, 100% - 2rem);
  margin: 3rem auto;
}
h1 {
  margin: 0 0 0.25rem;
  font-size: 1.75rem;
}
h1 + p {
  color: var(--muted);
  overflow-wrap: anywhere;
}
section {
  margin-top: 1rem;
  padding: 1.25rem 1.5rem;
  background: var(--surface);
  border: 1px solid var(--line);
  border-radius: var(--radius-large);
}
h2 {
  display: inline-block;
  margin: 0 0.75rem 0.25rem 0;
  font-size: 1.125rem;
}
.badge {
  display: inline-block;
  padding: 0.125rem 0.625rem;
  border-radius: 0.875rem;
  background: var(--good-soft);
  color: var(--good);
  font-size: 0.875rem;
  font-weight: 600;
}
.badge.ends {
  background: var(--warn-soft);
  color: var(--warn);
}
.badge.ended {
  background: var(--line);
  color: var(--text);
}
section > p {
  margin: 0.25rem 0 0.75rem;
  color: var(--muted);
}
section > p > span {
  white-space: nowrap;
}
section > :last-child {
  margin-bottom: 0;
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
@media (max-width: 30rem) {
  .dot {
    display: none;
  }
  .dot + span {
    display: block;
  }
}
`;
