'use strict';

const { startRudeHost } = require('../shared/download/rudeHost');
const { sampleVideo } = require('../shared/download/sampleVideo');
const { openDownloadLab } = require('./downloadLab');

jest.setTimeout(60_000);

/** @type {Awaited<ReturnType<typeof openDownloadLab>>} */
let lab;
/** @type {Awaited<ReturnType<typeof startRudeHost>>} */
let host;
beforeAll(async () => {
	lab = await openDownloadLab();
	host = await startRudeHost();
});
afterAll(async () => {
	await lab.close();
	await host.stop();
});

const MOV = sampleVideo({ brand: 'qt  ' });
const MP4 = sampleVideo();

/** @param {Buffer} file @param {string} fileName */
async function store(file, fileName) {
	// Hosts call everything an MP4.
	const url = host.serve({ file, type: 'video/mp4' });
	const parameters = { source: 'url', url, fileName };
	const result = await lab.download('evolink', [{ taskId: 'task-1' }], { parameters });
	expect(result.error).toBeUndefined();
	const [{ json, binary }] = result.items('Node');
	return { told: json.download, stored: binary.data };
}

describe('A QuickTime film', () => {
	test.each([
		['={{ $json.taskId }}.mp4', 'task-1.mov'],
		['Film.MP4', 'Film.mov'],
		['film.mov', 'film.mov'],
		['film', 'film.mov'],
		['film.mp4.mp4', 'film.mp4.mov'],
		['film.avi', 'film.avi'],
	])('is stored as what it is: %s becomes %s', async (wanted, fileName) => {
		const { told, stored } = await store(MOV, wanted);
		expect(told).toMatchObject({ fileName, mimeType: 'video/quicktime' });
		expect(stored).toMatchObject({ fileName, mimeType: 'video/quicktime' });
	});
});

test('An MP4 keeps its name and type', async () => {
	const { told, stored } = await store(MP4, 'film.mp4');
	expect(told).toMatchObject({ fileName: 'film.mp4', mimeType: 'video/mp4' });
	expect(stored).toMatchObject({ fileName: 'film.mp4', mimeType: 'video/mp4' });
});
