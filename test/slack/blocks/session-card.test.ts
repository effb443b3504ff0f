import { describe, expect, it } from 'vitest';
import { sessionCard } from '../../../src/slack/blocks/session-card.js';
import { buttonsOf, expectValid, wordsOf } from './check.js';
import { ben, erin, fix, problem, session } from './samples.js';

describe('the head of a walk’s thread', () => {
  it('says what the problem is, how it stands, and who has it', () => {
    const card = sessionCard(session());
    expect(card.text).toBe('🟢 #12 In progress: Laptop does not see the office Wi-Fi');
    expect(wordsOf(card)).toContain('*#12  In progress*\n&gt; Laptop does not see the office Wi-Fi');
    expect(wordsOf(card)).toContain('*Now:* Is the wireless adapter switched on?');
    expect(wordsOf(card)).toContain('Flow: Wi-Fi does not connect v1');
    expect(wordsOf(card)).toContain('<@U0AVA>, since');
    expect(wordsOf(card)).toContain('2 steps, 1 note');
    expect(buttonsOf(card)).toEqual(['Open brief']);
  });

  it('names the customer, the device and an urgency out of the ordinary', () => {
    const card = sessionCard(
      session({
        problem: problem({
          customerName: 'Dana',
          customerContact: '555-0100',
          device: 'T14',
          urgency: 'critical',
        }),
      }),
    );
    expect(wordsOf(card)).toContain('👤 Dana  ·  555-0100  ·  T14  ·  *Critical urgency*');
  });

  it('offers Resume where the walk was stopped', () => {
    const card = sessionCard(session({ stopped: true }));
    expect(wordsOf(card)).toContain('⏸️ *#12  Stopped*');
    expect(wordsOf(card)).toContain('*Stopped at:* Is the wireless');
    expect(buttonsOf(card)).toEqual(['Resume!', 'Open brief']);
  });

  it('says who started it where another agent has it now', () => {
    expect(wordsOf(sessionCard(session({ carriedBy: ben })))).toContain(
      '<@U0BEN> has it, started by <@U0AVA>',
    );
  });

  it('does not pass a built walk off as a published flow', () => {
    const builtIn = session({
      source: { kind: 'ai_build', category: 'Printing', builtIn: true },
      now: { kind: 'writing' },
    });
    expect(wordsOf(sessionCard(builtIn))).toContain('Built-in protocol for Printing, no AI');
    expect(wordsOf(sessionCard(builtIn))).toContain('*Now:* the next step is being written');
    const model = session({ source: { kind: 'ai_build', category: 'Printing', builtIn: false } });
    expect(wordsOf(sessionCard(model))).toContain('AI-built for Printing, check before you act');
  });

  it('names the category of a built walk once', () => {
    const built = (category: string) =>
      wordsOf(
        sessionCard(
          session({ categoryName: 'Printing', source: { kind: 'ai_build', category, builtIn: false } }),
        ),
      );
    expect(built('Printing').match(/Printing/g)).toHaveLength(1);
    expect(built('Network')).toMatch(/AI-built for Network[\s\S]*Printing/);
  });

  it('says what is true of a step that could not be written, and of a walk that left its tree', () => {
    const source = { kind: 'ai_build', category: 'Printing', builtIn: true } as const;
    expect(wordsOf(sessionCard(session({ source, now: { kind: 'failed', why: 'other' } })))).toContain(
      '*Now:* ⚠️ the next step could not be written',
    );
    const left = sessionCard(session({ source, now: { kind: 'ad_hoc' } }));
    expect(wordsOf(left)).toContain('*Now:* ad hoc; no more steps are built');
    const adHoc = sessionCard(session({ source: { kind: 'ad_hoc' }, now: { kind: 'ad_hoc' } }));
    expect(wordsOf(adHoc)).not.toContain('Now:');
  });

  it('says who has claimed it, and warns where nobody could be told', () => {
    const escalated = {
      reason: 'Down',
      category: 'outage',
      claimedBy: null,
      told: 'nobody',
      instruction: null,
    } as const;
    const waiting = sessionCard(session({ status: 'escalated', now: null, escalation: escalated }));
    expect(wordsOf(waiting)).toContain('🚨 *#12  Escalated*');
    expect(wordsOf(waiting)).toContain('*Why engineering:* Looks like an outage. Down');
    expect(wordsOf(waiting)).toContain('Nobody is set up to hear about escalations');
    const claimed = sessionCard(
      session({ status: 'escalated', escalation: { ...escalated, claimedBy: erin } }),
    );
    expect(claimed.text).toContain('🛠️ #12 Claimed');
    expect(wordsOf(claimed)).toContain('Claimed by <@U0ERIN>');
  });

  it('says of a walk that goes on why it was escalated, apart from why its flow came up', () => {
    const escalated = {
      reason: 'Down',
      category: 'outage',
      claimedBy: erin,
      told: 'channel',
      instruction: null,
    } as const;
    const words = wordsOf(sessionCard(session({ escalation: escalated })));
    expect(words).toContain('*Was escalated:* Looks like an outage. Down');
    expect(words).not.toContain('*Why:*');
    expect(words.indexOf('*Now:*')).toBeLessThan(words.indexOf('*Was escalated:*'));
    const back = wordsOf(
      sessionCard(session({ escalation: { ...escalated, instruction: 'Wait a minute' } })),
    );
    expect(back.indexOf('*Handed back:* Wait a minute')).toBeLessThan(back.indexOf('*Now:*'));
  });

  it('ends with the solution', () => {
    const card = sessionCard(
      session({ status: 'resolved', now: null, resolution: fix({ helpful: true, notes: 'New cable' }) }),
    );
    expect(wordsOf(card)).toContain('✅ *#12  Resolved*');
    expect(wordsOf(card)).toContain('*Solution:* New cable\nThe walk helped.');
  });

  it('shortens a long problem on sight and keeps the rest behind Open brief', () => {
    const card = sessionCard(session({ problem: problem({ text: 'The mail says this. '.repeat(500) }) }));
    expect(wordsOf(card)).toContain('…');
    expect(wordsOf(card).length).toBeLessThan(2_000);
    expectValid(card);
  });
});
