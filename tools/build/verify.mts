/**
 * Looks at a finished build the way n8n and npm will: does everything that package.json names
 * exist, does it load, and does nothing get published that should not be.
 */

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { classNameOf, readManifest } from './manifest.mts';
import { codexProblems, textProblems } from './rules.mts';
import type { ICredentialType, Icon, INodeType, INodeTypeDescription, Themed } from 'n8n-workflow';

const require = createRequire(import.meta.url);

/** Bytes, unpacked: small enough to install in a moment, also on a small server. */
const MAX_UNPACKED_BYTES = 1_000_000;
/** Bytes of JavaScript that an n8n reads when it starts: about 15 ms. The rest is loaded by the first node that runs. */
const MAX_LOADED_BYTES = 400_000;
/** What is the same in every n8n. Not zod, of which n8n may find any version. */
const ALLOWED_MODULES = ['n8n-workflow', 'crypto'];
export const UNWANTED_FILES = /\.(d\.ts|map|tsbuildinfo|png|test\.js)$/;

export interface Verification {
	/** One sentence each; empty when the build is good */
	problems: string[];
	facts: { nodes: string[]; credentials: string[]; files: number; bytes: number };
}

/** Absolute paths of all files in a folder and in the folders below it; none when it does not exist. */
export function filesBelow(folder: string): string[] {
	if (!fs.existsSync(folder)) return [];
	return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const full = path.join(folder, entry.name);
		return entry.isDirectory() ? filesBelow(full) : [full];
	});
}

const lowerFirst = (word: string) => word.charAt(0).toLowerCase() + word.slice(1);

/** Makes an instance of the class that a built file is named after; what it lacks is a problem too. */
function loadInstance<T>(file: string, problems: string[]): Partial<T> | null {
	const className = classNameOf(file);
	try {
		const Class = (require(file) as Record<string, new () => Partial<T>>)[className];
		if (typeof Class !== 'function') {
			problems.push(`${path.basename(file)} does not export a class named ${className}.`);
			return null;
		}
		return new Class();
	} catch (error) {
		problems.push(`${path.basename(file)} cannot be loaded: ${String(error)}`);
		return null;
	}
}

function checkIcon(icon: Icon | undefined, file: string, problems: string[]) {
	const label = classNameOf(file);
	const themed: Partial<Themed<string>> = typeof icon === 'object' ? icon : {};
	for (const theme of ['light', 'dark'] as const) {
		const reference = themed[theme];
		if (typeof reference !== 'string' || !reference.startsWith('file:')) {
			problems.push(`${label} has no ${theme} icon.`);
			continue;
		}
		const target = path.resolve(path.dirname(file), reference.slice('file:'.length));
		if (!fs.existsSync(target)) {
			problems.push(`${label} names the ${theme} icon ${reference}, which is not in the build.`);
		}
	}
	if (themed.light !== undefined && themed.light === themed.dark) {
		problems.push(`${label} uses the same icon for light and dark.`);
	}
}

/** The name of the node, null when there is none to be had. */
function checkNode(file: string, packageName: string, problems: string[]): string | null {
	const node = loadInstance<INodeType>(file, problems);
	if (node === null) return null;
	const className = classNameOf(file);
	const { name, icon }: Partial<INodeTypeDescription> = node.description ?? {};
	if (name !== lowerFirst(className)) {
		problems.push(`${className} calls itself "${name}"; n8n expects "${lowerFirst(className)}".`);
	}
	checkIcon(icon, file, problems);
	problems.push(...textProblems(className, node.description));
	const codexFile = file.replace(/\.js$/, '.json');
	if (!fs.existsSync(codexFile)) {
		problems.push(`${path.basename(codexFile)} is missing beside ${path.basename(file)}.`);
	} else {
		const codex = JSON.parse(fs.readFileSync(codexFile, 'utf8')) as { node?: string };
		if (codex.node !== `${packageName}.${name}`) {
			problems.push(`${path.basename(codexFile)} says it belongs to "${codex.node}".`);
		}
		problems.push(...codexProblems(path.basename(codexFile), codex));
	}
	return name ?? null;
}

/** The name of the credential, null when there is none to be had. */
function checkCredential(file: string, problems: string[]): string | null {
	const credential = loadInstance<ICredentialType>(file, problems);
	if (credential === null) return null;
	const className = classNameOf(file);
	if (credential.name !== lowerFirst(className)) {
		problems.push(`${className} calls itself "${credential.name}".`);
	}
	if (credential.test === undefined) problems.push(`${className} has no test request.`);
	checkIcon(credential.icon, file, problems);
	problems.push(...textProblems(className, credential));
	return credential.name ?? null;
}

function checkRequires(distFolder: string, problems: string[]) {
	for (const file of filesBelow(distFolder).filter((name) => name.endsWith('.js'))) {
		const source = fs.readFileSync(file, 'utf8');
		const label = path.relative(distFolder, file);
		for (const [, wanted] of source.matchAll(/\brequire\(["']([^"']+)["']\)/g)) {
			if (!wanted.startsWith('.')) {
				if (!ALLOWED_MODULES.includes(wanted)) problems.push(`${label} requires "${wanted}".`);
				continue;
			}
			const target = path.resolve(path.dirname(file), wanted);
			const found = [target, `${target}.js`, path.join(target, 'index.js')].some(
				(candidate) => fs.existsSync(candidate) && fs.statSync(candidate).isFile(),
			);
			if (!found) problems.push(`${label} requires "${wanted}", which is not in the build.`);
			if (path.relative(distFolder, target).startsWith('..')) {
				problems.push(`${label} reaches outside of dist with "${wanted}".`);
			}
		}
	}
}

/** What is loaded when it is needed has to be where it is looked for: a start does not show that. */
function checkLaterLoads(distFolder: string, problems: string[]) {
	const later = /const \{ ([\w, ]+) \} = await [^;]*?require\(["'](\.[^"']+)["']\)/g;
	for (const file of filesBelow(distFolder).filter((name) => name.endsWith('.js'))) {
		for (const [, names, wanted] of fs.readFileSync(file, 'utf8').matchAll(later)) {
			const found = require(path.resolve(path.dirname(file), wanted)) as Record<string, unknown>;
			const missing = names.split(', ').filter((name) => !(name in found));
			const label = path.relative(distFolder, file);
			missing.forEach((name) => problems.push(`${label} loads "${name}", which ${wanted} lacks.`));
		}
	}
}

/** The size of what has been loaded of a folder. */
function loadedBytes(folder: string): number {
	const files = filesBelow(folder).filter((file) => file in require.cache);
	return files.reduce((sum, file) => sum + fs.statSync(file).size, 0);
}

/** Asks npm what it would publish. */
function dryPack(root: string): { files: string[]; bytes: number } {
	const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
	const packed = spawnSync(npm, ['pack', '--dry-run', '--json', '--ignore-scripts'], {
		cwd: root,
		encoding: 'utf8',
		shell: process.platform === 'win32',
	});
	if (packed.status !== 0) throw new Error(`npm pack did not work: ${packed.stderr}`);
	const [{ files, unpackedSize }] = JSON.parse(packed.stdout) as [
		{ files: Array<{ path: string }>; unpackedSize: number },
	];
	return { files: files.map((file) => file.path), bytes: unpackedSize };
}

/**
 * Everything that is wrong with a finished build, and what it consists of.
 *
 * @param root the package folder
 */
export function verifyBuild(root: string): Verification {
	const problems: string[] = [];
	const manifest = readManifest(root);
	const named = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
	const missing = named.filter((file) => !fs.existsSync(path.join(root, file)));
	missing.forEach((file) =>
		problems.push(`package.json names ${file}, but the build has no such file.`),
	);
	if (Object.keys(manifest.dependencies ?? {}).length > 0) {
		problems.push('package.json has runtime dependencies; community nodes may have none.');
	}
	const present = (list: string[]) =>
		list.filter((file) => !missing.includes(file)).map((file) => path.join(root, file));
	const nodes = present(manifest.n8n.nodes).map((file) => checkNode(file, manifest.name, problems));
	const credentials = present(manifest.n8n.credentials).map((file) =>
		checkCredential(file, problems),
	);
	const loaded = loadedBytes(path.join(root, 'dist'));
	if (loaded > MAX_LOADED_BYTES) {
		problems.push(`An n8n that starts loads ${loaded} bytes of code, over ${MAX_LOADED_BYTES}.`);
	}
	checkRequires(path.join(root, 'dist'), problems);
	checkLaterLoads(path.join(root, 'dist'), problems);

	const packed = dryPack(root);
	packed.files
		.filter((file) => UNWANTED_FILES.test(file))
		.forEach((file) => problems.push(`${file} would be published, but nobody needs it.`));
	named
		.filter((file) => !packed.files.includes(file) && !missing.includes(file))
		.forEach((file) => problems.push(`${file} is built but would not be published.`));
	if (packed.bytes > MAX_UNPACKED_BYTES) {
		problems.push(`The package unpacks to ${packed.bytes} bytes, over ${MAX_UNPACKED_BYTES}.`);
	}
	return {
		problems,
		facts: {
			nodes: nodes.filter((name) => name !== null),
			credentials: credentials.filter((name) => name !== null),
			files: packed.files.length,
			bytes: packed.bytes,
		},
	};
}
