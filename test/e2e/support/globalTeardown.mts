export default async function globalTeardown() {
	await Reflect.get(globalThis, 'seedanceServer')?.dispose();
	Reflect.get(globalThis, 'seedanceInternet')?.dispose();
}
