import { colorTokens } from "@retent/retentbase/internal";
import { getTextColor, reachContrast, tint } from "./contrast.ts";

/** Where text in the accent colour stands, besides the soft ground that is made of it. */
const grounds = ["ground", "surface", "raised"] as const;

/** Sets the accent colour to a brand's, as near as its contrast allows. */
export function toBrandStyle(color: string): string {
  const light = toAccent(color, 0);
  const dark = toAccent(color, 1);
  return `:root{${light}}
@media screen and (prefers-color-scheme:dark){:root{${dark}}}
`;
}

function toAccent(color: string, scheme: 0 | 1): string {
  const soft = tint(colorTokens.surface[scheme], color, scheme === 0 ? 0.1 : 0.14);
  const accent = reachContrast(
    color,
    [soft, ...grounds.map((name) => colorTokens[name][scheme])],
    scheme === 0 ? "#000000" : "#ffffff",
  );
  // A button keeps the brand's own colour in the dark, unless it would hardly be seen there.
  const fill = scheme === 0 ? accent : reachContrast(color, [colorTokens.surface[scheme]], "#ffffff", 3);
  return `--accent:${accent};--accent-fill:${fill};--on-accent:${getTextColor(fill)};--accent-soft:${soft}`;
}
