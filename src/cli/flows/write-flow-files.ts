import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { completeDefinition, contentOf, type FlowDefinition } from '../../domain/flow-definition.js';
import { publishedDefinition } from '../../domain/published-definition.js';
import { readFlowFile } from '../../flow-files/read-flow-files.js';
import { slugOf } from '../../flow-files/to-definition.js';
import { toFile } from '../../flow-files/to-file.js';
import type { Flow } from '../../store/flow-store.js';
import type { Store } from '../../store/store.js';

/** What became of one flow. */
export interface WrittenFlow {
  slug: string;
  file: string;
  /** `taken`: the file that is there is not this flow's, so it was left as it is. */
  status: 'written' | 'unchanged' | 'taken' | 'failed';
  /** Why it failed. */
  reason?: string;
}

/** Writes each flow as a file of the folder. A file that is there is overwritten only where its id is the flow's. */
export async function writeFlowFiles(
  store: Pick<Store, 'flows' | 'trees' | 'categories'>,
  flows: readonly Flow[],
  folder: string,
  onFlow: (written: WrittenFlow) => void = () => undefined,
): Promise<WrittenFlow[]> {
  const there = await filesIn(folder);
  const results: WrittenFlow[] = [];
  for (const flow of flows) {
    const definition = await definitionOf(store, flow);
    if (!definition) continue;
    const written = await writeFlow(definition, folder, there);
    results.push(written);
    onFlow(written);
  }
  return results;
}

/** The flow file names of a folder in lower case, as some systems compare them, with the slug that each one's id is. */
type Files = Map<string, { name: string; slug: string | null }>;

async function filesIn(folder: string): Promise<Files> {
  const files: Files = new Map();
  for (const name of await readdir(folder))
    if (name.toLowerCase().endsWith('.json'))
      files.set(name.toLowerCase(), { name, slug: await slugIn(join(folder, name)) });
  return files;
}

/** Null where no flow can be made out in it. */
async function slugIn(path: string): Promise<string | null> {
  try {
    const { id } = JSON.parse((await readFile(path, 'utf8')).replace(/^\uFEFF/, ''));
    return typeof id === 'string' || typeof id === 'number' ? slugOf(String(id)) : null;
  } catch {
    return null;
  }
}

/** Null for a flow of which nothing is published. */
async function definitionOf(
  { flows, trees, categories }: Pick<Store, 'flows' | 'trees' | 'categories'>,
  flow: Flow,
): Promise<FlowDefinition | null> {
  const { accountId, categoryId } = flow;
  const version = await flows.currentVersion(accountId, flow.id);
  const rootNodeId = version && (await trees.rootOf(accountId, version.treeId));
  if (!version || !rootNodeId) return null;
  const nodes = await trees.allNodes(accountId, version.treeId);
  const category = categoryId && (await categories.find(accountId, categoryId));
  return publishedDefinition({ ...flow, category: category ? category.name : null }, { rootNodeId, nodes });
}

async function writeFlow(definition: FlowDefinition, folder: string, there: Files): Promise<WrittenFlow> {
  const { slug } = definition;
  const own = [...there.values()].find((one) => one.slug === slug);
  // No file on Windows has a colon in its name.
  const name = own?.name ?? `${slug.replaceAll(':', '-')}.json`;
  if (!own && there.has(name.toLowerCase())) return { slug, file: name, status: 'taken' };
  const path = join(folder, name);
  if (own && (await holds(path, definition))) return { slug, file: name, status: 'unchanged' };
  try {
    await writeFile(path, toFile(definition));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { slug, file: name, status: 'failed', reason };
  }
  there.set(name.toLowerCase(), { name, slug });
  return { slug, file: name, status: 'written' };
}

/** True if the file says the same already, in whatever order and with whatever else. */
async function holds(path: string, definition: FlowDefinition): Promise<boolean> {
  const { flow } = await readFlowFile(path);
  return (
    flow !== null &&
    flow.category === definition.category &&
    contentOf(flow) === contentOf(completeDefinition(definition))
  );
}
