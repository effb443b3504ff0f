import { describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { displayBuilder } from '../support/display-builder.js';
import { stage } from '../support/product.js';
import type { PersonInStory } from '../support/workspace/person.js';

const { as, rows, workspace } = await stage(await testDatabase(), { builder: displayBuilder });
const [ava, ben, erin, ada] = [as('agent'), as('agent2'), as('engineer'), as('admin')];
const engineering = { in: '#engineering' };

/** Builds for the problem and answers step by step. */
async function walk(who: PersonInStory, problem: string, ...answers: string[]): Promise<void> {
  await who.types(`/intake --build ${problem}`, { in: '#helpdesk' });
  for (const answer of answers) await who.clicks(answer);
}

/** Walks likewise to an end, and says whether it helped. */
async function solve(who: PersonInStory, problem: string, answers: string[], helped = 'Yes'): Promise<void> {
  await walk(who, problem, ...answers);
  await who.clicks('Solved');
  await who.submits({ 'Did the walk help?': helped });
}

const review = (who: PersonInStory, title: string) =>
  who.clicks('Review', { ...engineering, message: `new flow to review: ${title}` });

const states = async (title: string) =>
  (await rows<{ state: string }>('select state from proposal where title like $1', [`%${title}%`])).map(
    ({ state }) => state,
  );

describe('a walk on a draft that helped', () => {
  const problem = 'vpn hologram of the reception stays dark';

  it('makes a proposal: the tree as an outline in the engineering channel', async () => {
    await solve(ava, problem, ['No', 'Done']);
    erin.sees(`🌱 A new flow to review: ${problem}`, engineering);
    erin.sees('1 walk by 1 agent: 1 solved, 0 escalated', engineering);
    erin.sees('1. ❓ Is the light of the display on?', engineering);
    erin.sees('No → 2. 🔧 Press its power button once.', engineering);
    erin.sees('Done → 3. ✅ The button had been pressed by the cleaners.', engineering);
    erin.sees('🚨 4 answers not explored yet: escalate', engineering);
    expect(await states('hologram')).toEqual(['open']);
  });

  it('strengthens it the next time, and what others found is counted beside it', async () => {
    await solve(ben, 'The VPN hologram of the reception stays dark!', ['No', 'Done']);
    await walk(ava, problem, 'No', "Didn't help");
    await ava.clicks('Escalate');
    await ava.submits({ 'What do they need to know?': 'No light' });
    expect(await states('hologram')).toEqual(['open']);
    erin.sees('3 walks by 2 agents: 2 solved, 1 escalated', engineering);
    erin.sees("Didn't help → 4. 🚨 Nothing is known after No/Didn't help.  1 walk, 1 escalated", engineering);
  });

  it('is none where the walk did not help', async () => {
    await solve(ava, 'vpn gramophone plays backwards', ['No', 'Done'], 'No');
    expect(await states('gramophone')).toEqual([]);
  });

  it('is listed in the Home tab of those who review, not of agents', async () => {
    await erin.opensHome();
    erin.sees('Flows to review (1)', { in: 'home' });
    await ava.opensHome();
    ava.doesNotSee('Flows to review', { in: 'home' });
    await erin.clicks('Review', { in: 'home', message: problem }).catch(() => erin.clicks('Review'));
    erin.sees('── Modal: Review ──');
    await erin.closes();
  });

  it('is reviewed: title, phrasings, category and texts are edited, then it is published', async () => {
    await walk(ben, problem, 'Yes');
    await review(erin, problem);
    erin.sees('after “No” on 1  ·  3 walks, 2 solved, 1 escalated', { in: 'modal' });
    erin.sees('• Yes / Not sure → 🚨 “This answer has not been explored yet. Escalate with what was tried.”');
    await erin.clicks('Edit', { in: 'modal' });
    await erin.submits({
      Title: 'Display stays dark',
      Phrasings: 'hologram stays dark\n\nno picture on the hologram',
      Category: 'Computers & Hardware',
    });
    erin.sees('Title: Display stays dark Category: Computers & Hardware', { in: 'modal' });
    await erin.clicks('Edit text', { in: 'modal', nth: 1 });
    await erin.submits({ Text: 'Press the power button for two seconds.' });
    erin.sees('Press the power button for two seconds.', { in: 'modal' });
    await erin.clicks('Leave this branch out', { in: 'modal', nth: 2 });
    erin.sees("• Didn't help (1 walk) → ✂️ left out", { in: 'modal' });
    await erin.submits();
    erin.sees('✅ Published: Display stays dark', engineering);
    erin.sees('@Erin Engineer has published it as version 1 of display-stays-dark', engineering);
    expect(await states('Display')).toEqual(['published']);
  });

  it('is matched from the next intake on', async () => {
    await ava.types('/intake no picture on the hologram today', { in: '#helpdesk' });
    ava.sees('Flow: Display stays dark v1');
    await ava.clicks('No', { message: 'Is the light of the display on?' });
    ava.sees('Press the power button for two seconds.');
    await ava.clicks("Didn't help", { message: 'Press the power button for two seconds.' });
    ava.sees('This answer has not been explored yet. Escalate with what was tried.');
  });

  it('leaves walks that are under way on the draft, and takes no new ones', async () => {
    await ben.clicks('Done', { message: 'Push its cable in firmly.' });
    ben.sees('Does it show a picture now?');
    const drafts = async () => (await rows('select 1 from draft')).length;
    const before = await drafts();
    await walk(ava, problem);
    expect(await drafts()).toBe(before + 1);
  });
});

describe('a proposal that is rejected', () => {
  const problem = 'vpn projector of the atrium stays dark';

  it('has its branch taken out of the draft; who walks there is told and goes on', async () => {
    await walk(ben, problem, 'Yes');
    await solve(ava, problem, ['Yes', 'Done', 'It does']);
    await erin.clicks('Reject', { ...engineering, message: problem });
    await erin.submits({
      'What is wrong with it?': 'The cable is sealed',
      'What is taken out of the draft?': 'From 2: Push its cable in firmly.',
    });
    erin.sees('🚫 Rejected: vpn projector of the atrium stays dark', engineering);
    erin.sees('@Erin Engineer has rejected it: The cable is sealed', engineering);
    ben.sees(
      '✂️ @Erin Engineer has reviewed these steps and taken them out for new walks: The cable is sealed',
    );
    await ben.clicks('Done', { message: 'Push its cable in firmly. Step 2' });
    ben.sees('Does it show a picture now?');
    await walk(ava, problem, 'Yes');
    ava.sees('The steps from here on were taken out after a review: The cable is sealed');
  });

  it('comes back when what is left has helped', async () => {
    await solve(ava, problem, ['No', 'Done']);
    expect(await states('atrium')).toEqual(['open']);
    erin.sees('@Erin Engineer took steps out of it: The cable is sealed', engineering);
    erin.sees('1 walk by 1 agent: 1 solved, 0 escalated', engineering);
  });

  it('as a whole closes the draft: the next walk begins afresh', async () => {
    await erin.clicks('Reject', { ...engineering, message: problem });
    await erin.submits({ 'What is wrong with it?': 'All of it' });
    const of = () => rows("select 1 from draft where problem like '%atrium%'");
    const before = (await of()).length;
    await walk(ava, problem);
    expect((await of()).length).toBe(before + 1);
  });

  it('can leave the draft as it is, and is never proposed again', async () => {
    await solve(ava, 'vpn lectern is crooked', ['No', 'Done']);
    await erin.clicks('Reject', { ...engineering, message: 'lectern' });
    await erin.submits({
      'What is wrong with it?': 'One of a kind',
      'What is taken out of the draft?': 'Nothing: the steps are right, no flow is wanted',
    });
    await solve(ben, 'vpn lectern is crooked', ['No', 'Done']);
    expect(await states('lectern')).toEqual(['rejected']);
  });
});

describe('two reviewers', () => {
  const race = async (problem: string) => {
    await solve(ava, problem, ['No', 'Done']);
    await review(erin, problem);
    await review(ada, problem);
  };
  const losers = () => [erin, ada].filter((one) => one.screen({ in: 'modal' }).includes('That did not work'));

  it('do not both publish; the second is told who was first', async () => {
    await race('vpn fountain is dry');
    const flows = async () => (await rows("select 1 from flow where source = 'proposal'")).length;
    const before = await flows();
    await Promise.all([erin.submits(), ada.submits()]);
    expect(await flows()).toBe(before + 1);
    expect(losers()).toHaveLength(1);
    const [loser] = losers();
    loser?.sees('has already reviewed this, so nothing was changed.', { in: 'modal' });
    await loser?.closes({ all: true });
  });

  it('do not overwrite each other, and nothing is published that was not seen', async () => {
    await race('vpn sundial is slow');
    await erin.clicks('Edit text', { in: 'modal' });
    await ada.clicks('Edit text', { in: 'modal' });
    await erin.submits({ Text: 'Is the sun out?' });
    await ada.submits({ Text: 'Is it night?' });
    ada.sees('This has changed since it was shown; @Erin Engineer edited it last.', { in: 'modal' });
    await ada.closes();
    ada.sees('Is it night?', { in: 'modal' });
    await ada.closes();
    ada.sees('Is the light of the display on?', { in: 'modal' });
    await ada.submits();
    ada.sees('This has changed since it was shown; @Erin Engineer edited it last.', { in: 'modal' });
    await ada.closes({ all: true });
    expect(await states('sundial')).toEqual(['open']);
    await erin.submits();
    expect(await states('sundial')).toEqual(['published']);
  });

  it('do not publish what a walk has added to meanwhile', async () => {
    await race('vpn gong is silent');
    await solve(ben, 'vpn gong is silent', ['Yes', 'Done', 'It does']);
    await erin.submits();
    erin.sees('This has changed since it was shown: another walk has ended.', { in: 'modal' });
    await erin.closes({ all: true });
    await ada.closes({ all: true });
  });
});

describe('what is not there to be published', () => {
  it('is refused with what to do: nothing that ends in a solution', async () => {
    await solve(ava, 'vpn carillon is flat', ['No', 'Done']);
    await review(erin, 'vpn carillon');
    await erin.clicks('Leave this branch out', { in: 'modal' });
    erin.sees('Cannot be published yet. No path of it ends in a solution.', { in: 'modal' });
    erin.doesNotSee('[Publish]', { in: 'modal' });
    await erin.clicks('Put back: No', { in: 'modal' });
    erin.sees('[Publish]', { in: 'modal' });
    await erin.closes({ all: true });
  });

  it('is not shown to agents, who are told who reviews', async () => {
    await workspace.do('agent', { type: 'openHome' }).settled;
    const card = erin.looksAt('vpn carillon', engineering);
    await ava.clicks('Review', { on: card }).catch(() => undefined);
    ava.doesNotSee('── Modal: Review ──');
    expect(workspace.faults()).toEqual([]);
  });
});

describe('a walk that is reopened', () => {
  it('takes its proposal back until it has helped after all', async () => {
    await solve(ava, 'vpn weathercock is stuck', ['No', 'Done']);
    expect(await states('weathercock')).toEqual(['open']);
    await ava.clicks('Reopen', { in: '#helpdesk' });
    await ava.submits();
    expect(await states('weathercock')).toEqual(['withdrawn']);
    erin.sees('⏸️ Not to review for now: vpn weathercock is stuck', engineering);
    await ava.clicks('Solved', { in: '#helpdesk' });
    await ava.submits();
    expect(await states('weathercock')).toEqual(['open']);
  });
});

describe('deleting what a proposal came from', () => {
  /** Rows of every table that refers to these, the deepest first; then these. */
  async function deleteAll(table: string, ids: readonly string[]): Promise<void> {
    const referring = await rows<{ name: string; column: string }>(
      `select c.conrelid::regclass::text as name, a.attname::text as column
       from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
       where c.contype = 'f' and c.confrelid = $1::regclass and a.attname <> 'account_id'`,
      [table],
    );
    for (const { name, column } of referring.filter((one) => one.name !== table)) {
      const [key] = await rows(
        "select 1 from information_schema.columns where table_name = $1 and column_name = 'id'",
        [name],
      );
      const found = key
        ? await rows<{ id: string }>(`select id from ${name} where ${column} = any($1)`, [ids])
        : [];
      if (found.length > 0)
        await deleteAll(
          name,
          found.map(({ id }) => id),
        );
      else await rows(`delete from ${name} where ${column} = any($1)`, [ids]);
    }
    if (referring.some((one) => one.name === table))
      await rows(`update ${table} set thread_post_id = null where id = any($1)`, [ids]);
    await rows(`delete from ${table} where id = any($1)`, [ids]);
  }

  it('does not break it: it is still drawn, reviewed and published', async () => {
    await solve(ava, 'vpn obelisk leans', ['No', 'Done']);
    const intakes = await rows<{ id: string }>("select id from intake where problem like '%obelisk%'");
    await deleteAll(
      'intake',
      intakes.map(({ id }) => id),
    );
    expect(
      await rows(
        'select 1 from session s where not exists (select 1 from ticket t where t.id = s.ticket_id)',
      ),
    ).toEqual([]);
    await review(erin, 'vpn obelisk leans');
    erin.sees('Press its power button once.', { in: 'modal' });
    await erin.submits();
    expect(await states('obelisk')).toEqual(['published']);
  });
});
