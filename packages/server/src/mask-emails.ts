/** Takes e-mail addresses out of a text: what others say may name the customer by one. */
export function maskEmails(text: string): string {
  return text.replace(/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, "[e-mail address]");
}
