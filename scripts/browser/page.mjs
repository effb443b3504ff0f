const patience = 10_000;

const titles = { agent: /support agent/i, engineer: /engineer/i, admin: /owner|admin/i };

export async function peopleAt(url) {
  const { people } = await (await fetch(`${url}/sandbox/people`)).json();
  const find = (pattern) =>
    people.find((one) => !one.isBot && !one.isDeactivated && pattern.test(one.title ?? ''));
  return Object.fromEntries(
    Object.entries(titles).map(([role, pattern]) => [role, find(pattern) ?? people[0]]),
  );
}

/** A fresh browser window in which this person sits, the guide put away. */
export async function sit(browser, { url, person, size, dark = false, guide = false }) {
  const colorScheme = dark ? 'dark' : 'light';
  const context = await browser.newContext({ viewport: size, colorScheme, reducedMotion: 'reduce' });
  await context.addInitScript(
    ([id, isClosed]) => {
      localStorage.setItem('sandbox.main', JSON.stringify(id));
      localStorage.setItem('sandbox.guide.closed', JSON.stringify(isClosed));
    },
    [person.id, !guide],
  );
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  await page.goto(url);
  await page.getByRole('region', { name: `Workspace as ${person.name}` }).waitFor();
  await closeModals(page);
  return page;
}

/** The workspace remembers a modal that the window before left open. */
async function closeModals(page) {
  await page.waitForTimeout(200);
  const close = page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true });
  while (await close.count()) {
    await close.last().click();
    await page.waitForTimeout(200);
  }
}

export async function openPlace(page, name) {
  const opener = page.getByRole('button', { name: 'Open the sidebar' });
  if (await opener.isVisible()) await opener.click();
  const sidebar = page.getByRole('complementary', { name: 'Channels and people' });
  await sidebar.getByRole('button', { name }).first().click();
}

export async function openThread(page, problem) {
  const card = page.getByRole('article').filter({ hasText: problem.replace('/intake ', '') });
  const withThread = card.filter({ has: page.getByRole('button', { name: /repl(y|ies)/ }) });
  await withThread
    .last()
    .getByRole('button', { name: /repl(y|ies)/ })
    .click();
  const thread = page.getByRole('region', { name: 'Thread' });
  await thread.getByRole('article').first().waitFor();
  return thread;
}

export const dialogOf = (page) => page.getByRole('dialog').last();

/** A form may open empty and be filled a moment later. */
export const formIn = (page) => dialogOf(page).locator('button[type=submit]').waitFor();

/** Fills whatever a form asks for, so that it can be sent. */
export async function fillIn(dialog, text) {
  for (const field of await dialog.getByRole('textbox').all())
    if (!(await field.inputValue())) await field.fill(text);
  for (const select of await dialog.getByRole('combobox').all()) {
    await select.click();
    await select.page().getByRole('option').first().click();
  }
}

export async function submit(dialog) {
  await dialog.locator('button[type=submit]').click();
  await dialog.waitFor({ state: 'detached' });
}
