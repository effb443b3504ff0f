import type { KnownBlock } from '@slack/types';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setUpAccount } from '../../src/usecases/account/set-up-account.js';
import { submitIntake } from '../../src/usecases/intake/submit-intake.js';
import { testDatabase } from '../support/database.js';
import { badgeProblem, badgeReader } from '../support/flows.js';
import { stage } from '../support/product.js';

const { as, publish, rows, workspace, client, product } = await stage(await testDatabase());
const [ava, ben, erin] = [as('agent'), as('agent2'), as('engineer')];

const count = async (table: string): Promise<number> => (await rows(`select 1 from ${table}`)).length;
const newestProblem = async () =>
  (await rows<{ problem: string }>('select problem from intake order by created_at desc limit 1'))[0]
    ?.problem;

/** Text that Slack would act on, in everything that was sent so far. */
function liveMarkup(): string[] {
  const sent = workspace.traffic().filter(({ direction }) => direction === 'fromApp');
  return sent.flatMap(({ request }) => mrkdwnIn(request)).filter((text) => dangerous.test(text));
}

const dangerous = /<!(channel|here|everyone|subteam)|<@U0DEE>|<https?:\/\/evil|<mailto:/;

function mrkdwnIn(value: unknown): string[] {
  if (typeof value === 'string') return /^[[{]/.test(value) ? mrkdwnIn(parsed(value)) : [];
  if (Array.isArray(value)) return value.flatMap(mrkdwnIn);
  if (typeof value !== 'object' || value === null) return [];
  const texts = Object.entries(value).flatMap(([key, inner]) =>
    key === 'text' && typeof inner === 'string' && !isPlain(value) ? [inner] : mrkdwnIn(inner),
  );
  return texts;
}

const isPlain = (value: object): boolean => 'type' in value && value.type === 'plain_text';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const nasty = '<!channel> <!here> @gone <@U0DEE> <https://evil.example|your bank> *bold* & `code`';

beforeAll(() => publish(badgeReader));
afterEach(() => {
  expect(liveMarkup()).toEqual([]);
});

describe('a problem', () => {
  it.each([
    ['nothing', '/intake'],
    ['whitespace', '/intake      '],
  ])('of %s opens the form', async (_what, typed) => {
    await ava.types(typed, { in: '#helpdesk' });
    ava.sees('Modal: New intake');
    await ava.closes();
    expect(await count('intake')).toBe(0);
  });

  it('of invisible characters alone is refused with a sentence', async () => {
    await ava.types('/intake \u200B\u2060\u200B', { in: '#helpdesk' });
    ava.sees(/The problem is empty\.|Modal: New intake/);
    expect(await count('intake')).toBe(0);
  });

  it('of emoji alone has an outcome with its reason, and the ways out', async () => {
    await ava.types('/intake 🖨️🔥😱', { in: '#helpdesk' });
    ava.sees('🖨️🔥😱');
    ava.sees('The problem has no words to search by, and no category fits.');
    expect(await count('intake')).toBe(1);
  });

  it('of numbers alone has an outcome with its reason', async () => {
    await ava.types('/intake 404 90210', { in: '#helpdesk' });
    ava.sees('No published flow is near, and no category fits.');
  });

  it('of 10,000 characters is kept whole', async () => {
    const long = 'the badge reader at door 7 stays red. '.repeat(300).slice(0, 9_999).trim();
    await ava.types(`/intake --flow badge-reader-red ${long}`, { in: '#helpdesk' });
    expect(await newestProblem()).toBe(long);
    ava.sees('🟢 #1 In progress');
    await ava.clicks('Open brief', { message: '#1 In progress' });
    ava.sees('Modal: Brief of #1');
    await ava.closes();
  });

  it('of 100,000 characters keeps its beginning', async () => {
    await ava.types(`/intake --adhoc ${'red badge '.repeat(10_000)}`, { in: '#helpdesk' });
    const kept = (await newestProblem()) ?? '';
    expect(kept.length).toBeLessThanOrEqual(10_000);
    expect(kept.startsWith('red badge red badge')).toBe(true);
    expect(kept.endsWith('…')).toBe(true);
  });

  it('of 100,000 characters without a flow in mind is answered too', async () => {
    await ava.types(`/intake ${'zebra crossing '.repeat(7_000)}`, { in: '#helpdesk' });
    ava.sees('zebra crossing zebra crossing');
    ava.doesNotSee('Something went wrong');
  });

  it('written from right to left is kept and matched as it is', async () => {
    const hebrew = 'קורא הכרטיסים נשאר אדום ולא פותח את הדלת';
    await ava.types(`/intake --flow badge-reader-red ${hebrew}`, { in: '#helpdesk' });
    ava.sees(`> ${hebrew}`);
    expect(await newestProblem()).toBe(hebrew);
    await ava.types('/intake الطابعة لا تعمل', { in: '#helpdesk' });
    ava.sees('الطابعة لا تعمل');
  });

  it('that overrides the direction of text cannot hide anything', async () => {
    await ava.types('/intake --adhoc abc\u202Egnp.exe', { in: '#helpdesk' });
    expect(await newestProblem()).toBe('abcgnp.exe');
  });

  it.each([
    ['half a character', 'badge \uD83D reader'],
    ['control characters', 'badge \u0007\u0008 reader'],
    ['what a database might trip over', "badge'; drop table intake; -- % _ \\ reader"],
  ])('with %s is taken', async (_what, problem) => {
    await ava.types(`/intake --adhoc ${problem}`, { in: '#helpdesk' });
    ava.doesNotSee('Something went wrong');
    expect(await newestProblem()).toContain('reader');
  });
});

describe('mentions, links and markup', () => {
  it('in every field of the intake form stay words', async () => {
    await ava.types('/intake', { in: '#helpdesk' });
    await ava.submits({
      Problem: `badge ${nasty}`,
      Customer: nasty,
      Contact: nasty,
      Device: nasty,
      'How to start': 'Badge reader stays red',
    });
    ava.sees('badge <!channel> <!here>');
    ava.sees('👤 <!channel>');
  });

  it('in a command, a note, a message, a step and a solution stay words', async () => {
    await ava.types(`/intake --adhoc ${nasty}`, { in: '#helpdesk' });
    await ava.says(nasty, { in: '#helpdesk', thread: '> <!channel>' });
    await ava.clicks('Add a step');
    await ava.submits({ 'What did you try?': nasty, 'What came of it?': nasty });
    ava.sees('> → <!channel>');
    await ava.clicks('Open brief', { message: 'In progress > <!channel>' });
    ava.sees('Modal: Brief');
    await ava.closes();
    await ava.clicks('Solved', { message: 'What do you try next?' });
    await ava.submits({ 'What solved it?': nasty });
    ava.sees('has resolved');
  });

  it('in the note’s form and in an escalation stay words', async () => {
    await ava.types(`/intake --flow badge-reader-red ${nasty}`, { in: '#helpdesk' });
    await ava.clicks('Note');
    await ava.submits({ Note: nasty });
    await ava.clicks('Escalate');
    await ava.submits({ 'What do they need to know?': nasty });
    erin.sees('<!channel>', { in: '#engineering' });
    await erin.clicks('Claim', { in: '#engineering' });
    await erin.clicks('Resolve', { in: '#engineering' });
    await erin.submits({ 'What solved it?': nasty });
  });

  it('in lists, choices and refusals stay words', async () => {
    await ava.types(`/intake purple ${nasty}`, { in: '#helpdesk' });
    await ava.types('/intake mine');
    await ava.types('/intake queue');
    await ava.types(`/intake --flow ${nasty}`);
    await ava.opensHome();
    await erin.types(`/intake ${nasty}`, { in: '#engineering' });
    erin.sees('What you typed:');
  });

  it('in a category’s name stay words', async () => {
    await as('admin').types('/intake settings', { in: '#helpdesk' });
    await as('admin').clicks('Add category');
    await as('admin').submits({ Name: '<!channel> <@U0DEE>', Keywords: 'zebra' });
    as('admin').sees('<!channel> <@U0DEE> does not build walks', { in: 'modal' });
    await as('admin').closes();
    await ava.types('/intake zebra', { in: '#helpdesk' });
  });
});

describe('fields that are too long', () => {
  it('are refused under the field, and nothing that was typed is lost', async () => {
    await ava.types('/intake', { in: '#helpdesk' });
    const before = await count('intake');
    await ava.submits({ Problem: 'badge', Customer: 'x'.repeat(201) });
    ava.sees('Problem: badge', { in: 'modal' });
    expect(await count('intake')).toBe(before);
    await ava.closes();
  });
});

/** A message with one button, as no card of ours has it. */
async function button(actionId: string, value: string): Promise<void> {
  const blocks: KnownBlock[] = [
    {
      type: 'actions',
      elements: [{ type: 'button', text: { type: 'plain_text', text: 'Odd' }, action_id: actionId, value }],
    },
  ];
  await client.chat.postMessage({ channel: 'C0HELPDESK', text: 'odd', blocks });
}

const unknown = '11111111-1111-4111-8111-111111111111';
const place = { sessionId: unknown, position: 0 };

describe('a button that does not hold', () => {
  it.each([
    ['a garbled value', 'session.answer:0', '{"sessionId":'],
    ['no value of ours', 'session.back', 'hello'],
    ['an id that is none', 'intake.use_flow:0', JSON.stringify({ intakeId: '1', flowId: 'x' })],
    ['a negative position', 'session.back', JSON.stringify({ ...place, position: -1 })],
    ['SQL', 'escalation.claim', "' or 1=1 --"],
    ['another shape', 'session.resume', '[]'],
    ['a garbled place', 'session.note', 'null'],
    ['a garbled page', 'list.page:0', '{"which":"all","page":0}'],
    ['a garbled member', 'access.grant:0', '{"memberId":"me","grant":"owner"}'],
  ])('because of %s is told so', async (_what, actionId, value) => {
    await button(actionId, value);
    const before = await count('audit_entry');
    await ben.clicks('Odd', { in: '#helpdesk' });
    ben.sees('Intake (only you): This button no longer works.');
    expect(await count('audit_entry')).toBe(before);
  });

  it.each([
    ['a session', 'session.back', place],
    ['an answer', 'session.answer:0', { ...place, nodeId: unknown, answerId: unknown }],
    ['a session to resume', 'session.resume', { sessionId: unknown }],
    ['a brief', 'session.brief', { sessionId: unknown }],
    ['a note', 'session.note', place],
    ['an intake', 'intake.ad_hoc', { intakeId: unknown }],
    ['an intake to open', 'intake.open', { intakeId: unknown }],
    ['a flow', 'intake.use_flow:0', { intakeId: unknown, flowId: unknown }],
    ['an escalation', 'escalation.claim', { escalationId: unknown, sessionId: unknown }],
  ])('because %s is unknown is told so', async (_what, actionId, value) => {
    await button(actionId, JSON.stringify(value));
    const before = await count('audit_entry');
    const who = actionId.startsWith('escalation') ? erin : ben;
    if (who === erin) workspace.setMember('helpdesk', 'engineer', true);
    await who.clicks('Odd', { in: '#helpdesk' });
    who.sees(/is not there any more, or it belongs to another workspace/);
    expect(await count('audit_entry')).toBe(before);
    while (who.view.modals.length > 0) await who.closes({ all: true });
  });

  it('names an unknown flow of a known intake', async () => {
    await ben.types('/intake a purple elephant plays the organ', { in: '#helpdesk' });
    const [intake] = await rows<{ id: string }>('select id from intake order by created_at desc limit 1');
    await button('intake.use_flow:0', JSON.stringify({ intakeId: intake?.id, flowId: unknown }));
    await ben.clicks('Odd', { in: '#helpdesk' });
    ben.sees('There is no published flow of that name');
    await ben.clicks('Walk ad hoc', { message: 'a purple elephant' });
    ben.sees('> a purple elephant plays the organ Ad hoc, no flow');
  });
});

describe('another account’s ids', () => {
  it('are as unknown as any', async () => {
    const { services } = product;
    const other = await setUpAccount(services, {
      slackTeamId: 'T0OTHER',
      slackEnterpriseId: null,
      name: 'Other',
      starter: { categories: [], flows: [] },
    });
    const member = await product.useCases.meetPerson({
      slackTeamId: 'T0OTHER',
      slackUserId: 'U0THEM',
      surface: 'command',
      lookUp: async () => ({ displayName: 'Them', standing: 'full' }),
    });
    const ctx = { ...services, actor: { ...member, surface: 'command' as const }, delivery: null };
    const { intake } = await submitIntake(ctx, {
      problem: 'their secret problem',
      how: { kind: 'ad_hoc' },
      channelId: null,
      responseUrl: null,
    });
    const [session] = await rows<{ id: string }>('select id from session where account_id = $1', [other.id]);
    const before = await count('audit_entry');
    for (const [actionId, value] of [
      ['session.resume', { sessionId: session?.id }],
      ['session.brief', { sessionId: session?.id }],
      ['session.walk_ad_hoc', { sessionId: session?.id, position: 0 }],
      ['intake.ad_hoc', { intakeId: intake.id }],
    ] as const) {
      await button(actionId, JSON.stringify(value));
      await ben.clicks('Odd', { in: '#helpdesk' });
      ben.doesNotSee('their secret problem');
      while (ben.view.modals.length > 0) await ben.closes({ all: true });
    }
    ben.sees('This session is not there any more, or it belongs to another workspace.');
    expect(await count('audit_entry')).toBe(before);
  });
});

describe('a message that is none of ours', () => {
  it('is passed over: in other threads, in the channel, edited or empty', async () => {
    const before = await count('note');
    await ben.says('just talking', { in: '#helpdesk' });
    await ava.says('about this', { in: '#helpdesk', thread: 'just talking' });
    await ben.does({
      type: 'edit',
      channel: 'C0HELPDESK',
      ts: ben.looksAt('just talking').ts,
      text: 'still talking',
    });
    expect(await count('note')).toBe(before);
    await ava.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
    expect(await count('note')).toBe(before);
  });
});
