'use strict';

const path = require('path');

const ROOT = path.resolve(__dirname, '..', '..');

/** Before tests of the built package: is there one, and is it of the sources as they are now? */
module.exports = async () => {
	const { tsImport } = await import('tsx/esm/api');
	const { isBuildCurrent } = await tsImport('../demo/build.mts', __filename);
	if (!isBuildCurrent(ROOT)) {
		throw new Error('dist is missing or older than the sources: run `npm run build` first.');
	}
};
