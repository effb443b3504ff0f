import { modelTreeBuilder } from '../../src/ai/openai/tree-builder.js';

/** The builder that asks the model behind this address, within these times in milliseconds. */
export const builderAt = (baseUrl: string, times: { firstByteMs: number; totalMs: number }) =>
  modelTreeBuilder({ baseUrl, apiKey: 'k', model: 'm', effort: null, ...times });
