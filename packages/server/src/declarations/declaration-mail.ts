import type { App } from "../app.ts";
import type { Compose } from "../mail/compose-mail.ts";
import { mailPage } from "../mail/mail-page.ts";
import { declarationFacts } from "../pages/declaration/receipt-page.ts";
import { loadDeclarationTexts } from "../pages/declaration/texts.ts";
import { loadWording } from "../pages/load-wording.ts";
import type { Declaration } from "./declaration.ts";
import { confirmationUrl } from "./declaration-links.ts";

/**
 * The confirmation of a declaration: what it says, when it was received, and how its sender shows that it comes from
 * them. It is the same whether there is such a customer or not.
 */
export const declaredMail: Compose = async (app, { eventId }) => {
  const declaration = await app.services.store.findDeclaration?.(eventId);
  return declaration?.email ? compose(app, declaration, declaration.email) : undefined;
};

async function compose(app: App, declaration: Declaration, to: string) {
  const { brand } = app.config;
  const wording = await loadWording(app, declaration.language, declaration.preset);
  const words = await loadDeclarationTexts(wording.language, (error) =>
    app.services.onEvent({ type: "request_failed", error }),
  );
  // A customer who was signed in has nothing to show.
  const isShown = declaration.confirmedBy === "session";
  const page = mailPage(brand, wording, {
    title: wording.texts.received,
    text: words.weReceived,
    facts: declarationFacts(app.config, asQuoted(declaration), wording),
    ...(declaration.kind !== "withdrawal" && { after: words.endDateLater }),
    ...(!isShown && {
      link: {
        before: words.pleaseConfirm,
        label: words.confirmButton,
        url: await confirmationUrl(app, declaration),
        after: words.notYou,
      },
    }),
  });
  return { to, ...page };
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
