import { mkdirSync } from 'node:fs';
import { type LabOptions, type OpenLab, openLab } from '../lab/open-lab.ts';
import { type OddProxy, startOddProxy } from './odd-proxy.ts';

type Workspace = LabOptions['administrator'] & { readonly warehouse: string };

/** A lab in a workspace that is correct, and a proxy in front of it that may be odd. */
export interface OddLab extends AsyncDisposable {
  readonly lab: OpenLab;
  readonly proxy: OddProxy;
}

/** @param warehouse a folder that the workspace reads */
export const startOddLab = async ({ warehouse, ...administrator }: Workspace): Promise<OddLab> => {
  mkdirSync(warehouse, { recursive: true });
  const quiet = { onStep: () => undefined, onProblem: () => undefined };
  const lab = await openLab({ administrator, storage: `file://${warehouse}`, ...quiet });
  const proxy = await startOddProxy(lab.profile);
  return {
    lab,
    proxy,
    [Symbol.asyncDispose]: async () => {
      await proxy[Symbol.asyncDispose]();
      await lab.close();
    },
  };
};
