/** A kind of problem. `buildEnabled` is the gate for building trees; published flows are walked all the same. */
export interface Category {
  accountId: string;
  id: string;
  name: string;
  /** Words and phrases by which a problem is put into this category. */
  keywords: string[];
  /** Which built-in triage protocol builds trees for it. */
  protocol: string;
  buildEnabled: boolean;
  /** Steps that touch passwords, MFA or access start with proof of who is calling. */
  identityGate: boolean;
  /** Where its escalations are posted; null falls back to the account's default channel. */
  engineeringChannelId: string | null;
  /** Since when nothing new is put into it; null while it is open. */
  archivedAt: Date | null;
}

/** No two categories of an account differ only in case or outer space. */
export const categoryNameKey = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase();
