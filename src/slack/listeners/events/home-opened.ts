import type { App } from '@slack/bolt';
import { callerOf } from '../../caller.js';
import { homePageButton, homeStart } from '../../payloads.js';
import { publishHome } from '../../surfaces/home.js';
import type { ListenerDeps } from '../deps.js';

/** App Home is drawn anew each time somebody opens it, at the place they left it. */
export function registerHomeOpened(app: App, deps: ListenerDeps): void {
  app.event('app_home_opened', async ({ event, client, context }) => {
    if (event.tab !== 'home') return;
    const left = event.view?.private_metadata;
    const place = left ? homePageButton.decode(left) : homeStart;
    await publishHome(deps, { client, caller: callerOf(context), place });
  });
}
