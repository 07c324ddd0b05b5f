import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { packageRoot } from '../../../kit/root.ts'

/** Builds the explorer where it is older than its sources. */
export function buildExplorer(): void {
  const { status, stderr } = spawnSync(process.execPath, ['explorer/build.js'], {
    cwd: fileURLToPath(packageRoot),
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`The explorer does not build: ${stderr}`)
}
