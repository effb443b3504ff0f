// A newcomer's first minute, measured: from starting the built product on an empty data directory to the first
// resolved ticket, by following the page's own "Try this" in a headless browser. `--json` prints the bar as JSON.
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { startChromium } from './browser/chromium.mjs';
import { openPlace, peopleAt, sit } from './browser/page.mjs';
import { startProduct } from './browser/product.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const goalSeconds = 60;

async function followTheGuide(browser, url) {
  const { agent } = await peopleAt(url);
  const page = await sit(browser, { url, person: agent, size: { width: 1280, height: 800 }, guide: true });
  page.setDefaultTimeout(20_000);
  const guide = page.getByRole('region', { name: 'Try this' });
  const dialog = page.getByRole('dialog');
  const ticked = (count) => guide.getByRole('img', { name: `${count} of 7 done` }).waitFor();
  // "Show me" moves the focus to the button it means; a person whose button is still busy presses it once more.
  const press = async (label) => {
    await page.getByRole('button', { name: label, exact: true }).last().waitFor();
    const isFocused = (words) => document.activeElement?.textContent === words;
    let shown = false;
    for (let tries = 0; !shown; tries += 1) {
      if (tries === 20) throw new Error(`The page never showed where "${label}" is.`);
      await guide.getByRole('button', { name: 'Show me' }).click();
      shown = await page.waitForFunction(isFocused, label, { timeout: 1_000 }).then(
        () => true,
        () => false,
      );
    }
    await page.keyboard.press('Enter');
  };
  const write = async (label, words) => {
    await dialog.locator('button[type=submit]').waitFor();
    await dialog.getByRole('textbox', { name: label }).fill(words);
    await dialog.locator('button[type=submit]').click();
    await dialog.waitFor({ state: 'detached' });
  };
  await guide.getByRole('button', { name: 'Fill it in for me' }).click();
  await page.keyboard.press('Enter');
  // Within the first second not every flow is indexed by meaning yet: then the flow is offered, not started.
  const offered = page.getByRole('button', { name: 'Use this flow' });
  const thread = page.getByRole('button', { name: /1 reply/ });
  await offered.or(thread).first().waitFor();
  if (await offered.isVisible()) await offered.click();
  await thread.waitFor();
  await ticked(1);
  await thread.click();
  await press('Yes');
  await ticked(2);
  await press('Note');
  await write('Note', 'It began this morning');
  await ticked(3);
  await press('Escalate');
  await write('What do they need to know?', 'Needs somebody on site');
  await ticked(4);
  await guide.getByRole('button', { name: 'Switch for me' }).click();
  await ticked(5);
  await openPlace(page, /^engineering/);
  await press('Claim');
  await ticked(6);
  await press('Resolve');
  await dialog.getByRole('radio', { name: 'Yes, they have said so' }).check();
  await write('What solved it?', 'A new driver helped');
  await ticked(7);
  await page
    .getByText(/Resolved, claimed by/)
    .first()
    .waitFor();
}

const browser = await startChromium();
const begun = performance.now();
const product = await startProduct(root);
const ready = (performance.now() - begun) / 1000;
try {
  await followTheGuide(browser, product.url);
  const value = Number(((performance.now() - begun) / 1000).toFixed(1));
  const ok = value <= goalSeconds;
  console.log(`Ready after ${ready.toFixed(1)} s; the first ticket is resolved after ${value} s.`);
  if (process.argv.includes('--json')) {
    const bars = [{ name: 'first-resolved-ticket', value, unit: 's', goal: `<= ${goalSeconds}`, ok }];
    const machine = `${cpus().length} x ${cpus()[0]?.model}, Node ${process.versions.node}`;
    console.log(
      JSON.stringify({ command: 'first-minute', seed: 0, machine, parts: 'sandbox, embedded', bars }),
    );
  }
  process.exitCode = ok ? 0 : 1;
} finally {
  await browser.close();
  await product.stop();
}
