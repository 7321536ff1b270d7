import { colorTokens } from "@retent/retentbase/internal";
import { getTextColor, reachContrast } from "./contrast.ts";

/** Where text in the accent colour stands. */
const grounds = ["ground", "surface", "raised", "accent-soft"] as const;

/** Sets the accent colour to a brand's, as near as its contrast allows. */
export function toBrandStyle(color: string): string {
  const light = toAccent(color, 0);
  const dark = toAccent(color, 1);
  return `:root{${light}}
@media screen and (prefers-color-scheme:dark){:root{${dark}}}
`;
}

function toAccent(color: string, scheme: 0 | 1): string {
  const accent = reachContrast(
    color,
    grounds.map((name) => colorTokens[name][scheme]),
    scheme === 0 ? "#000000" : "#ffffff",
  );
  return `--accent:${accent};--on-accent:${getTextColor(accent)}`;
}
