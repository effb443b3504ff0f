import { redact } from '../domain/redact.js';
import type { Embedder } from './embedder.js';

/** An embedder that sees no secrets and no personal data: neither does what is stored, nor whoever runs the endpoint. */
export const redactingEmbedder = (embedder: Embedder): Embedder => ({
  id: embedder.id,
  dimensions: embedder.dimensions,
  embed: (texts, urgency) =>
    embedder.embed(
      texts.map((text) => redact(text)),
      urgency,
    ),
  close: () => embedder.close(),
});
