import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { partOf, releaseIn } from '../../tools/release/changelog.mts';
import { checkNext } from '../../tools/release/version.mts';
import { ROOT, listFiles, manifest, read } from './files.mts';

/** The parser that eslint brings. */
const require = createRequire(createRequire(import.meta.url).resolve('@eslint/eslintrc'));
const { load } = require('js-yaml') as { load: (text: string) => unknown };

interface Step {
	uses?: string;
	run?: string;
	with?: Record<string, unknown>;
}

interface Job {
	uses?: string;
	needs?: string | string[];
	permissions?: Record<string, string>;
	'runs-on'?: string;
	strategy?: { matrix: Record<string, unknown[]> };
	steps?: Step[];
}

interface Workflow {
	on: Record<string, unknown>;
	permissions?: Record<string, string>;
	jobs: Record<string, Job>;
}

const workflow = (name: string) => load(read(`.github/workflows/${name}`)) as Workflow;
const stepsOf = ({ jobs }: Workflow) => Object.values(jobs).flatMap(({ steps = [] }) => steps);
const commandsOf = (flow: Workflow) => stepsOf(flow).map(({ run = '' }) => run);

const WORKFLOWS = listFiles('.github/workflows', /\.yml$/).map((file) => path.basename(file));
const FORMS = listFiles('.github/ISSUE_TEMPLATE', /\.yml$/).filter((file) => !/config/.test(file));

describe.each(WORKFLOWS)('The workflow %s', (name) => {
	const flow = workflow(name);

	test('has jobs that run somewhere, each after jobs that there are', () => {
		for (const job of Object.values(flow.jobs)) {
			expect(job.uses ?? job['runs-on']).toEqual(expect.any(String));
			const needed = [job.needs ?? []].flat();
			expect(needed.filter((each) => !(each in flow.jobs))).toEqual([]);
			const called = job.uses?.replace(/^\.\//, '');
			if (called !== undefined) expect(fs.existsSync(path.join(ROOT, called))).toBe(true);
			for (const step of job.steps ?? []) {
				expect([step.uses, step.run].filter((each) => each !== undefined)).toHaveLength(1);
			}
		}
	});

	test('calls only scripts, commands and files that there are', () => {
		for (const command of commandsOf(flow)) {
			for (const [, script] of command.matchAll(/npm run ([\w:]+)/g)) {
				expect(manifest.scripts).toHaveProperty([script]);
			}
			if (/npm test/.test(command)) expect(manifest.scripts).toHaveProperty('test');
			for (const [, tool] of command.matchAll(/npx ([\w-]+)/g)) {
				expect(fs.existsSync(path.join(ROOT, 'node_modules', '.bin', tool))).toBe(true);
			}
		}
	});

	test('may write nothing but what it has to', () => {
		const rights = [flow, ...Object.values(flow.jobs)].flatMap(({ permissions }) =>
			Object.entries(permissions ?? {}),
		);
		expect(flow.permissions).toEqual({ contents: 'read' });
		expect(rights.filter(([, right]) => right === 'write').map(([what]) => what)).toEqual(
			name === 'publish.yml' ? ['id-token'] : [],
		);
	});
});

test('Every change is linted, tested on Node 20, 22 and 24 and on a real n8n', () => {
	const flow = workflow('ci.yml');
	expect(flow.on).toEqual(
		expect.objectContaining({ pull_request: null, push: { branches: ['main'] } }),
	);
	const matrices = Object.values(flow.jobs).flatMap(({ strategy }) => strategy?.matrix.node ?? []);
	expect(matrices).toEqual([20, 22, 24]);
	const commands = commandsOf(flow);
	for (const wanted of ['npm run lint', 'npm run build', 'npm test', 'npm run test:e2e']) {
		expect(commands).toContain(wanted);
	}
});

test('P14 A tag is published with provenance, after the same tests', () => {
	const flow = workflow('publish.yml');
	expect(flow.on).toEqual({ push: { tags: ['*.*.*'] } });
	expect(flow.jobs.ci.uses).toBe('./.github/workflows/ci.yml');
	expect(workflow('ci.yml').on).toHaveProperty('workflow_call');
	expect(flow.jobs.publish.needs).toBe('ci');
	expect(flow.jobs.publish.permissions).toHaveProperty('id-token', 'write');
	expect(commandsOf(flow).join('\n')).toContain('npx n8n-node release');
	const tool = fs.readFileSync(
		path.join(ROOT, 'node_modules/@n8n/node-cli/dist/commands/release.js'),
		'utf8',
	);
	expect(tool).toContain("NPM_CONFIG_PROVENANCE: 'true'");
});

test('Issue forms ask questions with an id each, and the bot for updates looks at npm and at the workflows', () => {
	expect(FORMS.length).toBeGreaterThan(1);
	for (const file of FORMS) {
		const form = load(read(file)) as { name: string; description: string; body: Step[] };
		const fields = form.body as Array<{
			type: string;
			id?: string;
			attributes: { label?: string };
		}>;
		const asked = fields.filter(({ type }) => type !== 'markdown');
		expect([form.name, form.description]).toEqual([expect.any(String), expect.any(String)]);
		expect(new Set(asked.map(({ id }) => id)).size).toBe(asked.length);
		for (const { attributes } of asked) expect(attributes.label).toEqual(expect.any(String));
	}
	const { updates } = load(read('.github/dependabot.yml')) as {
		updates: Array<{ 'package-ecosystem': string }>;
	};
	expect(updates.map((each) => each['package-ecosystem'])).toEqual(['npm', 'github-actions']);
});

describe('A release', () => {
	const CHANGELOG = '# Changelog\n\n## Unreleased\n\n- Costs $& less.\n\n## 0.1.0\n\nFirst.\n';

	test('keeps every word of the changelog and gives the newest part its version', () => {
		const after = releaseIn(CHANGELOG, '0.2.0', '2026-12-01');
		expect(after).toBe(
			'# Changelog\n\n## Unreleased\n\n## 0.2.0 (2026-12-01)\n\n- Costs $& less.\n\n## 0.1.0\n\nFirst.\n',
		);
		expect(partOf(after, '0.2.0')).toBe('- Costs $& less.');
		expect(partOf(after, '0.1.0')).toBe('First.');
		expect(() => releaseIn(after, '0.3.0', '2026-12-02')).toThrow('nothing under');
		expect(() => releaseIn(CHANGELOG, '0.1.0', '2026-12-02')).toThrow('already');
		expect(partOf(read('CHANGELOG.md'), 'Unreleased')).not.toBeNull();
	});

	test.each([
		['0.1.0', '0.2.0'],
		['0.9.0', '0.10.0'],
		['0.2.0-rc.1', '0.2.0'],
		['0.2.0', '0.3.0-rc.1'],
	])('goes from %s to %s', (current, next) => {
		expect(() => checkNext(current, next)).not.toThrow();
	});

	test.each([
		['0.2.0', '0.2.0'],
		['0.10.0', '0.9.0'],
		['0.2.0', 'v0.3.0'],
		['0.2.0', ''],
		['0.2.0', '0.2.0-rc.1'],
	])('does not go from %s to %j', (current, next) => {
		expect(() => checkNext(current, next)).toThrow();
	});

	test('is committed and tagged, with package.json, lockfile and changelog of one version', () => {
		const clone = fs.mkdtempSync(path.join(os.tmpdir(), 'release-'));
		const run = (command: string, ...words: string[]) => {
			const env = { ...process.env, GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@example.com' };
			const committer = { GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@example.com' };
			const options = { cwd: clone, encoding: 'utf8' as const, env: { ...env, ...committer } };
			return spawnSync(command, words, options);
		};
		try {
			for (const file of ['package.json', 'package-lock.json', 'CHANGELOG.md', '.npmrc']) {
				fs.copyFileSync(path.join(ROOT, file), path.join(clone, file));
			}
			for (const folder of ['tools/release', 'tools/build']) {
				fs.cpSync(path.join(ROOT, folder), path.join(clone, folder), { recursive: true });
			}
			fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(clone, 'node_modules'));
			fs.writeFileSync(path.join(clone, '.gitignore'), 'node_modules\n');
			run('git', 'init', '--quiet', '--initial-branch', 'main');
			run('git', 'add', '--all');
			run('git', 'commit', '--quiet', '--message', 'Begin');
			const script = [...'--import tsx tools/release/index.mts'.split(' ')];
			const before = partOf(read('CHANGELOG.md'), 'Unreleased');
			const done = run(process.execPath, ...script, '99.0.0');
			expect(done.stdout).toContain('Committed and tagged 99.0.0');
			expect(run('git', 'tag').stdout.trim()).toBe('99.0.0');
			expect(run('git', 'status', '--porcelain').stdout).toBe('');
			const saved = (file: string) => fs.readFileSync(path.join(clone, file), 'utf8');
			for (const file of ['package.json', 'package-lock.json']) {
				expect(JSON.parse(saved(file)).version).toBe('99.0.0');
			}
			expect(partOf(saved('CHANGELOG.md'), '99.0.0')).toBe(before);
			expect(run(process.execPath, ...script, '--check', '99.0.0').status).toBe(0);
			expect(run(process.execPath, ...script, '--check', '99.0.1').status).toBe(1);
			const again = run(process.execPath, ...script, '99.0.0');
			expect([again.status, again.stdout]).toEqual([1, expect.stringContaining('not above')]);
		} finally {
			fs.rmSync(clone, { recursive: true, force: true });
		}
	}, 60_000);
});
