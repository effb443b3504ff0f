import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const path = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
// Without the last four a browser in a closed network waits for hosts that it cannot reach.
const flags =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** Starts the installed Chromium. Ends the process with a sentence where there is none. */
export function startChromium() {
  if (!existsSync(path)) {
    console.error(
      `There is no Chromium at ${path}. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.`,
    );
    process.exit(69);
  }
  return chromium.launch({ executablePath: path, args: flags.split(' ') });
}
