import { z } from 'zod';

const id = z.string();
const some = z.looseObject({});
const person = z.looseObject({ id, team_id: id.nullish() });
/** Which workspace it comes from, in one of these. */
const from = { team_id: id.nullish(), team: z.looseObject({ id }).nullish() };
/** Where it was done. */
const place = { channel: z.looseObject({ id }).optional(), message: some.optional() };
const view = z.looseObject({ app_installed_team_id: id.nullish() });
const form = view.extend({ callback_id: id });

const event = z.looseObject({ type: id, channel: z.union([id, z.looseObject({ id })]).optional() });

/** What Bolt and every listener of its kind go by. */
const shape = z.union([
  z.looseObject({
    ...from,
    type: z.literal('block_actions'),
    user: person,
    actions: z.array(z.looseObject({ type: id, action_id: id, block_id: id })).min(1),
    ...place,
    view: view.optional(),
  }),
  z.looseObject({ ...from, type: z.enum(['view_submission', 'view_closed']), user: person, view: form }),
  z.looseObject({
    ...from,
    ...place,
    type: z.enum(['shortcut', 'message_action', 'block_suggestion']),
    user: person,
  }),
  z.looseObject({ ...from, event, authorizations: z.array(some).nullish() }),
  z.looseObject({ ...from, command: id }),
]);

/** The payload as it can be worked with; null where it lacks what nobody could do anything without. */
export function readable(body: unknown): Record<string, unknown> | null {
  const parsed = shape.safeParse(withoutNul(body));
  return parsed.success ? parsed.data : null;
}

/** No database takes U+0000 in a text, and nobody can have meant it. */
function withoutNul(body: unknown): unknown {
  const text = JSON.stringify(body);
  if (!text?.includes('\\u0000')) return body;
  return JSON.parse(text, (_, value) => (typeof value === 'string' ? value.replaceAll('\u0000', '') : value));
}
