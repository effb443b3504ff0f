import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { badgeProblem, badgeReader, flow, question, resolution } from '../support/flows.js';
import { stage } from '../support/product.js';

const { as, publish, rows, workspace } = await stage(await testDatabase());
const [ava, ben, erin] = [as('agent'), as('agent2'), as('engineer')];
const first = 'Does the reader beep when the badge touches it?';

const turnstile = flow(
  'turnstile',
  'Turnstile does not turn',
  [
    question('stuck', 'Is something stuck in the turnstile?', { Yes: 'out', No: 'out' }),
    resolution('out', 'It turns.'),
  ],
  { description: 'The turnstile at the front door is blocked.', examples: ['turnstile is blocked'] },
);

beforeAll(async () => {
  await publish(badgeReader);
  await publish(turnstile);
});
beforeEach(async () => {
  // Each story begins in an account that has learned nothing yet.
  await rows('delete from match_feedback');
  await ava.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
});

const sessions = () =>
  rows<{ kind: string; status: string; abandoned_for: string | null }>(
    `select s.kind::text, s.status::text, s.abandoned_for::text from session s
     join ticket t on t.id = s.ticket_id and t.number = (select max(number) from ticket) order by s.created_at`,
  );
const feedback = () =>
  rows<{ kind: string; title: string; chosen: string | null }>(
    `select m.kind::text, f.title, c.title as chosen from match_feedback m join flow f on f.id = m.flow_id
     left join flow c on c.id = m.chosen_flow_id order by m.at desc limit 1`,
  );

describe('an agent whose flow is the wrong one', () => {
  it('chooses another flow; the same ticket goes on in the same thread', async () => {
    await ava.clicks('Yes');
    await ava.clicks('Wrong flow');
    ava.sees('“Badge reader stays red” ends here. The ticket and everything tried so far stay.', {
      in: 'modal',
    });
    await ava.submits({ 'Or another published flow': 'Turnstile does not turn' });
    ava.sees(
      '@Ava Agent left “Badge reader stays red” as the wrong flow. It goes on with “Turnstile does not turn”.',
    );
    ava.sees('Wrong flow before: Badge reader stays red');
    await ava.clicks('No', { message: 'Is something stuck in the turnstile?' });
    expect(await sessions()).toEqual([
      { kind: 'flow', status: 'abandoned', abandoned_for: 'wrong_flow' },
      { kind: 'flow', status: 'active', abandoned_for: null },
    ]);
    expect(await feedback()).toEqual([
      { kind: 'wrong_flow', title: 'Badge reader stays red', chosen: 'Turnstile does not turn' },
    ]);
    const tickets = await rows(
      "select distinct thread_post_id from post where kind = 'walk_card' and thread_post_id is not null and session_id in (select id from session where ticket_id = (select id from ticket order by number desc limit 1))",
    );
    expect(tickets).toHaveLength(1);
  });

  it('keeps everything that was tried on the wrong flow in the brief', async () => {
    await ava.clicks('Yes');
    await ava.clicks('Wrong flow');
    await ava.submits({ 'How do you go on?': 'Walk ad hoc, without a flow' });
    await ava.clicks('Open brief');
    ava.sees(/Does the reader beep.*→ Yes[\s\S]*Left as the wrong flow: Badge reader stays red/, {
      in: 'modal',
    });
    await ava.closes();
    await ava.clicks('Add a step');
    await ava.submits({ 'What did you try?': 'Looked at the door' });
    expect((await sessions()).at(-1)).toMatchObject({ kind: 'ad_hoc', status: 'active' });
  });

  it('hands it to engineering with the steps of the wrong flow', async () => {
    await ava.clicks('Yes');
    await ava.clicks('Wrong flow');
    await ava.submits({ 'How do you go on?': 'Escalate to engineering' });
    await ava.submits({ 'What do they need to know?': 'It is the whole door' });
    expect(await sessions()).toEqual([
      { kind: 'flow', status: 'abandoned', abandoned_for: 'wrong_flow' },
      { kind: 'none', status: 'escalated', abandoned_for: null },
    ]);
    erin.sees('It is the whole door');
    erin.sees('Does the reader beep when the badge touches it?');
  });

  it('finds it in the menu later on', async () => {
    await ava.clicks('Yes');
    await ava.clicks('Done');
    await ava.clicks('Wrong flow', { message: 'Does the door open now?' });
    ava.sees('How do you go on?', { in: 'modal' });
    await ava.closes();
  });
});

describe('two at once', () => {
  it('have one effect: who answers first makes “Wrong flow” stale', async () => {
    await ava.clicks('Wrong flow');
    await ben.clicks('Yes', { message: first });
    await ava.submits({ 'How do you go on?': 'Walk ad hoc, without a flow' });
    ava.sees('Already answered by @Ben Brooks.', { in: 'modal' });
    expect(await sessions()).toHaveLength(1);
    await ava.closes({ all: true });
  });

  it('go on once, whoever leaves the flow first', async () => {
    await Promise.all([ava.clicks('Wrong flow'), ben.clicks('Wrong flow')]);
    const adHoc = { 'How do you go on?': 'Walk ad hoc, without a flow' };
    await Promise.all([ava.submits(adHoc), ben.submits(adHoc)]);
    expect((await sessions()).map(({ status }) => status)).toEqual(['abandoned', 'active']);
    for (const person of [ava, ben]) if (person.view.modals.length > 0) await person.closes({ all: true });
  });

  it('are told where the walk goes on when they press an old card', async () => {
    const card = ava.looksAt(first);
    await ben.clicks('Wrong flow');
    await ben.submits({ 'How do you go on?': 'Walk ad hoc, without a flow' });
    await ava.clicks('Yes', { on: card });
    ava.sees('This flow was left as the wrong one, and the ticket goes on another way.');
    ava.sees('↪ Left as the wrong flow');
  });

  it('keeps notes typed in the thread with the session that goes on', async () => {
    await ava.clicks('Wrong flow');
    await ava.submits({ 'How do you go on?': 'Walk ad hoc, without a flow' });
    await ava.says('The customer calls back', { thread: true });
    const [note] = await rows<{ kind: string }>(
      'select s.kind::text from note n join session s on s.id = n.session_id order by n.at desc limit 1',
    );
    expect(note?.kind).toBe('ad_hoc');
    expect(workspace.view('agent').notices).toEqual([]);
  });
});
