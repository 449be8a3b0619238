import { startRudeHost } from '../shared/files/download/rudeHost.mts';
import { sampleVideo } from '../shared/files/container/sampleVideo.mts';
import { openDownloadLab } from './downloadLab.mts';

jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openDownloadLab>>;
let host: Awaited<ReturnType<typeof startRudeHost>>;
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

async function store(file: Buffer, fileName: string) {
	// Hosts call everything an MP4.
	const url = host.serve({ file, type: 'video/mp4' });
	const parameters = { source: 'url', url, fileName };
	const result = await lab.download('evolink', [{ taskId: 'task-1' }], { parameters });
	expect(result.error).toBeUndefined();
	const [{ json, binary }] = result.items('Node');
	return { told: json.download, stored: binary?.data };
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
