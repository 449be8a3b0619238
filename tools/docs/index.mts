/** `npm run docs`: writes the pages that are made from tables of the package. */

import fs from 'node:fs';
import path from 'node:path';
import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import { CAPABILITIES_PAGE, capabilitiesPage } from './capabilities.mts';

const file = path.join(import.meta.dirname, '../..', CAPABILITIES_PAGE);
fs.writeFileSync(file, capabilitiesPage(Object.values(PROVIDERS)));
console.log(`${CAPABILITIES_PAGE} is written.`);
