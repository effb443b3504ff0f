import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeFlowFiles } from '../../src/cli/flows/write-flow-files.js';
import { publishFiles } from '../../src/cli/shared/publish-files.js';
import type { FlowDefinition } from '../../src/domain/flow-definition.js';
import { systemActor } from '../../src/domain/member.js';
import { definitionOf } from '../../src/domain/proposal.js';
import type { ReviewNode, ReviewWay } from '../../src/domain/proposal-review.js';
import { readFlowFolder } from '../../src/flow-files/read-flow-files.js';
import { publishFlow } from '../../src/usecases/flow/publish-flow.js';
import { testDatabase } from '../support/database.js';
import { badgeReader, darkLamp, question } from '../support/flows.js';
import { stage } from '../support/product.js';

const { product, caller } = await stage(await testDatabase());
const { services, accountId } = product;
const { store } = services;
const ctx = { ...services, actor: systemActor(accountId, 'cli'), delivery: null };

const home = mkdtempSync(join(tmpdir(), 'intake-export-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const newFolder = () => mkdtempSync(join(home, 'folder-'));

const node = (number: number, kind: ReviewNode['kind'], ways: ReviewWay[]): ReviewNode => ({
  nodeId: `${number}`,
  number,
  level: number - 1,
  cameBy: null,
  kind,
  text: `Text of step ${number}`,
  howToTell: null,
  isEdited: false,
  tally: { walks: 1, solved: 1, escalated: 0 },
  ways,
});
const way = (label: string, kind: ReviewWay['kind'], to: ReviewWay['to']) => ({ label, kind, walks: 1, to });

/** As a reviewer publishes it: with answers that nobody explored, and "Not sure" where nothing says how to find out. */
const proposed: FlowDefinition = definitionOf(
  {
    nodes: [
      node(1, 'question', [
        way('Yes', 'choice', { kind: 'node', number: 2 }),
        way('Not sure', 'not_sure', { kind: 'unexplored' }),
        way('No', 'choice', { kind: 'node', number: 3 }),
      ]),
      node(2, 'instruction', [way('Done', 'done', { kind: 'solved' })]),
      node(3, 'resolution', []),
    ],
    tally: { walks: 1, solved: 1, escalated: 0 },
    agents: 1,
  },
  { slug: 'display-dark', title: 'Display stays dark', examples: ['no picture'], category: 'Printing' },
);

const publish = (definition: FlowDefinition) => publishFlow(ctx, { definition, source: 'imported' });
const live = () => store.flows.list(accountId, 100);
const importing = async (folder: string) =>
  (await publishFiles(ctx, await readFlowFolder(folder))).map(({ slug, status, findings }) => ({
    slug,
    status,
    findings,
  }));

describe('published flows as files', () => {
  it('are imported as unchanged, with nothing to remark', async () => {
    await publish(proposed);
    await publish(badgeReader);
    await publish({
      ...darkLamp,
      nodes: [...darkLamp.nodes, question('lost', 'Is anybody there?', { Yes: 'bulb' })],
    });
    await publish({ ...badgeReader, slug: 'a:b', category: 'Nowhere' });
    const folder = newFolder();
    const written = await writeFlowFiles(store, await live(), folder);
    expect(written).toHaveLength(9);
    expect(new Set(written.map(({ status }) => status))).toEqual(new Set(['written']));
    const imported = await importing(folder);
    expect(imported).toHaveLength(9);
    for (const { slug, status, findings } of imported) {
      expect(status, `${slug}`).toBe('unchanged');
      expect(findings.filter(({ level }) => level === 'error')).toEqual([]);
    }
    expect(new Set((await writeFlowFiles(store, await live(), folder)).map(({ status }) => status))).toEqual(
      new Set(['unchanged']),
    );
  });

  it('hold what their author wrote, without what the server adds', async () => {
    const folder = newFolder();
    await writeFlowFiles(store, await live(), folder);
    const file = readFileSync(join(folder, 'badge-reader-red.json'), 'utf8');
    expect(file).not.toContain('server:');
    expect(JSON.parse(file).nodes.map(({ id }: { id: string }) => id)).toEqual(
      expect.arrayContaining(badgeReader.nodes.map(({ key }) => key)),
    );
    expect(readFileSync(join(folder, 'vpn-cannot-connect.json'), 'utf8')).toContain('"category": "VPN"');
  });

  it('replace the file of that flow, whatever its name, and no other', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'lamp.json'), JSON.stringify({ id: 'Dark LAMP', title: 'Old' }));
    writeFileSync(join(folder, 'badge-reader-red.json'), '{"id": "another"}');
    const flows = (await live()).filter(({ slug }) => ['dark-lamp', 'badge-reader-red'].includes(slug));
    const written = await writeFlowFiles(store, flows, folder);
    expect(written.map(({ file, status }) => ({ file, status }))).toEqual([
      { file: 'badge-reader-red.json', status: 'taken' },
      { file: 'lamp.json', status: 'written' },
    ]);
    expect(readFileSync(join(folder, 'badge-reader-red.json'), 'utf8')).toBe('{"id": "another"}');
    expect(readdirSync(folder).toSorted()).toEqual(['badge-reader-red.json', 'lamp.json']);
  });

  it('are unchanged after their category was renamed, and follow a category that a file names anew', async () => {
    const folder = newFolder();
    const save = async (name: string, categoryId: string | null) =>
      product.useCases.saveCategory(await caller('admin'), {
        categoryId,
        name,
        keywords: [],
        buildEnabled: false,
        identityGate: false,
        engineeringChannelId: null,
        recipients: [],
      });
    await save('Lamps', null);
    const lamps = await store.categories.findByName(accountId, 'Lamps');
    expect(await publish({ ...darkLamp, category: 'Lamps' })).toMatchObject({ status: 'published' });
    await save('Lights', lamps?.id ?? null);
    expect(await publish({ ...darkLamp, category: 'Lamps' })).toMatchObject({ status: 'unchanged' });
    await writeFlowFiles(store, await live(), folder);
    expect(readFileSync(join(folder, 'dark-lamp.json'), 'utf8')).toContain('"category": "Lights"');
    expect((await importing(folder)).find(({ slug }) => slug === 'dark-lamp')?.status).toBe('unchanged');
    expect(await publish({ ...darkLamp, category: null })).toMatchObject({ status: 'published' });
  });
});
