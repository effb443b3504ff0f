import type { Search } from '../../domain/match-evidence.js';
import { problemParts } from '../../domain/match-problem.js';
import { fillVectors } from '../../jobs/fill-index.js';
import { renewLens } from '../../jobs/renew-lens.js';
import { setUpAccount } from '../../usecases/account/set-up-account.js';
import type { Services } from '../../usecases/context.js';
import { actingFor } from '../shared/library.js';
import { publishMany } from '../shared/publish-many.js';
import type { Terminal } from '../shared/terminal.js';
import { definitionOf, type Scenario } from './scenario.js';

/** A scenario's flows as an account of the database has them. */
export interface ScenarioAccount {
  accountId: string;
  /** The scenario's id of each stored flow. */
  idOf: ReadonlyMap<string, string>;
  /** Searches as an intake does. `vectors` false is an embedder that is down. */
  search(text: string, vectors: boolean): Promise<{ search: Search; ms: number }>;
}

/** Publishes a scenario's flows into an account of their own, by the product's own use case. */
export async function importScenario(
  services: Services,
  scenario: Scenario,
  terminal: Terminal,
): Promise<ScenarioAccount> {
  const { id: accountId } = await setUpAccount(services, {
    slackTeamId: `T-${scenario.name}`,
    slackEnterpriseId: null,
    name: scenario.name,
    starter: { categories: [], flows: [] },
  });
  const ctx = actingFor(services, accountId);
  const idOf = new Map<string, string>();
  const published = await publishMany(ctx, scenario.flows.map(definitionOf), (done) =>
    terminal.progress(done, scenario.flows.length, `flows of ${scenario.name} imported`),
  );
  scenario.flows.forEach(({ id }, at) => {
    const one = published[at];
    if (one && one.status !== 'refused') idOf.set(one.flowId, id);
  });
  await embedAll(services, accountId);
  return { accountId, idOf, search: searching(services, accountId) };
}

/** Gives every text of an account its vector, here and now. */
export async function embedAll({ store, embedder }: Services, accountId: string): Promise<void> {
  await fillVectors(store, embedder, accountId, () => false);
  await renewLens(store, accountId, embedder.id);
  await store.search.renewPlans();
}

const searching =
  ({ store, embedder }: Services, accountId: string): ScenarioAccount['search'] =>
  async (text, withVectors) => {
    const vectors = withVectors ? await embedder.embed(problemParts(text)) : null;
    const start = performance.now();
    const search = await store.search.search(accountId, { text, embedderId: embedder.id, vectors });
    return { search, ms: performance.now() - start };
  };
