/**
 * The spellings of these texts that occur in an output: plain, in JSON, in URLs and forms, in hexadecimal,
 * and in base64 and base64url.
 */
export function findSpellings(output: string, texts: readonly string[]): string[] {
  return texts.flatMap((text) => listSpellings(text).filter((spelling) => output.includes(spelling)));
}

function listSpellings(text: string): string[] {
  const base64 = [0, 1, 2].map((offset) => withinBase64(text, offset));
  return [
    ...new Set([
      text,
      JSON.stringify(text).slice(1, -1),
      encodeURIComponent(text),
      encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase()),
      new URLSearchParams({ text }).toString().slice("text=".length),
      Buffer.from(text).toString("hex"),
      ...base64,
      ...base64.map((spelling) => spelling.replaceAll("+", "-").replaceAll("/", "_")),
    ]),
  ];
}

/**
 * Base64 writes three bytes in four characters, so a text within another looks different by where it starts.
 */
function withinBase64(text: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]);
  return bytes.toString("base64").slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
}
