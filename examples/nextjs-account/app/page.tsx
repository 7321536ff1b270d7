import { getShop } from "../lib/shop.ts";

/** Made again for every request, never when the shop is built. */
export const dynamic = "force-dynamic";

/** The account page. */
export default async function AccountPage() {
  const { billing, session } = await getShop();
  const userId = await session.read();
  if (!userId) {
    return (
      <form method="post" action="/sign-in">
        <button type="submit">Sign in as a new customer</button>
      </form>
    );
  }
  const endsOn = billing.endsOn(userId);
  return (
    <>
      <h1>Your account</h1>
      <p>Signed in as {userId}, plan Team.</p>
      {endsOn ? <p>Ends on {formatDate(endsOn)}.</p> : <CancelButton />}
    </>
  );
}

/** The tag. Without script, the form inside it does the same. */
function CancelButton() {
  return (
    <>
      <script type="module" src="/api/retent/button.js" />
      <retent-cancel-button return-to="/">
        <form method="post" action="/api/retent/cancel-link" data-turbo="false">
          <button type="submit">Cancel subscription</button>
        </form>
      </retent-cancel-button>
    </>
  );
}

function formatDate(date: Date): string {
  return new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" }).format(date);
}
