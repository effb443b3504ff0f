import { dialogOf, fillIn, formIn, openPlace, openThread, submit } from './page.mjs';

/** Types a command into the helpdesk. */
export async function send(page, command) {
  const field = page.getByRole('textbox', { name: 'Message #helpdesk' });
  await field.fill(command);
  await field.press('Enter');
}

/** The same, and waits for what comes of it there. */
export async function type(page, command) {
  const before = await page.getByRole('article').count();
  await send(page, command);
  await page.waitForFunction((count) => document.querySelectorAll('article.message').length > count, before);
}

/** Hands the walk of this thread to engineering. */
export async function escalateFrom(thread, reason) {
  const page = thread.page();
  await thread
    .getByRole('button', { name: /^escalate/i })
    .last()
    .click();
  await formIn(page);
  await fillIn(dialogOf(page), reason);
  await submit(dialogOf(page));
}

/** Takes a problem in, without a flow, and hands it to engineering. */
export async function escalateAdHoc(page, problem, reason) {
  await type(page, problem);
  await escalateFrom(await openThread(page, problem.replace('--adhoc ', '')), reason);
}

/** The engineer's side: claims the card of this problem, then does what its menu offers, in these words. */
export async function fromTheDesk(page, problem, [verb, words]) {
  await openPlace(page, /^engineering/);
  const card = page.getByRole('article').filter({ hasText: problem }).last();
  await card.getByRole('button', { name: 'Claim' }).click();
  await card.getByRole('button', { name: 'Resolve' }).waitFor();
  await card.getByRole('button', { name: 'More options' }).click();
  await page.getByRole('menuitem', { name: verb }).click();
  await formIn(page);
  await fillIn(dialogOf(page), words);
  await submit(dialogOf(page));
}

/** The messages of the direct message with Intake. */
export async function openMessages(page) {
  await openPlace(page, /^Intake/);
  await page.getByRole('tab', { name: 'Messages' }).click();
}
