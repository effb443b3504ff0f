import { z } from 'zod';

const id = z.string();
const some = z.looseObject({});
const person = z.looseObject({ id, team_id: id.nullish() });
/** Which workspace it comes from, in one of these. */
const from = { team_id: id.nullish(), team: z.looseObject({ id }).nullish() };
const view = z.looseObject({ app_installed_team_id: id.nullish() });

/** What Bolt and every listener of its kind go by. */
const shape = z.union([
  z.looseObject({
    ...from,
    type: z.literal('block_actions'),
    user: person,
    actions: z.array(some).min(1),
    message: some.optional(),
    view: view.optional(),
  }),
  z.looseObject({ ...from, type: z.enum(['view_submission', 'view_closed']), user: person, view }),
  z.looseObject({ ...from, type: z.enum(['shortcut', 'message_action', 'block_suggestion']), user: person }),
  z.looseObject({ ...from, event: z.looseObject({ type: id }), authorizations: z.array(some).nullish() }),
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
