import type { App } from "../app.ts";
import type { Compose, ComposedMail } from "../mail/compose-mail.ts";
import { mailPage } from "../mail/mail-page.ts";
import type { DeclarationTexts } from "../pages/declaration/languages/en.ts";
import { describeLater, getLawWords } from "../pages/declaration/law-words.ts";
import { declarationFacts } from "../pages/declaration/receipt-page.ts";
import { loadDeclarationTexts } from "../pages/declaration/texts.ts";
import { loadWording } from "../pages/load-wording.ts";
import type { Wording } from "../pages/wording.ts";
import { type Declaration, isUnconfirmed } from "./declaration.ts";
import { confirmationPath, newFormPath } from "./declaration-links.ts";

type Says = Omit<Parameters<typeof mailPage>[2], "facts">;

/**
 * The confirmation of a declaration: what it says, when it was received, and how its sender shows that it comes from
 * them. It is the same whether there is such a customer or not.
 */
export const declaredMail: Compose = (app, { eventId }) =>
  compose(app, eventId, async (declaration, words, { texts }) => {
    const later = describeLater(declaration, words, texts);
    return {
      title: texts.received,
      text: words.weReceived,
      ...(later !== undefined && declaration.status !== "rejected" && { after: later }),
      // A customer who was signed in has nothing to show.
      ...(isUnconfirmed(declaration) && {
        link: {
          before: words.pleaseConfirm,
          label: words.confirmButton,
          url: await confirmationPath(app.services, app.config.publicUrl, declaration),
          after: words.notYou,
        },
      }),
    };
  });

/**
 * That the operator has rejected a declaration. It says the same whatever the reason, which stays with the operator:
 * the reader need not be the customer, and learns nothing about whose contracts there are.
 */
export const rejectedMail: Compose = (app, { eventId }) =>
  compose(app, eventId, async (declaration, words, { texts }) => {
    if (declaration.status !== "rejected") return undefined;
    return {
      title: getLawWords(declaration.preset, words, texts).rejected,
      text: words.weReceived,
      after: words.rejectedText,
      link: {
        before: words.sendAgainText,
        label: words.sendAgain,
        url: newFormPath(app.config.publicUrl, declaration),
        ...(declaration.confirmedBy === null && { after: words.notYou }),
      },
    };
  });

async function compose(
  app: App,
  id: string,
  say: (declaration: Declaration, words: DeclarationTexts, wording: Wording) => Promise<Says | undefined>,
): Promise<ComposedMail | undefined> {
  const declaration = await app.services.store.findDeclaration?.(id);
  if (!declaration?.email) return undefined;
  const wording = await loadWording(app, declaration.language, declaration.preset);
  const words = await loadDeclarationTexts(wording.language, (error) =>
    app.services.onEvent({ type: "request_failed", error }),
  );
  const says = await say(declaration, words, wording);
  if (!says) return undefined;
  const facts = declarationFacts(app.config, asQuoted(declaration), wording);
  return { to: declaration.email, ...mailPage(app.config.brand, wording, { ...says, facts }) };
}

/**
 * Anyone can have this mail sent to any address, so that what they wrote must not pass for the company's own words: its
 * lines are marked, and addresses in it are no links.
 */
function asQuoted(declaration: Declaration): Declaration {
  const quote = (value: string) =>
    value
      .replaceAll("://", ":\u2060//")
      .replace(/\bwww\./gi, "www\u2060.")
      .replaceAll(/\n+/g, "\n> ");
  const lines = declaration.statement.lines.map(([label, value]) => [label, quote(value)] as const);
  return { ...declaration, statement: { ...declaration.statement, lines } };
}
