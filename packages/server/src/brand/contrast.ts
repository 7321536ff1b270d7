// Colours are lists of red, green and blue from 0 to 1, in sRGB.
type Rgb = readonly [number, number, number];

/** Reads `#rrggbb`. */
function toRgb(hex: string): Rgb {
  const [, r = "0", g = "0", b = "0"] = /^#(..)(..)(..)$/.exec(hex) ?? [];
  return [Number.parseInt(r, 16) / 255, Number.parseInt(g, 16) / 255, Number.parseInt(b, 16) / 255];
}

function toHex(color: Rgb): string {
  return `#${color
    .map((part) =>
      Math.round(part * 255)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}

/** Relative luminance, from 0 to 1. Source: WCAG 2.2, "relative luminance". */
function toLuminance(hex: string): number {
  const [r, g, b] = toRgb(hex).map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  ) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast of two colours as `#rrggbb`, from 1 to 21. Source: WCAG 2.2, "contrast ratio". */
export function getContrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [toLuminance(one), toLuminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function blend(from: Rgb, to: Rgb, share: number): Rgb {
  return [0, 1, 2].map((index) => {
    const start = from[index] ?? 0;
    return start + ((to[index] ?? 0) - start) * share;
  }) as unknown as Rgb;
}

/**
 * Moves a colour towards black or white until it has a contrast on every ground.
 *
 * @param target what it moves towards: `#000000` on light grounds, `#ffffff` on dark ones
 */
export function reachContrast(
  color: string,
  grounds: readonly string[],
  target: "#000000" | "#ffffff",
  contrast = 4.5,
): string {
  for (let percent = 0; percent < 100; percent += 2) {
    const candidate = toHex(blend(toRgb(color), toRgb(target), percent / 100));
    if (grounds.every((ground) => getContrast(candidate, ground) >= contrast)) return candidate;
  }
  return target;
}

/** A ground with a hint of a colour. @param part of the colour, from 0 to 1 */
export function tint(ground: string, color: string, part: number): string {
  return toHex(blend(toRgb(ground), toRgb(color), part));
}

/** Black or white, whichever is easier to read on a colour. */
export function getTextColor(ground: string): "#000000" | "#ffffff" {
  return getContrast("#ffffff", ground) >= getContrast("#000000", ground) ? "#ffffff" : "#000000";
}
