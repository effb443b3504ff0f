/** The longest piece that the model is given, in characters; it reads no more than its first 128 or so words anyway. */
const chunkLength = 400;

/** How much of a text is read at all: the first pieces of a long mail say what it is about. */
const mostChunks = 6;

/** A text in pieces that the model can take: whole where it is short, else cut between sentences. Never empty. */
export function chunksOf(text: string): string[] {
  const clean = text
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, chunkLength * mostChunks * 2);
  if (clean.length <= chunkLength) return [clean || ' '];
  const chunks: string[] = [];
  let chunk = '';
  for (const sentence of sentencesOf(clean)) {
    if (chunk !== '' && chunk.length + sentence.length > chunkLength) {
      chunks.push(chunk);
      chunk = '';
    }
    chunk += sentence;
  }
  return [...chunks, chunk].map((part) => part.trim() || ' ').slice(0, mostChunks);
}

function sentencesOf(text: string): string[] {
  const sentences = text.split(/(?<=[.!?…。؟]\s)/u);
  return sentences.flatMap((sentence) => sentence.match(new RegExp(`.{1,${chunkLength}}`, 'gsu')) ?? []);
}

/** The direction that vectors of length 1 point to together, with length 1; the earlier ones count more. */
export function meanVector(vectors: readonly (readonly number[])[]): number[] {
  const [first = []] = vectors;
  if (vectors.length === 1) return [...first];
  const sum = first.map((_, i) =>
    vectors.reduce((total, vector, place) => total + (vector[i] ?? 0) / (place + 1), 0),
  );
  return unitVector(sum);
}

/** @returns the vector with length 1; all zeros stay zeros. */
export function unitVector(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector);
  return length === 0 ? [...vector] : vector.map((x) => x / length);
}
