import { BoxWalk, FIRST_BOXES } from './boxWalk';
import {
	CONTAINERS,
	LEAVES,
	PARTS,
	readFragmentedDuration,
	readHandler,
	readMovieHeader,
	readTrack,
} from './mp4Boxes';

export interface VideoFacts {
	/** Pixels as shown; null when the file does not tell. */
	width: number | null;
	height: number | null;
	durationSeconds: number | null;
	hasAudio: boolean;
	/** True for QuickTime (MOV) files. */
	isQuickTime: boolean;
}

export type Mp4Verdict =
	/** `trailingBytes`, where there are any: what stands behind the video and is no part of it. */
	| { kind: 'good'; facts: VideoFacts; trailingBytes?: number }
	/** So far so good, but the file ends in the middle of a box or before its index or pictures. */
	| { kind: 'cutOff' }
	/** Not an MP4/MOV at all, or one that no player opens; `what` continues "not a playable video: …". */
	| { kind: 'bad'; what: string };

interface OpenBox {
	type: string;
	/** File offset behind the last byte; Infinity for a last box that reaches to the end of the file. */
	end: number;
}

interface Track {
	handler: string | null;
	width: number;
	height: number;
	enabled: boolean;
}

/**
 * Reads the box structure of an MP4/MOV while it streams by. Holds at most 96 bytes, whatever the file does.
 * Feed every byte in order with `push`, then ask `end`.
 */
export class Mp4Reader extends BoxWalk {
	/** The leaf whose content is being held. */
	private leaf: OpenBox = { type: '', end: 0 };

	private readonly open: OpenBox[] = [];

	private readonly topLevel: string[] = [];

	private readonly tracks: Track[] = [];

	private timescale = 0;

	private duration: number | null = null;

	private brand = '';

	private mediaBytes = 0;

	private broken: string | null = null;

	/** All bytes pushed, those that were not looked into included. */
	private pushed = 0;

	/** The latest box of the top level, and where it begins. */
	private top = { type: '', start: 0 };

	/** Where something begins that is no box, behind a video that is whole. */
	private trailerAt: number | null = null;

	push(chunk: Buffer): void {
		this.pushed += chunk.length;
		this.walk(chunk);
	}

	protected get isOver(): boolean {
		return this.broken !== null || this.trailerAt !== null;
	}

	/** True as soon as no further byte can make this a video. */
	get hopeless(): boolean {
		return this.broken !== null;
	}

	/** The verdict on a file that ends after the last pushed byte. */
	end(): Mp4Verdict {
		if (this.broken !== null) return { kind: 'bad', what: this.broken };
		const trailerAt = this.trailerAt ?? this.unfinishedAt();
		if (!this.isWhole || (trailerAt !== null && !this.mayTrail())) return { kind: 'cutOff' };
		const pictures = this.tracks.filter((track) => track.handler === 'vide');
		if (pictures.length === 0) return { kind: 'bad', what: 'it holds no pictures' };
		const sized = pictures.filter((track) => track.width > 0 && track.height > 0);
		const shown = sized.find((track) => track.enabled) ?? sized[0];
		const seconds =
			this.duration === null || this.timescale === 0 ? null : this.duration / this.timescale;
		return {
			kind: 'good',
			facts: {
				width: shown?.width ?? null,
				height: shown?.height ?? null,
				durationSeconds: seconds === null ? null : Math.round(seconds * 1000) / 1000,
				hasAudio: this.tracks.some((track) => track.handler === 'soun'),
				isQuickTime: this.brand === 'qt  ' || this.brand === '',
			},
			...(trailerAt !== null && { trailingBytes: this.pushed - trailerAt }),
		};
	}

	/** Index and pictures were met; the box that is being read now may still be one of them. */
	private get isWhole(): boolean {
		return this.topLevel.includes('moov') && this.mediaBytes > 0;
	}

	/** Where the box or header begins in whose middle the file ends; null when it ends between two boxes. */
	private unfinishedAt(): number | null {
		const [outermost] = this.open;
		const inHeader = this.heldBytes > 0 || this.isInContent;
		const inBox = this.skip > 0 || outermost !== undefined;
		const openEnded = outermost?.end === Number.POSITIVE_INFINITY;
		if (!inHeader && (!inBox || openEnded)) return null;
		return this.isBetweenBoxes ? this.offset - this.heldBytes : this.top.start;
	}

	private get isBetweenBoxes(): boolean {
		return this.open.length === 0 && !this.isInContent && this.skip === 0;
	}

	/** False when what the file ends in is, or may be, a part of the video. */
	private mayTrail(): boolean {
		if (this.trailerAt !== null) return true;
		if (!this.isBetweenBoxes) return !PARTS.includes(this.top.type);
		const type = this.heldSoFar.toString('latin1', 4, 8);
		return type === '' || !PARTS.some((part) => part.startsWith(type));
	}

	protected held(content: Buffer): void {
		const { type, end } = this.leaf;
		this.readLeaf(type, content);
		this.passTo(end);
	}

	protected begins(type: string | null, content: number, start: number): void {
		const parent = this.open[this.open.length - 1];
		const end = this.offset + content;
		if (type !== null && (parent === undefined || end <= parent.end)) {
			if (parent === undefined) this.top = { type, start };
			this.enter(type, end);
		} else if (parent === undefined && this.isWhole) this.trailerAt = start;
		else this.broken = 'its inner structure is broken';
	}

	private enter(type: string, end: number): void {
		if (this.open.length === 0) {
			if (this.topLevel.length === 0 && !FIRST_BOXES.includes(type)) {
				this.broken = 'it does not begin like an MP4 or MOV file';
				return;
			}
			// A long recording can have any number of fragments, and one name of each is enough.
			if (!this.topLevel.includes(type)) this.topLevel.push(type);
			if (type === 'mdat') this.mediaBytes += end - this.offset;
		}
		if (CONTAINERS.includes(type)) {
			if (type === 'trak') this.tracks.push({ handler: null, width: 0, height: 0, enabled: false });
			// Of a fragmented file `mvhd` tells the length of the first part at most.
			if (type === 'mvex') this.duration = null;
			this.open.push({ type, end });
			this.closeFinished();
			return;
		}
		const content = end - this.offset;
		const needed = LEAVES[type] === undefined ? 0 : Math.min(LEAVES[type], content);
		if (needed > 0) {
			this.leaf = { type, end };
			this.hold(needed);
			return;
		}
		this.passTo(end);
	}

	private readLeaf(type: string, content: Buffer): void {
		const track = this.tracks[this.tracks.length - 1];
		if (type === 'ftyp') this.brand = content.toString('latin1', 0, 4);
		if (type === 'mehd') this.duration = readFragmentedDuration(content) || null;
		if (type === 'mvhd') {
			const header = readMovieHeader(content);
			this.timescale = header?.timescale ?? 0;
			this.duration = header?.duration ?? this.duration;
		}
		if (track === undefined) return;
		// Other handlers follow deeper inside a track (QuickTime data references); the first one counts.
		if (type === 'hdlr') track.handler = track.handler ?? readHandler(content);
		if (type === 'tkhd') Object.assign(track, readTrack(content));
	}

	private passTo(end: number): void {
		this.skip = end - this.offset;
		if (end === Number.POSITIVE_INFINITY) this.open.push({ type: 'last', end });
		else this.closeFinished();
	}

	/** Leaves the boxes that end here. Less than a header's 8 bytes left in one is filling (QuickTime's zero word). */
	private closeFinished(): void {
		for (let box = this.open[this.open.length - 1]; box; box = this.open[this.open.length - 1]) {
			const left = box.end - (this.offset + this.skip);
			if (left >= 8) return;
			this.skip += left;
			this.open.pop();
		}
	}
}
