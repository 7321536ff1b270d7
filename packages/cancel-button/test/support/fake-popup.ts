/** Replaces the browser's window. */
export class FakePopup {
  closed = false;
  opener: unknown = window;
  name = "";
  focused = 0;
  visited: string[] = [];
  location = { assign: (href: string) => this.visited.push(href) };
  focus(): void {
    this.focused += 1;
  }
  close(): void {
    this.closed = true;
  }
}
