import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import type { Medium } from '../../../shared/domain/request';
import type { Provider } from '../../../shared/providers/types';
import { readFile, readHead } from '../media/binaryField';
import { extensionOf } from '../media/kind';
import type { UrlFinding } from '../media/url';
import { judgeFile } from './judge';

/** Enough to find where the pictures of a video begin, and so where the file has to end. */
const HEAD_BYTES = 1024 * 1024;

/**
 * Looks into a file of n8n as Check Media looks into a link: a login page that was saved as a picture is no picture.
 * Pictures are read whole, since an incomplete download of one can be told by its end only.
 * @returns what the provider would stumble over, in words that follow the name of the medium, or null; asks nobody
 */
export async function probeFile(
	context: Pick<IExecuteFunctions, 'helpers'>,
	{ kind, url }: Pick<Medium, 'kind' | 'url'>,
	binary: IBinaryData,
	provider: Pick<Provider, 'fileNotes' | 'fileSizes'>,
): Promise<UrlFinding | null> {
	try {
		const head = await readHead(context, binary, HEAD_BYTES);
		const isRead = head.first.length >= head.total;
		const readsOn = kind === 'image' && !isRead && head.total <= provider.fileSizes.image.most;
		const seen = readsOn ? { ...head, first: await readFile(context, binary) } : head;
		return judgeFile(
			kind,
			{ ...seen, declared: binary.mimeType, ending: extensionOf(url) },
			'Check the node that downloads it.',
			provider,
		);
	} catch {
		return {
			severity: 'problem',
			message:
				'cannot be read from where n8n keeps its files. Run the node before this one again, so that the file is there.',
		};
	}
}
