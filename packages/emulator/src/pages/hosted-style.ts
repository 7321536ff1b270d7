/** The hosted pages: one calm card. */
export const hostedStyle = `
.hosted {
  min-height: 100vh;
  display: flex;
  flex-direction: column;
  align-items: center;
  justify-content: center;
  gap: 1rem;
  padding: 1.5rem 1rem;
}
.card {
  width: 100%;
  max-width: 31rem;
  padding: clamp(1.25rem, 5vw, 2.25rem);
  background: var(--surface);
  border: 1px solid var(--line);
  border-radius: 1.1rem;
  box-shadow: 0 1px 2px rgb(15 17 40 / .05), 0 16px 40px -16px rgb(15 17 40 / .18);
}
.eyebrow { color: var(--accent); font-size: .85rem; font-weight: 650; }
.site { width: 100%; max-width: 31rem; font-weight: 650; overflow-wrap: anywhere; }
.card h1 { margin: .2rem 0 .6rem; font-size: 1.65rem; line-height: 1.2; letter-spacing: -.015em; text-wrap: balance; }
.lead { margin-bottom: 1.4rem; color: var(--muted); text-wrap: pretty; }
.consequence { margin-block: 1.4rem; padding: .85rem 1rem; border-radius: var(--radius); background: var(--warn-soft); text-wrap: pretty; }
.consequence p + p { margin-top: .5rem; }
fieldset { border: 0; min-width: 0; }
legend, .field { display: block; padding: 0; margin-bottom: .5rem; font-weight: 600; }
.field { margin-top: 1.2rem; }
.field .quiet { font-weight: 400; }
.choice {
  display: flex;
  align-items: center;
  gap: .75rem;
  padding: .7rem .9rem;
  border: 1px solid var(--control);
  border-radius: var(--radius);
  cursor: pointer;
}
.choice:hover { border-color: var(--text); }
.choice:has(:checked) { border-color: var(--accent); background: var(--accent-soft); }
.choice:has(:focus-visible) { outline: 3px solid var(--accent); outline-offset: 2px; }
.choice input { outline: none; }
.choice:not(:last-child) { margin-bottom: .5rem; }
[aria-invalid="true"] .choice { border-color: var(--danger); }
.error {
  padding: .6rem .9rem;
  margin-bottom: .7rem;
  border-radius: .6rem;
  background: var(--danger-soft);
  color: var(--danger);
  font-weight: 600;
}
textarea { resize: vertical; }
.summary { display: grid; grid-template-columns: fit-content(45%) 1fr; column-gap: 1rem; margin-bottom: 1.4rem; border-block: 1px solid var(--line); }
.summary div { display: grid; grid-column: 1 / -1; grid-template-columns: subgrid; padding: .6rem 0; }
.summary div + div { border-top: 1px solid var(--line); }
.summary dt { color: var(--muted); }
.summary dd { font-weight: 500; overflow-wrap: anywhere; white-space: pre-line; }
.card .primary, .card .secondary { display: block; width: 100%; text-wrap: balance; padding: .75rem 1rem; margin-top: .75rem; }
.card textarea + .primary { margin-top: 1.2rem; }
.card .danger { background: var(--danger-fill); color: var(--on-danger); }
.way-back { display: grid; justify-items: center; gap: .6rem; margin-top: 1.5rem; padding-top: 1.1rem; border-top: 1px solid var(--line); text-align: center; text-wrap: balance; }
.hosted footer { font-size: .85rem; }
`;
