import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { FlowDefinition } from '../domain/flow-definition.js';
import { readFlowFolder } from './read-flow-files.js';

const categories = z.array(
  z.object({
    name: z.string(),
    keywords: z.array(z.string()),
    protocol: z.string(),
    buildEnabled: z.boolean(),
    identityGate: z.boolean(),
  }),
);

const folder = fileURLToPath(new URL('../../content', import.meta.url));

/** The categories and flows that a new account starts with, from the repository's content folder. */
export async function readStarterContent(): Promise<{
  categories: z.infer<typeof categories>;
  flows: FlowDefinition[];
}> {
  const files = await readFlowFolder(join(folder, 'flows'));
  return {
    categories: categories.parse(JSON.parse(await readFile(join(folder, 'categories.json'), 'utf8'))),
    flows: files.flatMap(({ flow }) => (flow ? [flow] : [])),
  };
}
