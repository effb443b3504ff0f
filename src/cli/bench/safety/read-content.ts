import { readFile } from 'node:fs/promises';

const folder = new URL('../../../../content/safety/', import.meta.url);

/** A file of content/safety. */
export const readContent = (name: string): Promise<string> => readFile(new URL(name, folder), 'utf8');

export const readLines = async (name: string): Promise<string[]> =>
  (await readContent(name)).split('\n').filter((line) => line.trim() !== '');
