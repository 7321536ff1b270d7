import "@angular/compiler";
import "@retent/cancel-button/define";
import { Component, CUSTOM_ELEMENTS_SCHEMA, provideZonelessChangeDetection, signal } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";

class Page {
  readonly isDisabled = signal(false);
  readonly log = signal("");
  readonly identity = async () => "token-of-the-page";
  leave(event: Event & { environment?: string }) {
    event.preventDefault();
    this.log.set(`leaving in ${event.environment}`);
  }
}

const Root =
  Component({
    selector: "#root",
    schemas: [CUSTOM_ELEMENTS_SCHEMA],
    template: `<retent-cancel-button class="wide" return-to="/account" mode="direct" [disabled]="isDisabled()"
    [identity]="identity" (retent-redirect)="leave($event)">Cancel subscription</retent-cancel-button>
  <button type="button" (click)="isDisabled.set(!isDisabled())">Switch</button><output>{{ log() }}</output>`,
  })(Page) ?? Page;

bootstrapApplication(Root, { providers: [provideZonelessChangeDetection()] });
