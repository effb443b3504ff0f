import type { NewcomerPolicy } from './member.js';

/** One customer of ours: a Slack workspace. Everything belongs to exactly one account. */
export interface Account extends AccountSettings {
  id: string;
  slackTeamId: string;
  slackEnterpriseId: string | null;
  name: string;
}

/** What admins set for the whole account. */
export interface AccountSettings {
  /** Where escalations go when the category has no channel. */
  defaultChannelId: string | null;
  newcomers: NewcomerPolicy;
}
