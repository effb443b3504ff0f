import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputError } from './command.js';

/** The folder's full path. @throws {InputError} unless it is a folder. */
export async function folderOf(path: string): Promise<string> {
  const folder = resolve(path);
  const found = await stat(folder).catch(() => null);
  if (!found) throw new InputError(`There is no folder ${folder}.`);
  if (!found.isDirectory()) throw new InputError(`${folder} is not a folder.`);
  return folder;
}
