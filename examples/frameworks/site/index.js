// What every trial project has, whatever it is built with: a billing system in memory, and an account page.

// Some frameworks load a module more than once.
globalThis.endings ??= new Map();
const { endings } = globalThis;

export function cancelAtPeriodEnd(userId) {
  const today = new Date();
  const end = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 1, 1));
  endings.set(userId, end);
  return end;
}

/** The day on which a customer's subscription ends, as YYYY-MM-DD, if it was cancelled. */
export function endOf(userId) {
  return endings.get(userId)?.toISOString().slice(0, 10);
}

/** The account page of the frameworks that have no templates of their own. */
export function accountPage(userId) {
  if (!userId)
    return page('<form method="post" action="/sign-in"><input name="userId"><button>Sign in</button></form>');
  const endsOn = endOf(userId);
  if (endsOn) return page(`<p>Ends on ${endsOn}</p>`);
  return page(`<script type="module" src="/api/retent/button.js"></script>
<retent-cancel-button return-to="/">
  <form method="post" action="/api/retent/cancel-link" data-turbo="false">
    <button>Cancel subscription</button>
  </form>
</retent-cancel-button>`);
}

function page(content) {
  return `<!doctype html>
<html lang="en">
<title>Your account</title>
<h1>Your account</h1>
${content}
</html>`;
}
