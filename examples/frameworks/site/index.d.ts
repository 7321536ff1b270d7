export function cancelAtPeriodEnd(userId: string): Date;
export function endOf(userId: string | undefined): string | undefined;
export function accountPage(userId: string | undefined): string;
