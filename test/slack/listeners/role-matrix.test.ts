import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { App, Receiver } from '@slack/bolt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role, Standing } from '../../../src/domain/member.js';
import { createSlackApp } from '../../../src/slack/slack-app.js';
import { testDatabase } from '../../support/database.js';
import { stage } from '../../support/product.js';
import { registeredListeners } from '../../support/registered.js';

const desk = await stage(await testDatabase());
const { product, rows, caller } = desk;
const { slackTeamId } = product.identity;

/** What nobody wrote a row for fails. */
const registered = registeredListeners(product.useCases);

/** Who may, written out here and not read from the policy. */
type Who = 'everyone' | 'walkers' | 'engineers' | 'admins' | 'newcomers' | 'anybody';

interface Entry {
  who: Who;
  /** How the payload differs from the one that fits most. */
  with?: { value?: string; block?: string; text?: string; inModal?: boolean };
}

const id = '11111111-1111-4111-8111-111111111111';
const everything = {
  sessionId: id,
  position: 0,
  nodeId: id,
  answerId: id,
  escalationId: id,
  questionId: id,
  intakeId: id,
  flowId: id,
  memberId: id,
  categoryId: id,
  proposalId: id,
  number: 1,
  grant: 'l1',
  which: 'mine',
  page: 1,
  status: 'active',
  seen: '',
  revision: 0,
  minePage: 1,
  queuePage: 1,
  escalationsPage: 1,
};
const universal = JSON.stringify(everything);
const ways = `session.ways:${universal}`;

/** Each entry point, or each verb of one that has several. */
const entries: Record<string, Entry> = {
  'command /intake': { who: 'walkers', with: { text: '' } },
  'command /intake PROBLEM': { who: 'walkers', with: { text: 'the printer is on fire' } },
  'command /intake --adhoc': { who: 'walkers', with: { text: '--adhoc odd' } },
  'command /intake --build': { who: 'walkers', with: { text: '--build printer jams' } },
  'command /intake --flow': { who: 'walkers', with: { text: '--flow nothing it is broken' } },
  'command /intake escalate': { who: 'everyone', with: { text: 'escalate smoke' } },
  'command /intake mine': { who: 'everyone', with: { text: 'mine' } },
  'command /intake queue': { who: 'everyone', with: { text: 'queue resolved' } },
  'command /intake flows': { who: 'everyone', with: { text: 'flows' } },
  'command /intake settings': { who: 'admins', with: { text: 'settings' } },
  'command /intake help': { who: 'anybody', with: { text: 'help' } },
  'shortcut intake.new': { who: 'walkers' },
  'shortcut intake.from_message': { who: 'walkers' },
  'event message': { who: 'everyone' },
  'event app_home_opened': { who: 'anybody' },
  'event user_change': { who: 'anybody' },
  'event subteam_updated': { who: 'anybody' },
  'event subteam_members_changed': { who: 'anybody' },

  'action intake.open': { who: 'everyone' },
  'action intake.use_flow': { who: 'walkers' },
  'action intake.build': { who: 'walkers' },
  'action intake.ad_hoc': { who: 'walkers' },
  'action intake.escalate': { who: 'anybody' },
  'action session.answer': { who: 'walkers' },
  'action session.answer_select': {
    who: 'walkers',
    with: { value: id, block: `session.answer_select:${universal}` },
  },
  'action session.choose': { who: 'everyone' },
  'action session.say': { who: 'everyone' },
  'action session.tell_how': { who: 'walkers' },
  'action session.back': { who: 'walkers' },
  'action session.retry': { who: 'walkers' },
  'action session.walk_ad_hoc': { who: 'walkers' },
  'action session.resume': { who: 'walkers' },
  'action session.note': { who: 'everyone' },
  'action session.resolve': { who: 'everyone' },
  'action session.escalate': { who: 'everyone' },
  'action session.add_step': { who: 'everyone' },
  'action session.brief': { who: 'everyone' },
  'action session.wrong_flow': { who: 'walkers' },
  'action session.works': { who: 'everyone' },
  'action session.reopen': { who: 'everyone' },
  'action session.ticket_note': { who: 'everyone' },
  'action session.abandon': { who: 'walkers' },
  'action session.more resolve': { who: 'everyone', with: { value: 'resolve', block: ways } },
  'action session.more hand_over': { who: 'everyone', with: { value: 'hand_over', block: ways } },
  'action session.more stop': { who: 'walkers', with: { value: 'stop', block: ways } },
  'action session.more wrong_flow': { who: 'walkers', with: { value: 'wrong_flow', block: ways } },
  'action session.more abandon': { who: 'walkers', with: { value: 'abandon', block: ways } },
  'action escalation.claim': { who: 'engineers' },
  'action escalation.brief': { who: 'everyone' },
  'action brief.page': { who: 'everyone' },
  'action escalation.resolve': { who: 'everyone' },
  'action escalation.confirm': { who: 'engineers' },
  'action escalation.release': { who: 'engineers' },
  'action question.answer': { who: 'everyone' },
  'action home.new_intake': { who: 'walkers' },
  'action home.escalate': { who: 'everyone' },
  'action home.page': { who: 'anybody' },
  'action home.filter': { who: 'anybody', with: { value: 'active', block: `home.filter:${universal}` } },
  'action list.page': { who: 'everyone' },
  'action access.request': { who: 'newcomers' },
  'action access.grant': { who: 'admins' },
  'action settings.open': { who: 'admins' },
  'action account.edit': { who: 'admins' },
  'action home.retry': { who: 'admins' },
  'action ai.open': { who: 'admins' },
  'action matching.edit': { who: 'admins' },
  'action roles.open': { who: 'admins' },
  'action roles.groups': { who: 'admins' },
  'action category.add': { who: 'anybody' },
  'action category.edit': { who: 'admins' },
  'action category.pick': { who: 'admins', with: { value: id } },
  'action category.archive': { who: 'admins', with: { inModal: true } },
  'action category.restore': { who: 'admins', with: { inModal: true } },
  'action clocks.open': { who: 'admins' },
  'action clocks.edit': { who: 'admins' },
  'action times.edit': { who: 'admins' },
  'action clocks.pick': { who: 'admins', with: { value: id } },
  'action proposal.review': { who: 'engineers' },
  'action proposal.page': { who: 'engineers', with: { inModal: true } },
  'action proposal.step': { who: 'engineers', with: { value: `text:${id}`, inModal: true } },
  'action proposal.details': { who: 'engineers', with: { inModal: true } },
  'action proposal.reject': { who: 'engineers' },
  'action webhook.edit': { who: 'admins' },
  'action webhook.resend': { who: 'admins' },
  ...Object.fromEntries(
    (['reassign', 'ask', 'hand_back', 'release', 'resolve'] as const).map((verb) => [
      `action escalation.more ${verb}`,
      {
        who: verb === 'release' || verb === 'reassign' ? 'engineers' : 'everyone',
        with: { value: verb, block: `escalation.acts:${universal}` },
      } satisfies Entry,
    ]),
  ),

  'view intake.submit': { who: 'walkers', with: { value: 'ad_hoc' } },
  'view session.answer': { who: 'walkers' },
  'view session.say': { who: 'walkers' },
  'view session.note': { who: 'everyone' },
  'view session.add_step': { who: 'walkers' },
  'view session.escalate': { who: 'everyone' },
  'view session.hand_over': { who: 'walkers' },
  'view session.leave_flow': { who: 'walkers', with: { value: 'ad_hoc' } },
  'view session.resolve': { who: 'everyone' },
  'view session.reopen': { who: 'everyone' },
  'view escalation.reassign': { who: 'engineers' },
  'view escalation.hand_back': { who: 'engineers' },
  'view escalation.ask': { who: 'engineers' },
  'view question.answer': { who: 'everyone' },
  'view account.save': { who: 'admins' },
  'view category.save': { who: 'admins' },
  'view ai.save': { who: 'admins' },
  'view matching.save': { who: 'admins' },
  'view roles.save': { who: 'admins' },
  'view roles.groups_save': { who: 'admins' },
  'view clocks.save': { who: 'admins' },
  'view times.save': { who: 'admins' },
  'view ticket_note': { who: 'anybody' },
  'view proposal.publish': { who: 'engineers' },
  'view proposal.details': { who: 'engineers' },
  'view proposal.text': { who: 'engineers' },
  'view proposal.reject': { who: 'engineers' },
  'view webhook.save': { who: 'admins' },
};

interface Person {
  name: string;
  slackUserId: string;
  role: Role | null;
  coversL1?: boolean;
  /** What Slack says they are. */
  slack?: object;
  standing?: Standing;
}
const people: Person[] = [
  { name: 'nobody yet', slackUserId: 'U0NONE', role: null },
  { name: 'l1', slackUserId: 'U0LONE', role: 'l1' },
  { name: 'engineer', slackUserId: 'U0ENGINE', role: 'engineer' },
  { name: 'engineer who covers', slackUserId: 'U0COVER', role: 'engineer', coversL1: true },
  { name: 'admin', slackUserId: 'U0ADMIN1', role: 'admin' },
  { name: 'owner', slackUserId: 'U0OWNER1', role: 'owner' },
  {
    name: 'guest',
    slackUserId: 'U0GUEST1',
    role: 'admin',
    slack: { is_restricted: true },
    standing: 'guest',
  },
  { name: 'stranger', slackUserId: 'U0STRANGE', role: null, slack: { team_id: 'T0ELSE' }, standing: 'guest' },
  { name: 'bot', slackUserId: 'U0BOT1', role: null, slack: { is_bot: true }, standing: 'bot' },
  {
    name: 'deactivated',
    slackUserId: 'U0GONE1',
    role: 'owner',
    slack: { deleted: true },
    standing: 'deactivated',
  },
];

function may(person: Person, who: Who): boolean {
  if (who === 'anybody') return true;
  if (person.standing) return false;
  if (who === 'newcomers') return true;
  const { role, coversL1 = false } = person;
  switch (who) {
    case 'everyone':
      return role !== null;
    case 'walkers':
      return role === 'l1' || (role !== null && coversL1);
    case 'engineers':
      return role === 'engineer' || role === 'admin' || role === 'owner';
    case 'admins':
      return role === 'admin' || role === 'owner';
  }
}

/** The sentence that a refusal is told in, by why it is one. */
function refusalFor({ standing, role }: Person): RegExp {
  if (standing) return /cannot use Intake/;
  return role === null ? /no role in Intake yet/ : /Only |Engineers resolve|Your role/;
}

/** Slack's side: it keeps what it is told, and says who people are. */
const told: { method: string; body: string }[] = [];
const slack = createServer(async (request, response) => {
  let body = '';
  for await (const part of request) body += part;
  const method = (request.url ?? '').replace('/api/', '').replace('/', '');
  const text = decodeURIComponent(body.replaceAll('+', ' '));
  if (method !== 'users.info') told.push({ method, body: text });
  const asked = /user=([A-Z0-9]+)/.exec(body)?.[1] ?? /"user":"([A-Z0-9]+)"/.exec(body)?.[1];
  const person = people.find(({ slackUserId }) => slackUserId === asked);
  const user = { id: asked, name: 'p', real_name: person?.name, team_id: slackTeamId, ...person?.slack };
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ ok: true, user, view: { id: 'V0OPEN' }, ts: '1.1', channel: 'C0DESK' }));
});
await new Promise<void>((resolve) => slack.listen(0, '127.0.0.1', resolve));
afterAll(() => {
  slack.closeAllConnections();
  slack.close();
});
const address = `http://127.0.0.1:${(slack.address() as AddressInfo).port}`;

let bolt: App | undefined;
const receiver: Receiver = {
  init: (app) => {
    bolt = app;
  },
  start: async () => undefined,
  stop: async () => undefined,
};
createSlackApp({
  identity: product.identity,
  botToken: 'xoxb-matrix',
  receiver,
  clientOptions: { slackApiUrl: `${address}/api/`, retryConfig: { retries: 0 } },
  useCases: product.useCases,
  links: () => null,
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
});

const thread = { channel: 'C0DESK', ts: '1700000000.000001' };

/** What Slack would send for this entry, from this person. */
function payload(name: string, { with: given = {} }: Entry, { slackUserId }: Person): object {
  const [kind = '', what = ''] = name.split(' ');
  const trigger = { trigger_id: randomUUID(), response_url: `${address}/response` };
  const common = {
    team: { id: slackTeamId },
    user: { id: slackUserId, team_id: slackTeamId },
    api_app_id: 'A1',
  };
  const value = given.value ?? universal;
  switch (kind) {
    case 'command':
      return {
        command: what,
        text: given.text ?? '',
        team_id: slackTeamId,
        user_id: slackUserId,
        channel_id: 'C0DESK',
        ...trigger,
      };
    case 'shortcut': {
      const message = { ts: '1.0', text: 'help', user: 'U0LONE' };
      return what === 'intake.new'
        ? { type: 'shortcut', callback_id: what, ...common, trigger_id: trigger.trigger_id }
        : {
            type: 'message_action',
            callback_id: what,
            ...common,
            ...trigger,
            message,
            channel: { id: 'C0DESK' },
          };
    }
    case 'event': {
      const event =
        what === 'message'
          ? {
              type: what,
              user: slackUserId,
              channel: thread.channel,
              thread_ts: thread.ts,
              ts: `${Math.random()}`,
              text: 'hm',
            }
          : what === 'user_change'
            ? { type: what, user: { id: 'U0UNKNOWN', name: 'x', team_id: slackTeamId } }
            : what.startsWith('subteam')
              ? { type: what, subteam_id: 'S0GROUP', subteam: { id: 'S0GROUP' } }
              : { type: what, user: slackUserId, channel: 'D1', tab: 'home' };
      return { type: 'event_callback', team_id: slackTeamId, event_id: randomUUID(), event };
    }
    case 'view': {
      const option = { value: given.value ?? id };
      const input = {
        value: '5',
        selected_option: option,
        selected_user: `U0FRESH${slackUserId}`,
        selected_users: [],
        selected_options: [],
      };
      const values = Object.fromEntries(
        Object.keys(fields).map((one) => [
          one,
          // Another flow is named instead of a way on, not beside it.
          { [one]: one === 'otherFlow' ? { ...input, selected_option: null } : input },
        ]),
      );
      const view = {
        id: randomUUID(),
        type: 'modal',
        callback_id: what,
        private_metadata: universal,
        blocks: [],
        state: { values },
      };
      return { type: 'view_submission', ...common, view };
    }
    default: {
      const block_id = given.block ?? 'b';
      const action = {
        type: 'button',
        action_id: what,
        block_id,
        action_ts: '1',
        value,
        selected_option: { value },
      };
      const message = { ts: '1700000000.000009', thread_ts: thread.ts };
      const clicked = { type: 'block_actions', ...common, ...trigger, actions: [action] };
      return given.inModal
        ? {
            ...clicked,
            view: { id: 'V0MODAL', type: 'modal', private_metadata: universal, state: { values: {} } },
          }
        : { ...clicked, channel: { id: 'C0DESK' }, message };
    }
  }
}

const { field: fields } = await import('../../../src/slack/ids.js');

/** Sends it, and gives back everything that came of it. */
async function send(body: object): Promise<{ text: string; methods: string[] }> {
  told.length = 0;
  let acked = '';
  const ack = async (response?: unknown) => {
    acked += JSON.stringify(response ?? '');
  };
  await bolt?.processEvent({ body, ack }).catch(() => undefined);
  const text = `${acked}\n${told.map(({ body: one }) => one).join('\n')}`;
  return { text, methods: told.map(({ method }) => method) };
}

const counted = ['audit_entry', 'session', 'step', 'note', 'intake', 'escalation', 'category', 'member'];
const written = async (): Promise<string> => {
  const sums = counted.map((table) => `(select count(*) from "${table}") as "${table}"`);
  return JSON.stringify(await rows(`select ${sums.join(', ')}`));
};

beforeAll(async () => {
  await product.useCases.submitIntake(await caller('agent'), {
    problem: 'in a thread',
    how: { kind: 'ad_hoc' },
    channelId: 'C0DESK',
    responseUrl: null,
  });
  await product.idle();
  await rows("update post set channel_id = $1, ts = $2 where kind = 'session_card'", [
    thread.channel,
    thread.ts,
  ]);
  for (const { name, slackUserId, role, coversL1 = false, standing = 'full' } of people) {
    const member = { accountId: product.accountId, memberId: randomUUID(), slackUserId, displayName: name };
    // Strangers and bots are met for the first time here, so that what Slack says of them counts.
    if (standing !== 'full' && role === null) continue;
    await product.store.members.create({ ...member, role, coversL1, standing, createdAt: new Date() });
  }
}, 60_000);

describe('the role matrix', () => {
  it('has a row for every listener, and no row for none', () => {
    const rowsOf = new Set(Object.keys(entries).map((name) => name.split(' ').slice(0, 2).join(' ')));
    expect([...rowsOf].sort()).toEqual([...new Set(registered)].sort());
  });

  it.each(people.map((person) => [person.name, person] as const))(
    'of %s has no wrong cell',
    async (_name, person) => {
      const wrong: string[] = [];
      for (const [name, entry] of Object.entries(entries)) {
        const before = await written();
        const { text, methods } = await send(payload(name, entry, person));
        const refused =
          /people cannot use Intake|no role in Intake yet|Only (L1|engineers|admins)|Engineers resolve|Your role does not/.test(
            text,
          );
        if (text.includes('Something went wrong')) wrong.push(`${name}: a fault of ours`);
        else if (may(person, entry.who)) {
          if (refused && entry.who !== 'anybody') wrong.push(`${name}: refused`);
        } else {
          if (!refusalFor(person).test(text))
            wrong.push(`${name}: not refused in words: ${text.slice(0, 200)}`);
          if (methods.includes('chat.postMessage')) wrong.push(`${name}: refused in public`);
          // Who is met for the first time is a row; nothing else may be.
          if (person.role !== null && (await written()) !== before)
            wrong.push(`${name}: refused, but it wrote`);
        }
      }
      if (wrong.length > 0) throw new Error(`Wrong cells:\n${wrong.join('\n')}`);
    },
    120_000,
  );

  it('counts its cells', () => {
    expect(Object.keys(entries).length * people.length).toBeGreaterThan(800);
  });
});

describe('somebody who is deactivated', () => {
  it('loses everything at once, whatever their role was', async () => {
    const person: Person = { name: 'leaver', slackUserId: 'U0LEAVER', role: 'owner' };
    const memberId = randomUUID();
    const member = {
      accountId: product.accountId,
      memberId,
      slackUserId: person.slackUserId,
      displayName: 'Leaver',
    };
    await product.store.members.create({
      ...member,
      role: 'owner',
      coversL1: true,
      standing: 'full',
      createdAt: new Date(),
    });
    const settings = () =>
      send(payload('command /intake', { who: 'admins', with: { text: 'settings' } }, person));
    expect((await settings()).methods).toContain('views.open');
    const user = { id: person.slackUserId, name: 'leaver', team_id: slackTeamId, deleted: true };
    await send({
      type: 'event_callback',
      team_id: slackTeamId,
      event_id: 'E1',
      event: { type: 'user_change', user },
    });
    expect((await settings()).text).toMatch(/cannot use Intake/);
  });
});
