import type { GroupRole } from '../../domain/group-roles.js';
import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';

/**
 * Which Slack user group gives which role.
 * @throws {PermissionDeniedError} unless the actor is an admin or owner.
 */
export async function listGroupRoles(ctx: Context): Promise<GroupRole[]> {
  authorize(ctx.actor, 'settings.read');
  return ctx.store.groupRoles.list(ctx.actor.accountId);
}
