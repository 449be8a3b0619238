import { damaged, notAVideo, otherVideo } from '../failures';
import type { VideoFacts } from './mp4';
import { Mp4Reader } from './mp4';
import type { Content } from './sniff';
import { LOOKED_AT, sniff } from './sniff';

/** Looks at a file while it passes. */
export interface Inspector {
	/** @throws DownloadTrouble as soon as the bytes cannot become what is wanted */
	look(chunk: Buffer): void;
	/**
	 * Asked when the host says that this was all.
	 * @param cameWhole true when as many bytes came as the host had announced
	 * @throws DownloadTrouble when the file is whole, but not what is wanted
	 */
	finish(cameWhole: boolean): 'complete' | 'cutOff';
}

/** Collects the first bytes, because a host may send them one by one. */
class Beginning {
	private head: Buffer = Buffer.alloc(0);

	private content: Content | null = null;

	/** Returns what the file is once that can be told, then always. */
	look(chunk: Buffer): Content | null {
		if (this.content === null) {
			this.head = this.head.length === 0 ? chunk : Buffer.concat([this.head, chunk]);
			if (this.head.length >= LOOKED_AT) this.content = sniff(this.head);
		}
		return this.content;
	}

	/** What the file is, also when it is shorter than that. */
	whole(): Content {
		return this.content ?? sniff(this.head);
	}
}

function describe(content: Content): string {
	if (content.kind === 'image') return `a picture (${content.mimeType})`;
	return 'found' in content ? content.found : 'a video';
}

/** Reads the structure of a video; with `verify` off, files of any kind pass. */
export class VideoInspector implements Inspector {
	facts: VideoFacts | null = null;

	/** Bytes behind the video that are no part of it. */
	trailingBytes = 0;

	private readonly beginning = new Beginning();

	private readonly reader = new Mp4Reader();

	constructor(private readonly verify: boolean) {}

	/** What the file is by its beginning; known after the first bytes. */
	get found(): Content {
		return this.beginning.whole();
	}

	get mimeType(): string {
		return this.found.mimeType;
	}

	look(chunk: Buffer): void {
		const content = this.beginning.look(chunk);
		if (content !== null && content.kind !== 'video') this.refuse(content);
		this.reader.push(chunk);
		if (this.reader.hopeless && content?.kind === 'video') this.judge();
	}

	finish(cameWhole: boolean): 'complete' | 'cutOff' {
		if (this.found.kind !== 'video') {
			this.refuse(this.found);
			return 'complete';
		}
		const end = this.judge();
		// Nobody knows better than the host how long its file is, where its inside does not matter.
		return cameWhole && !this.verify ? 'complete' : end;
	}

	private judge(): 'complete' | 'cutOff' {
		const verdict = this.reader.end();
		if (verdict.kind === 'good') {
			this.facts = verdict.facts;
			this.trailingBytes = verdict.trailingBytes ?? 0;
		}
		if (verdict.kind === 'bad' && this.verify) throw damaged(verdict.what);
		// Half a video is never called good.
		return verdict.kind === 'cutOff' ? 'cutOff' : 'complete';
	}

	private refuse(content: Content): void {
		if (!this.verify) return;
		const { mimeType } = content;
		throw mimeType.startsWith('video/')
			? otherVideo(describe(content))
			: notAVideo(describe(content));
	}
}

/** For the last frame: only that it is a picture at all. */
export class ImageInspector implements Inspector {
	private readonly beginning = new Beginning();

	get found(): Content {
		return this.beginning.whole();
	}

	look(chunk: Buffer): void {
		const content = this.beginning.look(chunk);
		if (content !== null && content.kind !== 'image') throw notAVideo(describe(content));
	}

	finish(): 'complete' | 'cutOff' {
		if (this.found.kind !== 'image') throw notAVideo(describe(this.found));
		return 'complete';
	}
}
