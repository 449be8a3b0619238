/**
 * Puts the built package into an n8n the way n8n's own "Community nodes" page does: packed by npm,
 * unpacked, its manifest cut down, entered in the list of installed packages. Nothing is linked to
 * the sources, so what is missing in the package is missing in n8n.
 */

import fs from 'node:fs';
import path from 'node:path';
import { ensureBuild } from '../demo/build.mts';
import { runChild } from './children.mts';
import { withLock } from './lock.mts';
import { PLACES } from './places.mts';

/** n8n takes these parts out of the manifest of a package that it installs. */
const DROPPED_PARTS = ['devDependencies', 'peerDependencies', 'optionalDependencies'];

/**
 * Builds and packs this package, and installs it in an n8n that does not run.
 *
 * @param userFolder n8n's N8N_USER_FOLDER
 * @returns the folder of the installed package
 * @throws with npm's words when the package cannot be built or packed
 */
export async function installPackage(
	userFolder: string,
	say: (text: string) => void = () => {},
): Promise<string> {
	const nodes = path.join(userFolder, '.n8n', 'nodes');
	fs.mkdirSync(nodes, { recursive: true });
	const tarball = await withLock(path.join(PLACES.cache, 'build.lock'), async () => {
		await ensureBuild(PLACES.root, say);
		const output = await runChild('npm', ['pack', '--quiet', '--pack-destination', nodes], {
			cwd: PLACES.root,
		});
		return path.join(nodes, output.trim().split('\n').pop() ?? '');
	});
	const manifest = JSON.parse(fs.readFileSync(path.join(PLACES.root, 'package.json'), 'utf8'));
	const target = path.join(nodes, 'node_modules', manifest.name);
	fs.rmSync(target, { recursive: true, force: true });
	fs.mkdirSync(target, { recursive: true });
	try {
		await runChild('tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);
	} finally {
		fs.rmSync(tarball, { force: true });
	}
	const own = JSON.parse(fs.readFileSync(path.join(target, 'package.json'), 'utf8'));
	DROPPED_PARTS.forEach((part) => delete own[part]);
	fs.writeFileSync(path.join(target, 'package.json'), JSON.stringify(own, null, 2));
	const ledger = {
		name: 'installed-nodes',
		private: true,
		dependencies: { [own.name]: own.version },
	};
	fs.writeFileSync(path.join(nodes, 'package.json'), JSON.stringify(ledger, null, 2));
	return target;
}
