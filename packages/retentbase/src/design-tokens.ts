/**
 * The colours of every page: a light and a dark value each. Text and controls have at least 4.5:1 and 3:1
 * contrast on all grounds that they are used on (WCAG 2.2, 1.4.3 and 1.4.11).
 */
export const colorTokens = {
  text: ["#171a21", "#e8eaf0"],
  muted: ["#565e6c", "#a3abba"],
  ground: ["#f4f6f9", "#101319"],
  surface: ["#ffffff", "#1a1e27"],
  raised: ["#f4f6fa", "#222732"],
  line: ["#dfe3ea", "#303746"],
  /** The border of what can be filled in or pressed. */
  control: ["#7c8594", "#757f92"],
  accent: ["#1d4ed8", "#9db8ff"],
  /** What a button is filled with; the accent itself is for text and signs. */
  "accent-fill": ["#1d4ed8", "#3d6cec"],
  "on-accent": ["#ffffff", "#ffffff"],
  "accent-soft": ["#e8eefc", "#1f2b4d"],
  good: ["#0b6b45", "#6fdca9"],
  "good-soft": ["#def5ea", "#12372a"],
  warn: ["#8a4b00", "#f3bd6b"],
  "warn-soft": ["#fdf0d9", "#3b2c11"],
  danger: ["#b91c1c", "#ff9a9a"],
  "danger-soft": ["#fde8e8", "#421a1a"],
  "danger-fill": ["#b91c1c", "#d92b2b"],
  "on-danger": ["#ffffff", "#ffffff"],
  focus: ["#3b82f6", "#6ea8ff"],
} as const;

const shapeTokens = `--radius:.5rem;--radius-large:.875rem;--font:system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;--mono:ui-monospace,Menlo,Consolas,monospace`;

/** Those that are the same in the dark are named once. */
function toDeclarations(scheme: 0 | 1): string {
  return Object.entries(colorTokens)
    .filter(([, [light, dark]]) => scheme === 0 || light !== dark)
    .map(([name, values]) => `--${name}:${values[scheme]}`)
    .join(";");
}

/** The design tokens as custom properties, for the visitor's light or dark; paper is light. */
export const designTokens = `:root{color-scheme:light dark;${toDeclarations(0)};${shapeTokens}}
@media screen and (prefers-color-scheme:dark){:root{${toDeclarations(1)}}}
@media print{:root{color-scheme:light}}
`;
