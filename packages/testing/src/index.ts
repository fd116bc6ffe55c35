export type { Duration, WorkspaceClock } from './clock.ts';
export { startWorkspace, type TestWorkspace, type WorkspaceOptions } from './start-workspace.ts';
