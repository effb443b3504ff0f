import type { FlowDefinition } from '../../domain/flow-definition.js';
import type { Context } from '../../usecases/context.js';
import { type PublishedFlow, publishFlows } from '../../usecases/flow/publish-flow.js';

/**
 * So many flows are one transaction: the statements are the same for one flow and for many, and the account is held for
 * a tenth of a second.
 */
export const flowsAtOnce = 20;

/** Imports flows, some at a time. */
export async function publishMany(
  ctx: Context,
  definitions: readonly FlowDefinition[],
  onProgress: (done: number) => void = () => undefined,
): Promise<PublishedFlow[]> {
  const published: PublishedFlow[] = [];
  while (published.length < definitions.length) {
    const batch = definitions.slice(published.length, published.length + flowsAtOnce);
    published.push(...(await publishFlows(ctx, { definitions: batch, source: 'imported' })));
    onProgress(published.length);
  }
  return published;
}
