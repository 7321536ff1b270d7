// A person who declares without an account that a contract is to end, by the page's own form.
import { insist, send } from "./insist.mjs";
import { sleep } from "./killable-server.mjs";

const mailPatienceMs = 300_000;

const hiddenPattern = /<input type="hidden" name="([^"]+)" value="([^"]*)">/g;
const linkPattern = /^http:\S+\/declaration\/confirm\?\S+$/m;

/**
 * Fills in the page and sends it until it is answered. An impatient person sends the same form twice at once, and one
 * with a bad line loses the connection first and sends the same form again.
 *
 * @returns the declaration's id, as each answer names it
 */
export async function declare({ number, email, publicUrl, random }) {
  // Every person has an address of their own, which limits count.
  const headers = { "x-forwarded-for": `10.0.${number >> 8}.${number & 255}` };
  const page = await insist(`${publicUrl}/cancel?preset=de`, { headers });
  const form = () =>
    toForm(publicUrl, headers, {
      ...readHidden(page),
      kind: "ordinary",
      name: `Person ${number}`,
      contract: "Team",
      email,
      step: "send",
    });
  const address = `${publicUrl}/declaration`;
  if (number % 5 === 0)
    await send(address, { ...form(), signal: AbortSignal.timeout(1 + Math.floor(random() * 20)) });
  const isDoubled = number % 5 === 1;
  const answers = await Promise.all([
    insist(address, form()),
    ...(isDoubled ? [insist(address, form())] : []),
  ]);
  return answers.map(({ status, headers: answered }) => {
    if (status !== 303) throw new Error(`a declaration was answered ${status}`);
    return new URL(answered.get("location"), publicUrl).searchParams.get("id");
  });
}

/** Opens the link of the mail, as mail software does, too; a person also presses the page's button. */
export async function openLink({ publicUrl, mail, isPressed }) {
  const page = await insist(linkPattern.exec(mail.text)[0]);
  if (!isPressed) return;
  await insist(`${publicUrl}/declaration/confirm`, toForm(publicUrl, {}, readHidden(page)));
}

/** The mail that confirms a declaration. */
export async function waitForMail(mails, email) {
  const end = Date.now() + mailPatienceMs;
  for (;;) {
    const mail = mails.find((each) => isConfirmation(each, email));
    if (mail) return mail;
    if (Date.now() > end) throw new Error("a confirmation never came");
    await sleep(100);
  }
}

export function isConfirmation(mail, email) {
  return mail.envelope.to.includes(email) && linkPattern.test(mail.text);
}

function toForm(publicUrl, headers, fields) {
  return {
    method: "POST",
    headers: { ...headers, origin: new URL(publicUrl).origin, "sec-fetch-site": "same-origin" },
    body: new URLSearchParams(fields),
  };
}

function readHidden({ text }) {
  return Object.fromEntries([...text.matchAll(hiddenPattern)].map(([, name, value]) => [name, value]));
}
