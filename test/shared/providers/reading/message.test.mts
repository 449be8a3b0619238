import { cleanMessage } from '../../../../nodes/shared/providers/reading/message.ts';

describe('provider texts that are shown', () => {
	test.each([
		['Invalid key sk-XpXnAbCdMs1N given', 'Invalid key [key removed] given'],
		['Invalid key sk-XpXn...Ms1N given', 'Invalid key [key removed] given'],
		['Invalid key sk-****Ms1N given', 'Invalid key [key removed] given'],
		['header was Bearer abc.DEF-123', 'header was Bearer [key removed]'],
		['sd2_live_9f8e7d6c revoked', '[key removed] revoked'],
		[
			'API key 0b6e1f7a-1111-4222-8333-444455556666 is not valid',
			'API key [key removed] is not valid',
		],
	])('%s: the key is taken out', (text, expected) => {
		expect(cleanMessage(text)).toBe(expected);
	});

	test.each([
		['Task 0b6e1f7a-1111-4222-8333-444455556666 is gone'],
		['Asset asset-20260701120000-ab1cd is processing'],
		['task-unified-1774857405-abc123 was not found'],
		['The parameter `duration` must be between 4 and 15. Request id: 0217abcdef'],
		['写实风格的图片不允许'],
	])('%s: what is no secret stays', (text) => {
		expect(cleanMessage(text)).toBe(text);
	});

	test.each([
		['got https://h.example/a/b.png?X-Tos-Signature=abc&x=1.', 'got https://h.example/a/b.png'],
		['got "https://user:pw@h.example/a.png#frag" back', 'got "https://h.example/a.png" back'],
		['HTTP://H.example/x?y', 'HTTP://H.example/x'],
	])('%s: addresses lose what could open them', (text, expected) => {
		expect(cleanMessage(text)).toBe(expected);
	});

	const ERRNO =
		/ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|ERRADDRINUSE|EADDRNOTAVAIL|ECONNABORTED|EHOSTUNREACH|EAI_AGAIN|ENOENT|EISDIR|ENOTDIR|EACCES|EEXIST|EPERM|GETADDRINFO/i;

	test.each([
		['read ECONNRESET', 'read connection reset'],
		['getaddrinfo EAI_AGAIN x', 'host name lookup host name lookup did not work x'],
		['ResourceNotFound', 'Resource-NotFound'],
		['approvEPERMissions', 'approvE-PERMissions'],
		['the preexisting file', 'the pre-existing file'],
	])('%s: nothing is left that n8n would replace the whole text for', (text, expected) => {
		expect(cleanMessage(text)).toBe(expected);
		expect(cleanMessage(text)).not.toMatch(ERRNO);
	});

	test('web pages and empty texts say nothing', () => {
		expect(cleanMessage('<!DOCTYPE html><html>…')).toBe('');
		expect(cleanMessage('\n <html lang="en">')).toBe('');
		expect(cleanMessage('  \n ')).toBe('');
	});

	test('a very long text is cut but keeps its request id', () => {
		const cleaned = cleanMessage(`${'word '.repeat(1000)} Request id: 0217abc`);
		expect(cleaned.length).toBeLessThanOrEqual(1001);
		expect(cleaned).toMatch(/… Request id: 0217abc$/);
	});
});
