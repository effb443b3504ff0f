// Drives the built product through its main screens in a headless browser; the pictures land in docs/screenshots/.
// `--url http://127.0.0.1:PORT` takes a product that runs already instead of starting one.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = process.env.SHOTS ?? join(root, 'docs/screenshots');
const browserPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const browserFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const patience = 10_000;
const problems = {
  matched: '/intake laptop sees no wifi networks',
  suggest: '/intake the wifi is slow and drops in meetings',
  outOfScope: '/intake the coffee machine on floor two leaks',
};
const missed = [];

// ---- The product

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts the product on its own data; ready once it prints where the page is. */
async function startProduct() {
  const data = mkdtempSync(join(tmpdir(), 'intake-screenshots-'));
  const env = { ...process.env, INTAKE_DATA: data, PORT: String(await freePort()) };
  const child = spawn(process.execPath, ['dist/main.js'], { cwd: root, env });
  let output = '';
  const url = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`No address after a minute:\n${output}`)), 60_000);
    const read = (chunk) => {
      output += chunk;
      const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(output) ?? [];
      if (!address) return;
      clearTimeout(timer);
      resolve(address);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => reject(new Error(`The product stopped with code ${code}:\n${output}`)));
  });
  const stop = async () => {
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await new Promise((resolve) => child.once('exit', resolve));
    }
    rmSync(data, { recursive: true, force: true });
  };
  return { url, stop };
}

// ---- People at the page

const titles = { agent: /support agent/i, engineer: /engineer/i, admin: /owner|admin/i };

async function peopleAt(url) {
  const { people } = await (await fetch(`${url}/sandbox/people`)).json();
  const find = (pattern) =>
    people.find((one) => !one.isBot && !one.isDeactivated && pattern.test(one.title ?? ''));
  return Object.fromEntries(
    Object.entries(titles).map(([role, pattern]) => [role, find(pattern) ?? people[0]]),
  );
}

/** A fresh browser window in which this person sits, the guide put away. */
async function sit(browser, { url, person, size, dark = false, guide = false }) {
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

async function openPlace(page, name) {
  const opener = page.getByRole('button', { name: 'Open the sidebar' });
  if (await opener.isVisible()) await opener.click();
  const sidebar = page.getByRole('complementary', { name: 'Channels and people' });
  await sidebar.getByRole('button', { name }).first().click();
}

async function openThread(page, problem) {
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

const dialogOf = (page) => page.getByRole('dialog').last();

/** Fills whatever a form asks for, so that it can be sent. */
async function fillIn(dialog, text) {
  for (const field of await dialog.getByRole('textbox').all())
    if (!(await field.inputValue())) await field.fill(text);
  for (const select of await dialog.getByRole('combobox').all()) {
    await select.click();
    await select.page().getByRole('option').first().click();
  }
}

async function submit(dialog) {
  await dialog.locator('button[type=submit]').click();
  await dialog.waitFor({ state: 'detached' });
}

// ---- What has to have happened before the pictures

async function type(page, command) {
  const field = page.getByRole('textbox', { name: 'Message #helpdesk' });
  const before = await page.getByRole('article').count();
  await field.fill(command);
  await field.press('Enter');
  await page.waitForFunction((count) => document.querySelectorAll('article.message').length > count, before);
}

async function answer(thread, count) {
  for (let index = 0; index < count; index += 1) {
    const question = thread
      .getByRole('article')
      .filter({ has: thread.page().locator('.actions button') })
      .last();
    const text = await question.textContent();
    const button = question.getByRole('button', { name: /^(no|not sure)/i }).first();
    await ((await button.count()) ? button : question.locator('.actions button').first()).click();
    await thread
      .getByText(text, { exact: true })
      .waitFor({ state: 'detached' })
      .catch(() => undefined);
    await thread.page().waitForTimeout(600);
  }
}

async function tellTheStory(browser, url, people) {
  const size = { width: 1280, height: 800 };
  const page = await sit(browser, { url, person: people.agent, size });
  await openPlace(page, /^helpdesk/);
  await attempt('a suggestion', () => type(page, problems.suggest));
  await attempt('an out-of-scope problem', () => type(page, problems.outOfScope));
  await attempt('a second walk, escalated', async () => {
    await type(page, problems.matched);
    const thread = await openThread(page, problems.matched);
    await answer(thread, 2);
    await thread
      .getByRole('button', { name: /^escalate/i })
      .last()
      .click();
    await fillIn(dialogOf(page), 'No networks after the driver was installed again.');
    await submit(dialogOf(page));
  });
  await attempt('a walk', async () => {
    await type(page, problems.matched);
    await answer(await openThread(page, problems.matched), 1);
  });
  await page.context().close();
}

// ---- The pictures

const inDialog = (name, place) => async (page) => {
  await openPlace(page, place);
  await page.locator('.desk').getByRole('button', { name }).last().click();
  await dialogOf(page).getByRole('heading').first().waitFor();
};

const inHelpdesk = (text) => async (page) => {
  await openPlace(page, /^helpdesk/);
  await page.getByRole('article').filter({ hasText: text }).last().scrollIntoViewIfNeeded();
};

const screens = [
  { name: 'first-minute', as: 'agent', guide: true, open: (page) => openPlace(page, /^helpdesk/) },
  { name: 'session-card', as: 'agent', open: inHelpdesk('wifi networks') },
  {
    name: 'thread-question',
    as: 'agent',
    open: async (page) => {
      await openPlace(page, /^helpdesk/);
      await openThread(page, problems.matched);
    },
  },
  {
    name: 'modal',
    as: 'agent',
    open: async (page) => {
      await openPlace(page, /^helpdesk/);
      const thread = await openThread(page, problems.matched);
      await thread
        .getByRole('button', { name: /^escalate/i })
        .last()
        .click();
      await dialogOf(page).getByRole('heading').first().waitFor();
    },
  },
  { name: 'suggest-card', as: 'agent', open: inHelpdesk('drops in meetings') },
  { name: 'out-of-scope-card', as: 'agent', open: inHelpdesk('coffee machine') },
  {
    name: 'escalation-card',
    as: 'engineer',
    open: async (page) => {
      await openPlace(page, /^engineering/);
      await page.getByRole('button', { name: /claim/i }).last().waitFor();
    },
  },
  {
    name: 'app-home',
    as: 'agent',
    open: async (page) => {
      await openPlace(page, /^Intake/);
      await page.getByRole('tabpanel', { name: 'Home' }).getByRole('button').first().waitFor();
    },
  },
  { name: 'settings', as: 'admin', open: inDialog(/settings/i, /^Intake/) },
  {
    name: 'traffic',
    as: 'agent',
    open: async (page) => {
      await page.getByRole('button', { name: 'Traffic' }).click();
      await page.locator('.traffic-line').first().click();
    },
  },
];

const wide = { suffix: '1280', size: { width: 1280, height: 800 } };
const narrow = { suffix: '390', size: { width: 390, height: 844 } };
const dark = { ...wide, suffix: '1280-dark', dark: true };
const inTheDark = ['thread-question', 'app-home'];

async function takePicture(browser, at, screen, window) {
  const { url, people } = at;
  const options = {
    url,
    person: people[screen.as],
    guide: screen.guide,
    size: window.size,
    dark: window.dark,
  };
  const page = await sit(browser, options);
  try {
    await screen.open(page);
    await page.waitForTimeout(400);
    const file = `${screen.name}-${window.suffix}.png`;
    await page.screenshot({ path: join(folder, file) });
    console.log(`docs/screenshots/${file}`);
    const cut = await page.evaluate(cutOff);
    if (cut.length) missed.push(`${file}: cut off at the side: ${cut.join(', ')}`);
  } finally {
    await page.context().close();
  }
}

/** Runs in the page: what sticks out of the window and cannot be scrolled to. */
function cutOff() {
  const out = [];
  for (const element of document.querySelectorAll('.desk *, .dialog *, .top-bar *, .guide *')) {
    const { left, right, width } = element.getBoundingClientRect();
    const isShown = width > 0 && getComputedStyle(element).visibility !== 'hidden';
    const mayScroll = element.closest('.table-scroll, .carousel, .traffic-detail, .visually-hidden');
    if (isShown && !mayScroll && (right > window.innerWidth + 1 || left < -1)) out.push(element.className);
  }
  return out.slice(0, 3);
}

async function attempt(name, work) {
  try {
    await work();
  } catch (error) {
    missed.push(`${name}: ${String(error.message ?? error).split('\n')[0]}`);
  }
}

async function main() {
  if (!existsSync(browserPath)) {
    console.error(
      `There is no Chromium at ${browserPath}. Install it, or say where it is with CHROMIUM_PATH.`,
    );
    return 1;
  }
  const { values } = parseArgs({ options: { url: { type: 'string' } } });
  if (!values.url && !existsSync(join(root, 'dist/main.js'))) {
    console.error('The product is not built yet. Run `npm run build` first.');
    return 1;
  }
  mkdirSync(folder, { recursive: true });
  const product = values.url ? { url: values.url, stop: async () => undefined } : await startProduct();
  const browser = await chromium.launch({ executablePath: browserPath, args: browserFlags });
  try {
    const at = { url: product.url, people: await peopleAt(product.url) };
    await tellTheStory(browser, at.url, at.people);
    for (const screen of screens) {
      const windows = inTheDark.includes(screen.name) ? [wide, narrow, dark] : [wide, narrow];
      for (const window of windows) {
        const name = `${screen.name}-${window.suffix}`;
        await attempt(name, () => takePicture(browser, at, screen, window));
      }
    }
  } finally {
    await browser.close();
    await product.stop();
  }
  for (const line of missed) console.error(`Missed: ${line}`);
  return missed.length ? 1 : 0;
}

process.exitCode = await main();
