import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const command = z.object({
  command: z.string().regex(/^\/[^\s/]{1,31}$/),
  description: z.string().default(''),
  usage_hint: z.string().default(''),
  should_escape: z.boolean().default(false),
});

const shortcut = z.object({
  name: z.string().max(24),
  type: z.enum(['global', 'message']),
  callback_id: z.string().max(255),
  description: z.string().default(''),
});

const manifestFile = z.object({
  display_information: z.object({ name: z.string().min(1).max(35) }),
  features: z
    .object({
      bot_user: z.object({ display_name: z.string().max(80) }).optional(),
      app_home: z
        .object({
          home_tab_enabled: z.boolean().default(false),
          messages_tab_enabled: z.boolean().default(false),
        })
        .optional(),
      slash_commands: z.array(command).max(50).default([]),
      shortcuts: z.array(shortcut).max(10).default([]),
    })
    .prefault({}),
  oauth_config: z
    .object({ scopes: z.object({ bot: z.array(z.string()).default([]) }).prefault({}) })
    .prefault({}),
  settings: z
    .object({
      interactivity: z.object({ is_enabled: z.boolean().default(false) }).prefault({}),
      event_subscriptions: z.object({ bot_events: z.array(z.string()).default([]) }).prefault({}),
    })
    .prefault({}),
});

/** What the app declares to Slack, as far as the workspace acts on it. */
export type Manifest = {
  appId: string;
  name: string;
  botName: string;
  scopes: string[];
  events: string[];
  commands: { command: string; description: string; usageHint: string; shouldEscape: boolean }[];
  shortcuts: { callbackId: string; name: string; description: string; kind: 'global' | 'message' }[];
  hasHomeTab: boolean;
  hasMessagesTab: boolean;
  /** Whether clicks, submissions, shortcuts and searches reach the app. */
  isInteractive: boolean;
};

/** The scope without which Slack sends no such event; events that are not here need none. */
const eventScopes: Record<string, string> = {
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
  'message.mpim': 'mpim:history',
  app_mention: 'app_mentions:read',
  reaction_added: 'reactions:read',
  reaction_removed: 'reactions:read',
  member_joined_channel: 'channels:read',
  member_left_channel: 'channels:read',
  channel_created: 'channels:read',
  channel_archive: 'channels:read',
  channel_unarchive: 'channels:read',
  subteam_members_changed: 'usergroups:read',
  subteam_updated: 'usergroups:read',
  user_change: 'users:read',
  team_join: 'users:read',
};

/** Reads an app manifest in YAML or JSON. @throws Error naming the file and what is wrong with it. */
export function readManifest(path: string): Manifest {
  const parsed = manifestFile.safeParse(parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new Error(`${path} is not an app manifest: ${z.prettifyError(parsed.error)}`);
  const manifest = toManifest(parsed.data);
  const [problem] = scopeProblems(manifest);
  if (problem) throw new Error(`${path} ${problem}`);
  return manifest;
}

/** What Slack would not install: parts of the app that its scopes do not cover. */
function scopeProblems({ scopes, events, commands, shortcuts }: Manifest): string[] {
  const missing = events.filter((event) => eventScopes[event] && !scopes.includes(eventScopes[event]));
  const needsCommands = commands.length + shortcuts.length > 0 && !scopes.includes('commands');
  return [
    ...missing.map((event) => `subscribes to ${event} without the scope ${eventScopes[event]}.`),
    ...(needsCommands ? ['declares commands or shortcuts without the scope commands.'] : []),
  ];
}

function toManifest(file: z.infer<typeof manifestFile>): Manifest {
  const name = file.display_information.name;
  return {
    appId: 'A0INTAKE',
    name,
    botName: file.features.bot_user?.display_name ?? name,
    scopes: file.oauth_config.scopes.bot,
    events: file.settings.event_subscriptions.bot_events,
    commands: file.features.slash_commands.map((it) => ({
      command: it.command,
      description: it.description,
      usageHint: it.usage_hint,
      shouldEscape: it.should_escape,
    })),
    shortcuts: file.features.shortcuts.map((it) => ({
      callbackId: it.callback_id,
      name: it.name,
      description: it.description,
      kind: it.type,
    })),
    hasHomeTab: file.features.app_home?.home_tab_enabled ?? false,
    hasMessagesTab: file.features.app_home?.messages_tab_enabled ?? false,
    isInteractive: file.settings.interactivity.is_enabled,
  };
}
