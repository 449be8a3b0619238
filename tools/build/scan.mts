import path from 'node:path';
import { ESLint } from 'eslint';

/**
 * Looks at the built files the way n8n's package scanner looks at a published tarball: the community
 * rules for n8n Cloud, no console, and comments that switch rules off are ignored.
 *
 * @param root the package folder, built before
 * @returns one sentence per finding
 */
export async function scanBuild(root: string): Promise<string[]> {
	const { n8nCommunityNodesPlugin } = await import('@n8n/eslint-plugin-community-nodes');
	const { recommended } = n8nCommunityNodesPlugin.configs;
	const eslint = new ESLint({
		cwd: root,
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: [
			{
				files: ['dist/**/*.js'],
				...recommended,
				rules: { ...recommended.rules, 'no-console': 'error' },
			},
		],
	});
	const results = await eslint.lintFiles(['dist/**/*.js']);
	if (results.length === 0) return ['The scan found no built files to look at.'];
	return results.flatMap(({ filePath, messages }) =>
		messages.map(
			({ ruleId, message }) => `${path.relative(root, filePath)}: ${message} (${ruleId})`,
		),
	);
}
