import type { AllMiddlewareArgs, App, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { InvalidInputError } from '../../../domain/errors.js';
import type { SessionStatus } from '../../../domain/session.js';
import type { HowToStart } from '../../../usecases/intake/submit-intake.js';
import { helpMessage, mineMessage, queueMessage } from '../../blocks/lists.js';
import { settingsModal } from '../../blocks/settings-modals.js';
import { callerOf } from '../../caller.js';
import { queueStatuses } from '../../payloads.js';
import { escalateProblemModalFor, intakeModalFor } from '../../surfaces/intake-modals.js';
import { openModal } from '../../surfaces/modals.js';
import { unescaped } from '../../text-in.js';
import type { ListenerDeps } from '../deps.js';

type Args = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/** What was typed after `/intake`. A word counts as a command only where nothing but its own argument follows. */
export type Typed =
  | { kind: 'modal' }
  | { kind: 'help' }
  | { kind: 'mine' }
  | { kind: 'settings' }
  | { kind: 'queue'; status: SessionStatus }
  | { kind: 'escalate'; problem: string }
  | { kind: 'problem'; problem: string; how: HowToStart };

/** Reads what was typed. `--flow NAME`, `--build` and `--adhoc` before the problem go past the matcher. */
export function readTyped(text: string): Typed {
  const typed = text.trim();
  const [first = '', second, ...rest] = typed.split(/\s+/);
  const word = first.toLowerCase();
  if (typed === '') return { kind: 'modal' };
  if (second === undefined && (word === 'help' || word === 'mine' || word === 'settings'))
    return { kind: word };
  if (word === 'queue' && rest.length === 0) {
    const status = queueStatuses.find((known) => known === (second?.toLowerCase() ?? 'active'));
    if (status) return { kind: 'queue', status };
  }
  if (word === 'escalate') return { kind: 'escalate', problem: typed.slice(first.length).trim() };
  return readProblem(typed, first, second);
}

function readProblem(typed: string, first: string, second: string | undefined): Typed {
  const after = typed.slice(first.length).trim();
  switch (first.toLowerCase()) {
    case '--adhoc':
      return { kind: 'problem', problem: after, how: { kind: 'ad_hoc' } };
    case '--build':
      return { kind: 'problem', problem: after, how: { kind: 'build', categoryId: null } };
    case '--flow': {
      if (!second) throw new InvalidInputError('flow', 'empty');
      return {
        kind: 'problem',
        problem: after.slice(second.length).trim(),
        how: { kind: 'flow', flow: second },
      };
    }
    default:
      return { kind: 'problem', problem: typed, how: { kind: 'match' } };
  }
}

/** `/intake …` */
export function registerIntakeCommand(app: App, deps: ListenerDeps): void {
  app.command('/intake', intakeCommandCallback(deps));
}

const intakeCommandCallback =
  (deps: ListenerDeps) =>
  async (args: Args): Promise<void> => {
    const { ack, client, command, context } = args;
    const typed = readTyped(unescaped(command.text ?? ''));
    const place = { channelId: command.channel_id, responseUrl: command.response_url };
    switch (typed.kind) {
      case 'problem':
        await deps.useCases.submitIntake(callerOf(context), {
          problem: typed.problem,
          how: typed.how,
          ...place,
        });
        return ack();
      case 'modal':
        await ack();
        return openModal(client, command.trigger_id, () =>
          intakeModalFor(deps.useCases, callerOf(context), place),
        );
      case 'escalate':
        await ack();
        return openModal(client, command.trigger_id, () =>
          escalateProblemModalFor(deps.useCases, callerOf(context), {
            problem: { text: typed.problem },
            ...place,
          }),
        );
      case 'settings':
        await ack();
        return openModal(client, command.trigger_id, async () =>
          settingsModal(await deps.useCases.readSettings(callerOf(context))),
        );
      case 'help':
      case 'mine':
      case 'queue':
        return replyPrivately(deps, args, typed);
    }
  };

async function replyPrivately(
  { useCases, links }: ListenerDeps,
  { ack, respond, context }: Args,
  typed: Extract<Typed, { kind: 'help' | 'mine' | 'queue' }>,
): Promise<void> {
  const message =
    typed.kind === 'help'
      ? helpMessage()
      : typed.kind === 'mine'
        ? mineMessage(await useCases.readQueue(callerOf(context), { which: 'mine', page: 1 }), links)
        : queueMessage(
            await useCases.readQueue(callerOf(context), { which: typed.status, page: 1 }),
            typed.status,
            links,
          );
  await ack();
  await respond({ ...message, response_type: 'ephemeral' });
}
