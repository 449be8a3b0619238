import type { ProviderCapabilities } from '../domain/capabilities';
import type { JsonObject } from '../domain/json';
import type { VideoRequest } from '../domain/request';
import type { Failure, Task } from '../domain/task';
import type { ProviderId } from '../domain/vocabulary';

/** Where a credential points. */
export interface Connection {
	/** Without a trailing slash; for Ark including `/api/v3`. */
	baseUrl: string;
	/** Ark only; decides between China and international model ids (custom = China). */
	region?: 'china' | 'international' | 'custom';
	/** EvoLink only: where uploads go, without a trailing slash. */
	filesBaseUrl?: string;
}

/** One HTTP call relative to the connection's base URL. Data only: the transport sends it. */
export interface HttpCall {
	method: 'GET' | 'POST' | 'DELETE';
	/** Begins with a slash; ids in it are percent-encoded. */
	path: string;
	query?: Record<string, string | number | string[]>;
	body?: JsonObject;
	/** Sent instead of a JSON body. */
	form?: { contentType: string; bytes: Buffer };
	/** EvoLink's uploads go to another host, `filesBaseUrl`. */
	host?: 'files';
}

export interface ListQuery {
	/** 1-based. */
	page: number;
	pageSize: number;
	/** The provider's own status word. */
	status?: string;
	model?: string;
	taskIds?: string[];
	/** Ark hides flex tasks unless asked for them. */
	serviceTier?: string;
}

export interface UploadFile {
	bytes: Buffer;
	fileName: string;
	mimeType: string;
}

/** A provider's free upload of input files. */
export interface FileUpload {
	call(file: UploadFile): HttpCall;
	/** What to do when a file is refused. */
	hint: string;
	/** The link to the uploaded file; null when the answer holds none. */
	read(body: unknown): string | null;
}

/** Everything the package knows of a provider. Pure data and pure functions: no HTTP, no clock, no n8n. */
export interface Provider {
	id: ProviderId;
	/** As users call it: `EvoLink`, `Volcengine Ark`, `12AI`, `seedance2.ink`. */
	displayName: string;
	credentialType: string;
	capabilities: ProviderCapabilities;
	/** Builds the paid request. Never throws for a request that passed the capability check. */
	create(request: VideoRequest): HttpCall;
	get(taskId: string): HttpCall;
	list?(query: ListQuery): HttpCall;
	/** The call that cancels a queued (ink: also a running) task. */
	cancel?(taskId: string): HttpCall;
	/** The call that deletes a finished record. */
	remove?(taskId: string): HttpCall;
	upload?: FileUpload;
	/**
	 * Reads the answer to `create`. Returns null when the body holds no task id (the job may be running and billed);
	 * an error body that came with HTTP 200 is returned by `failureOf`, so ask that first.
	 */
	readCreated(body: unknown, nowMs: number): Task | null;
	/** Reads one task. Returns null when the body is not a task (HTML, empty, another shape). */
	readTask(body: unknown): Task | null;
	/** Reads a page of the list; `total` is null when the provider does not tell it. Returns null when the body is not a list. */
	readList?(body: unknown): { total: number | null; tasks: Task[] } | null;
	/**
	 * Classifies an error answer. Returns null when status is 2xx and the body holds no error.
	 * `httpStatus` 200 with an error body (`success: false`) is an error.
	 */
	failureOf(httpStatus: number, body: unknown): Failure | null;
}
