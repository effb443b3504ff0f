import { basename } from 'node:path';
import type { FlowFinding } from '../../domain/flow-definition.js';
import type { FlowFile } from '../../flow-files/read-flow-files.js';
import type { Context } from '../../usecases/context.js';
import { type PublishedFlow, publishFlow, publishFlows } from '../../usecases/flow/publish-flow.js';
import { flowsAtOnce } from './publish-many.js';

/** What became of one file of a folder of flows. */
export interface PublishedFile {
  file: string;
  /** Null where the file holds no flow that can be published. */
  slug: string | null;
  /** `passed_over` is a file that is no flow file. */
  status: 'published' | 'unchanged' | 'refused' | 'passed_over';
  findings: FlowFinding[];
}

/** Publishes each file that holds a flow, some at a time; a bad one does not keep the others from being published. */
export async function publishFiles(
  ctx: Context,
  files: readonly FlowFile[],
  onFile: (result: PublishedFile) => void = () => undefined,
): Promise<PublishedFile[]> {
  const results: PublishedFile[] = [];
  for (let from = 0; from < files.length; from += flowsAtOnce)
    for (const result of await publishBatch(ctx, files.slice(from, from + flowsAtOnce))) {
      results.push(result);
      onFile(result);
    }
  return results;
}

async function publishBatch(ctx: Context, files: readonly FlowFile[]): Promise<PublishedFile[]> {
  const definitions = files.flatMap(({ flow }) => flow ?? []);
  // Where one of them cannot be stored none of them is: then each is tried for itself.
  const published = await publishFlows(ctx, { definitions, source: 'imported' }).catch(() => null);
  const results: PublishedFile[] = [];
  let next = 0;
  for (const file of files) {
    const outcome = file.flow && published ? published[next++] : undefined;
    results.push(await publishedFile(ctx, file, outcome));
  }
  return results;
}

async function publishedFile(
  ctx: Context,
  { path, flow, findings }: FlowFile,
  outcome: PublishedFlow | undefined,
): Promise<PublishedFile> {
  const file = basename(path);
  if (!flow) return { file, slug: null, status: statusOf(findings), findings };
  const { slug } = flow;
  try {
    const published = outcome ?? (await publishFlow(ctx, { definition: flow, source: 'imported' }));
    const unknown = await unknownCategory(ctx, file, flow.category, published.status);
    return {
      file,
      slug,
      status: published.status,
      findings: [...findings, ...unknown, ...retired(file, published)],
    };
  } catch (error) {
    // Whatever keeps one flow out of the database, the rest of the folder is still worth having.
    const message = `${file}: it could not be stored: ${error instanceof Error ? error.message : String(error)}`;
    return {
      file,
      slug,
      status: 'refused',
      findings: [...findings, { level: 'error', node: null, message }],
    };
  }
}

/** What a file without a flow is: one with errors, or one that is no flow file at all. */
export const statusOf = (findings: readonly FlowFinding[]): 'refused' | 'passed_over' =>
  findings.some(({ level }) => level === 'error') ? 'refused' : 'passed_over';

function retired(file: string, published: PublishedFlow): FlowFinding[] {
  if (published.status !== 'unchanged' || !published.isRetired) return [];
  const message = `${file}: this flow is retired, and stays so; \`npm run flows -- restore\` brings it back.`;
  return [{ level: 'warning', node: null, message }];
}

async function unknownCategory(
  ctx: Context,
  file: string,
  name: string | null,
  status: PublishedFlow['status'],
): Promise<FlowFinding[]> {
  const category = name && (await ctx.store.categories.findByName(ctx.actor.accountId, name));
  if (!name || (category && !category.archivedAt)) return [];
  const message = category
    ? `${file}: the category "${name}" is archived, so no walk starts on the flow until it is restored.`
    : `${file}: there is no category "${name}", so the flow ${status === 'unchanged' ? 'stays in the one it has, if any' : 'is published without one'}.`;
  return [{ level: 'warning', node: null, message }];
}
