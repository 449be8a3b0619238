/** A browser plays the films of Seedance Join to their end. */

import { join, openClips } from '../SeedanceJoin/clips.mts';
import { play } from './support/player.mts';
import type { Clips } from '../SeedanceJoin/clips.mts';

let clips: Clips;
beforeAll(async () => {
	clips = await openClips();
});

describe('P19 A browser plays a film to its end, with every picture', () => {
	const OTHER = '-c:v libx264 -preset ultrafast -bf 0 -g 6';
	it.each<[string, (make: Clips['make']) => string[]]>([
		['of equal clips', (make) => [make(), make(), make()]],
		['of clips with other settings', (make) => [make(), make({ video: OTHER }), make()]],
		[
			'of clips with and without sound',
			(make) => [make({ tone: null }), make({ tone: 700 }), make({ tone: null })],
		],
		[
			'of fragmented clips',
			(make) => [make({ file: '-movflags frag_keyframe+empty_moov' }), make()],
		],
	])('%s', async (_title, files) => {
		const { file, film } = await join(files(clips.make));
		const played = await play(file);
		expect(played.error).toBeNull();
		expect(played.duration).toBeCloseTo(film.durationSeconds, 2);
		expect(played.currentTime).toBeCloseTo(film.durationSeconds, 2);
		expect([played.videoWidth, played.videoHeight]).toEqual([film.width, film.height]);
		expect(played.frames).toBe(24 * film.durationSeconds);
		expect(played.soundBytes).toBeGreaterThan(0);
	});
});
