import type { Acting } from './transact.js';

/**
 * Has the members of user groups looked up as soon as may be. There is one such job for an account: asked for while it
 * runs it runs once more, so that an older reading never stands over a newer one.
 */
export const syncRolesSoon = (tx: Acting): Promise<void> =>
  tx.enqueue({ work: { kind: 'roles.sync' }, dedupeKey: 'roles:now' });
