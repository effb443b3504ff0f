import { once } from 'node:events';
import { createStore } from '../../store/store.js';
import { findAccount } from '../flows/account.js';
import { openConfigured } from '../flows/open.js';
import { InputError } from '../shared/command.js';

/** `audit export`: each row as one line of JSON on standard output, page by page, however many there are. */
export async function exportAudit({
  account,
  after,
}: {
  account: string | null;
  after: bigint;
}): Promise<number> {
  const { database } = await openConfigured();
  const store = createStore(database);
  const found = await findAccount(store, account);
  if (!found) throw new InputError('There is no account yet, so there is nothing to export.');
  const source = store.audit.source(found.id);
  for (let last = after; ; ) {
    const page = await source.page(last);
    if (page.length === 0) return 0;
    const members = await store.members.findMany(found.id, [
      ...new Set(page.flatMap(({ memberId }) => memberId ?? [])),
    ]);
    const nameOf = new Map(members.map((member) => [member.memberId, member]));
    for (const { sequence, memberId, ...row } of page) {
      const who = memberId === null ? null : nameOf.get(memberId);
      const line = {
        account: found.slackTeamId,
        sequence: Number(sequence),
        ...row,
        who: memberId && { memberId, slackUserId: who?.slackUserId, name: who?.displayName },
      };
      // A pipe that reads slowly is waited for.
      if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await once(process.stdout, 'drain');
      last = sequence;
    }
  }
}
