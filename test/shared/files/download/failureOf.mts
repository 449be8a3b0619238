import { DownloadTrouble } from '../../../../nodes/shared/files/failures.ts';
import type { Failure } from '../../../../nodes/shared/domain/task.ts';

/** Why a download did not come to a file. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
	const thrown = await promise.then(
		() => null,
		(reason) => reason,
	);
	expect(thrown).toBeInstanceOf(DownloadTrouble);
	return thrown.failure;
}
