import type { FlowFile } from '../../flow-files/read-flow-files.js';
import { readStarterContent } from '../../flow-files/starter-content.js';
import type { Sandbox } from '../../sandbox/index.js';
import { setUpAccount } from '../../usecases/account/set-up-account.js';
import type { Services } from '../../usecases/context.js';
import { actingFor } from '../shared/library.js';
import { type PublishedFile, publishFiles } from '../shared/publish-files.js';
import type { Chart } from './walker.js';

/** The charts by slug, and what became of each file. */
export interface Library {
  charts: Map<string, Chart>;
  files: PublishedFile[];
}

/** What the account starts with: the starter's categories, so that problems can be built for, and no flows. */
export const chartsOnly = async () => ({ categories: (await readStarterContent()).categories, flows: [] });

/** Sets the sandbox's account up with the starter's categories and, for a library, these charts and nothing else. */
export async function publishCharts(
  services: Services,
  sandbox: Sandbox,
  files: readonly FlowFile[],
): Promise<Library> {
  const { workspace } = sandbox.workspace.view('admin');
  const account = await setUpAccount(services, {
    slackTeamId: workspace.id,
    slackEnterpriseId: null,
    name: workspace.name,
    starter: await chartsOnly(),
  });
  const published = await publishFiles(actingFor(services, account.id), files);
  const charts = new Map<string, Chart>();
  for (const { flow } of files) {
    const stored = flow && (await services.store.flows.findBySlug(account.id, flow.slug));
    const version = stored && (await services.store.flows.currentVersion(account.id, stored.id));
    if (flow && version) charts.set(flow.slug, { flow, flowId: version.flowId, treeId: version.treeId });
  }
  return { charts, files: published };
}
