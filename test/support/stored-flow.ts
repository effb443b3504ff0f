import { randomUUID } from 'node:crypto';
import type { Db } from '../../src/store/db.js';

interface StoredFlow {
  title: string;
  examples?: string[];
  keywords?: string[];
  retired?: boolean;
  unpublished?: boolean;
}

const now = new Date('2026-01-02T03:04:05Z');

/** An account with nothing in it. */
export async function storedAccount(prisma: Db): Promise<string> {
  const id = randomUUID();
  await prisma.account.create({ data: { id, slackTeamId: id, name: 'Desk', createdAt: now } });
  return id;
}

/** The rows of a flow whose tree has no nodes, for tests of the search alone. */
export async function storedFlow(
  prisma: Db,
  accountId: string,
  { title, examples = [], keywords = [], retired = false, unpublished = false }: StoredFlow,
): Promise<string> {
  const [id, treeId, versionId] = [randomUUID(), randomUUID(), randomUUID()];
  const texts = { slug: id, title, description: '', keywords, examples };
  const times = { createdAt: now, updatedAt: now, retiredAt: retired ? now : null };
  const version = { id: versionId, flowId: id, number: 1, treeId, contentHash: 'x', publishedAt: now };
  await prisma.tree.create({ data: { accountId, id: treeId, createdAt: now } });
  await prisma.flow.create({ data: { accountId, id, ...texts, ...times, source: 'imported' } });
  await prisma.flowVersion.create({ data: { accountId, ...version } });
  if (!unpublished)
    await prisma.flow.update({
      where: { accountId_id: { accountId, id } },
      data: { currentVersionId: versionId },
    });
  return id;
}
