import type { App, BlockAction } from '@slack/bolt';
import { accessAsked } from '../../blocks/access-request.js';
import { callerOf } from '../../caller.js';
import { action, matching } from '../../ids.js';
import { accessButton, homeStart } from '../../payloads.js';
import { afterwards } from '../../surfaces/afterwards.js';
import { publishHome } from '../../surfaces/home.js';
import { type ClickArgs, chosenValue } from '../click.js';
import type { ListenerDeps } from '../deps.js';

/** Asking for a role, and giving one from the request. */
export function registerAccessActions(app: App, deps: ListenerDeps): void {
  app.action<BlockAction>(action.accessRequest, requestCallback(deps));
  app.action<BlockAction>(matching(action.accessGrant), grantCallback(deps));
}

const requestCallback =
  (deps: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const caller = callerOf(args.context);
    const admins = await deps.useCases.requestAccess(caller);
    await args.ack();
    if (args.body.view?.type === 'home') {
      return afterwards(deps.log, () => publishHome(deps, { client: args.client, caller, place: homeStart }));
    }
    await afterwards(deps.log, () =>
      args.respond({ ...accessAsked(admins), response_type: 'ephemeral', replace_original: true }),
    );
  };

const grantCallback =
  ({ useCases }: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const { memberId, grant } = accessButton.decode(chosenValue(args.action));
    await useCases.answerAccess(callerOf(args.context), {
      memberId,
      role: grant === 'not_now' ? null : grant,
    });
    await args.ack();
  };
