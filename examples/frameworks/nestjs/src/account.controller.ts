import { Body, Controller, Get, Post, Redirect, Session } from "@nestjs/common";
import { accountPage } from "trial-site";

@Controller()
export class AccountController {
  @Get()
  show(@Session() session: { userId?: string }): string {
    return accountPage(session.userId);
  }

  @Post("sign-in")
  @Redirect("/", 303)
  signIn(@Session() session: { userId?: string }, @Body() body: { userId: string }): void {
    session.userId = body.userId;
  }
}
