import { openEmbedders } from '../../ai/open-embedders.js';
import { restoreFlow } from '../../usecases/flow/restore-flow.js';
import { retireFlow } from '../../usecases/flow/retire-flow.js';
import { atExit, InputError } from '../shared/command.js';
import { actingFor, servicesOver } from '../shared/library.js';
import { openTerminal } from '../shared/terminal.js';
import { existingAccount } from './account.js';
import { openConfigured } from './open.js';

interface OfFlows {
  slugs: readonly string[];
  account: string | null;
  json: boolean;
}

/** `flows retire` and `flows restore`. Nothing is changed where one of the flows is not there. */
export async function retireFlows(act: 'retire' | 'restore', options: OfFlows): Promise<number> {
  const terminal = openTerminal();
  const { database, log, config } = await openConfigured();
  const { embedder, close } = await openEmbedders(config.embeddings);
  atExit(close);
  const services = servicesOver(database, embedder, log);
  const account = await existingAccount(services.store, options.account);
  const flows = await services.store.flows.bySlugs(account.id, options.slugs);
  const unknown = options.slugs.filter((slug) => !flows.has(slug));
  if (unknown.length > 0)
    throw new InputError(
      `There is no flow ${unknown.join(', ')}; nothing was changed. \`npm run flows -- list\` shows what there is.`,
    );
  const ctx = actingFor(services, account.id);
  const { change, already, done } = acts[act];
  const results = [];
  for (const { slug, retiredAt } of flows.values()) {
    await change(ctx, { slug });
    const changed = (retiredAt === null) === (act === 'retire');
    terminal.say(`  ${changed ? done : already}  ${slug}`);
    results.push({ slug, changed });
  }
  if (options.json)
    terminal.say(JSON.stringify({ command: `flows ${act}`, account: account.slackTeamId, flows: results }));
  return 0;
}

const acts = {
  retire: { change: retireFlow, done: 'retired          ', already: 'retired already  ' },
  restore: { change: restoreFlow, done: 'restored     ', already: 'not retired  ' },
} as const;
