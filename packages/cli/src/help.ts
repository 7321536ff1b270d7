/** What `retent --help` prints. */
export const helpText = `Usage: retent COMMAND

  init [--yes] [--dry-run]          put the server into an Express, Hono or Next.js project, after showing every file
       [--framework NAME] [--public-url URL] [--folder FOLDER]
  serve                             run the server, configured by environment variables
  doctor                            check configuration, store, RetentBase and Stripe, and say what to do
  snippet [--lang LANGUAGE]         print the tag to paste into a page, with its integrity hash
  outbox list [--dead | --set-aside] [--limit N]
                                    show what has not reached RetentBase yet, or what was set aside
  outbox retry [EVENT_ID…]          send dead rows again; without ids all of them
  outbox set-aside EVENT_ID…        have done with what was given up of these events, or fails at billing

  --help, --version

The environment variables are in the package's README.
`;
