import { fileURLToPath } from 'node:url';

/** The Slack app's manifest, which the sandbox reads as Slack does. */
export const manifestPath = fileURLToPath(new URL('../../../manifest.yml', import.meta.url));
