'use strict';

/**
 * A jest resolver that gives everything of this repository zod 4 where it asks for zod, as n8n does
 * when a neighbour has brought that version. n8n itself keeps the one that it is made for.
 *
 * @param {string} request
 * @param {{ basedir: string, defaultResolver: (request: string, options: object) => string }} options
 * @returns {string} the file
 */
module.exports = (request, options) => {
	const isOurs = !/[\\/]node_modules[\\/]/.test(options.basedir);
	return options.defaultResolver(request === 'zod' && isOurs ? 'zod-4' : request, options);
};
