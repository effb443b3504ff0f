import { z } from 'zod';
import { UnreadablePayload } from './caller.js';

// Slack's own names are far shorter; no index takes longer ones.
const id = z.string().min(1).max(255);
const text = z.string();
const url = z.url().max(1_000);
const some = z.looseObject({});
const never = z.never().optional();

/** Which workspace it comes from, in one of these. */
const from = { team_id: id.nullish(), team: z.looseObject({ id }).nullish() };
const message = z.looseObject({ ts: id, thread_ts: id.optional(), text: text.nullish() });
const channel = z.looseObject({ id });
const view = z.looseObject({
  id,
  type: id,
  private_metadata: text,
  app_installed_team_id: id.nullish(),
});
const form = view.extend({
  callback_id: text,
  blocks: z.array(z.looseObject({ block_id: text.optional() })),
  previous_view_id: id.nullish(),
});

/** What Bolt would take for another kind of payload is not in it. */
const interaction = z.looseObject({
  ...from,
  user: z.looseObject({ id, team_id: id.nullish() }),
  trigger_id: id.optional(),
  response_url: url.optional(),
  response_urls: z.array(z.looseObject({ response_url: url })).optional(),
  name: never,
});
const click = interaction.extend({
  actions: z
    .array(
      z.looseObject({
        type: id,
        action_id: id,
        block_id: text,
        value: text.nullish(),
        selected_option: z.looseObject({ value: text }).nullish(),
      }),
    )
    .min(1),
  channel: channel.optional(),
  message: message.optional(),
  view: view.optional(),
});
const formSent = interaction.extend({ view: form, actions: never });
const shortcut = interaction.extend({ callback_id: id, actions: never });
const search = interaction.extend({ name: z.unknown(), channel: channel.optional() });

const interactions = new Map<unknown, z.ZodType<Payload>>([
  ['block_actions', click],
  ['view_submission', formSent],
  ['view_closed', formSent],
  ['shortcut', shortcut],
  ['message_action', shortcut.extend({ channel, message })],
  ['block_suggestion', search],
]);

const command = z.looseObject({
  ...from,
  command: id,
  text: text.optional(),
  user_id: id,
  channel_id: id,
  trigger_id: id.optional(),
  response_url: url.optional(),
});

const name = text.nullish();
const flag = z.boolean().nullish();
const user = z.looseObject({
  id,
  name,
  real_name: name,
  profile: z.looseObject({ display_name: name, real_name: name }).nullish(),
  deleted: flag,
  is_bot: flag,
  is_app_user: flag,
  is_restricted: flag,
  is_ultra_restricted: flag,
  is_stranger: flag,
  team_id: id.optional(),
});

/** Of events that nothing listens to: what Bolt looks at before it finds that out. */
const otherEvent = z.looseObject({
  type: id,
  channel: z.union([id, some]).optional(),
  user: z.union([id, some]).optional(),
  item: some.optional(),
  subteam: some.optional(),
});

const events = new Map<unknown, z.ZodType<Payload>>([
  [
    'message',
    message.extend({ channel: id, user: id.optional(), subtype: id.optional(), bot_id: id.nullish() }),
  ],
  [
    'app_home_opened',
    otherEvent.extend({ user: id, tab: text, view: z.looseObject({ private_metadata: text }).optional() }),
  ],
  ['user_change', otherEvent.extend({ user })],
  ['subteam_members_changed', otherEvent.extend({ subteam_id: id })],
  ['subteam_updated', otherEvent.extend({ subteam: z.looseObject({ id }) })],
]);

type Payload = Record<string, unknown>;

/**
 * The payload as it can be worked with: all that Bolt and our listeners read of it is there, or is absent where it may
 * be. What the fields of a form hold is read where they are known: in `inputsOf`.
 * @throws {UnreadablePayload}
 */
export function readable(body: unknown): Payload {
  const payload = some.safeParse(wellFormed(body));
  const parsed = payload.success ? shapeOf(payload.data).safeParse(payload.data) : payload;
  if (parsed.success) return parsed.data;
  throw new UnreadablePayload('A payload has not the shape of its kind', { cause: parsed.error });
}

/** In the order in which Bolt tells kinds apart. */
function shapeOf(payload: Payload): z.ZodType<Payload> {
  if ('event' in payload) {
    const type = some.safeParse(payload.event).data?.type;
    const event = events.get(type) ?? otherEvent;
    return z.looseObject({ ...from, event, authorizations: z.array(some).nullish() });
  }
  if ('command' in payload) return command;
  return interactions.get(payload.type) ?? z.never();
}

/** No database takes U+0000 or half a surrogate pair in a text, and nobody can have meant it. */
function wellFormed(body: unknown): unknown {
  const json = jsonOf(body);
  if (!/\\u(0000|d[89a-f])/.test(json)) return body;
  const mend = (value: string) => value.replaceAll('\u0000', '').toWellFormed();
  return JSON.parse(json, (_, value) => (typeof value === 'string' ? mend(value) : value));
}

/** @throws {UnreadablePayload} for what is nested so deeply that nothing can be done with it. */
function jsonOf(body: unknown): string {
  try {
    return JSON.stringify(body) ?? '';
  } catch (error) {
    throw new UnreadablePayload('A payload is nested too deeply', { cause: error });
  }
}
