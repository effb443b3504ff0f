import type { AllMiddlewareArgs, App, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { InvalidInputError } from '../../../domain/errors.js';
import type { SessionStatus } from '../../../domain/session.js';
import type { Caller } from '../../../usecases/index.js';
import type { HowToStart } from '../../../usecases/intake/submit-intake.js';
import type { Message } from '../../blocks/elements.js';
import {
  flowsMessage,
  helpMessage,
  hintMessage,
  type Meant,
  mineMessage,
  queueMessage,
} from '../../blocks/lists.js';
import { settingsModal } from '../../blocks/settings-modals.js';
import { callerOf } from '../../caller.js';
import { queueStatuses } from '../../payloads.js';
import { escalateProblemModalFor, intakeModalFor } from '../../surfaces/intake-modals.js';
import { openModal } from '../../surfaces/modals.js';
import { unescaped } from '../../text-in.js';
import { answering } from '../click.js';
import type { ListenerDeps } from '../deps.js';
import { nearMiss } from './near-miss.js';

type Args = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/** What was typed after `/intake`. A word counts as a command only where nothing but its own argument follows. */
export type Typed =
  | { kind: 'modal' }
  | { kind: 'help' }
  | { kind: 'mine' }
  | { kind: 'flows' }
  | { kind: 'settings' }
  | { kind: 'queue'; status: SessionStatus }
  /** Most likely a command that was not quite typed. */
  | { kind: 'hint'; typed: string; meant: Meant }
  | { kind: 'escalate'; problem: string; isPrivate?: true }
  | { kind: 'problem'; problem: string; how: HowToStart; isPrivate?: true };

/** Commands that take nothing after them. */
const words = ['help', 'mine', 'flows', 'settings'] as const;

/** All of them. */
const commands = [...words, 'queue', 'escalate'] as const;

/** Anywhere in what was typed: somebody's secret must not depend on the order of options. */
const privately = /(^|\s+)--private(?=\s|$)/gi;

/**
 * Reads what was typed. `--flow NAME`, `--build` and `--adhoc` before the problem go past the matcher; `--private` keeps
 * it out of channels.
 */
export function readTyped(text: string): Typed {
  const open = text.replace(privately, '').trim();
  const typed = readOpen(open);
  if (open === text.trim()) return typed;
  // No command is private, so that this one was not meant as a command.
  if (typed.kind === 'hint')
    return { kind: 'problem', problem: open, how: { kind: 'match' }, isPrivate: true };
  if (typed.kind !== 'problem' && typed.kind !== 'escalate') throw new InvalidInputError('problem', 'empty');
  return { ...typed, isPrivate: true };
}

function readOpen(typed: string): Typed {
  const [first = '', second, ...rest] = typed.split(/\s+/);
  const word = first.toLowerCase();
  if (typed === '') return { kind: 'modal' };
  const alone = words.find((known) => known === word);
  if (second === undefined && alone) return { kind: alone };
  if (typed.toLowerCase() === '--help') return { kind: 'help' };
  if (word === 'queue' && rest.length === 0) {
    const status = queueStatuses.find((known) => known === (second?.toLowerCase() ?? 'active'));
    if (status) return { kind: 'queue', status };
    return { kind: 'hint', typed, meant: 'queue_status' };
  }
  const meant = second === undefined && nearMiss(first, commands);
  if (meant) return { kind: 'hint', typed, meant };
  if (word === 'escalate') return { kind: 'escalate', problem: typed.slice(first.length).trim() };
  return readProblem(typed, first, second);
}

function readProblem(typed: string, first: string, second: string | undefined): Typed {
  const after = typed.slice(first.length).trim();
  switch (first.toLowerCase()) {
    case '--adhoc':
      return problemWith({ kind: 'ad_hoc' }, after);
    case '--build':
      return problemWith({ kind: 'build', categoryId: null }, after);
    case '--flow': {
      if (!second) throw new InvalidInputError('flow', 'empty');
      return problemWith({ kind: 'flow', flow: second }, after.slice(second.length).trim());
    }
    default:
      if (/^--[a-z]/i.test(first)) throw new InvalidInputError('option', 'unknown');
      return { kind: 'problem', problem: typed, how: { kind: 'match' } };
  }
}

/** One way to start is enough: another option after it is one too many. */
function problemWith(how: HowToStart, problem: string): Typed {
  if (/^--[a-z]/i.test(problem)) throw new InvalidInputError('option', 'unknown');
  return { kind: 'problem', problem, how };
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
          isPrivate: typed.isPrivate ?? false,
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
            problem: { text: typed.problem, private: typed.isPrivate },
            ...place,
          }),
        );
      case 'settings':
        await ack();
        return openModal(client, command.trigger_id, async () =>
          settingsModal(await deps.useCases.readSettings(callerOf(context))),
        );
      case 'hint':
      case 'help':
      case 'flows':
      case 'mine':
      case 'queue':
        return replyPrivately(deps, args, typed);
    }
  };

type Listed = Extract<Typed, { kind: 'hint' | 'help' | 'flows' | 'mine' | 'queue' }>;

async function replyPrivately(deps: ListenerDeps, args: Args, typed: Listed): Promise<void> {
  const message = await listOf(deps, callerOf(args.context), typed);
  await args.ack();
  await answering(args)({ ...message, response_type: 'ephemeral' });
}

async function listOf({ useCases, links }: ListenerDeps, caller: Caller, typed: Listed): Promise<Message> {
  switch (typed.kind) {
    case 'hint':
      return hintMessage(typed.typed, typed.meant);
    case 'help':
      return helpMessage();
    case 'flows':
      return flowsMessage(await useCases.listFlows(caller));
    case 'mine':
      return mineMessage(await useCases.readQueue(caller, { which: 'mine', page: 1 }), links);
    case 'queue': {
      const page = await useCases.readQueue(caller, { which: typed.status, page: 1 });
      return queueMessage(page, typed.status, links);
    }
  }
}
