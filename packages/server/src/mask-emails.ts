/** Takes e-mail addresses out of a text: what others say may name the customer by one. */
export function maskEmails(text: string): string {
  return text.replace(/[\p{L}\p{N}_.+'-]+@[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)+/gu, "[e-mail address]");
}
