import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { badgeProblem, badgeReader } from '../support/flows.js';
import { stage } from '../support/product.js';

const { as, publish, rows, product, caller } = await stage(await testDatabase());
const [ava, ben, erin, ada] = [as('agent'), as('agent2'), as('engineer'), as('admin')];
const engineering = { in: '#engineering' };
const helpdesk = { in: '#helpdesk' };
const direct = { in: 'Intake' };

beforeAll(() => publish(badgeReader));

async function escalates(reason: string): Promise<void> {
  await ava.types(`/intake ${badgeProblem}`, helpdesk);
  await ava.clicks('Yes');
  await ava.clicks('Escalate');
  await ava.submits({ 'Why engineering?': 'Other', 'What do they need to know?': reason });
}

describe('an escalation that is claimed, asked about, handed back and solved by L1', () => {
  it('is claimed; its brief is in the card’s thread', async () => {
    await escalates('The reader is dead');
    erin.sees('📋 Brief of #1', engineering);
    erin.sees('1. Does the reader beep when the badge touches it? → Yes — @Ava Agent', engineering);
    erin.sees('The customer has waited since', engineering);
    await erin.clicks('Claim', engineering);
    erin.doesNotSee('[Claim]', engineering);
  });

  it('is asked about; the agent sees the question in the thread and directly', async () => {
    await erin.clicks('Ask the agent…', engineering);
    await erin.submits({ 'What do you need to know?': 'Which door is it?' });
    ava.sees('❓ @Erin Engineer asks about #1 Which door is it?', helpdesk);
    ava.sees('❓ @Erin Engineer asks about #1 Which door is it?', direct);
    erin.sees('❓ The agent has been asked: Which door is it?', engineering);
  });

  it('is answered by button; the answer comes back to the card’s thread and to who asked', async () => {
    await ava.clicks('Answer', direct);
    ava.sees('@Erin Engineer asks: Which door is it?', { in: 'modal' });
    await ava.submits({ 'Your answer': 'The one at the loading dock' });
    ava.sees('💬 The one at the loading dock', helpdesk);
    erin.sees('💬 The one at the loading dock', engineering);
    erin.sees('💬 @Ava Agent has answered for #1.', direct);
    erin.doesNotSee('The agent has been asked', engineering);
    ava.doesNotSee('[Answer]', helpdesk);
  });

  it('is asked once more and answered by typing in the thread', async () => {
    await erin.clicks('Ask the agent…', engineering);
    await erin.submits({ 'What do you need to know?': 'Does the light blink?' });
    await ava.says('Yes, in red', { in: '#helpdesk', thread: true });
    erin.sees('💬 Yes, in red', engineering);
    erin.sees('❓ Does the light blink? Yes, in red', direct);
    await erin.clicks('Open brief', engineering);
    erin.sees('❓ Does the light blink? → Yes, in red', { in: 'modal' });
    await erin.closes();
  });

  it('is handed back with an instruction; the walk goes on where it was', async () => {
    await erin.clicks('Hand back to L1…', engineering);
    await erin.submits({ 'What should the agent do?': 'Hold the badge flat for ten seconds' });
    erin.sees('↩️ #1 is back with L1', engineering);
    erin.sees('↩️ #1 is back with L1, claimed by @Erin Engineer.', engineering);
    ava.sees(
      '↩️ @Erin Engineer hands #1 back to you. What to do: Hold the badge flat for ten seconds',
      helpdesk,
    );
    ava.sees('↩️ @Erin Engineer hands #1 back to you.', direct);
    ava.sees('🟢 #1 In progress', helpdesk);
    ava.sees('↩️ Handed back: Hold the badge flat for ten seconds', helpdesk);
    ava.sees('Was escalated: ', helpdesk);
    ava.sees(
      /posted anew at the end of the walk’s thread[\s\S]*hold it flat for three seconds[\s\S]*\[Done\]/,
      helpdesk,
    );
    ava.sees(/hands #1 back to you[\s\S]*Open thread/, direct);
    await ava.clicks('Done', helpdesk);
    await ava.clicks('Mark as solved', helpdesk);
    await ava.submits({ 'What solved it?': 'Ten seconds did it' });
    ava.sees('✅ #1 Resolved', helpdesk);
    expect(await rows('select status::text from escalation')).toEqual([{ status: 'returned' }]);
  });

  it('cannot be claimed any more, and its old card says so', async () => {
    await escalates('again');
    const card = erin.looksAt('#2 needs an engineer', engineering);
    await erin.clicks('Ask the agent…', engineering);
    await erin.submits({ 'What do you need to know?': 'Is there a second badge?' });
    ava.sees('[Answer]', helpdesk);
    await erin.clicks('Hand back to L1…', engineering);
    await erin.submits({ 'What should the agent do?': 'Try the other badge' });
    ava.doesNotSee('[Answer]', helpdesk);
    ava.doesNotSee('[Answer]', direct);
    ava.sees('Is there a second badge? Not answered; the escalation has ended.', helpdesk);
    await ada.clicks('Claim', { on: card });
    ada.sees('This escalation has ended: it is resolved, or back with L1.');
  });

  it('goes to engineering again as a new escalation of the same ticket', async () => {
    await ava.clicks('Escalate', helpdesk);
    await ava.submits({ 'What do they need to know?': 'The other badge neither' });
    erin.sees(
      '🚨 #2 needs an engineer > Badge reader stays red at the front door Why: Other > The other badge neither',
      engineering,
    );
    erin.sees('↩️ Engineering handed it back:', engineering);
    expect(await rows('select status::text from escalation order by created_at')).toEqual([
      { status: 'returned' },
      { status: 'returned' },
      { status: 'open' },
    ]);
  });
});

describe('a claim', () => {
  it('is given back, and the next engineer takes it', async () => {
    await erin.clicks('Claim', engineering);
    await erin.clicks('Release the claim', engineering);
    erin.sees('🚨 #2 needs an engineer', engineering);
    ava.sees('@Erin Engineer has given #2 back. #2 waits for another engineer.', direct);
    await ada.clicks('Claim', engineering);
    ava.sees('🛠️ @Ada Admin has claimed #2', helpdesk);
  });

  it('is not disposed of by somebody else, but by an admin', async () => {
    await erin.clicks('Give to somebody…', engineering);
    await erin.submits({ 'To whom?': 'Erin Engineer' });
    erin.sees('@Ada Admin has already claimed this.');
    await erin.closes({ all: true });
    await ada.clicks('Give to somebody…', engineering);
    await ada.submits({ 'To whom?': 'Erin Engineer' });
    erin.sees('🛠️ @Ada Admin has given #2 to @Erin Engineer, who takes it from here.', direct);
    erin.sees('🛠️ Claimed by @Erin Engineer', engineering);
    await ada.clicks('Release the claim', engineering);
    erin.sees('@Ada Admin has taken #2 back from @Erin Engineer.', direct);
  });

  it('is not for agents, whichever way they try', async () => {
    await ben.clicks('Ask the agent…', engineering);
    await ben.submits({ 'What do you need to know?': 'x' });
    ben.sees('Only engineers, admins and owners see and claim escalations.');
    await ben.closes({ all: true });
    await ben.clicks('Hand back to L1…', engineering);
    await ben.submits({ 'What should the agent do?': 'x' });
    ben.sees('Only engineers, admins and owners see and claim escalations.');
    await ben.closes({ all: true });
    await ben.clicks('Give to somebody…', engineering);
    ben.sees('Only engineers, admins and owners see and claim escalations.');
    expect(await rows("select status::text from escalation where status = 'open'")).toHaveLength(1);
  });
});

describe('a problem that was never walked and is handed back', () => {
  it('goes on ad hoc', async () => {
    await ava.types('/intake escalate the smoke alarm beeps', helpdesk);
    await ava.submits({ 'What do they need to know?': 'Every minute' });
    await erin.clicks('Hand back to L1…', { message: '#3 needs an engineer' });
    await erin.submits({ 'What should the agent do?': 'Change its battery' });
    ava.sees('🟢 #3 In progress', helpdesk);
    await ava.clicks('Add a step', helpdesk);
    await ava.submits({ 'What did you try?': 'New battery', 'What came of it?': 'Quiet' });
    ava.sees('New battery', helpdesk);
  });
});

describe('a brief of 60 steps with long notes', () => {
  it('is complete: in the thread every step, behind the button every word', async () => {
    await ava.types('/intake --adhoc the phone crackles', helpdesk);
    const { useCases, who, sessionId } = await ofNewest();
    for (let number = 0; number < 60; number += 1) {
      await useCases.addStep(who, { sessionId, position: number, text: `Tried thing ${number + 1}` });
      const text = `${'word '.repeat(600)}end${number + 1}`;
      await useCases.addNote(who, { source: 'modal', sessionId, text });
    }
    await useCases.escalateSession(who, { sessionId, reason: 'Out of ideas', category: 'other' });
    await erin.opensHome();
    const screen = erin.screen(engineering);
    for (let number = 1; number <= 60; number += 1)
      expect(screen).toContain(`${number}. Tried thing ${number}`);
    await erin.clicks('Open brief', { message: '#4 needs an engineer' });
    let read = erin.screen({ in: 'modal' });
    while (erin.screen({ in: 'modal' }).includes('[Next page]')) {
      await erin.clicks('Next page', { in: 'modal' });
      read += erin.screen({ in: 'modal' });
    }
    for (let number = 1; number <= 60; number += 1) {
      expect(read).toContain(`${number}. Tried thing ${number}`);
      expect(read).toContain(`end${number} — `);
    }
    await erin.closes();
  }, 240_000);

  async function ofNewest() {
    const [row] = await rows<{ id: string }>('select id from session order by created_at desc limit 1');
    return { useCases: product.useCases, who: await caller('agent'), sessionId: row?.id ?? '' };
  }
});

describe('a note as long as a Slack message may be', () => {
  it('is kept whole: the brief ends with its last word', async () => {
    await ava.types('/intake --adhoc the fax sings', helpdesk);
    const log = Array.from({ length: 4_000 }, (_, line) => `line ${line}`)
      .join('\n')
      .slice(0, 39_990);
    const typed = `${log.slice(0, log.lastIndexOf('\n'))}\nlast word`;
    await ava.says(typed, { in: '#helpdesk', thread: true });
    await ava.clicks('Escalate', helpdesk);
    await ava.submits({ 'What do they need to know?': 'The log is in the note' });
    const [note] = await rows<{ length: number }>(
      'select char_length(text) as length from note order by at desc limit 1',
    );
    expect(note?.length).toBe(typed.length);
    await erin.clicks('Open brief', { message: 'the fax sings', ...engineering });
    let read = erin.screen({ in: 'modal' });
    while (erin.screen({ in: 'modal' }).includes('[Next page]')) {
      await erin.clicks('Next page', { in: 'modal' });
      read += erin.screen({ in: 'modal' });
    }
    expect(read).toContain('last word — ');
    await erin.closes();
    erin.sees('last word — ', engineering);
  }, 240_000);
});
