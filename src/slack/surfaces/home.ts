import type { WebClient } from '@slack/web-api';
import { can } from '../../domain/policy.js';
import type { Log } from '../../jobs/log.js';
import type { Caller, UseCases } from '../../usecases/index.js';
import { type HomeContent, homeView } from '../blocks/home.js';
import type { Links } from '../blocks/text.js';
import { type HomePlace, homePageButton } from '../payloads.js';
import { afterwards } from './afterwards.js';

interface HomeDeps {
  useCases: UseCases;
  links: Links;
}

/** Draws a person's App Home at the place they turned to. */
export async function publishHome(
  { useCases, links }: HomeDeps,
  { client, caller, place }: { client: WebClient; caller: Caller; place: HomePlace },
): Promise<void> {
  const content = await homeContent(useCases, caller, place);
  await client.views.publish({ user_id: caller.actor.slackUserId, view: homeView(content, links) });
}

/** Where a button of App Home was pressed, App Home shows what came of it. */
export async function redrawHome(
  deps: HomeDeps & { log: Log },
  { client, body }: { client: WebClient; body: { view?: { type: string; private_metadata: string } } },
  caller: Caller,
): Promise<void> {
  const { view } = body;
  if (view?.type !== 'home') return;
  await afterwards(deps.log, () =>
    publishHome(deps, { client, caller, place: homePageButton.decode(view.private_metadata) }),
  );
}

async function homeContent(useCases: UseCases, caller: Caller, place: HomePlace): Promise<HomeContent> {
  const { actor } = caller;
  if (actor.standing !== 'full') return { kind: 'not_for_you' };
  const home = await useCases.readHome(caller, place);
  if (!home) return { kind: 'no_role', asked: await useCases.hasAskedForAccess(caller) };
  return {
    kind: 'desk',
    place,
    canWalk: can(actor, 'intake.submit'),
    canManage: can(actor, 'settings.read'),
    ...home,
  };
}
