import { makeTemplate } from './template.js';

// Run by scripts/build.mjs, on installation.
await makeTemplate();
