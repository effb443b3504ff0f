import { describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { stage } from '../support/product.js';

const { as, product, caller, workspace } = await stage(await testDatabase());
const [ava, erin, ada] = [as('agent'), as('engineer'), as('admin')];

const category = async (name: string) => {
  const admin = await caller('admin');
  const listed = (await product.useCases.readSettings(admin)).categories;
  return listed.find((one) => one.name === name);
};

describe('the settings', () => {
  it.each([
    ['an agent', ava],
    ['an engineer', erin],
  ])('are closed to %s', async (_who, person) => {
    await person.types('/intake settings', { in: '#helpdesk' });
    person.sees('Only admins and owners change settings and roles.');
    person.doesNotSee('Intake settings');
  });

  it('list the categories with their gates', async () => {
    await ada.types('/intake settings', { in: '#helpdesk' });
    ada.sees('Modal: Intake settings');
    ada.sees('Escalations: #engineering');
    ada.sees('Printing builds walks [Edit]');
    ada.sees('Accounts & Access does not build walks');
  });

  it('add a category; the list underneath shows it', async () => {
    await ada.clicks('Add category');
    await ada.submits({
      Name: 'Coffee machines',
      Keywords: 'coffee, milk frother',
      Building: ['Build walks where no published flow fits'],
      'Engineering channel': 'general',
    });
    ada.sees('Coffee machines builds walks · #general [Edit]', { in: 'modal' });
    expect(await category('Coffee machines')).toMatchObject({
      keywords: ['coffee', 'milk frother'],
      buildEnabled: true,
      engineeringChannelId: 'C0GENERAL',
    });
  });

  it('say at once where Intake is not in the channel that was saved, and what to do', async () => {
    await ada.clicks('Add category');
    await ada.submits({ Name: 'Quiet rooms', 'Engineering channel': 'random' });
    ada.sees('Saved, but Intake is not in #random yet', { in: 'modal' });
    ada.sees('/invite @Intake', { in: 'modal' });
    expect(await category('Quiet rooms')).toMatchObject({ engineeringChannelId: 'C0RANDOM' });
    workspace.setMember('random', 'intake', true);
    await ada.clicks('Change', { in: 'modal' });
    await ada.submits({ 'Default engineering channel': 'random' });
    ada.doesNotSee('Intake is not in', { in: 'modal' });
    workspace.setMember('random', 'intake', false);
  });

  it('say under the name when it is taken, whatever its case', async () => {
    await ada.clicks('Add category');
    await ada.submits({ Name: ' coffee   MACHINES ' });
    ada.sees('already taken', { in: 'modal' });
    await ada.closes();
  });

  it('cut a long keyword between two characters, so that it can be kept', async () => {
    await ada.clicks('Add category');
    await ada.submits({ Name: 'Long words', Keywords: `${'x'.repeat(79)}🖨️, toner` });
    ada.sees('Long words', { in: 'modal' });
    expect(await category('Long words')).toMatchObject({ keywords: ['x'.repeat(79), 'toner'] });
  });

  it.each([
    // As long as the field takes, but longer with the space after each comma that it is shown with.
    ['too long together', 60, 49, 'These keywords are longer than 3,000 characters together.'],
    ['too many', 61, 10, 'There are more than 60 keywords.'],
  ])('say so where keywords are %s; none is lost without a word', async (what, words, length, said) => {
    const name = `Words ${what}`;
    const typed = Array.from({ length: words }, (_, at) => String(at).padStart(length, 'toner'));
    await ada.clicks('Add category');
    await ada.submits({ Name: name, Keywords: typed.join(',') });
    ada.sees(said, { in: 'modal' });
    expect(await category(name)).toBeUndefined();
    const kept = typed.slice(0, 58);
    await ada.submits({ Name: name, Keywords: kept.join(',') });
    expect(await category(name)).toMatchObject({ keywords: kept });
  });

  it('rename a category and close its gate; from then on it is not built', async () => {
    await ada.clicks('Edit', { nth: 3 });
    const edited = ada.screen({ in: 'modal' });
    await ada.closes();
    expect(edited).toContain('Modal: Edit category');
    const admin = await caller('admin');
    const coffee = await category('Coffee machines');
    if (!coffee) throw new Error('The category was not added');
    await product.useCases.saveCategory(admin, {
      ...coffee,
      categoryId: coffee.id,
      name: 'Hot drinks',
      buildEnabled: false,
      recipients: [],
    });
    expect(await category('Coffee machines')).toBeUndefined();
    await ava.types('/intake --build the milk frother of the coffee machine screams', { in: '#helpdesk' });
    ava.sees('none is built for this (Hot drinks)');
  });

  it('set where escalations go and who is told', async () => {
    await ada.clicks('Change', { in: 'modal' });
    await ada.submits({ 'Default engineering channel': 'general', 'People to tell': ['engineer'] });
    ada.sees('Escalations: #general, else @Erin Engineer', { in: 'modal' });
  });
});

describe('roles', () => {
  it('are given to anybody of the workspace, known to Intake or not', async () => {
    workspace.addPerson({ handle: 'nia', name: 'Nia New' });
    await ada.clicks('Roles');
    ada.sees('Modal: Roles');
    ada.sees('@Erin Engineer Engineer', { in: 'modal' });
    await ada.submits({
      Person: 'nia',
      Role: 'Engineer',
      'Covers L1': ['Walks problems too, as L1 agents do'],
    });
    const { members } = await product.useCases.readSettings(await caller('admin'));
    expect(members.find((one) => one.displayName.includes('ia'))).toMatchObject({
      role: 'engineer',
      coversL1: true,
    });
  });

  it('let an engineer who covers L1 walk', async () => {
    workspace.setMember('helpdesk', 'nia', true);
    await as('nia').types('/intake --adhoc I cover', { in: '#helpdesk' });
    as('nia').sees('> I cover');
  });

  it('are not taken from the last owner', async () => {
    await ada.clicks('Roles');
    await ada.submits({ Person: 'admin', Role: 'L1 agent' });
    ada.sees('Somebody has to stay owner.', { in: 'modal' });
    await ada.closes();
  });

  it('are taken away: the person can do nothing from then on', async () => {
    await ada.clicks('Roles');
    await ada.submits({ Person: 'nia', Role: 'No role (cannot use Intake)' });
    await as('nia').types('/intake --adhoc once more', { in: '#helpdesk' });
    as('nia').sees('You have no role in Intake yet.');
  });

  it('of owners are given by owners only', async () => {
    const admin = await caller('admin');
    const { memberId } = (await caller('agent')).actor;
    await product.useCases.giveRole(admin, { memberId, role: 'admin', coversL1: true });
    await ava.types('/intake settings', { in: '#helpdesk' });
    await ava.clicks('Roles');
    ava.doesNotSee('| Owner', { in: 'modal' });
    await ava.submits({ Person: 'admin', Role: 'Engineer' });
    ava.sees('Only admins and owners change settings and roles.', { in: 'modal' });
  });
});
