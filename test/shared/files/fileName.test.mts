import { safeFileName, siblingName } from '../../../nodes/shared/files/fileName.ts';

describe('A file name', () => {
	it.each([
		['hero.mp4', 'hero.mp4'],
		['Sommer Aktion 2026.mp4', 'Sommer Aktion 2026.mp4'],
		['产品视频.mp4', '产品视频.mp4'],
		['cgt-20260701120000-ab1cd.mp4', 'cgt-20260701120000-ab1cd.mp4'],
	])('that is fine stays as it is: %s', (name, expected) => {
		expect(safeFileName(name, 'task-1', 'mp4')).toBe(expected);
	});

	it.each([
		['../../etc/passwd', 'passwd.mp4'],
		['C:\\Users\\me\\clip.mov', 'clip.mov'],
		['launch/hero.mp4', 'hero.mp4'],
		['a<b>c:d"e|f?g*h.mp4', 'a_b_c_d_e_f_g_h.mp4'],
		['tab\there\nand\u0000there.mp4', 'tab_here_and_there.mp4'],
		['invoice\u202e4pm.exe.mp4', 'invoice_4pm.exe.mp4'],
		['  .hidden.mp4', 'hidden.mp4'],
		['ends in dots... .mp4', 'ends in dots.mp4'],
		['no ending', 'no ending.mp4'],
		['Bottle 1.5L', 'Bottle 1.5L.mp4'],
		['Sneaker 2.0', 'Sneaker 2.0.mp4'],
		['clip.3gp', 'clip.3gp'],
		['half a pair \ud83d.mp4', 'half a pair _.mp4'],
		['cafe\u0301.mp4', 'caf\u00e9.mp4'],
	])('is made safe: %j', (name, expected) => {
		expect(safeFileName(name, 'task-1', 'mp4')).toBe(expected);
	});

	it.each(['CON.mp4', 'nul.mp4', 'LPT1.mp4', 'com9.mp4', 'aux.tar.mp4'])(
		'that Windows keeps for itself is changed: %s',
		(name) => {
			expect(safeFileName(name, 'task-1', 'mp4')).toBe(`_${name}`);
		},
	);

	it.each([
		'',
		'.mp4',
		'undefined.mp4',
		'null.mp4',
		'...',
		'///',
		'\u0000.mp4',
		'[object Object].mp4',
	])('without a name falls back to the task: %j', (name) => {
		expect(safeFileName(name, 'task-unified-1', 'mp4')).toBe('task-unified-1.mp4');
		expect(safeFileName(name, '', 'mp4')).toBe('video.mp4');
	});

	it.each(['x'.repeat(500), '视'.repeat(300), '😀'.repeat(200)])(
		'is never longer than file systems take (%#)',
		(stem) => {
			const name = safeFileName(`${stem}.mp4`, 'task', 'mp4');
			expect(Buffer.byteLength(name)).toBeLessThanOrEqual(180);
			expect(name.endsWith('.mp4')).toBe(true);
			expect(name).not.toContain('\ufffd');
			expect(Buffer.from(name).toString()).toBe(name);
		},
	);

	it('is the same when made safe twice', () => {
		for (const name of ['a?b.mp4', 'CON.mp4', '..x..mp4', 'é'.repeat(200), 'a/b\\c']) {
			const once = safeFileName(name, 't', 'mp4');
			expect(safeFileName(once, 't', 'mp4')).toBe(once);
		}
	});

	it('lends itself to the last frame', () => {
		expect(siblingName('hero.mp4', '-last-frame', 'png')).toBe('hero-last-frame.png');
	});
});
