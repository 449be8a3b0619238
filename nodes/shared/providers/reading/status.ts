import type { TaskStatus } from '../../domain/vocabulary';

function words(...lines: string[]): readonly string[] {
	return lines.flatMap((line) => line.split(' '));
}

/** Every status word that a provider or a relay is known to use, in lower case (docs/providers.md 6). */
const STATUS_WORDS: Readonly<Record<Exclude<TaskStatus, 'unknown'>, readonly string[]>> = {
	queued: words(
		'queued pending submitted created waiting queuing queueing queue not_start not_started notstart in_queue staged',
		'starting 排队中 排队 等待中 待处理 已提交 未开始 队列中',
	),
	running: words(
		'running processing in_progress inprogress generating rendering executing',
		'处理中 生成中 进行中 运行中 执行中 渲染中 审核中',
	),
	succeeded: words(
		'succeeded success completed complete finished 成功 已成功 已完成 完成 生成成功',
	),
	failed: words('failed failure fail error rejected 失败 生成失败 任务失败 错误'),
	cancelled: words('cancelled canceled revoked 已取消 取消'),
	expired: words('expired timeout timed_out 已过期 过期 超时 已超时'),
};

const STATUS_BY_WORD: ReadonlyMap<string, TaskStatus> = new Map(
	Object.entries(STATUS_WORDS).flatMap(([status, words]) =>
		words.map((word): [string, TaskStatus] => [word, status as TaskStatus]),
	),
);

/** Characters; longer texts are no status word. */
const LONGEST_WORD = 100;

/** Words of one provider, in lower case, beside those that everybody may use. */
export type OwnStatusWords = ReadonlyMap<string, TaskStatus>;

/**
 * Translates a provider's status word, whatever its letter case.
 * Anything that nobody documents is `unknown`: waited on, and never taken for success.
 */
export function normaliseStatus(word: unknown, own?: OwnStatusWords): TaskStatus {
	if (typeof word !== 'string' || word.length > LONGEST_WORD) return 'unknown';
	const plain = word
		.trim()
		.toLowerCase()
		.replace(/[\s-]+/g, '_');
	return own?.get(plain) ?? STATUS_BY_WORD.get(plain) ?? 'unknown';
}

/**
 * Ends every note about a status that nobody documents. An item that n8n has stored keeps the text of its notes and
 * nothing else, so what makes such a note and what knows it again stand side by side.
 */
const OPEN_ENDED = ' It counts as not finished.';

/** What is told about a status that cannot be understood. @param word the provider's own, empty when it names none */
export function openEndedNote(providerName: string, word: string): string {
	return word === ''
		? `${providerName} names no status for this task.${OPEN_ENDED}`
		: `${providerName} reports the status "${word}", which nobody documents.${OPEN_ENDED}`;
}

/** True for notes of `openEndedNote`, which are wrong once the task has ended. */
export function isOpenEndedNote(note: string): boolean {
	return note.endsWith(OPEN_ENDED);
}
