import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { PLACES } from '../../n8n/places.mts';

/** Other people's packages as published, beside our own caches. */
const PEERS = path.join(PLACES.cache, 'peers');
/** The addresses that they have written into their code, and which provider of the sandbox stands in for each. */
const FIXED_ADDRESSES = { 'https://api.wavespeed.ai': 'waveSpeed' } as const;

export interface Peer {
	name: string;
	version: string;
	folder: string;
}

/**
 * A published package of nodes, fetched once from npm's registry (or put into the cache by hand).
 *
 * @returns null where it cannot be had
 */
export function fetchPeer(name: string): Peer | null {
	const folder = path.join(PEERS, 'node_modules', name);
	if (!fs.existsSync(folder)) {
		fs.mkdirSync(PEERS, { recursive: true });
		const words = ['install', '--ignore-scripts', '--legacy-peer-deps', '--no-save', name];
		spawnSync('npm', words, { cwd: PEERS, stdio: 'ignore' });
	}
	if (!fs.existsSync(path.join(folder, 'dist'))) return null;
	const { version } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
	return { name, version, folder };
}

/** A copy of it that talks to the sandbox: its nodes have no field for the address. */
export function copyFor(peer: Peer, baseUrls: Record<string, string>, target: string): string {
	const folder = path.join(target, 'peer');
	fs.cpSync(path.join(peer.folder, 'dist'), folder, { recursive: true });
	for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
		if (!entry.name.endsWith('.js')) continue;
		const file = path.join(entry.parentPath, entry.name);
		let code = fs.readFileSync(file, 'utf8');
		for (const [address, provider] of Object.entries(FIXED_ADDRESSES)) {
			code = code.replaceAll(address, baseUrls[provider].replace(/\/api\/v3$/, ''));
		}
		fs.writeFileSync(file, code);
	}
	return folder;
}
