import { randomUUID } from 'node:crypto';
import type { AllMiddlewareArgs, AnyMiddlewareArgs, RespondFn, SlackViewMiddlewareArgs } from '@slack/bolt';
import { z } from 'zod';
import {
  ConflictError,
  DuplicateDeliveryError,
  IntakeError,
  InvalidInputError,
} from '../../domain/errors.js';
import type { Log } from '../../jobs/log.js';
import type { UseCases } from '../../usecases/index.js';
import { problemModal } from '../blocks/plain-modals.js';
import { faultMessage, refusalMessage } from '../blocks/refusal-message.js';
import { refusal, tooSlow } from '../blocks/refusals.js';
import { UnreadablePayload } from '../caller.js';
import { field } from '../ids.js';
import { walkPlaceOf } from '../payloads.js';
import { replyThread } from '../reply-thread.js';

type Args = AnyMiddlewareArgs & AllMiddlewareArgs;

/**
 * The one place where what was thrown becomes words. A refusal is acknowledged and told privately. Anything else is a
 * fault of ours: it is not acknowledged, so that Slack shows that the click did not take, and told as far as possible.
 */
export const refuse =
  (deps: { log: Log; useCases: Pick<UseCases, 'redrawStale'> }) =>
  async (args: Args): Promise<void> => {
    try {
      await args.next();
    } catch (thrown) {
      if (isUnreadable(thrown)) {
        deps.log.warn({ err: thrown }, 'listener: a payload that cannot be read');
        return acknowledge(args);
      }
      const error = refusalWithin(thrown);
      if (error instanceof DuplicateDeliveryError) return acknowledge(args);
      if (error) return tell(args, error, deps.useCases);
      const slackError = slackErrorOf(thrown);
      if (slackError !== null && isNobodys.has(slackError)) return;
      if (slackError === 'expired_trigger_id') return whisper(args, { text: tooSlow });
      const reference = randomUUID().slice(0, 8);
      deps.log.error({ err: thrown, reference }, 'listener: unexpected fault');
      await whisper(args, faultMessage(reference, typedBy(args))).catch(() => undefined);
      throw thrown;
    }
  };

/** Another delivery of this very click has opened the modal; the modal was closed before it could be redrawn. */
const isNobodys: ReadonlySet<string> = new Set(['exchanged_trigger_id', 'not_found']);

/** What Slack answered where it was Slack that refused. */
function slackErrorOf(thrown: unknown): string | null {
  const error = thrown instanceof Error && 'original' in thrown ? thrown.original : thrown;
  if (!(error instanceof Error) || !('data' in error)) return null;
  return String(Reflect.get(Object(error.data), 'error'));
}

/** Bolt wraps what a listener throws, and gathers the errors of several listeners into one. */
function candidates(thrown: unknown): unknown[] {
  if (!(thrown instanceof Error)) return [];
  const originals = 'originals' in thrown && Array.isArray(thrown.originals) ? thrown.originals : [];
  const original = 'original' in thrown ? [thrown.original] : [];
  return [thrown, thrown.cause, ...original, ...originals];
}

const refusalWithin = (thrown: unknown): IntakeError | null =>
  candidates(thrown).find((error) => error instanceof IntakeError) ?? null;

const isUnreadable = (thrown: unknown): boolean =>
  candidates(thrown).some((error) => error instanceof UnreadablePayload);

async function tell(args: Args, error: IntakeError, useCases: Pick<UseCases, 'redrawStale'>): Promise<void> {
  const { body } = args;
  if (body.type === 'view_submission' && isViewArgs(args)) return tellInModal(args, error);
  await acknowledge(args);
  await whisper(args, refusalMessage(error, typedBy(args)));
  if (error instanceof ConflictError) await redrawStale(args, useCases);
}

/** What stands behind a command: it is gone from the composer when it is answered. */
const typedBy = ({ body }: Args): string =>
  'command' in body && typeof body.text === 'string' ? body.text : '';

/** Under the field where there is one, or else on top of the modal, so that nothing that was typed is lost. */
async function tellInModal({ ack, view }: SlackViewMiddlewareArgs, error: IntakeError): Promise<void> {
  const text = refusal(error);
  const named = error instanceof InvalidInputError ? (fieldOf[error.field] ?? error.field) : null;
  if (named && view.blocks.some((block) => block.block_id === named)) {
    return ack({ response_action: 'errors', errors: { [named]: text } });
  }
  // Three modals are the most that Slack stacks; a fourth takes the place of the form.
  const isThird = view.previous_view_id && view.previous_view_id !== view.root_view_id;
  return ack({ response_action: isThird ? 'update' : 'push', view: problemModal(text) });
}

/** Fields that the use cases name by what they are, not by where they were typed. */
const fieldOf: Record<string, string> = { flow: field.start };

const isViewArgs = (args: object): args is SlackViewMiddlewareArgs => 'view' in args && 'ack' in args;

async function acknowledge(args: Args): Promise<void> {
  if ('ack' in args && typeof args.ack === 'function') await args.ack();
}

const typedMessage = z.object({
  type: z.literal('message'),
  channel: z.string(),
  user: z.string(),
  thread_ts: z.string().optional(),
});

/** Where a message was typed that was refused: the thread, and who reads the answer there. */
function typedIn(args: Args): { channel: string; user: string; thread_ts?: string } | null {
  const message = typedMessage.safeParse('event' in args ? args.event : null);
  if (!message.success) return null;
  const { type: _, ...thread } = message.data;
  return thread;
}

/** Tells the one person: where they acted, or, without such a place, in a modal, or else in a direct message. */
async function whisper(args: Args, message: { text: string; blocks?: object[] }): Promise<void> {
  const respond = 'respond' in args ? (args.respond as RespondFn | undefined) : undefined;
  if (respond) {
    // Without the thread's timestamp Slack shows the reply in the channel, away from where the person looks.
    const clicked = 'message' in args.body ? args.body.message : undefined;
    await respond({
      ...message,
      response_type: 'ephemeral',
      replace_original: false,
      ...replyThread(clicked),
    });
    return;
  }
  const { body, client } = args;
  const thread = typedIn(args);
  if (thread) {
    // A courtesy: where Slack does not take it, the refusal holds all the same.
    await client.chat.postEphemeral({ ...thread, ...message }).catch(() => undefined);
    return;
  }
  if ('trigger_id' in body && typeof body.trigger_id === 'string') {
    const open = { trigger_id: body.trigger_id, view: problemModal(message.text) };
    const inModal = 'view' in body && body.view?.type === 'modal';
    const shown = inModal ? client.views.push(open) : client.views.open(open);
    // The trigger may be what was too late.
    await shown.catch(() => client.chat.postMessage({ channel: whoActed(body), ...message }));
  }
}

const actor = z.union([
  z.object({ user: z.object({ id: z.string() }) }).transform(({ user }) => user.id),
  z.object({ user_id: z.string() }).transform(({ user_id }) => user_id),
]);

const whoActed = (body: Args['body']): string => actor.parse(body);

/** The card whose button no longer holds is drawn anew, at once. */
async function redrawStale({ body }: Args, useCases: Pick<UseCases, 'redrawStale'>): Promise<void> {
  if (body.type !== 'block_actions' || !('message' in body) || !body.message) return;
  const channelId = 'channel' in body ? body.channel?.id : undefined;
  const slackTeamId = 'team' in body ? body.team?.id : undefined;
  if (!channelId || !slackTeamId) return;
  const responseUrl = 'response_url' in body ? body.response_url : null;
  const walk = walkPlaceOf('actions' in body ? body.actions[0] : undefined);
  await useCases.redrawStale({ slackTeamId, channelId, ts: body.message.ts, walk, responseUrl });
}
