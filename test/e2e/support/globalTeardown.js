'use strict';

module.exports = async function globalTeardown() {
	await Reflect.get(globalThis, 'seedanceServer')?.dispose();
};
