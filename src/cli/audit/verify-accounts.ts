import type { Account } from '../../domain/account.js';
import { assertNever } from '../../domain/assert-never.js';
import { type AuditFinding, type AuditHead, verifyAudit } from '../../store/audit-chain.js';
import { createStore, type Store } from '../../store/store.js';
import { findAccount } from '../flows/account.js';
import { openConfigured } from '../flows/open.js';
import { bar, figure } from '../shared/bars.js';
import { InputError } from '../shared/command.js';
import { conclude, describeMachine } from '../shared/report.js';
import { openTerminal, type Terminal } from '../shared/terminal.js';

export interface VerifyAccounts {
  account: string | null;
  noted: AuditHead | null;
  json: boolean;
}

/** `audit verify`: reads every row of the accounts' audits. @returns 1 if anything was found */
export async function verifyAccounts({ account, noted, json }: VerifyAccounts): Promise<number> {
  const terminal = openTerminal();
  const { database } = await openConfigured();
  const store = createStore(database);
  const accounts = await accountsOf(store, account);
  if (noted && accounts.length > 1)
    throw new InputError('A noted head is of one account: name it with --account.');
  let findings = 0;
  let rows = 0;
  for (const one of accounts) {
    const verified = await verifyAudit(store.audit.source(one.id), noted);
    findings += verified.findings.length;
    rows += verified.rows;
    tell(terminal, one, verified);
  }
  const report = {
    command: 'audit verify',
    seed: 0,
    machine: describeMachine(),
    parts: { database: database.kind },
    bars: [
      bar(
        { name: 'audit rows that are not as they were written', value: findings, unit: 'findings' },
        { exactly: 0 },
      ),
    ],
    figures: [figure('audit rows read', rows, 'rows')],
  };
  return conclude(terminal, report, json);
}

async function accountsOf(store: Pick<Store, 'accounts'>, teamId: string | null): Promise<Account[]> {
  if (teamId === null) return store.accounts.list();
  const named = await findAccount(store, teamId);
  return named ? [named] : [];
}

function tell(
  terminal: Terminal,
  { name, slackTeamId }: Account,
  { rows, head, findings }: { rows: number; head: AuditHead; findings: AuditFinding[] },
): void {
  terminal.say(`${name} (${slackTeamId}): ${rows} rows, head ${head.sequence}:${head.hash || '-'}`);
  for (const finding of findings) terminal.say(`  ${wordsOf(finding)}`);
}

/** A finding as a sentence. */
function wordsOf({ sequence, what, until }: AuditFinding): string {
  const range =
    until === undefined || until === sequence ? `Row ${sequence}` : `Rows ${sequence} to ${until}`;
  const one = range.startsWith('Row ');
  switch (what) {
    case 'changed':
      return `${range} is not as it was written.`;
    case 'missing':
      return `${range} ${one ? 'is' : 'are'} missing.`;
    case 'not_linked':
      return `${range} does not follow the row before it: one of the two was replaced or put elsewhere.`;
    case 'cut_off':
      return `${range} ${one ? 'is' : 'are'} missing at the end: the account knows of ${one ? 'it' : 'them'}.`;
    case 'added':
      return `${range} ${one ? 'stands' : 'stand'} after the last row that the account knows of.`;
    case 'other_head':
      return `${range} is the last one, but not the one that the account knows of.`;
    case 'not_as_noted':
      return `${range} is not the one that was noted: the chain was made anew since.`;
    default:
      return assertNever(what);
  }
}
