import type { MessageView } from '../../../sandbox/protocol.js';
import { tooSlow } from '../../../slack/blocks/refusals.js';
import { openDatabase } from '../../../store/database/open.js';
import { createStore } from '../../../store/store.js';
import { allMessages, type Site } from '../site.js';
import { checkActs } from './check-acts.js';
import { checkAudit } from './check-audit.js';
import { checkPosts } from './check-posts.js';
import { checkRows, generationsOf } from './check-rows.js';
import { type Finding, queryOf } from './finding.js';

/** What a run left behind. */
export interface Checked {
  findings: Finding[];
  /** Messages that Slack has twice, in words. */
  copies: string[];
  /** Private refusals of people whose every act was acknowledged at once, in words. */
  whispers: string[];
  /** Nodes that were asked for a second time. */
  resent: number;
  calls: number;
}

/**
 * The one checker of all bars: compares the database, what people see in Slack and what they did. To be called when
 * nothing runs any more and nothing is on its way.
 */
export async function check(site: Site): Promise<Checked> {
  const database = await openDatabase(site.database);
  try {
    const query = queryOf(database);
    const store = createStore(database);
    const messages = allMessages(site.workspace);
    const posts = await checkPosts({ query, store, links: site.links }, site.accountId, messages);
    const whispers = whispersOf(site, messages);
    const { calls, resent } = await generationsOf(query);
    const findings = [
      ...(await checkActs(query, site.acts)),
      ...(await checkRows(query)),
      ...(await checkAudit(query, site.accountId)),
      ...posts.findings,
    ];
    return { findings, copies: posts.copies, whispers, calls, resent };
  } finally {
    await database.close();
  }
}

/** People whose every act was acknowledged at once: what they are told privately, nobody had to be told. */
export const undisturbed = ({ agents, acts }: Pick<Site, 'agents' | 'acts'>): Site['agents'] =>
  agents.filter(({ personId }) =>
    acts.all.every((act) => act.by !== personId || (act.acknowledged && act.again === 0)),
  );

function whispersOf(site: Site, messages: readonly MessageView[]): string[] {
  const desks = new Set(undisturbed(site).map(({ channelId }) => channelId));
  return messages
    .filter(({ isEphemeral, channel, text }) => isEphemeral && desks.has(channel) && text !== tooSlow)
    .map(({ channel, text }) => `told without need in ${channel}: ${text}`);
}

export const countOf = ({ findings }: Pick<Checked, 'findings'>, ...rules: Finding['rule'][]): number =>
  findings.filter(({ rule }) => rules.includes(rule)).length;

export const wordsOf = ({ findings }: Pick<Checked, 'findings'>): string[] =>
  findings.map(({ rule, what }) => `${rule}: ${what}`);
