import type { Engine } from '../engine/engine.js';
import { dismissNotice, notify } from '../engine/notices.js';
import type { User } from '../engine/state.js';
import { requireUser } from '../engine/users.js';
import { assertNever } from '../json.js';
import type { DoReply, Operation } from '../protocol.js';
import { Refusal } from '../refusal.js';
import { click } from './click.js';
import { closeView, submit } from './modals.js';
import { searchOptions } from './options.js';
import {
  archive,
  createChannel,
  invite,
  join,
  kick,
  leave,
  markRead,
  openDirect,
  openHome,
  react,
} from './rooms.js';
import { deleteOwn, dismiss, edit, send } from './send.js';
import { shortcut } from './shortcut.js';
import { refusalSentence } from './wording.js';

/** `acked`: Slack has the app's answer, or gave up. `settled`: the app is done with all that followed, too. */
export type Operated = { acked: Promise<DoReply>; settled: Promise<DoReply> };

/** One person does one thing. Refusals are answered and shown to the person, never thrown. */
export function operate(engine: Engine, personId: string, op: Operation): Operated {
  const acked = attempt(engine, personId, op);
  const settled = acked.then(async (reply) => {
    await engine.settled();
    return reply;
  });
  return { acked, settled };
}

async function attempt(engine: Engine, personId: string, op: Operation): Promise<DoReply> {
  try {
    const user = requireUser(engine.state, personId);
    if (user.isDeactivated) throw new Refusal('user_is_deactivated');
    return await perform(engine, user, op);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refused(engine, personId, op, error);
  }
}

function refused(engine: Engine, personId: string, op: Operation, refusal: Refusal): DoReply {
  const notice = refusalSentence(refusal);
  const user = Object.values(engine.state.users).find((it) => it.id === personId || it.handle === personId);
  const channel = 'channel' in op ? op.channel : undefined;
  const threadTs = op.type === 'send' ? op.threadTs : undefined;
  if (user) notify(engine, user.id, { kind: 'error', text: notice, channel, threadTs });
  return { ok: false, error: refusal.code, notice };
}

function perform(engine: Engine, user: User, op: Operation): DoReply | Promise<DoReply> {
  switch (op.type) {
    case 'send':
      return send(engine, user, op);
    case 'click':
      return click(engine, user, op);
    case 'submit':
      return submit(engine, user, op);
    case 'closeView':
      return closeView(engine, user, op);
    case 'shortcut':
      return shortcut(engine, user, op);
    case 'options':
      return searchOptions(engine, user, op);
    case 'openHome':
      return openHome(engine, user, op);
    case 'markRead':
      return markRead(engine, user, op);
    case 'react':
      return react(engine, user, op);
    case 'edit':
      return edit(engine, user, op);
    case 'delete':
      return deleteOwn(engine, user, op);
    case 'dismiss':
      return dismiss(engine, user, op);
    case 'dismissNotice':
      dismissNotice(engine, user.id, op.id);
      return { ok: true };
    case 'openDm':
      return openDirect(engine, user, op);
    case 'createChannel':
      return createChannel(engine, user, op);
    case 'join':
      return join(engine, user, op);
    case 'leave':
      return leave(engine, user, op);
    case 'invite':
      return invite(engine, user, op);
    case 'kick':
      return kick(engine, user, op);
    case 'archive':
      return archive(engine, user, op);
    default:
      return assertNever(op);
  }
}
