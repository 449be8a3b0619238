import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);

/** Words for `node` that let a process of its own run TypeScript: `spawn(process.execPath, [...TSX, file])`. */
export const TSX: readonly string[] = ['--import', pathToFileURL(require.resolve('tsx')).href];
