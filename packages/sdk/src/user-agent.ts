/** The version of this package, which a test compares with package.json. */
export const version = '0.1.0';

/**
 * What the client calls itself: `my-app/1.0 boathouse-sdk/0.1.0 node/24.21.0 os/linux`.
 *
 * @param product put in front: the program that uses the SDK, as `name/version`
 */
export const userAgent = (product: string | undefined): string => {
  const runtime = globalThis.process;
  const parts = [product, `boathouse-sdk/${version}`];
  if (runtime !== undefined) parts.push(`node/${runtime.versions.node}`, `os/${runtime.platform}`);
  return parts.filter(Boolean).join(' ');
};
