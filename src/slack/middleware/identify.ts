import type { AllMiddlewareArgs, AnyMiddlewareArgs } from '@slack/bolt';
import { z } from 'zod';
import type { Standing, Surface } from '../../domain/member.js';
import { shorten } from '../../domain/text.js';
import type { UseCases } from '../../usecases/index.js';
import { callerKey, UnreadablePayload } from '../caller.js';

/** What every payload that a person causes has, in one place or another. */
const payload = z.object({
  type: z.string().optional(),
  command: z.string().optional(),
  trigger_id: z.string().optional(),
  user_id: z.string().optional(),
  user: z.union([z.string(), z.object({ id: z.string() })]).optional(),
  view: z.object({ type: z.string(), id: z.string().optional() }).optional(),
  event: z
    .object({
      type: z.string(),
      user: z.union([z.string(), z.object({ id: z.string() })]).optional(),
      channel: z.unknown().optional(),
      ts: z.string().optional(),
      thread_ts: z.string().optional(),
      bot_id: z.string().optional(),
    })
    .optional(),
});
type Payload = z.infer<typeof payload>;

/** Events that are an act of the person they name. The rest is Slack telling us something. */
const acts = new Set(['message', 'app_home_opened']);

/** Finds out who acts, and by which delivery, before any listener runs. */
export const identify =
  (useCases: Pick<UseCases, 'meetPerson' | 'isWalkThread'>) =>
  async ({ body, context, client, next }: AnyMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    const parsed = payload.safeParse(body);
    const slackUserId = parsed.success ? actingUser(parsed.data) : null;
    const slackTeamId = context.teamId;
    if (!parsed.success || !slackUserId || !slackTeamId) return next();
    if (!(await isOurs(useCases, slackTeamId, parsed.data))) return next();
    const surface = surfaceOf(parsed.data);
    const member = await useCases.meetPerson({
      slackTeamId,
      slackUserId,
      surface,
      lookUp: () => lookUp(client, slackUserId, slackTeamId),
    });
    context[callerKey] = { actor: { ...member, surface }, delivery: deliveryOf(parsed.data) };
    await next();
  };

/** What people say to each other is none of ours: nobody is looked up for it, and nothing of it is kept. */
async function isOurs(
  useCases: Pick<UseCases, 'isWalkThread'>,
  slackTeamId: string,
  { event }: Payload,
): Promise<boolean> {
  if (event?.type !== 'message') return true;
  const { channel, thread_ts: threadTs } = event;
  if (typeof channel !== 'string' || !threadTs) return false;
  return useCases.isWalkThread({
    slackTeamId,
    channelId: channel,
    threadTs,
    slackUserId: idOf(event.user),
  });
}

function actingUser({ user, user_id, event }: Payload): string | null {
  if (event && (!acts.has(event.type) || event.bot_id)) return null;
  return idOf(user) ?? user_id ?? idOf(event?.user) ?? null;
}

const idOf = (user: string | { id: string } | undefined): string | null =>
  typeof user === 'object' ? user.id : (user ?? null);

function surfaceOf({ type, command, view, event }: Payload): Surface {
  if (command) return 'command';
  if (event) return event.type === 'message' ? 'message' : 'home';
  if (type === 'view_submission' || type === 'view_closed') return 'modal';
  if (type === 'shortcut' || type === 'message_action') return 'shortcut';
  return view?.type === 'home' ? 'home' : 'button';
}

/**
 * A trigger is made for one interaction; a message is named by its channel and timestamp. A form is sent in once:
 * whoever saw no answer and sends it again, means the same one.
 */
function deliveryOf({ type, trigger_id, view, event }: Payload): string | null {
  if (type === 'view_submission' && view?.id) return `view:${view.id}`;
  if (trigger_id) return `trigger:${trigger_id}`;
  if (event?.type === 'message' && event.ts) return `message:${String(event.channel)}:${event.ts}`;
  return null;
}

/**
 * What Slack says of somebody whom a payload names.
 * @throws {UnreadablePayload} for somebody whom Slack does not know.
 */
export async function lookUp(client: AllMiddlewareArgs['client'], user: string, slackTeamId: string) {
  try {
    return profileOf((await client.users.info({ user })).user, slackTeamId);
  } catch (error) {
    const data = error instanceof Error && 'data' in error ? Object(error.data) : {};
    if (data.error === 'user_not_found' || data.error === 'user_not_visible')
      throw new UnreadablePayload('Slack does not know somebody whom the payload names');
    throw error;
  }
}

/** The parts of Slack's user object that say what a person is. */
export interface SlackUser {
  name?: string;
  real_name?: string;
  profile?: { display_name?: string; real_name?: string };
  deleted?: boolean;
  is_bot?: boolean;
  is_app_user?: boolean;
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
  is_stranger?: boolean;
  team_id?: string;
  enterprise_user?: object;
}

/** Guests, and people of other workspaces in shared channels, are guests to us. */
export function profileOf(
  user: SlackUser | undefined,
  slackTeamId: string,
): { displayName: string; standing: Standing } {
  const displayName =
    user?.profile?.display_name || user?.real_name || user?.profile?.real_name || user?.name || 'Somebody';
  return { displayName: shorten(displayName, 80), standing: standingOf(user, slackTeamId) };
}

function standingOf(user: SlackUser | undefined, slackTeamId: string): Standing {
  if (!user || user.deleted) return 'deactivated';
  if (user.is_bot || user.is_app_user) return 'bot';
  const elsewhere = user.team_id !== undefined && user.team_id !== slackTeamId && !user.enterprise_user;
  return user.is_restricted || user.is_ultra_restricted || user.is_stranger || elsewhere ? 'guest' : 'full';
}
