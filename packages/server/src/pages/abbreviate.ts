/**
 * Enough of a user id for its owner to recognize it, and too little for anyone else to use it: first and last
 * characters, or the domain of an e-mail address. One of fewer than four characters stays whole.
 */
export function abbreviate(userId: string): string {
  const [, start, domain] = /^([^@])[^@]*@([^@]+)$/u.exec(userId) ?? [];
  if (start !== undefined && domain !== undefined) return `${start}…@${domain}`;
  const characters = Array.from(new Intl.Segmenter().segment(userId), ({ segment }) => segment);
  const shown = characters.length >= 8 ? 2 : 1;
  if (characters.length < 4) return userId;
  return `${characters.slice(0, shown).join("")}…${characters.slice(-shown).join("")}`;
}
