import { fileURLToPath } from 'node:url'
import type { SourceFile } from 'typescript/unstable/ast'
import { API, type Checker } from 'typescript/unstable/sync'
import { packageRoot } from '../../../kit/root.ts'

/** All sources with their types, as the compiler sees them. */
export interface TypedSources {
  readonly checker: Checker
  /** Those below a folder such as "subgraphs/city/", by their path from the root; without tests. */
  readonly filesBelow: (folder: string) => readonly SourceFile[]
  readonly stop: () => void
}

/** Starts the compiler's own process; takes seconds. */
export function startTypedSources(): TypedSources {
  const root = fileURLToPath(packageRoot)
  const api = new API({ cwd: root })
  const [project] = api.updateSnapshot({ openProjects: [`${root}tsconfig.json`] }).getProjects()
  if (!project) throw new Error('tsconfig.json: expected a project; the compiler opened none.')
  return {
    checker: project.checker,
    filesBelow: (folder) =>
      project.rootFiles
        .filter((file) => file.startsWith(root + folder) && !file.endsWith('.test.ts'))
        .flatMap((file) => project.program.getSourceFile(file) ?? []),
    stop: () => api.close(),
  }
}
