import { radioStyles } from "./styles.ts";

/** Beside the styles that all pages have, on a page with one radio button to a line. */
export const choiceStyles = `${radioStyles}.choice{display:flex;align-items:center;gap:.75rem;min-height:2.75rem;padding:.75rem 1rem;margin-bottom:.5rem;border:1px solid var(--control);border-radius:var(--radius);cursor:pointer;overflow-wrap:anywhere}
.choice:hover{background:var(--raised)}
.choice:focus-within{border-color:var(--accent)}
.choice:has(:checked){border-color:var(--accent);background:var(--accent-soft)}
.choice>span{min-width:0}
small:has(>span,>bdi){display:grid;color:var(--muted);font-size:.875rem;font-weight:400}
`;
