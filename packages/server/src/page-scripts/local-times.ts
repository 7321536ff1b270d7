/** Returns the customer's time zone, as an IANA name; undefined in a browser that can't tell. */
export function findTimeZone(): string | undefined {
  try {
    return new Intl.DateTimeFormat().resolvedOptions().timeZone;
  } catch {
    // Browsers throw if the system's locale is one that they don't know.
    return undefined;
  }
}

/** Shows each time of the page in the customer's own zone, with UTC below. */
export function showLocalTimes(): void {
  for (const time of document.querySelectorAll("time")) {
    const { lang } = document.documentElement;
    const local = new Intl.DateTimeFormat(lang, {
      ...{ year: "numeric", month: "long", day: "numeric", hour: "numeric", minute: "2-digit" },
      timeZoneName: "short",
    }).format(new Date(time.dateTime));
    if (local === time.textContent) continue;
    const utc = document.createElement("small");
    utc.textContent = time.textContent;
    time.textContent = local;
    time.after(utc);
  }
}
