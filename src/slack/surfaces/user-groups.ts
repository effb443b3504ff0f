import type { WebClient } from '@slack/web-api';

/** The workspace's user groups by handle; null where Intake may not read them. */
export async function userGroups(client: WebClient): Promise<{ groupId: string; handle: string }[] | null> {
  try {
    const { usergroups = [] } = await client.usergroups.list();
    return usergroups.flatMap(({ id, handle }) => (id && handle ? [{ groupId: id, handle }] : []));
  } catch (error) {
    if (isMissingScope(error)) return null;
    throw error;
  }
}

const isMissingScope = (error: unknown): boolean =>
  error instanceof Error && 'data' in error && Object(error.data).error === 'missing_scope';
